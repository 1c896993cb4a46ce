# The trail: what was done, as the start of a line that ends with whom it was done to.

audit-lead = Every change, once, with who made it. Nothing here can be edited.
audit-empty = Nothing has happened yet
audit-empty-text = Every change will stand here.
audit-caption = Events, the newest first
audit-of-one = Only one user
changed-fields = Changed fields

did-user-create = Created
did-user-edit = Changed the details of
did-user-role = Changed the role of
did-user-suspend = Suspended
did-user-activate = Activated
did-user-archive = Archived
did-user-restore = Restored
did-user-delete = Deleted for good:
did-user-preferences = Changed the preferences of
did-invitation-send = Invited
did-invitation-resend = Sent a new invitation to
did-invitation-cancel = Cancelled the invitation of
did-invitation-accept = Accepted the invitation:
did-invitation-ask = Asked for a new invitation:
did-password-change = Changed the password of
did-password-temporary = Set a temporary password for
did-password-link = Made a link to a new password for
did-session-open = Signed in:
did-session-end = Signed out:
did-role-create = Created the role
did-role-edit = Changed the role
did-role-delete = Deleted the role
did-settings-create = Set up the directory
did-demo-fill = Filled the directory with made-up people
