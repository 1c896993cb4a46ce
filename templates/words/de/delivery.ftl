# Wie es um die Zustellung steht: der Hinweis auf jeder Seite, die Pause, die Seite der Mail-Einstellungen, der Überblick.

mail-fails = Mails werden nicht zugestellt.
mail-fails-outbox = Postausgang ansehen
mail-paused = Der Mailserver hat die Anmeldung von Rolecall abgelehnt. Deshalb warten alle Mails bis { $until }: Weitere Versuche könnten das Konto sperren. Er sagte: { $answer }
mail-try-now = Jetzt versuchen
mail-answer-late = Sie konnte nicht abgehen, bevor ihr Link endete. Bitte einen neuen senden.
notice-mail-retry-paused = Die Mail wird versucht, sobald die Pause endet.
notice-pause-ended = Die nächste Mail wird jetzt versucht. Die anderen folgen, wenn der Mailserver sie annimmt.
refused-not-paused = Mails sind nicht mehr angehalten.
did-mail-resume = Pause aller Mails beendet
