# Rules: which records are meant. The words of a comparison stand between a field and a value.

sessions = Sessions
tokens = Tokens
items = Saved items
fields = Fields
settings = Settings
outbox = Outbox
read = Read
delete = Delete

id = ID
avatar = Picture
grants = Extra roles
two-factor = Two-factor
email-notifications = Notifications by e-mail
kind = Kind
kind-person = Person
kind-service = Service account
user = User
provider = Signs in with
url = Web address
external-id = External ID
created-by = Created by
changed-by = Changed by
invited-by = Invited by
sent = Sent
expires = Expires
icon = Icon
requires-two-factor = Requires two-factor
allowed-networks = Allowed networks
permissions = Rights
browser = Browser
scope = Scope
enabled = Enabled
last-used = Last used
shared-with = Shared with
label = Label
options = Options
project-name = Project name
invitations = Invitations
mail = Mail
branding = Branding
subject = Concerns
state = State
content = Content
state-waiting = Waiting
state-sent = Sent
state-failed = Failed
state-void = Taken back

rule-everything = Everything
rule-nothing = Nothing
rule-own = Own record
rule-and = and
rule-or = or
rule-nor = nor
rule-none = none
op-eq = is
op-neq = is not
op-in = is one of
op-nin = is none of
op-null = is empty
op-nnull = is not empty
op-lt = is earlier than
op-lte = is not later than
op-gt = is later than
op-gte = is not earlier than
op-less = is less than
op-at-most = is at most
op-more = is more than
op-at-least = is at least
op-contains = contains
op-ncontains = does not contain
op-starts-with = starts with
op-ends-with = ends with
op-between = is between { $from } and { $to }
op-set = is one of
op-no-set = is none of
op-neither = is neither
op-include = include one of
op-exclude = include none of
op-has = include
op-has-not = do not include
op-has-neither = include neither
variable-user = the signed-in user
variable-role = the signed-in user’s role
variable-roles = the signed-in user’s roles
variable-groups = the signed-in user’s groups
variable-now = now
in-minutes = { $n ->
    [one] in { $n } minute
   *[other] in { $n } minutes
}
in-hours = { $n ->
    [one] in { $n } hour
   *[other] in { $n } hours
}
in-days = { $n ->
    [one] in { $n } day
   *[other] in { $n } days
}

# What can be wrong with one.
rule-too-long = Shorten the rule: it can have { $max } KiB at most
rule-no-json = Correct the JSON: it cannot be read in line { $line }, column { $column }
rule-twice = Name it once only: line { $line }, column { $column } has it a second time
rule-no-object = Write an object here: fields and their comparisons
rule-no-list = Write a list of conditions here
rule-empty-or = Add a condition: “_or” of none would let nothing through
rule-too-deep = Use fewer groups within groups: at most { $max }
rule-too-many-tests = Use fewer comparisons: at most { $max } in all
rule-too-many-values = Use a shorter list: at most { $max } values
rule-too-many-letters = Use a shorter value: at most { $max } characters
rule-unknown-field = Choose another field: there is no { $name } here
rule-unknown-operator = Choose another operator: there is no { $name }
rule-wrong-operator = Choose another operator: this field cannot be asked with { $name }
rule-opaque = Choose another field: no rule can ask for this one
rule-no-operator = Write the comparison with its operator, such as “_eq”
rule-want-text = Enter a text in quotes
rule-empty-text = Enter a text; or ask whether it is empty (“_null”)
rule-zero = Remove the null character from the text
rule-want-choice = Enter one of { $words }
rule-want-id = Enter an ID
rule-want-moment = Enter a moment such as “2026-11-20T14:05:00Z”
rule-want-flag = Enter true or false
rule-want-number = Enter a number with four decimals at most
rule-want-list = Enter a list of values
rule-want-two = Enter a list of two values: the first and the last
rule-unknown-variable = Choose another variable: there is no { $name }
rule-misplaced-variable = Enter a value: { $name } means nothing for this field
rule-variable-is-list = Use “_in” or “_nin”: { $name } can be several
