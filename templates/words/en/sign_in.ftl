# Signing in, and choosing a new password by a link.

sign-in-wrong = E-mail or password is wrong
sign-in-wrong-next = Check both. If you cannot get in, ask an administrator.
sign-in-wait = Too many tries: wait a moment
choose-password = Choose a new password
new-password = New password
password-hint = At least 15 characters. A sentence is easier to remember than a puzzle.
save-password = Save the password
password-changed = Your password is changed
password-changed-text = All sessions have ended. Sign in with the new password.
link-dead = This link does not work any more
link-dead-text = It was used, has ended, or was replaced by a newer one. Ask for another.
