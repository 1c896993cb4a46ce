# The trail: what was done; behind it stands whom or what it was done to, unless that is who did it.

audit-lead = Every change, once, with who made it. Nothing here can be edited.
audit-empty = Nothing has happened yet
audit-empty-text = Every change will stand here.
audit-caption = Events, the newest first
audit-of-one = Only one user
chip-user = User: { $what }
changed-fields = Changed fields

did-user-create = Created:
did-user-edit = Details changed:
did-user-role = Role changed:
did-user-suspend = Suspended:
did-user-activate = Activated:
did-user-archive = Archived:
did-user-restore = Restored:
did-user-delete = Deleted for good:
did-user-preferences = Preferences changed:
did-invitation-send = Invited:
did-invitation-resend = New invitation sent:
did-invitation-cancel = Invitation cancelled:
did-invitation-accept = Invitation accepted:
did-invitation-ask = New invitation asked for:
did-password-change = Password changed:
did-password-temporary = Temporary password set:
did-password-link = Link to a new password made:
did-session-open = Signed in:
did-session-end = Signed out:
did-role-create = Role created:
did-role-edit = Role edited:
did-role-permissions = Rights of the role changed:
did-role-delete = Role deleted:
did-settings-create = Directory set up
did-demo-fill = Directory filled with made-up people
command-line = Command line
