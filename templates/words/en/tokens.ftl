# API tokens: what programs prove with whose rights they act.

tokens-of = Tokens of { $name }
tokens-lead = A program that has a token acts with the rights of its user, as far as the token opens them.
tokens-none = There are no tokens.
tokens-closed = None of your roles opens tokens to you. An administrator can add that right to a role.
new-token = New token
new-token-lead = A program that has it acts as { $name }.
token-name-hint = What it is for, such as the program that will use it.
token-may = May
token-may-read = Read only
token-may-read-hint = Whatever { $name } may read, and change nothing.
token-may-everything = Everything { $name } may
token-may-everything-hint = It grows and shrinks with their rights.
token-may-all-of-yours = Everything you may
token-may-some = Only these
token-may-some-hint = As long as they are rights of the user too.
token-rights = Rights to choose from
token-may-nothing = Nothing
token-ends = Ends
token-ends-hint = From then on it opens nothing.
token-ends-date = On a day of my choice
token-ends-never = Never
token-until-hint = Counts where you chose a day.
token-days = { $n ->
    [one] In one day
   *[other] In { $n } days
}
token-last-used = Last used
token-disabled = Disabled
token-past = Has ended
token-soon = Ends soon
token-ready = “{ $token }” is ready
token-ready-text = Copy it now. It is shown only this once, and only its fingerprint is stored.
token-stored = I have stored it
renew = Renew
renew-token = Renew { $token }
renew-token-text = It gets another secret, which is shown once. Programs that use the present one stop working at once.
revoke = Revoke
revoke-token = Revoke { $token }
revoke-token-text = It is deleted. Programs that use it stop working at once, and nothing brings it back.
enable = Enable
enable-token = Enable { $token }
enable-token-text = It was disabled when its user stopped being active. Enabled, the secret that was handed out works again.
services-of-yours = Service accounts you answer for
notice-token-revoked = { $token } is revoked.
notice-token-enabled = { $token } works again.
error-token-nameless = Enter a name
error-no-right-chosen = Choose what it may do
error-rights-not-had = Choose only rights that the user has
error-too-many-tokens = A user can have { $max } tokens. Revoke one that is not used any more.
refused-token-of-person = People make their tokens themselves: nobody can make or renew one for somebody else.
refused-token-status = The user is not active.
refused-token-disabled = This token is disabled. Enable it first.
token = Token
error-rights-and-all = You ticked rights: choose “Only these”, or untick them
error-until-and-days = You chose a day: choose “On a day of my choice” too, or leave it empty
token-outgrown = Waits to be renewed: whoever made it has left, or may less than it
