# The list
roles-lead = A role is a named set of rights. Everyone has at most one of their own.
roles-caption = Roles, the most powerful first
new-role = New role
can-manage-everyone = Can manage everyone
may-use-pages = May use these pages
built-in = Built in
users-with-role = users with the role { $role }
users-without-role = users without a role

# One role
role-lead = { $n ->
    [0] No users
    [one] { $n } user
   *[other] { $n } users
}
public-role-lead = The rights of everyone who is not signed in or has no role. It is given to nobody.
invite-as = Invite as { $role }
role-overview = Overview
flag-on = Yes
flag-off = No
built-in-hint = Only the description can be changed. This role is always there.
add-users = Add users
role-without-users = Nobody has this role as their own.
first-users = The first users with the role { $role }, by name
remove-user = Remove
remove-user-from = { $name } from { $role }
show-all-users = { $n ->
    [one] Show { $n } user in the directory
   *[other] Show all { $n } in the directory
}
delete-this-role = Delete this role
delete-this-role-text = Next you choose what happens to its users. Nothing is deleted before that.
delete-role-ask = Delete { $role }…

# Making and changing one
edit-role = Change { $role }
role-description-hint = For administrators: who should have this role?
role-allows = What it allows and requires
may-use-pages-hint = Sign in here, see and change their own record.
can-manage-everyone-hint = Everything: all users, roles and the audit log. Also makes other administrators.
error-role-nameless = Enter a name
error-role-taken = There is a role of that name already. Enter another name
refused-public-role = Of the public role only the description and the rights can change, and it cannot be deleted.
refused-own-rights = This is your own role: you cannot take your own rights away. Ask another administrator.
notice-role-created = { $role } was created. Say what it opens under Rights, and add users to it.

# Who has it
add-users-to = Add users to { $role }
add-users-lead = Each user has one role: this one takes the place of the one they have now.
addable-users = Users who do not have the role { $role }
choose-user-head = Choose
choose-user = Choose { $name }
chosen = chosen
more-to-add = Only the first users by name are shown. Search to find others.
nobody-to-add = Nobody to add
nobody-to-add-text = Everyone found here has this role already, or no user matches.
show-everyone = Show everyone
add-chosen = Add to { $role }
error-nobody-chosen = Choose at least one user
error-too-many-users = Choose at most { $max } users at a time
error-user-unknown = One of these users is not there any more. Nothing was changed
notice-users-added = { $n ->
    [0] Nobody was added: they have the role { $role } already.
    [one] { $n } user was added to { $role }.
   *[other] { $n } users were added to { $role }.
}
notice-user-removed = { $name } was removed from { $role } and has no role now.
notice-users-removed = { $n ->
    [0] Nobody was removed: they do not have the role { $role }.
    [one] { $n } user was removed from { $role }.
   *[other] { $n } users were removed from { $role }.
}
chip-not-role = Role is not { $what }

# Deleting one
delete-role = Delete { $role }?
delete-role-lead = { $n ->
    [0] Nobody has this role as their own. This cannot be undone.
    [one] { $n } user has this role. This cannot be undone.
   *[other] { $n } users have this role, archived ones included. This cannot be undone.
}
onward = What happens to its users?
onward-move = Give them another role
onward-move-hint = They keep their status and, unless they lose the right to manage everyone, stay signed in.
onward-role = Move its users to
onward-suspend = No role: suspend them
onward-suspend-hint = { $n ->
    [0] None of them is active; they only lose the role.
    [one] { $n } active user is suspended and signed out at once. Anyone else only loses the role.
   *[other] { $n } active users are suspended and signed out at once. Anyone else only loses the role.
}
error-choose-onward = Choose what happens to its users
delete-role-now = Delete { $role }
role-deleted-reason = The role { $role } was deleted
notice-role-deleted = { $role } was deleted.
notice-role-deleted-moved = { $n ->
    [one] { $role } was deleted. { $n } user has another role now.
   *[other] { $role } was deleted. { $n } users have other roles now.
}
notice-role-deleted-suspended = { $n ->
    [one] { $role } was deleted. { $n } user has no role now, and is suspended if they were active.
   *[other] { $role } was deleted. { $n } users have no role now; those who were active are suspended.
}
choose-role = Choose a role
role-administrator-description = Runs this directory
role-member-description = Own record and preferences
role-public-description = Anyone who is not signed in or has no role

