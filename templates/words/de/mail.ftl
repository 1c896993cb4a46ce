mail-copy-link = Oder diese Adresse in den Browser kopieren:
mail-writes = { $inviter } schreibt:

mail-invitation-subject = Einladung zu { $project } von { $inviter }
mail-invitation-preview = Passwort wählen bis { $ends }.
mail-invitation-start = Zum Start genügt es, ein Passwort zu wählen.
mail-invitation-role = Vorgesehen ist die Rolle { $role }. Zum Start genügt es, ein Passwort zu wählen.
mail-invitation-role-html = Vorgesehen ist die Rolle <strong>{ $role }</strong>. Zum Start genügt es, ein Passwort zu wählen.
mail-invitation-accept = Einladung annehmen
mail-invitation-ends = Die Einladung gilt für { $email } bis { $ends }.
mail-invitation-ends-html = Die Einladung gilt für { $email } bis <strong>{ $ends }</strong>.
mail-invitation-unexpected = Nicht erwartet? Dann kann diese Nachricht ignoriert werden: Ein Konto entsteht erst mit dem Annehmen.
mail-invitation-questions = Fragen? Eine Antwort auf diese Nachricht geht an { $inviter }.

mail-reminder-subject = Ihre Einladung zu { $project } endet am { $ends }
mail-reminder-text = { $inviter } hat Sie vor einigen Tagen eingeladen. Derselbe Link gilt, bis die Einladung endet.

mail-invitation-request-subject = { $name } bittet um eine neue Einladung zu { $project }
mail-invitation-request-text = Die Einladung für { $email } ist abgelaufen, der Link gilt nicht mehr. Auf der Profilseite lässt sich eine neue senden.
mail-invitation-request-open = Profilseite öffnen
mail-invitation-request-why = Diese Nachricht geht an Sie, weil die Einladung von Ihnen kam. Ohne Ihr Zutun wird nichts gesendet.

mail-reset-subject = Neues Passwort für { $project } wählen
mail-reset-asked = Angefordert wurde dies am { $at } von { $from }.
mail-reset-sent = { $sender } hat Ihnen diesen Link zu einem neuen Passwort gesendet.
mail-reset-ends = Der Link gilt einmal, bis { $ends }.
mail-reset-unexpected = Nicht erwartet? Dann kann diese Nachricht ignoriert werden: Nichts ändert sich, solange der Link nicht benutzt wird.

mail-end-subject = Ihr Zugang zu { $project } endet am { $ends }
mail-end-text = Er endet am { $ends }. Danach können Sie sich nicht mehr anmelden, und Ihre Tokens öffnen nichts mehr. Gelöscht wird dadurch nichts.
mail-end-ask = Wenn Sie ihn länger brauchen, fragen Sie vorher die Administration.
mail-end-open = Konto öffnen

mail-answer-timeout = Der Mailserver hat nicht rechtzeitig geantwortet.
mail-answer-cut = Der Mailserver hat das Gespräch vorzeitig beendet.
mail-answer-no-tls = Der Mailserver bietet keine Verschlüsselung (STARTTLS) an, deshalb wurde nichts gesendet.
mail-answer-unicode = Der Mailserver kann nicht an Adressen mit anderen Buchstaben als a bis z schreiben.
mail-answer-address = An diese Adresse lässt sich keine Mail senden.
mail-answer-key = Der Link dieser Mail ist nicht mehr lesbar, weil sich der geheime Schlüssel des Servers geändert hat. Bitte erneut senden.
mail-answer-unknown = Diese Mail stammt von einem neueren Rolecall als dem, das sie senden soll.
mail-answer-broken = Die Mail konnte nicht geschrieben werden. Den Grund nennt das Protokoll des Servers.

