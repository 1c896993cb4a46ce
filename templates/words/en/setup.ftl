# First run.

set-up = Set up Rolecall
set-up-lead = One page, then you are in. You become the first administrator, so you will be asked to set up two-factor: have an authenticator app at hand. Mail can wait until later.
set-up-code = Set-up code
set-up-code-hint = Printed when Rolecall first started.
organisation = Name of your organisation
organisation-hint = Shown in the header and in every mail.
your-first-name = Your first name
your-last-name = Your last name
your-email = Your e-mail
finish-set-up = Finish set-up
error-set-up-code = Enter the code that Rolecall printed when it started
error-organisation-empty = Enter the name of your organisation
