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
role-without-users = Nobody has this role yet.
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
role-rights = Rights
may-use-pages-hint = Sign in here, see and change their own record.
can-manage-everyone-hint = Everything: all users, roles and the audit log. Also makes other administrators.
error-role-nameless = Enter a name
error-role-taken = There is a role of that name already. Enter another name
refused-public-role = The public role keeps its name and its rights, and cannot be deleted.
refused-own-rights = This is your own role: you cannot take your own rights away. Ask another administrator.
notice-role-created = { $role } was created. Add users to it next.

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
    [0] Nobody has this role. This cannot be undone.
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
