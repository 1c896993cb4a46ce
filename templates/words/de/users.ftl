# Das Verzeichnis, das Profil und was sich mit einem Benutzer tun lässt.

status-draft = Entwurf
status-invited = Eingeladen
status-active = Aktiv
status-suspended = Gesperrt
status-archived = Archiviert
legend-draft = In Vorbereitung; kein Zugang.
legend-invited = Hat einen Link zum Beitreten; kein Zugang bis zur Annahme.
legend-uninvited = In Vorbereitung; kein Zugang. Die Einladung wird zurückgezogen, ihr Link gilt nicht mehr.
legend-active-soon = Kann sich anmelden, sobald ein Passwort gesetzt ist.
legend-active = Kann sich anmelden.
legend-suspended = Kann sich nicht anmelden; Sitzungen enden, Token werden abgeschaltet, Daten bleiben erhalten.
legend-archived = Nicht in der Liste; kann sich nicht anmelden; lässt sich wiederherstellen.

invite-people = Personen einladen
create-user = Benutzer anlegen
search = Suchen
search-users = Benutzer suchen
search-placeholder = Name, E-Mail, Position, Schlagwort oder Kennung
filter = Filter
results = Ergebnisse
clear-all = Alle entfernen
search-archived = Archiv durchsuchen
none-match = { $n ->
    [0] Kein Benutzer passt zu „{ $q }“
    [one] Kein Benutzer passt zu „{ $q }“ mit einem Filter
   *[other] Kein Benutzer passt zu „{ $q }“ mit { $n } Filtern
}
none-here = Keine Benutzer hier
none-text = Gesucht wird in Namen, E-Mail-Adressen, Positionen, Firmen, Schlagwörtern und Kennungen aller, die nicht archiviert sind.
position-none = Keine Benutzer
position = { $n ->
    [one] { $n } Benutzer
   *[other] Benutzer { $from }–{ $to } von { $n }
}
position-more = Benutzer { $from }–{ $to } von mehr als { $n }
position-unknown = Benutzer { $from }–{ $to }
chip-status = Status: { $what }
chip-role = Rolle: { $what }
chip-no-role = Ohne Rolle
chip-group = Gruppe: { $what }
chip-not-group = Nicht in der Gruppe { $what }
all-groups = Alle Gruppen
seen-never = Noch nie angemeldet
seen-within = { $n ->
    [one] Gesehen innerhalb von { $n } Tag
   *[other] Gesehen innerhalb von { $n } Tagen
}
seen-not-since = { $n ->
    [one] Seit { $n } Tag nicht gesehen
   *[other] Seit { $n } Tagen nicht gesehen
}
view-never = Noch nie angemeldet
view-idle = Seit 90 Tagen nicht gesehen
layout = Anordnung
layout-table = Tabelle
layout-cards = Karten
columns = Spalten
columns-choose = Spalten wählen
columns-hint = Der Name steht immer da. Dazu bis zu { $n } weitere, in dieser Reihenfolge.
sort-by = Sortieren nach
sort-up = { $column }, aufsteigend
sort-down = { $column }, absteigend
save-view = Diese Ansicht speichern
edit-view = Ansicht bearbeiten
delete-view = Ansicht löschen
view = Ansicht
view-list = Liste
view-name-hint = So heißt sie neben der Liste. Sie behält Filter, Reihenfolge, Spalten und Anordnung.
view-shared = Wer sie hat
view-shared-nobody = Nur Sie
view-shared-all = Alle, die die Liste haben
view-shared-role = Wer die Rolle { $role } hat
view-changed = Seit dem Öffnen geändert.
view-update = Änderungen speichern
view-reset = Zurücksetzen
view-start = Mit dieser Ansicht öffnen
view-no-start = Nicht mehr mit dieser Ansicht öffnen
view-chase = Einladungen zum Nachfassen
view-no-two-factor = Ohne Zwei-Faktor
notice-view-saved = Die Ansicht „{ $name }“ ist gespeichert.
notice-view-deleted = Die Ansicht „{ $name }“ ist gelöscht.
error-view-taken = Sie haben schon eine Ansicht dieses Namens. Wählen Sie einen anderen.
error-view-nameless = Geben Sie der Ansicht einen Namen.
refused-too-many-views = Sie haben { $max } Ansichten, für mehr ist kein Platz. Löschen Sie zuerst eine.
first-steps = Erste Schritte
first-people = Die ersten Personen einladen
first-people-text = Einfach Adressen einfügen; alle bekommen einen Link, um ein Passwort zu wählen.
first-roles = Die nötigen Rollen anlegen
first-mail = Mail einrichten
first-mail-text = Mails werden nur in Dateien geschrieben. Wer den Server betreibt, setzt ROLECALL_MAIL_URL, damit sie versendet werden.
mark-mail-failed = Mail nicht zugestellt
mark-expired = Einladung abgelaufen
mark-past-end = Enddatum ist vorbei

