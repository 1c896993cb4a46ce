# Die Seiten des Postausgangs.

outbox-lead = Jede Mail, die Rolecall schreibt: was wartet, was der Mailserver angenommen und was er abgelehnt hat, in seinen eigenen Worten.
outbox-to-files = Es ist kein Mailserver eingestellt: Mails werden auf dem Server als Dateien abgelegt und erreichen niemanden. Zum Versenden ROLECALL_MAIL_URL setzen.
outbox-caption = Mails, die neueste zuerst
outbox-empty = Keine Mails
outbox-empty-text = Mails erscheinen, sobald jemand eingeladen wird, um ein neues Passwort bittet oder etwas erfahren muss.
mail-to = An
mail-to-somebody = Jemanden
mail-from = Von
mail-reply-to = Antworten gehen an
mail-subject = Betreff
mail-user = Benutzer
mail-profile = Profil öffnen
mail-written = Geschrieben
mail-delivery = Zustellung
mail-tries = Versuche
mail-next = Nächster Versuch
mail-taken = Vom Mailserver angenommen
mail-filed = Als Datei abgelegt
mail-retrying = Versucht, wartet auf den nächsten Versuch
mail-said = Letzte Antwort: { $answer }
mail-look = So sieht sie aus
mail-look-lead = Wie ihr Empfänger sie liest. Das Geheimnis ihres Links fehlt: Es ist nur für ihn.
mail-as-text = Als reiner Text
mail-retry = Jetzt erneut versuchen
mails-retry = Alle gescheiterten erneut versuchen
mail-discard = Verwerfen
mail-kind-invitation = Einladung
mail-kind-invitation-reminder = Erinnerung an eine Einladung
mail-kind-invitation-request = Bitte um eine neue Einladung
mail-kind-reset = Link zu einem neuen Passwort
mail-kind-email-change = Bestätigung einer neuen Adresse
mail-kind-end-warning = Hinweis auf ein Enddatum
mail-kind-notice = Benachrichtigung
notice-mail-retry = Die Mail wird jetzt erneut versucht.
notice-mails-retry = { $n ->
    [0] Keine kann erneut versucht werden: Ihre Links gelten nicht mehr. Diese bitte von den Profilen aus neu senden.
    [one] Eine Mail wird jetzt erneut versucht.
   *[other] { $n } Mails werden jetzt erneut versucht.
}
notice-mail-discarded = Die Mail ist verworfen und wird nicht gesendet.
refused-mail-closed = Diese Mail ist schon abgegangen, geht gerade ab oder wurde zurückgezogen.
refused-mail-link = Der Link in dieser Mail gilt nicht mehr, deshalb wird sie nicht erneut gesendet. Bitte vom Profil aus eine neue senden.
did-mail-retry = Mail erneut versucht, an
did-mail-discard = Mail verworfen, an
