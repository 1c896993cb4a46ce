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

mail-reminder-subject = Your { $project } invitation ends on { $ends }
mail-reminder-text = { $inviter } invited you some days ago. The same link works until the invitation ends.

mail-invitation-request-subject = { $name } asks for a new invitation to { $project }
mail-invitation-request-text = The invitation for { $email } has ended, so its link no longer works. You can send a new one from the user’s page.
mail-invitation-request-open = Open the user’s page
mail-invitation-request-why = You get this message because the invitation came from you. Nothing is sent unless you send it.

mail-reset-subject = Choose a new password for { $project }
mail-reset-asked = This was asked for on { $at } from { $from }.
mail-reset-sent = { $sender } sent you this link to a new password.
mail-reset-ends = The link works once, until { $ends }.
mail-reset-unexpected = Not expecting this? You can ignore it: nothing changes until the link is used.

mail-end-subject = Your access to { $project } ends on { $ends }
mail-end-text = It ends on { $ends }. From then on you cannot sign in any more, and your tokens open nothing. Nothing of yours is deleted by that.
mail-end-ask = If you need it for longer, ask an administrator before that day.
mail-end-open = Open your account

mail-answer-timeout = The mail server did not answer in time.
mail-answer-cut = The mail server ended the conversation early.
mail-answer-no-tls = The mail server offers no encryption (STARTTLS), so nothing was sent.
mail-answer-unicode = The mail server cannot write to addresses with letters beyond a to z.
mail-answer-address = The address is not one that mail can be sent to.
mail-answer-key = The link of this mail can no longer be read, because the server’s secret key has changed. Send it again.
mail-answer-unknown = This mail was written by a newer Rolecall than the one that sends.
mail-answer-broken = The mail could not be written. The server’s log says why.

mail-notice-by = Done by { $by } on { $at }.
mail-notice-at = Done on { $at }.
mail-notice-from-device = Done on { $at } from { $from } with { $device }.
mail-notice-not-you = Was it not you, and nobody you asked? Change your password and end all other sessions:
mail-notice-ask = If this comes as a surprise, ask an administrator.
mail-notice-security = Check your account
mail-notice-access = See what you may do
mail-password-changed-subject = Your { $project } password was changed
mail-password-changed = Your password was changed. All other sessions have ended.
mail-password-set = You were given a temporary password. You choose your own at your next sign-in.
mail-password-compromised-subject = Your { $project } password no longer works
mail-password-compromised = Your password may be known to somebody else, so it was taken away and all sessions have ended. Another mail brings you a link to a new one.
mail-email-changed-subject = Your { $project } address was changed
mail-email-changed = Your address is { $to } from now on. Mail no longer goes to the one before.
mail-two-factor-on-subject = Two-factor is on for { $project }
mail-two-factor-on = Signing in now asks for a code from your app as well. Keep your recovery codes in a safe place.
mail-two-factor-off-subject = Two-factor is off for { $project }
mail-two-factor-off = Signing in no longer asks for a code from your app. Your other sessions have ended.
mail-recovery-used-subject = A recovery code for { $project } was used
mail-recovery-used = Somebody signed in with one of your recovery codes. { $n ->
    [0] None is left: make new ones.
    [one] One is left.
   *[other] { $n } are left.
}
mail-recovery-made-subject = New recovery codes for { $project }
mail-recovery-made = New recovery codes were made for you. The old ones no longer work.
mail-token-made-subject = A token for { $project } was made
mail-token-made = The token “{ $name }” can now act for you.
mail-new-device-subject = A new device signed in to { $project }
mail-new-device = Somebody signed in as you from a browser that was not used before.
mail-access-subject = Your access to { $project } has changed
mail-role-changed = Your role is now { $role }.
mail-role-none = You have no role of your own any more.
mail-role-granted = You now also have the role { $role }.
mail-role-granted-until = You also have the role { $role } until { $date }.
mail-suspended = Your account was suspended: you cannot sign in for now. Nothing of yours was deleted.
mail-suspended-after = Your account was suspended after { $n } wrong passwords in a row. Nothing of yours was deleted. An administrator can let you in again.
mail-archived = Your account was archived: you cannot sign in any more.
mail-activated = You can sign in again.
mail-deleted-subject = Your { $project } account was deleted
mail-deleted = Your account was deleted for good, as was asked for on its own page. It cannot be brought back. This is the last message.
mail-notice-ask-password = An administrator hands it over to you. If this comes as a surprise, ask one.
mail-notice-not-you-token = Was it not you, and nobody you asked? Revoke the token, change your password and end all other sessions:
mail-notice-from = Done on { $at } from { $from }.
