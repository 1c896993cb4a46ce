# The list
groups-lead = A group is a set of users. They hold its roles beside their own.
groups-caption = Groups by name
groups-empty = No groups yet
groups-empty-text = Create one for people who need the same roles, whatever their own role is.
new-group = New group
members = Members
members-of = members of { $group }

# One group
group-lead = { $n ->
    [0] No members
    [one] { $n } member
   *[other] { $n } members
}
group-privileged = Members can manage everyone
group-roles-hint = Members hold these roles too, for as long as they are in the group.
group-without-members = No members yet.
group-archived-members = Only archived users are in this group.
group-hidden-members = You see none of its members.
first-members = The first members of { $group }, by name
delete-this-group = Delete this group
delete-this-group-text = Its members stay in the directory. Nothing is deleted before you have confirmed it.

# Making and changing one
group-description-hint = For administrators: who belongs here?
owner-hint = The e-mail address of whoever answers for this group.
error-group-nameless = Enter a name
error-group-taken = There is a group of that name already. Enter another name
error-owner-unknown = Enter the e-mail address of a user who is not archived
notice-group-created = { $group } was created. Add users to it next.

# Who is in it
add-members-lead = They keep their own role and get those of the group besides.
addable-members = Users who are not in { $group }
no-members-to-add = Everyone found here is in this group already, or no user matches.
notice-member-added = { $name } was added to { $group }.
notice-members-added = { $n ->
    [0] Nobody was added: they are in { $group } already.
    [one] { $n } user was added to { $group }.
   *[other] { $n } users were added to { $group }.
}
notice-member-removed = { $name } was removed from { $group }.
notice-members-removed = { $n ->
    [0] Nobody was removed: they are not in { $group }.
    [one] { $n } user was removed from { $group }.
   *[other] { $n } users were removed from { $group }.
}

# Deleting one
delete-group-lead = { $n ->
    [0] This cannot be undone.
    [one] { $n } user is in this group, archived ones not counted. This cannot be undone.
   *[other] { $n } users are in this group, archived ones not counted. This cannot be undone.
}
delete-group-members = All its members leave it. This cannot be undone.
delete-group-keeps = It carries no roles: its members lose no rights.
delete-group-loses = Its members lose these roles, unless they have them otherwise:
notice-group-deleted = { $n ->
    [0] { $group } was deleted.
    [one] { $group } was deleted. { $n } user was in it.
   *[other] { $group } was deleted. { $n } users were in it.
}

# One user's groups
groups-of = Groups of { $name }
no-groups-to-give = There is no group that you can take anybody into.
groups-not-yours = Also in, and not yours to change:
notice-groups-saved = The groups of { $name } were saved.
error-too-many-groups = Choose at most { $max } groups
