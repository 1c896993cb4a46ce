# Another address for somebody.

change-own-email = Change your e-mail address
change-email-of = Change the e-mail address of { $name }
new-email = New e-mail address
email-present = The address is { $email } now.
email-own-text = A mail with a link goes to the new address. Open it and confirm: until then, you keep the present one.
email-ask-text = With a proof, a mail with a link goes to the new address. { $name } opens it, signs in and confirms; until then the present address stays.
email-change-text = Changed at once, the address counts as not verified. All sessions and open links end, and both addresses get a mail about it if there is access now.
email-change-invited = The link in the invitation ends too: send it again afterwards.
email-ask = Ask for a proof
email-change-now = Change at once
email-pending-title = Waiting for the proof
email-pending-own = We wrote to { $email }, in case it can be yours. The link there works until { $date }; { $present } stays yours until you have confirmed.
email-pending-other = A mail with a link went to { $email }. It works until { $date }; { $present } stays until the new address is confirmed.
email-pending = { $email } waits for its proof until { $date }
cancel-email-change = Cancel the change
choose-another-email = Choose another address

email-confirm = Confirm your new address
email-confirm-text = Make <strong class="wrap">{ $email }</strong> the address of { $name }?
email-confirm-next = From then on you sign in with it. Your other sessions end, and the address before gets a mail about it.
email-confirm-button = Use this address
not-now = Not now
email-confirm-taken = Somebody else has this address
email-confirm-taken-text = { $email } has become the address of another account since you asked. Choose another one, or ask an administrator.
email-confirm-other = This link is for another account
email-confirm-other-text = You are signed in as { $name }. Sign out, and sign in with the account whose address you want to change.
email-dead-unknown = It may have been cut off: copy all of it from the mail. Or ask for a new one in your account.
email-dead-used = It was used already. Your account shows the address that you have now.
email-dead-replaced = A newer mail brings another link. Open that one.
email-dead-cancelled = The change was cancelled, or your password or address has changed since. Your address stays as it is.
email-dead-expired = It has ended, and your address stays as it is. Ask for a new link in your account.

notice-email-asked = A link is on its way to { $email }, unless it is the address of another account.
notice-email-asked-other = A mail with a link is on its way to { $email }.
notice-email-cancelled = The change is cancelled. The address stays as it is.
notice-email-changed = The address is { $email } from now on, and counts as not verified.
notice-email-changed-invited = The address is { $email } from now on. The invitation went to the one before: send it again.
notice-email-confirmed = Your address is { $email } from now on.
error-email-same = Enter another address: this is the present one
refused-service-email = A service account has no e-mail address.
refused-own-email = Change your own address with a proof, as everyone does.
refused-email-proof = Only somebody who can sign in can prove an address. Change it at once instead.
refused-email-enough = Enough mails went out about this for now. Try again in an hour.
refused-email-none = No new address waits for a proof.

mail-email-subject = Confirm your new address for { $project }
mail-email-text = { $email } is to become your address at { $project }. Open the link, sign in as you always do, and confirm it.
mail-email-open = Confirm the address
mail-email-unexpected = Not expecting this? You can ignore it: nothing changes without a sign-in to that account.
