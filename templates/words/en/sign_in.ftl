# Signing in, and choosing a new password by a link.

sign-in-wrong = E-mail or password is wrong
sign-in-wrong-next = Check both, or choose a new password by mail.
sign-in-wait = Too many tries: wait a moment
forgot-password = Forgot your password?
forgot-title = Choose a new password
forgot-text = Enter the address you sign in with. You get a mail with a link to a new password.
send-link = Send the link
forgot-sent = Look into your mail
forgot-sent-text = If { $email } belongs to an account here, a mail with a link is on its way. The link works for an hour. Nothing has come after a few minutes? Look among the unwanted mails, or ask an administrator.
forgot-again = Another address
choose-password = Choose a new password
new-password = New password
password-hint = A sentence is easier to remember than a puzzle.
password-rules = Rules for the password
password-rule-length = At least { $min } characters
password-rule-own = More than names, addresses and digits
password-rule-guess = Not common, not leaked, no row of letters
password-rule-met = , met
password-rules-met = The password keeps all rules
save-password = Save the password
password-changed = Your password is changed
password-changed-text = All sessions have ended. Sign in with the new password.
link-dead = This link does not work any more
link-dead-text = It was used, has ended, or was replaced by a newer one. Ask for another.
