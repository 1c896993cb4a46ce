# Words of every page: the frame, buttons, columns, time.

skip-to-content = Skip to content
skip-to-results = Skip to results
menu = Menu
main-navigation = Main
account-menu = account menu
messages = Messages
breadcrumb = Breadcrumb
sections = Sections
pages = Pages
said = { $text }

users = Users
roles = Roles
groups = Groups
views = Views
audit-log = Audit log
your-account = Your account
preferences = Preferences
sign-in = Sign in
sign-out = Sign out

save = Save
cancel = Cancel
back = Back
change = Change
close = Close
done = Done
create = Create
apply = Apply
undo = Undo
dismiss = Dismiss
copy = Copy
copied = Copied
show = Show
hide = Hide
actions = Actions
confirm = Confirm
optional = (optional)
any = Any
all = All
none = None
not-shown = Not shown to you
never = Never
now = Now
by = by
key = Key
offline = Not saved: no connection.
try-again = Try again

name = Name
email = E-mail
first-name = First name
last-name = Last name
password = Password
role = Role
group = Group
owner = Owner
status = Status
last-seen = Last seen
last-access = Last access
no-role = No role
reason = Reason
details = Details
description = Description
created = Created
changed = Changed
result = Result
when = When
who = Who
what = What
from-where = From
field = Field
before = Before
after = After
language = Language
timezone = Time zone
message = Message
address = Address
outcome = Outcome
steps = Steps
invitation = Invitation

previous = Previous
next = Next
newest = Newest
older = Older
rows-per-page = Rows per page
active-filters = Active filters
remove-filter = remove filter

ago-now = just now
ago-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
ago-days = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}

delivery-waiting = The mail is waiting in the outbox.
delivery-retrying = The mail has not left yet and is tried again. { $answer }
delivery-sent = The mail server took the mail on { $date }.
delivery-filed = The mail was written to a file on { $date }, since no mail server is set: hand over the link yourself.
delivery-failed = The mail was not delivered. The server said: { $answer }
delivery-void = The mail was taken back before it left. Copy the link, or send it again.
continue = Continue
jump = Jump to
jump-label = A user, role, group or page
jump-pages = Pages
jump-nothing = Nothing of that name is there for you. Try fewer letters.
