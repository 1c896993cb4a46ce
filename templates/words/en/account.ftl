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
