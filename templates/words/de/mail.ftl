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

mail-invitation-request-subject = { $name } bittet um eine neue Einladung zu { $project }
mail-invitation-request-text = Die Einladung für { $email } ist abgelaufen, der Link gilt nicht mehr. Auf der Profilseite lässt sich eine neue senden.
mail-invitation-request-open = Profilseite öffnen
mail-invitation-request-why = Diese Nachricht geht an Sie, weil die Einladung von Ihnen kam. Ohne Ihr Zutun wird nichts gesendet.

mail-reset-subject = Neues Passwort für { $project } wählen
mail-reset-asked = Angefordert wurde dies am { $at } von { $from }.
mail-reset-sent = { $sender } hat Ihnen diesen Link zu einem neuen Passwort gesendet.
mail-reset-ends = Der Link gilt einmal, bis { $ends }.
mail-reset-unexpected = Nicht erwartet? Dann kann diese Nachricht ignoriert werden: Nichts ändert sich, solange der Link nicht benutzt wird.

mail-answer-timeout = Der Mailserver hat nicht rechtzeitig geantwortet.
mail-answer-cut = Der Mailserver hat das Gespräch vorzeitig beendet.
mail-answer-no-tls = Der Mailserver bietet keine Verschlüsselung (STARTTLS) an, deshalb wurde nichts gesendet.
mail-answer-unicode = Der Mailserver kann nicht an Adressen mit anderen Buchstaben als a bis z schreiben.
mail-answer-address = An diese Adresse lässt sich keine Mail senden.
mail-answer-key = Der Link dieser Mail ist nicht mehr lesbar, weil sich der geheime Schlüssel des Servers geändert hat. Bitte erneut senden.
mail-answer-unknown = Diese Mail stammt von einem neueren Rolecall als dem, das sie senden soll.
mail-answer-broken = Die Mail konnte nicht geschrieben werden. Den Grund nennt das Protokoll des Servers.
