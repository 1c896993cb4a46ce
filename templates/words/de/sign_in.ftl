# Anmelden, und ein neues Passwort über einen Link wählen.

sign-in-wrong = E-Mail oder Passwort stimmt nicht
sign-in-wrong-next = Bitte beides prüfen. Klappt es nicht, hilft die Administration weiter.
sign-in-wait = Zu viele Versuche: bitte einen Moment warten
choose-password = Neues Passwort wählen
new-password = Neues Passwort
password-hint = Mindestens 15 Zeichen. Ein Satz merkt sich leichter als ein Rätsel.
save-password = Passwort speichern
password-changed = Das Passwort ist geändert
password-changed-text = Alle Sitzungen sind beendet. Bitte mit dem neuen Passwort anmelden.
link-dead = Dieser Link gilt nicht mehr
link-dead-text = Er wurde verwendet, ist abgelaufen oder durch einen neueren ersetzt. Bitte einen neuen anfordern.
