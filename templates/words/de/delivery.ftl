# Wie es um die Zustellung steht: der Hinweis auf jeder Seite, die Pause, die Seite der Mail-Einstellungen, der Überblick.

mail-fails = Mails werden nicht zugestellt.
mail-fails-outbox = Postausgang ansehen
mail-paused = Der Mailserver hat die Anmeldung von Rolecall abgelehnt. Deshalb warten alle Mails bis { $until }: Weitere Versuche könnten das Konto sperren. Er sagte: { $answer }
mail-paused-so = Der Mailserver hat die Anmeldung von Rolecall abgelehnt. Deshalb warten alle Mails bis { $until }.
mail-try-now = Jetzt versuchen
mail-answer-late = Sie konnte nicht abgehen, bevor ihr Link endete. Bitte einen neuen senden.
notice-mail-retry-paused = Die Mail wird versucht, sobald die Pause endet.
notice-pause-ended = Die nächste Mail wird jetzt versucht. Die anderen folgen, wenn der Mailserver sie annimmt.
refused-not-paused = Mails sind nicht mehr angehalten.
did-mail-resume = Pause aller Mails beendet

mail-kind-digest = Unzustellbare Einladungen
mail-kind-test = Testnachricht
mail-sample-message = Dein Platz ist bereit. Bis Montag!
mail-digest-subject = { $project }: { $n ->
    [one] Eine Einladung war unzustellbar
   *[other] { $n } Einladungen waren unzustellbar
}
mail-digest-text = Der Mailserver hat diese Einladungen nicht angenommen. Bitte jede Adresse prüfen und vom Profil aus eine neue Einladung senden.
mail-digest-more = { $n ->
    [one] Und eine weitere.
   *[other] Und { $n } weitere.
}
mail-digest-open = Postausgang öffnen
mail-digest-why = Diese Nachricht bekommen Administratoren höchstens einmal am Tag, und nur, wenn Einladungen unzustellbar waren.
mail-test-subject = Testnachricht von { $project }
mail-test-text = Der Versand funktioniert: Diese Nachricht ging über { $server } hinaus.
mail-test-open = Mail-Einstellungen öffnen

mail-settings = Mail-Einstellungen
mail-sender-title = Wer schreibt
mail-sender-lead = Auf jeder Mail, von der nächsten an.
mail-sender = Absender
mail-sender-hint = Ein Name und eine Adresse, etwa Acme <people@acme.example>. Leer: { $default }, wie in ROLECALL_MAIL_FROM.
mail-help = Adresse für Antworten
mail-help-hint = Wohin Antworten auf Mails gehen, die niemand Bestimmtes veranlasst hat. Antworten auf eine Einladung gehen an die Person, die einlädt.
error-mail-from = Einen Absender eingeben, etwa Acme <people@acme.example>
error-mail-reply-to = Eine Adresse eingeben, etwa help@acme.example, mit Buchstaben von a bis z
mail-way = Wie Mails hinausgehen
mail-way-lead = Wird beim Start des Servers festgelegt, mit ROLECALL_MAIL_URL. Das Passwort wird nirgends gezeigt.
mail-way-files = Keiner: Jede Mail wird als Datei abgelegt und erreicht niemanden.
mail-folder = Ordner
mail-server = Mailserver
mail-port = Port
mail-security = Verschlüsselung
mail-tls = TLS vom ersten Byte an
mail-starttls = STARTTLS, verlangt
mail-no-tls = Keine: Der Server läuft auf derselben Maschine
mail-signs-in = Meldet sich an
mail-test-title = Ausprobieren
mail-test-lead = Sendet sofort und am Postausgang vorbei eine Testnachricht und zeigt, was der Mailserver sagt. Höchstens fünf in zehn Minuten.
mail-test-send = Test senden
notice-test-sent = Der Mailserver hat die Testnachricht angenommen. Er sagte: { $answer }
notice-test-filed = Die Testnachricht wurde als Datei { $answer } abgelegt.
test-failed-write = Die Testnachricht wurde nicht gesendet: { $answer }
test-failed-connect = Die Testnachricht wurde nicht gesendet: Der Mailserver war nicht zu erreichen. { $answer }
test-failed-tls = Die Testnachricht wurde nicht gesendet: Es kam keine verschlüsselte Verbindung zustande (TLS). { $answer }
test-failed-sign-in = Die Testnachricht wurde nicht gesendet: Der Mailserver hat die Anmeldung von Rolecall abgelehnt (AUTH). { $answer }
test-failed-from = Die Testnachricht wurde nicht gesendet: Der Mailserver hat den Absender nicht angenommen (MAIL). { $answer }
test-failed-to = Die Testnachricht wurde nicht gesendet: Der Mailserver hat den Empfänger nicht angenommen (RCPT). { $answer }
test-failed-text = Die Testnachricht wurde nicht gesendet: Der Mailserver hat ihren Text nicht angenommen (DATA). { $answer }
mail-kinds = So sehen die Mails aus
mail-kinds-lead = Mit erfundenem Inhalt, in jeder Sprache.
did-mail-test = Testnachricht gesendet
