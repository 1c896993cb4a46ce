# Anmelden, und ein neues Passwort über einen Link wählen.

sign-in-wrong = E-Mail oder Passwort stimmt nicht
sign-in-wrong-next = Bitte beides prüfen, oder per Mail ein neues Passwort wählen.
sign-in-wait = Zu viele Versuche: bitte einen Moment warten
forgot-password = Passwort vergessen?
forgot-title = Neues Passwort wählen
forgot-text = Mit welcher Adresse melden Sie sich an? Dorthin geht eine Mail mit einem Link zu einem neuen Passwort.
send-link = Link senden
forgot-sent = Bitte in die Mails schauen
forgot-sent-text = Wenn { $email } hier zu einem Konto gehört, ist eine Mail mit einem Link unterwegs. Der Link gilt eine Stunde. Nach ein paar Minuten ist nichts gekommen? Dann hilft ein Blick zu den unerwünschten Mails oder die Administration.
forgot-again = Andere Adresse
choose-password = Neues Passwort wählen
new-password = Neues Passwort
password-hint = Ein Satz merkt sich leichter als ein Rätsel.
password-rules = Regeln für das Passwort
password-rule-length = Mindestens { $min } Zeichen
password-rule-own = Mehr als Namen, Adressen und Ziffern
password-rule-guess = Nicht häufig, nicht bekannt geworden, keine Buchstabenreihe
password-rule-met = , erfüllt
password-rules-met = Das Passwort hält alle Regeln ein
save-password = Passwort speichern
password-changed = Das Passwort ist geändert
password-changed-text = Alle Sitzungen sind beendet. Bitte mit dem neuen Passwort anmelden.
link-dead = Dieser Link gilt nicht mehr
link-dead-text = Er wurde verwendet, ist abgelaufen oder durch einen neueren ersetzt. Bitte einen neuen anfordern.
