# One's own account.

preferences-lead = How Rolecall looks and reads for you, on all your devices.
preferences-lead-of = How Rolecall looks and reads for { $name }, and what it writes of.
timezone-hint = Type a place or a zone, such as Oslo. Left empty: { $default }.
email-notifications-hint = Such as a change of role or status. Mails about the safety of the account are always sent.
theme = Theme
theme-hint = Save to keep it on all your devices.
theme-auto = Like my device
theme-light = Light
theme-dark = Dark
density = Density of lists
density-comfortable = Comfortable
density-compact = Compact
project-default = Default ({ $what })
change-password = Change password
change-password-lead = All your other sessions end.
password-due = The temporary password has done its work. Choose your own to go on.
present-password = Present password
shortcuts = Keyboard shortcuts
shortcuts-on = Keyboard shortcuts of one letter
shortcuts-hint = They work outside fields. Switch them off if they get in the way, for instance of speech input.
key-search = Search users
key-users = Go to Users
key-roles = Go to Roles
key-groups = Go to Groups
key-audit = Go to the audit log
key-settings = Go to Settings
key-next-row = Next user in the list
key-previous-row = Previous user in the list
key-next-page = Next page of the list
key-previous-page = Previous page of the list
key-help = This list

# Asking again who sits there
prove = Prove that it is you
prove-lead = To keep others out of what you may do, enter it once more. What you have typed is kept.
prove-access = Prove that it is you to change who may do what
prove-email = Prove that it is you to change an address
prove-password = Prove that it is you to set a password
prove-two-factor = Prove that it is you to change two-factor
prove-sessions = Prove that it is you to end sessions
prove-tokens = Prove that it is you to change tokens
prove-settings = Prove that it is you to change settings
prove-export = Prove that it is you to export
prove-delete = Prove that it is you to delete for good
prove-code = Or a code from your app
prove-code-hint = Instead of the password.
password-due-asked = An administrator asks you to choose a new password.

data = Your data
your-data = Your data
your-data-lead = Everything that is kept of you and that you may see, in one ZIP file: as JSON for programs, and as tables for spreadsheets.
data-profile = Your details, preferences and status
data-roles = Your roles and groups, and what you have them through
data-sessions = Where you are signed in, and the browsers you are known in
data-tokens = Your API tokens: their names, dates and what they open
data-activity = What you did and what was done to you, the newest { $n } events
data-without = Passwords, keys, codes and tokens themselves are not in it. Take good care of the file all the same.
data-download = Download

# Deleting one's own account.
delete-own = Delete my account
delete-own-ask = Delete my account…
delete-own-title = Delete your account for good?
delete-own-lead = This cannot be undone.
delete-own-data = Download your data first
delete-own-what = What goes, and what stays
delete-own-profile = Your details, picture and preferences go, and you leave your role and your groups.
delete-own-ways-in = All your sessions, tokens, recovery codes and links end at once.
delete-own-trail = The audit log keeps what you did, with your name as it is now.
type-your-email = Type your e-mail address
type-your-name = Type your name, as it is shown here
deleted-own = Your account is deleted
deleted-own-text = You are signed out everywhere, and a mail confirms it. Thank you for having been part of { $project }.