# What one may do
role-sections = Sections of this role
from-anywhere = From anywhere
requires-two-factor-hint = Whoever has this role, by whatever way, sets up two-factor before anything else opens.
allowed-networks-hint = One network or address per line, such as 192.0.2.0/24. The role counts only there; without any, everywhere.
error-network = Correct line { $n }: “{ $line }” is no network
error-too-many-networks = Enter at most { $max } networks
error-own-address = Add your own address: { $address } is not in it, and this is your own role
rights-everything = Everything
rights-of = rights of { $role }
n-rights = { $n ->
    [0] No rights
    [one] { $n } right
   *[other] { $n } rights
}
permissions-of = Rights of { $role }
admin-needs-none = This role may do everything: there are no rights to choose.
rows-shown = Rows
all-rows = All rows
only-what-is-set = Only what is set
only-changed = Only changed
filter-rows = Filter rows
tick-all = All
tick-none = None
tick-row = Whole row
not-saved = Not saved yet
matrix-lead = Tick an empty box for everything. “Own” (records of the user who is signed in) and “Some” keep their rules while they are ticked: open a row to see and change them.
matrix-read = Open a row to see which records and fields. “Own” means records of the user who is signed in.
no-such-row = There is no such row.
section-people = People
section-own = Own things
section-running = Running Rolecall
reach-none = None
reach-own = Own
reach-some = Some
reach-all = All
permission-broken = It cannot be read, and opens nothing.
all-fields = All fields
n-fields = { $n ->
    [one] { $n } field
   *[other] { $n } fields
}
defaults = Values of new records
remove-permission = Remove
add-permission = Add another
add-first = Add
review-changes = Review changes
review-hint = Nothing changes before you have seen how many users it affects.
reset = Reset

# Changing one right
permission-one = Right
permission-lead = What users with the role { $role } may do
which-records = Which records?
records-own-hint = Only records of the user who is signed in.
records-where = Where…
records-where-hint = What each record must be like.
records-json = Rule as JSON
records-json-hint = Also with conditions within conditions.
conditions = Conditions
match = How many of the conditions
match-all = all of these hold
match-any = any of these holds
choose-field = Choose a field
condition-field = Field of condition { $n }
condition-op = Comparison of condition { $n }
condition-value = Value of condition { $n }
condition-n = condition { $n }
condition-hint = Separate several values with commas. Roles and groups go by their names, users by their e-mail addresses or $CURRENT_USER. Moments are like 2026-11-20T14:05:00Z or $NOW(-90 days).
add-condition = Add condition
as-json = Turn into JSON
as-conditions = Turn into conditions
which-fields = Which fields?
all-fields-hint = Also those that come later.
these-fields = Only these:
defaults-hint = A JSON object: {"{"}"language": "en"{"}"}
rule-problem = { $place }: { $what }
op-between-these = is between
error-choose-records = Choose which records
error-no-condition = Add at least one condition
error-conditions-unused = These conditions would count for nothing: choose “Where…”, or remove them
error-choose-fields = Choose which fields
error-no-field = Choose at least one field
error-fields-unused = These ticks would count for nothing: choose “Only these”, or take them out
error-condition = Condition { $n }: { $what }
error-condition-name = Enter the name of a role or group, the e-mail address of a user, or an ID
error-only-json = Keep it as JSON: conditions cannot show others within them, or values with commas
error-defaults-object = Write the values as one JSON object
error-defaults-create = Leave this empty: only new records have such values
error-defaults-field = Remove { $field }: this right does not open such a field
error-defaults-value = Correct the value of { $field }

# Before it is saved
review-of = Review changes to { $role }
review-nothing = This changes nothing.
review-n-added = { $n ->
    [one] +{ $n } right
   *[other] +{ $n } rights
}
review-n-removed = { $n ->
    [one] −{ $n } right
   *[other] −{ $n } rights
}
review-n-changed = { $n ->
    [one] { $n } right changed
   *[other] { $n } rights changed
}
review-affected = { $n ->
    [0] affects no users
    [one] affects { $n } user
   *[other] affects { $n } users
}
review-now = What is stored now
review-now-nothing = Nothing is stored there now.
review-last-change = Last change:
review-list = What changes
review-added = Added
review-removed = Removed
review-changed = Changed
refused-permissions-stale = Someone else has changed this role since you opened it. Check what would change now, and apply it again.
refused-too-many-permissions = A role can have { $max } rights at most.
notice-permissions-changed = The rights of { $role } were changed.
notice-permissions-undone = The rights of { $role } are as they were before.
notice-permissions-same = The rights of { $role } are as they were: nothing changed.

# Copies and comparisons
copy-role = Copy role
copy-role-of = Copy { $role }
copy-role-lead = { $n ->
    [0] The copy has the same description and flags, and no users.
    [one] The copy has the same description and flags, { $n } right, and no users.
   *[other] The copy has the same description and flags, { $n } rights, and no users.
}
copy-of = Copy of { $role }
compare = Compare
compare-this = Compare { $role }
compare-hint = Choose two to four roles.
compare-roles = Compare roles
compare-choose = Choose at least two roles in the list.
compare-lead = { $n ->
    [0] These roles may do the same.
    [one] { $n } difference
   *[other] { $n } differences
}
compare-left-out = { $n ->
    [one] Four roles fit beside each other: { $n } more is left out.
   *[other] Four roles fit beside each other: { $n } more are left out.
}
difference = Difference
differs = Differs
delete-role-groups = { $n ->
    [one] The group { $groups } carries this role: its members lose it.
   *[other] { $n } groups carry this role, and their members lose it: { $groups }.
}
delete-role-groups-unnamed = { $n ->
    [one] { $n } group carries this role: its members lose it.
   *[other] { $n } groups carry this role: their members lose it.
}
delete-role-grants = { $n ->
    [one] { $n } grant gives this role to a user, who loses it.
   *[other] { $n } grants give this role to users, who lose it.
}