change-status-of = Status von { $name } ändern
activate-user = { $name } aktivieren
suspend-user = { $name } sperren
archive-user = { $name } archivieren
restore-user = { $name } wiederherstellen
cancel-invitation-of = Einladung von { $name } zurückziehen
change-role-of = Rolle von { $name } ändern
change-role = Rolle ändern
change-role-ask = Rolle ändern …
change-status-ask = Status ändern …
suspend-ask = Sperren …
delete-ask = Endgültig löschen …
new-status = Neuer Status
afterwards = Danach
reason-hint = Steht im Profil und im Protokoll.
role-hint = Was diese Person ab dem nächsten Klick darf.
role-privileged = { $role } (darf alle verwalten)

create-lead = Eine E-Mail-Adresse genügt: Der Eintrag beginnt als Entwurf, die Einladung kann später folgen.
make-temporary = Vorläufiges Passwort erzeugen
make-temporary-hint = Der Zugang ist sofort aktiv, beim ersten Anmelden muss ein neues Passwort gewählt werden. Das vorläufige wird nur einmal gezeigt.
temporary-password = Vorläufiges Passwort
temporary-password-for = Vorläufiges Passwort für { $name }
temporary-password-text = Es wird nur einmal gezeigt. Bitte auf einem vertrauenswürdigen Weg weitergeben.
temporary-password-next = Das Anmelden mit { $email } und diesem Passwort führt direkt zur Wahl eines neuen.
new-password-for = Neues Passwort für { $name }
send-reset-ask = { $name } bekommt eine Mail mit einem Link, um ein neues Passwort zu wählen. Er gilt einmal und eine Stunde lang; bis dahin ändert sich nichts.
link-by-mail = Link per Mail
no-mail-server-here = Kein Mailserver eingestellt: Die Mail wird nur als Datei auf dem Server abgelegt.
notice-reset-sent = { $name } bekommt eine Mail mit einem Link zu einem neuen Passwort.
temporary-password-ask = { $name } meldet sich damit an und muss dann ein neues wählen. Das jetzige Passwort, alle Sitzungen und offenen Links verfallen, und Token ruhen bis dahin.
set-temporary = Neues Passwort setzen
make-password = Passwort erzeugen
copy-key = Kennung kopieren

edit-details-of = Angaben zu { $name }
job-title = Position
company = Firma
location = Standort
phone = Telefon
phone-hint = Mit Landesvorwahl, etwa +49 30 901820. Interne Nummern bis 6 Ziffern, wie sie sind.
error-phone = Geben Sie die Nummer mit Landesvorwahl ein, etwa +49 30 901820, oder eine interne Nummer bis 6 Ziffern
tags = Schlagwörter
tags-hint = Durch Kommas getrennt.
not-given = Keine Angabe

