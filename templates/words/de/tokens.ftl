# API-Token: womit Programme zeigen, mit wessen Rechten sie handeln.

tokens-of = Token von { $name }
tokens-lead = Ein Programm mit einem Token handelt mit den Rechten seines Benutzers, soweit das Token sie öffnet.
tokens-none = Es gibt keine Token.
tokens-closed = Keine Ihrer Rollen öffnet Ihnen Token. Eine Administratorin oder ein Administrator kann einer Rolle dieses Recht geben.
new-token = Neues Token
new-token-lead = Ein Programm, das es hat, handelt als { $name }.
token-name-hint = Wofür es ist, etwa das Programm, das es benutzt.
token-may = Darf
token-may-read = Nur lesen
token-may-read-hint = Was { $name } lesen darf, ohne etwas zu ändern.
token-may-everything = Alles, was { $name } darf
token-may-everything-hint = Es wächst und schrumpft mit diesen Rechten.
token-may-all-of-yours = Alles, was Sie dürfen
token-may-some = Nur dies
token-may-some-hint = Solange der Benutzer diese Rechte auch hat.
token-rights = Rechte zur Auswahl
token-may-nothing = Nichts
token-ends = Endet
token-ends-hint = Von da an öffnet es nichts mehr.
token-ends-date = An einem Tag meiner Wahl
token-ends-never = Nie
token-until-hint = Zählt, wenn ein Tag gewählt ist.
token-days = { $n ->
    [one] In einem Tag
   *[other] In { $n } Tagen
}
token-last-used = Zuletzt benutzt
token-disabled = Abgeschaltet
token-past = Ist beendet
token-soon = Endet bald
token-ready = „{ $token }“ ist bereit
token-ready-text = Kopieren Sie es jetzt. Es wird nur dieses eine Mal gezeigt, gespeichert ist nur sein Fingerabdruck.
token-stored = Ich habe es aufbewahrt
renew = Erneuern
renew-token = { $token } erneuern
renew-token-text = Es bekommt ein anderes Geheimnis, das einmal gezeigt wird. Programme mit dem jetzigen arbeiten sofort nicht mehr.
revoke = Widerrufen
revoke-token = { $token } widerrufen
revoke-token-text = Es wird gelöscht. Programme, die es benutzen, arbeiten sofort nicht mehr, und nichts bringt es zurück.
enable = Einschalten
enable-token = { $token } einschalten
enable-token-text = Es wurde abgeschaltet, als sein Benutzer nicht mehr aktiv war. Eingeschaltet wirkt das ausgegebene Geheimnis wieder.
services-of-yours = Dienstkonten, für die Sie zuständig sind
notice-token-revoked = { $token } ist widerrufen.
notice-token-enabled = { $token } wirkt wieder.
error-token-nameless = Bitte einen Namen eingeben
error-no-right-chosen = Bitte wählen, was es darf
error-rights-not-had = Bitte nur Rechte wählen, die der Benutzer hat
error-too-many-tokens = Ein Benutzer kann { $max } Token haben. Bitte eines widerrufen, das nicht mehr benutzt wird.
refused-token-of-person = Menschen machen ihre Token selbst: Niemand kann eines für andere machen oder erneuern.
refused-token-status = Der Benutzer ist nicht aktiv.
refused-token-disabled = Dieses Token ist abgeschaltet. Bitte zuerst einschalten.
token = Token
error-rights-and-all = Es sind Rechte angekreuzt: „Nur dies“ wählen oder die Kreuze entfernen
error-until-and-days = Ein Tag ist gewählt: auch „An einem Tag meiner Wahl“ wählen oder ihn leer lassen
token-outgrown = Wartet auf Erneuerung: Wer es gemacht hat, ist nicht mehr da oder darf weniger als es