mail-notice-by = Von { $by } am { $at }.
mail-notice-at = Am { $at }.
mail-notice-from-device = Am { $at } von { $from } mit { $device }.
mail-notice-not-you = Waren Sie das nicht, und auch niemand in Ihrem Auftrag? Dann ändern Sie das Passwort und beenden alle anderen Sitzungen:
mail-notice-ask = Wenn Sie das überrascht, fragen Sie die Administration.
mail-notice-security = Konto prüfen
mail-notice-access = Ansehen, was Sie dürfen
mail-password-changed-subject = Ihr Passwort für { $project } wurde geändert
mail-password-changed = Ihr Passwort wurde geändert. Alle anderen Sitzungen sind beendet.
mail-password-set = Sie haben ein vorläufiges Passwort bekommen. Bei der nächsten Anmeldung wählen Sie ein eigenes.
mail-password-compromised-subject = Ihr Passwort für { $project } gilt nicht mehr
mail-password-compromised = Ihr Passwort ist womöglich anderen bekannt. Deshalb gilt es nicht mehr, und alle Sitzungen sind beendet. Eine weitere Mail bringt Ihnen einen Link zu einem neuen.
mail-email-changed-subject = Ihre Adresse für { $project } wurde geändert
mail-email-changed = Ihre Adresse ist ab jetzt { $to }. An die bisherige geht keine Mail mehr.
mail-two-factor-on-subject = Zwei-Faktor-Anmeldung für { $project } ist an
mail-two-factor-on = Die Anmeldung fragt jetzt auch nach einem Code aus der App. Bewahren Sie die Wiederherstellungscodes sicher auf.
mail-two-factor-off-subject = Zwei-Faktor-Anmeldung für { $project } ist aus
mail-two-factor-off = Die Anmeldung fragt nicht mehr nach einem Code aus der App. Ihre anderen Sitzungen sind beendet.
mail-recovery-used-subject = Ein Wiederherstellungscode für { $project } wurde benutzt
mail-recovery-used = Jemand hat sich mit einem Ihrer Wiederherstellungscodes angemeldet. { $n ->
    [0] Keiner ist übrig: machen Sie neue.
    [one] Einer ist übrig.
   *[other] { $n } sind übrig.
}
mail-recovery-made-subject = Neue Wiederherstellungscodes für { $project }
mail-recovery-made = Für Sie wurden neue Wiederherstellungscodes gemacht. Die alten gelten nicht mehr.
mail-token-made-subject = Ein Token für { $project } wurde gemacht
mail-token-made = Das Token „{ $name }“ kann jetzt für Sie handeln.
mail-new-device-subject = Ein neues Gerät hat sich bei { $project } angemeldet
mail-new-device = Jemand hat sich als Sie von einem Browser angemeldet, der zuvor nicht benutzt wurde.
mail-access-subject = Ihr Zugang zu { $project } hat sich geändert
mail-role-changed = Ihre Rolle ist jetzt { $role }.
mail-role-none = Sie haben keine eigene Rolle mehr.
mail-role-granted = Sie haben jetzt auch die Rolle { $role }.
mail-role-granted-until = Sie haben bis { $date } auch die Rolle { $role }.
mail-suspended = Ihr Konto wurde gesperrt: Sie können sich vorerst nicht anmelden. Nichts von Ihnen wurde gelöscht.
mail-suspended-after = Ihr Konto wurde nach { $n } falschen Passwörtern in Folge gesperrt. Nichts von Ihnen wurde gelöscht. Die Administration kann Sie wieder einlassen.
mail-archived = Ihr Konto wurde archiviert: Sie können sich nicht mehr anmelden.
mail-activated = Sie können sich wieder anmelden.
mail-deleted-subject = Ihr Konto bei { $project } wurde gelöscht
mail-deleted = Ihr Konto wurde endgültig gelöscht, wie auf seiner eigenen Seite gewünscht. Es lässt sich nicht zurückholen. Dies ist die letzte Nachricht.
mail-notice-ask-password = Die Administration gibt es Ihnen. Wenn Sie das überrascht, fragen Sie dort nach.
mail-notice-not-you-token = Waren Sie das nicht, und auch niemand in Ihrem Auftrag? Dann widerrufen Sie das Token, ändern das Passwort und beenden alle anderen Sitzungen:
mail-notice-from = Am { $at } von { $from }.
