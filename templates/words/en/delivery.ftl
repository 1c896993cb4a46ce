# How delivery as a whole fares: the banner, the pause, the page of mail settings, the digest.

mail-fails = Mail is not being delivered.
mail-fails-outbox = See the outbox
mail-paused = The mail server refused to let Rolecall sign in, so that all mail waits until { $until }: more tries could lock the account. It said: { $answer }
mail-paused-so = The mail server refused to let Rolecall sign in, so that all mail waits until { $until }.
mail-try-now = Try now
mail-answer-late = It could not leave before its link ended. Send a new one.
notice-mail-retry-paused = The mail is tried as soon as the pause ends.
notice-pause-ended = The next mail is tried now. The others follow when the mail server lets it in.
refused-not-paused = Mail is not paused any more.
did-mail-resume = Ended the pause of all mail

mail-kind-digest = Bounced invitations
mail-kind-test = Test message
mail-sample-message = Your desk is ready. See you on Monday!
mail-digest-subject = { $project }: { $n ->
    [one] one invitation bounced
   *[other] { $n } invitations bounced
}
mail-digest-text = The mail server did not take these invitations. Check each address, and send a new invitation from the user’s page.
mail-digest-more = { $n ->
    [one] And one more.
   *[other] And { $n } more.
}
mail-digest-open = Open the outbox
mail-digest-why = You get this message because you are an administrator. It comes at most once a day, and only when invitations bounced.
mail-test-subject = Test message from { $project }
mail-test-text = Mail works: this message went out over { $server }.
mail-test-open = Open the mail settings

mail-settings = Mail settings
mail-sender-title = Sender of all mails
mail-sender-lead = Counts for every mail that leaves from now on.
mail-sender = Sender
mail-sender-hint = A name and an address, such as Acme <people@acme.example>. Empty: { $default }, as ROLECALL_MAIL_FROM says.
mail-help = Address for answers
mail-help-hint = Where answers go to mails that nobody in particular has caused. Answers to an invitation go to whoever invites.
error-mail-from = Enter one sender, such as Acme <people@acme.example>
error-mail-reply-to = Enter one address, such as help@acme.example, without accents or other letters beyond a to z
mail-way = How mail leaves
mail-way-lead = Set where the server is started, by ROLECALL_MAIL_URL. Its password is never shown.
mail-way-files = None: each mail is written to a file, and reaches nobody.
mail-folder = Folder
mail-server = Mail server
mail-port = Port
mail-security = Encryption
mail-tls = TLS from the first byte
mail-starttls = STARTTLS, required
mail-no-tls = None: the server is on this machine
mail-signs-in = Signs in
mail-test-title = Try it out
mail-test-lead = Sends a test message at once, beside the outbox, and shows what the mail server says. At most five in ten minutes.
mail-test-send = Send test
notice-test-sent = The mail server took the test message. It said: { $answer }
notice-test-filed = The test message was written to the file { $answer }.
test-failed-write = The test message was not sent: { $answer }
test-failed-connect = The test message was not sent: the mail server could not be reached. { $answer }
test-failed-tls = The test message was not sent: no encrypted connection came about (TLS). { $answer }
test-failed-sign-in = The test message was not sent: the mail server did not let Rolecall sign in (AUTH). { $answer }
test-failed-from = The test message was not sent: the mail server did not take the sender (MAIL). { $answer }
test-failed-to = The test message was not sent: the mail server did not take the receiver (RCPT). { $answer }
test-failed-text = The test message was not sent: the mail server did not take its text (DATA). { $answer }
mail-kinds = What the mails look like
mail-kinds-lead = With made-up contents, in each language.
did-mail-test = Sent a test message