verified = Bestätigt
not-verified = Nicht bestätigt
since = Seit { $date }
since-by = Seit { $date } durch { $name }
activate = Aktivieren
suspend = Sperren
restore = Wiederherstellen
archive = Archivieren
send-invitation = Einladung senden
send-again = Erneut senden
cancel-invitation = Einladung zurückziehen
can-they = Ist das Anmelden möglich?
can-yes = Ja, { $name } kann sich anmelden.
can-no-role = Nein, denn { $name } hat keine Rolle. Eine wählen, die diese Seiten nutzen darf.
can-no-pages = Nein, denn die Rolle { $role } von { $name } darf diese Seiten nicht nutzen. Eine andere Rolle wählen.
can-no-password = Nein, denn { $name } hat kein Passwort. Ein vorläufiges setzen.
can-no-past-end = Nein, denn das Enddatum von { $name } war am { $date }.
can-no-locked = Nicht vor { $date }: { $n } falsche Passwörter. Entsperren lässt { $name } sofort herein.
can-no-disabled = Nein, denn das Passwort von { $name } ist nach { $n } falschen abgeschaltet. Einen Link zu einem neuen senden.
can-no-outgrown = Nein, denn das vorläufige Passwort von { $name } würde mehr öffnen, als wer es erzeugt hat, heute darf. Ein anderes erzeugen.
can-no-outside = Nicht von { $address }, woher der letzte Versuch kam: { $name } darf nur von { $networks }.
can-no-invitation = Nein, denn die Einladung von { $name } ist am { $date } abgelaufen. Erneut senden.
can-programs = Können Programme es nutzen?
can-yes-service = Ja, Programme können als { $name } handeln.
can-no-draft-service = Noch nicht: { $name } ist ein Entwurf. Bitte aktivieren.
can-no-tokens = Nein, denn { $name } hat kein Token, das gilt. Bitte eins machen.
can-no-suspended = Nein, denn { $name } ist gesperrt. Aktivieren hebt das auf.
can-no-archived = Nein, denn { $name } ist archiviert. Zuerst wiederherstellen.
can-no-invited = Nein, denn { $name } hat die Einladung noch nicht angenommen. Erneut senden oder einen Link weitergeben.
can-no-draft = Nein, denn { $name } ist noch nicht eingeladen. Eine Einladung senden.
check-active = Aktiv seit { $date }
check-draft = Noch nicht eingeladen
check-invited = Eingeladen am { $date }, noch nicht angenommen
check-suspended = Gesperrt seit { $date }; Sitzungen beendet, Daten erhalten
check-suspended-by = Gesperrt von { $by } am { $date }; Sitzungen beendet, Daten erhalten
check-archived = Archiviert seit { $date }
check-archived-by = Archiviert von { $by } am { $date }
check-invitation-expired = Eingeladen, aber der Link ist am { $date } abgelaufen
check-service = Niemand meldet sich so an: Programme nutzen die Token
check-role = Hat eine Rolle, die diese Seiten nutzen darf: { $role }
check-role-without-pages = Die Rolle { $role } darf diese Seiten nicht nutzen
check-no-role = Hat keine Rolle, also nichts, wofür sich das Anmelden lohnt
check-password = Passwort ist gesetzt
check-temporary-password = Vorläufiges Passwort ist gesetzt; beim nächsten Anmelden muss es geändert werden
check-due-password = Passwort ist gesetzt; beim nächsten Anmelden muss es geändert werden
check-outgrown-password = Vorläufiges Passwort ist gesetzt, von jemandem, der so viel nicht mehr öffnen darf
check-no-password = Kein Passwort gesetzt
check-past-end = Das Enddatum ist vorbei: { $date }
check-before-end = Der Zugang endet am { $date }
check-locked = Blockiert bis { $date } nach { $n } falschen Passwörtern; Browser, die schon in Gebrauch waren, sind nicht betroffen
check-disabled = Passwort abgeschaltet nach { $n } falschen
check-two-factor = Zwei-Faktor-Anmeldung ist an
check-two-factor-due = Zwei-Faktor-Anmeldung ist Pflicht und wird beim nächsten Anmelden eingerichtet
check-two-factor-off = Zwei-Faktor-Anmeldung ist aus und nicht Pflicht
check-outside-networks = Der letzte Versuch kam von { $address }; diese Seiten öffnen sich nur von { $networks }
unlock = Entsperren
notice-unlocked = { $name } kann es sofort wieder versuchen.
check-not-locked = Anmeldung nicht blockiert
last-attempts = Die letzten fünf Versuche
attempt-ok = Angemeldet
attempt-password = Falsches Passwort
attempt-throttled = Abgelehnt: zu viele Versuche
attempt-status = Abgelehnt: nicht aktiv
attempt-role = Abgelehnt: keine Rolle für diese Seiten
attempt-outgrown = Abgelehnt: vorläufiges Passwort von jemandem mit weniger Rechten
administration = Administration
only-where-allowed = Sichtbar nur mit einer Rolle, die es erlaubt
end-date = Enddatum
change-end = Enddatum ändern
change-end-of = Enddatum von { $name } ändern
end-hint = Der letzte Tag, an dem die Anmeldung möglich ist. Leer heißt: ohne Ende.
suspended-at-end = Enddatum erreicht
ends-within = Endet innerhalb von { $n } Tagen
ends-past = Ist vorbei
ends-some = Ist gesetzt
ends-none = Ist nicht gesetzt
about-this-user = Über diesen Benutzer
record = Eintrag
last-page = Letzte Seite
timeline = Verlauf
events-of-user = Ereignisse dieses Benutzers

invitation-accepted = Angenommen am { $date }
invitation-cancelled = Zurückgezogen am { $date }
invitation-expired = Abgelaufen am { $date }
invitation-pending = Offen bis { $date }

delete-user = { $name } endgültig löschen?
delete-lead = Das lässt sich nicht rückgängig machen. Im Protokoll bleibt der Name, wie er war.
type-the-email = E-Mail-Adresse dieses Benutzers eingeben
type-the-name = Namen dieses Benutzers eingeben, wie er hier steht
delete-for-good = Endgültig löschen

