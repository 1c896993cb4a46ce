# One's own account.

preferences-lead = How Rolecall looks and reads for you, on all your devices.
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
key-audit = Go to the audit log
key-next-row = Next user in the list
key-previous-row = Previous user in the list
key-next-page = Next page of the list
key-previous-page = Previous page of the list
key-help = This list
