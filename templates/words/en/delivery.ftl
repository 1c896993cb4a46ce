# How delivery as a whole fares: the banner, the pause, the page of mail settings, the digest.

mail-fails = Mail is not being delivered.
mail-fails-outbox = See the outbox
mail-paused = The mail server refused to let Rolecall sign in, so that all mail waits until { $until }: more tries could lock the account. It said: { $answer }
mail-try-now = Try now
mail-answer-late = It could not leave before its link ended. Send a new one.
notice-mail-retry-paused = The mail is tried as soon as the pause ends.
notice-pause-ended = The next mail is tried now. The others follow when the mail server lets it in.
refused-not-paused = Mail is not paused any more.
did-mail-resume = Ended the pause of all mail
