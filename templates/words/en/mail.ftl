mail-copy-link = Or copy this address into your browser:
mail-writes = { $inviter } writes:

mail-invitation-subject = { $inviter } invited you to { $project }
mail-invitation-preview = Choose a password before { $ends }.
mail-invitation-start = Choose a password to start.
mail-invitation-role = You will join as { $role }. Choose a password to start.
mail-invitation-role-html = You will join as <strong>{ $role }</strong>. Choose a password to start.
mail-invitation-accept = Accept the invitation
mail-invitation-ends = The invitation is for { $email } and ends on { $ends }.
mail-invitation-ends-html = The invitation is for { $email } and ends on <strong>{ $ends }</strong>.
mail-invitation-unexpected = Not expecting this? You can ignore it: no account is opened until you accept.
mail-invitation-questions = Questions? Reply to this message to reach { $inviter }.

mail-invitation-request-subject = { $name } asks for a new invitation to { $project }
mail-invitation-request-text = The invitation for { $email } has ended, so its link no longer works. You can send a new one from the user’s page.
mail-invitation-request-open = Open the user’s page
mail-invitation-request-why = You get this message because the invitation came from you. Nothing is sent unless you send it.

mail-reset-subject = Choose a new password for { $project }
mail-reset-asked = This was asked for on { $at } from { $from }.
mail-reset-sent = { $sender } sent you this link to a new password.
mail-reset-ends = The link works once, until { $ends }.
mail-reset-unexpected = Not expecting this? You can ignore it: nothing changes until the link is used.

mail-answer-timeout = The mail server did not answer in time.
mail-answer-cut = The mail server ended the conversation early.
mail-answer-no-tls = The mail server offers no encryption (STARTTLS), so nothing was sent.
mail-answer-unicode = The mail server cannot write to addresses with letters beyond a to z.
mail-answer-address = The address is not one that mail can be sent to.
mail-answer-key = The link of this mail can no longer be read, because the server’s secret key has changed. Send it again.
mail-answer-unknown = This mail was written by a newer Rolecall than the one that sends.
mail-answer-broken = The mail could not be written. The server’s log says why.