notice-created = Der Entwurf ist angelegt.
notice-saved = Gespeichert.
notice-joined = Willkommen bei { $project }. Sie sind angemeldet.
notice-suspended = { $name } ist gesperrt.
notice-activated = { $name } ist aktiv.
notice-archived = { $name } ist archiviert.
notice-restored = { $name } ist wiederhergestellt.
notice-cancelled = Die Einladung von { $name } ist zurückgezogen; ihr Link gilt nicht mehr.
notice-role = Die Rolle von { $name } ist geändert.
notice-end = Der Zugang von { $name } endet mit dem { $date }.
notice-no-end = { $name } hat kein Enddatum mehr.
notice-deleted = { $name } ist endgültig gelöscht.
notice-invited = Eine Einladung an { $name } ist unterwegs.
refused-give-everything = Nur Administratoren können die Rechte von Administratoren geben oder nehmen.
refused-too-many-to-compare = Das kann nur ein Administrator: Es ändert die Rechte von mehr als { $max } Personen.
refused-give = Sie können kein Recht geben oder nehmen, das Sie selbst nicht haben: { $collection }, { $action }.
refused-manage-everything = Nur Administratoren können das bei Administratoren tun.
refused-manage = Dieser Benutzer hat ein Recht, das Sie nicht haben: { $collection }, { $action }. Fragen Sie jemanden, der es hat.
refused-manage-somehow = Dieser Benutzer hat mehr Rechte als Sie. Fragen Sie einen Administrator.
refused-out-of-reach = Ihre Rolle lässt das nicht zu: Danach läge der Eintrag außerhalb Ihrer Reichweite.
error-email-taken-by-someone = Jemand hat diese Adresse schon. Sie dürfen ihn nicht sehen; fragen Sie einen Administrator.
show-users = Im Verzeichnis zeigen
check-codes-locked = Codes sind blockiert bis { $date } nach { $n } falschen; Browser, die schon in Gebrauch waren, sind nicht betroffen
check-codes-disabled = Codes sind abgeschaltet nach { $n } falschen
can-no-codes-locked = Nicht vor { $date }: { $n } falsche Codes. Entsperren lässt { $name } sofort herein.
can-no-codes-disabled = Nein, denn Codes sind nach { $n } falschen abgeschaltet. Die Zwei-Faktor-Anmeldung für { $name } abschalten, dann lässt sie sich neu einrichten.
two-factor-reset-ask = Zwei-Faktor abschalten…

# Dienstkonten.
service = Dienstkonto
create-service = Dienstkonto anlegen
create-service-lead = Für ein Programm. Es meldet sich nie an und bekommt keine Mail: Es handelt mit Token, und jemand ist dafür zuständig.
service-name-hint = Wie man es nennen wird, etwa „Kalenderabgleich“.
service-owner-hint = Die E-Mail-Adresse der Person, die dafür zuständig ist und seine Token machen darf.
service-role-hint = Was seine Token höchstens öffnen.
owner-of = Zuständig für { $name }
owner-archived = Zuständige Person archiviert
owner-gone = Niemand ist zuständig
notice-service-created = Das Dienstkonto ist angelegt. Jetzt fehlt ein Token für das Programm, das es benutzt.
notice-owner = Für { $name } ist jetzt jemand anderes zuständig.
error-service-nameless = Bitte einen Namen eingeben
refused-service = Ein Dienstkonto hat kein Passwort und kann nicht eingeladen werden: Es meldet sich nie an.
refused-person-owned = Nur für Dienstkonten ist jemand zuständig.
check-draft-service = Noch ein Entwurf
check-tokens = { $all ->
    [0] Keine Token
    [one] { $n } von einem Token wirkt
   *[other] { $n } von { $all } Token wirken
}

picture-of = Bild von { $name }
picture-none = Noch kein Bild: Die Initialen stehen dafür.
picture-now = Das Bild, wie es jetzt ist.
picture-initials = Initialen
picture-given = Ausgewählt
picture-file = Neues Bild
picture-file-hint = Ein PNG, JPEG oder WebP hier ablegen oder auswählen: bis { $most } KB und 4.096 Pixel je Seite. Behalten wird nur das Bild selbst, nicht wo und wann es aufgenommen wurde.
picture-crop = Welcher Teil bleiben soll
picture-crop-hint = Bilder sind quadratisch: Was zu lang ist, wird abgeschnitten.
crop-start = Oben oder links
crop-middle = Die Mitte
crop-end = Unten oder rechts
picture-remove = Bild entfernen
picture-removed = Bild entfernt.
chip-condition = { $what }
filter-other = Ein anderes Feld
filter-op = Vergleich
filter-value = Wert
filter-problem = Der Filter wurde nicht hinzugefügt. { $what }
error-filter-op = { $field } lässt sich so nicht vergleichen: einen anderen Vergleich wählen
error-filter-many = Eine Liste lässt sich mit höchstens { $max } Bedingungen eingrenzen: zuerst eine entfernen
tags-often = Schlagwörter, die andere haben
