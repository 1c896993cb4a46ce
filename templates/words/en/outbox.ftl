# The pages of the outbox.

outbox-lead = Every mail that Rolecall writes: what waits, what the mail server took, and what it refused, in its own words.
outbox-to-files = No mail server is set: mails are written to files on the server, and reach nobody. Set ROLECALL_MAIL_URL to send them.
outbox-caption = Mails, the newest first
outbox-empty = No mails here
outbox-empty-text = Mails appear as soon as somebody is invited, asks for a new password, or has to be told something.
mail-to = To
mail-to-somebody = Somebody
mail-from = From
mail-reply-to = Answers go to
mail-subject = Subject
mail-user = User
mail-profile = Open the profile
mail-written = Written
mail-delivery = Delivery
mail-tries = Tries
mail-next = Next try
mail-taken = Taken by the mail server
mail-filed = Written to a file
mail-retrying = Tried, waits for the next try
mail-said = Last answer: { $answer }
mail-look = What it looks like
mail-look-lead = As its receiver reads it. The secret of its link is left out: it is for them alone.
mail-as-text = As plain text
mail-retry = Try again now
mails-retry = Try all failed again
mail-discard = Discard
mail-kind-invitation = Invitation
mail-kind-invitation-reminder = Reminder of an invitation
mail-kind-invitation-request = Asks for a new invitation
mail-kind-reset = Link to a new password
mail-kind-email-change = Confirming a new address
mail-kind-end-warning = Warning of an end date
mail-kind-notice = Notice
notice-mail-retry = The mail is tried again now.
notice-mails-retry = { $n ->
    [0] None can be tried again: their links have died. Send those again from the profiles.
    [one] One mail is tried again now.
   *[other] { $n } mails are tried again now.
}
notice-mail-discarded = The mail is discarded and will not be sent.
refused-mail-closed = This mail has left already, is leaving just now, or was taken back.
refused-mail-link = The link in this mail works no more, so it is not sent again. Send a new one from the user’s profile.
did-mail-retry = Tried a mail again, to
did-mail-discard = Discarded a mail to
