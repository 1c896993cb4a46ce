# Eine andere Adresse.

change-own-email = Eigene E-Mail-Adresse ändern
change-email-of = E-Mail-Adresse von { $name } ändern
new-email = Neue E-Mail-Adresse
email-present = Die Adresse ist jetzt { $email }.
email-own-text = An die neue Adresse geht eine Mail mit einem Link. Öffnen Sie ihn und bestätigen Sie: Bis dahin bleibt die jetzige.
email-ask-text = Mit Bestätigung geht eine Mail mit einem Link an die neue Adresse. { $name } öffnet ihn, meldet sich an und bestätigt; bis dahin bleibt die jetzige.
email-change-text = Sofort geändert gilt die Adresse als nicht bestätigt. Alle Sitzungen und offenen Links enden, und wo es gerade einen Zugang gibt, geht an beide Adressen eine Mail darüber.
email-change-invited = Auch der Link in der Einladung endet: Senden Sie sie danach erneut.
email-ask = Um Bestätigung bitten
email-change-now = Sofort ändern
email-pending-title = Wartet auf Bestätigung
email-pending-own = Wir haben an { $email } geschrieben, falls die Adresse Ihre werden kann. Der Link dort gilt bis { $date }; { $present } bleibt Ihre Adresse, bis Sie bestätigt haben.
email-pending-other = An { $email } ging eine Mail mit einem Link. Er gilt bis { $date }; { $present } bleibt, bis die neue Adresse bestätigt ist.
email-pending = { $email } wartet auf Bestätigung bis { $date }
cancel-email-change = Änderung abbrechen
choose-another-email = Andere Adresse wählen

email-confirm = Neue Adresse bestätigen
email-confirm-text = Soll <strong class="wrap">{ $email }</strong> die Adresse von { $name } werden?
email-confirm-next = Ab dann melden Sie sich damit an. Ihre anderen Sitzungen enden, und die bisherige Adresse bekommt eine Mail darüber.
email-confirm-button = Diese Adresse verwenden
not-now = Jetzt nicht
email-confirm-taken = Diese Adresse gehört zu einem anderen Konto
email-confirm-taken-text = { $email } ist inzwischen die Adresse eines anderen Kontos. Wählen Sie eine andere, oder fragen Sie die Administration.
email-confirm-other = Dieser Link ist für ein anderes Konto
email-confirm-other-text = Angemeldet ist { $name }. Melden Sie sich ab, und mit dem Konto an, dessen Adresse Sie ändern möchten.
email-dead-unknown = Vielleicht fehlt ein Stück: Kopieren Sie ihn ganz aus der Mail. Oder fordern Sie in Ihrem Konto einen neuen an.
email-dead-used = Er wurde schon verwendet. Ihr Konto zeigt, welche Adresse jetzt gilt.
email-dead-replaced = Eine neuere Mail bringt einen anderen Link. Öffnen Sie den.
email-dead-cancelled = Die Änderung wurde abgebrochen, oder Passwort oder Adresse haben sich seither geändert. Ihre Adresse bleibt, wie sie ist.
email-dead-expired = Er ist abgelaufen, und Ihre Adresse bleibt, wie sie ist. Fordern Sie in Ihrem Konto einen neuen an.

notice-email-asked = Ein Link ist unterwegs an { $email }, sofern die Adresse zu keinem anderen Konto gehört.
notice-email-asked-other = Eine Mail mit einem Link ist unterwegs an { $email }.
notice-email-cancelled = Die Änderung ist abgebrochen. Die Adresse bleibt, wie sie ist.
notice-email-changed = Die Adresse ist ab jetzt { $email } und gilt als nicht bestätigt.
notice-email-changed-invited = Die Adresse ist ab jetzt { $email }. Die Einladung ging an die bisherige: Senden Sie sie erneut.
notice-email-confirmed = Ihre Adresse ist ab jetzt { $email }.
error-email-same = Eine andere Adresse eingeben: Diese ist die jetzige
refused-service-email = Ein Dienstkonto hat keine E-Mail-Adresse.
refused-own-email = Die eigene Adresse ändern auch Sie mit Bestätigung.
refused-email-proof = Nur wer sich anmelden kann, kann eine Adresse bestätigen. Ändern Sie sie stattdessen sofort.
refused-email-enough = Dazu gingen vorerst genug Mails hinaus. Bitte in einer Stunde wieder versuchen.
refused-email-none = Keine neue Adresse wartet auf Bestätigung.

mail-email-subject = Neue Adresse für { $project } bestätigen
mail-email-text = { $email } soll Ihre Adresse bei { $project } werden. Öffnen Sie den Link, melden Sie sich wie immer an, und bestätigen Sie.
mail-email-open = Adresse bestätigen
mail-email-unexpected = Nicht erwartet? Dann kann diese Nachricht ignoriert werden: Ohne Anmeldung in diesem Konto ändert sich nichts.
