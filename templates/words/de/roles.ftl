# Die Liste
roles-lead = Eine Rolle bündelt Rechte unter einem Namen. Jede Person hat höchstens eine eigene.
roles-caption = Rollen, die mächtigsten zuerst
new-role = Neue Rolle
can-manage-everyone = Darf alle verwalten
may-use-pages = Darf diese Seiten nutzen
built-in = Eingebaut
users-with-role = Benutzer mit der Rolle { $role }
users-without-role = Benutzer ohne Rolle

# Eine Rolle
role-lead = { $n ->
    [0] Keine Benutzer
    [one] { $n } Benutzer
   *[other] { $n } Benutzer
}
public-role-lead = Was alle dürfen, die nicht angemeldet sind oder keine Rolle haben. Diese Rolle wird niemandem gegeben.
invite-as = Als { $role } einladen
role-overview = Überblick
flag-on = Ja
flag-off = Nein
built-in-hint = Nur die Beschreibung lässt sich ändern. Diese Rolle ist immer da.
add-users = Benutzer hinzufügen
role-without-users = Niemand hat diese Rolle als eigene.
first-users = Die ersten Benutzer mit der Rolle { $role }, nach Namen
remove-user = Entfernen
remove-user-from = { $name } aus { $role }
show-all-users = { $n ->
    [one] { $n } Benutzer im Verzeichnis zeigen
   *[other] Alle { $n } im Verzeichnis zeigen
}
delete-this-role = Diese Rolle löschen
delete-this-role-text = Im nächsten Schritt entscheiden Sie, was mit ihren Benutzern geschieht. Vorher wird nichts gelöscht.
delete-role-ask = { $role } löschen …

# Anlegen und ändern
edit-role = { $role } ändern
role-description-hint = Für die Administration: Wer soll diese Rolle haben?
role-allows = Was sie erlaubt und verlangt
may-use-pages-hint = Hier anmelden, den eigenen Eintrag sehen und ändern.
can-manage-everyone-hint = Alles: alle Benutzer, Rollen und das Protokoll. Kann auch andere zu Administratoren machen.
error-role-nameless = Einen Namen eingeben
error-role-taken = Eine Rolle dieses Namens gibt es schon. Einen anderen Namen eingeben
refused-public-role = An der öffentlichen Rolle lassen sich nur Beschreibung und Rechte ändern, und sie lässt sich nicht löschen.
refused-own-rights = Das ist Ihre eigene Rolle: Sie können sich Ihre Rechte nicht selbst nehmen. Bitten Sie jemand anderen aus der Administration.
notice-role-created = { $role } ist angelegt. Was sie öffnet, steht unter Rechte; dann lassen sich Benutzer hinzufügen.

# Wer sie hat
add-users-to = Benutzer zu { $role } hinzufügen
add-users-lead = Jede Person hat eine eigene Rolle: Diese ersetzt die bisherige.
addable-users = Benutzer, die die Rolle { $role } nicht haben
choose-user-head = Auswählen
choose-user = { $name } auswählen
chosen = ausgewählt
more-to-add = Gezeigt sind nur die ersten nach Namen. Die Suche findet die anderen.
nobody-to-add = Niemand hinzuzufügen
nobody-to-add-text = Alle hier haben diese Rolle schon, oder niemand passt zur Suche.
show-everyone = Alle zeigen
add-chosen = Zu { $role } hinzufügen
error-nobody-chosen = Mindestens eine Person auswählen
error-too-many-users = Höchstens { $max } Benutzer auf einmal auswählen
error-user-unknown = Eine dieser Personen gibt es nicht mehr. Es wurde nichts geändert
notice-users-added = { $n ->
    [0] Niemand kam hinzu: Alle haben die Rolle { $role } schon.
    [one] { $n } Benutzer wurde zu { $role } hinzugefügt.
   *[other] { $n } Benutzer wurden zu { $role } hinzugefügt.
}
notice-user-removed = { $name } wurde aus { $role } entfernt und hat jetzt keine Rolle.
notice-users-removed = { $n ->
    [0] Niemand wurde entfernt: Niemand von ihnen hat die Rolle { $role }.
    [one] { $n } Benutzer wurde aus { $role } entfernt.
   *[other] { $n } Benutzer wurden aus { $role } entfernt.
}
chip-not-role = Rolle ist nicht { $what }

# Löschen
delete-role = { $role } löschen?
delete-role-lead = { $n ->
    [0] Niemand hat diese Rolle als eigene. Das lässt sich nicht rückgängig machen.
    [one] { $n } Benutzer hat diese Rolle. Das lässt sich nicht rückgängig machen.
   *[other] { $n } Benutzer haben diese Rolle, archivierte eingeschlossen. Das lässt sich nicht rückgängig machen.
}
onward = Was geschieht mit ihren Benutzern?
onward-move = Sie bekommen eine andere Rolle
onward-move-hint = Ihr Status bleibt, und sie bleiben angemeldet, sofern sie nicht das Recht verlieren, alle zu verwalten.
onward-role = Ihre Benutzer erhalten
onward-suspend = Keine Rolle mehr: Sie werden gesperrt
onward-suspend-hint = { $n ->
    [0] Niemand von ihnen ist aktiv; sie verlieren nur die Rolle.
    [one] { $n } aktiver Benutzer wird gesperrt und sofort abgemeldet. Alle anderen verlieren nur die Rolle.
   *[other] { $n } aktive Benutzer werden gesperrt und sofort abgemeldet. Alle anderen verlieren nur die Rolle.
}
error-choose-onward = Auswählen, was mit ihren Benutzern geschieht
delete-role-now = { $role } löschen
role-deleted-reason = Die Rolle { $role } wurde gelöscht
notice-role-deleted = { $role } ist gelöscht.
notice-role-deleted-moved = { $n ->
    [one] { $role } ist gelöscht. { $n } Benutzer hat jetzt eine andere Rolle.
   *[other] { $role } ist gelöscht. { $n } Benutzer haben jetzt andere Rollen.
}
notice-role-deleted-suspended = { $n ->
    [one] { $role } ist gelöscht. { $n } Benutzer hat jetzt keine Rolle und ist, sofern aktiv, gesperrt.
   *[other] { $role } ist gelöscht. { $n } Benutzer haben jetzt keine Rolle; wer aktiv war, ist gesperrt.
}
choose-role = Rolle wählen
role-administrator-description = Betreibt dieses Verzeichnis
role-member-description = Eigener Eintrag und eigene Einstellungen
role-public-description = Wer nicht angemeldet ist oder keine Rolle hat

# Was man darf
role-sections = Abschnitte dieser Rolle
from-anywhere = Von überall
requires-two-factor-hint = Wer diese Rolle hat, auf welchem Weg auch immer, richtet zuerst die Zwei-Faktor-Anmeldung ein.
allowed-networks-hint = Ein Netz oder eine Adresse je Zeile, etwa 192.0.2.0/24. Nur dort gilt die Rolle; ohne Eintrag überall.
error-network = Zeile { $n } korrigieren: „{ $line }“ ist kein Netz
error-too-many-networks = Höchstens { $max } Netze eingeben
error-own-address = Die eigene Adresse hinzufügen: { $address } ist nicht enthalten, und das ist Ihre eigene Rolle
rights-everything = Alles
rights-of = Rechte von { $role }
n-rights = { $n ->
    [0] Keine Rechte
    [one] { $n } Recht
   *[other] { $n } Rechte
}
permissions-of = Rechte von { $role }
admin-needs-none = Diese Rolle darf alles: Einzelne Rechte braucht sie nicht.
rows-shown = Zeilen
all-rows = Alle Zeilen
only-what-is-set = Nur Gesetztes
only-changed = Nur Geändertes
filter-rows = Zeilen filtern
tick-all = Alle
tick-none = Keine
tick-row = Ganze Zeile
not-saved = Noch nicht gespeichert
matrix-lead = Ein leeres Kästchen anzukreuzen gibt alles. „Eigene“ (Einträge der angemeldeten Person) und „Einige“ behalten angekreuzt ihre Regeln: eine Zeile öffnen, um sie zu sehen und zu ändern.
matrix-read = Eine Zeile öffnen, um Einträge und Felder zu sehen. „Eigene“ meint Einträge der angemeldeten Person.
no-such-row = Eine solche Zeile gibt es nicht.
section-people = Personen
section-own = Eigenes
section-running = Betrieb von Rolecall
reach-none = Keine
reach-own = Eigene
reach-some = Einige
reach-all = Alle
permission-broken = Nicht lesbar; gibt nichts frei.
all-fields = Alle Felder
n-fields = { $n ->
    [one] { $n } Feld
   *[other] { $n } Felder
}
defaults = Werte neuer Einträge
remove-permission = Entfernen
add-permission = Weitere hinzufügen
add-first = Hinzufügen
review-changes = Änderungen prüfen
review-hint = Nichts ändert sich, bevor Sie gesehen haben, wie viele Personen es betrifft.
reset = Zurücksetzen

# Ein Recht ändern
permission-one = Recht
permission-lead = Was Personen mit der Rolle { $role } dürfen
which-records = Welche Einträge?
records-own-hint = Nur Einträge der angemeldeten Person.
records-where = Wenn …
records-where-hint = Wie jeder Eintrag sein muss.
records-json = Regel als JSON
records-json-hint = Auch mit verschachtelten Bedingungen.
conditions = Bedingungen
match = Wie viele der Bedingungen
match-all = alle davon zutreffen
match-any = eine davon zutrifft
choose-field = Feld wählen
condition-field = Feld der Bedingung { $n }
condition-op = Vergleich der Bedingung { $n }
condition-value = Wert der Bedingung { $n }
condition-n = Bedingung { $n }
condition-hint = Mehrere Werte durch Kommas trennen. Rollen und Gruppen stehen mit ihrem Namen, Benutzer mit ihrer E-Mail-Adresse oder $CURRENT_USER. Zeitpunkte sind wie 2026-11-20T14:05:00Z oder $NOW(-90 days).
add-condition = Bedingung hinzufügen
as-json = In JSON umwandeln
as-conditions = In Bedingungen umwandeln
which-fields = Welche Felder?
all-fields-hint = Auch künftige.
these-fields = Nur diese:
defaults-hint = Ein JSON-Objekt: {"{"}"language": "de"{"}"}
rule-problem = { $place }: { $what }
op-between-these = liegt zwischen
error-choose-records = Einträge wählen
error-no-condition = Mindestens eine Bedingung hinzufügen
error-conditions-unused = Diese Bedingungen würden nichts bewirken: „Wenn…“ wählen oder sie entfernen
error-choose-fields = Felder wählen
error-fields-unused = Diese Häkchen würden nichts bewirken: „Nur diese“ wählen oder sie herausnehmen
error-no-field = Mindestens ein Feld wählen
error-condition = Bedingung { $n }: { $what }
error-condition-name = Den Namen einer Rolle oder Gruppe, die E-Mail-Adresse eines Benutzers oder eine ID eingeben
error-only-json = Bei JSON bleiben: Als Bedingungen lassen sich weder verschachtelte Gruppen noch Werte mit Kommas zeigen
error-defaults-object = Die Werte als ein JSON-Objekt schreiben
error-defaults-create = Leer lassen: Nur neue Einträge haben solche Werte
error-defaults-field = { $field } entfernen: Dieses Recht umfasst das Feld nicht
error-defaults-value = Den Wert von { $field } korrigieren

# Vor dem Speichern
review-of = Änderungen an { $role } prüfen
review-nothing = Das ändert nichts.
review-n-added = { $n ->
    [one] +{ $n } Recht
   *[other] +{ $n } Rechte
}
review-n-removed = { $n ->
    [one] −{ $n } Recht
   *[other] −{ $n } Rechte
}
review-n-changed = { $n ->
    [one] { $n } Recht geändert
   *[other] { $n } Rechte geändert
}
review-affected = { $n ->
    [0] betrifft niemanden
    [one] betrifft { $n } Person
   *[other] betrifft { $n } Personen
}
review-now = Was jetzt gespeichert ist
review-now-nothing = Dort ist jetzt nichts gespeichert.
review-last-change = Letzte Änderung:
review-list = Was sich ändert
review-added = Neu
review-removed = Entfernt
review-changed = Geändert
refused-permissions-stale = Jemand anderes hat diese Rolle geändert, nachdem Sie sie geöffnet hatten. Prüfen Sie, was sich jetzt ändern würde, und wenden Sie es noch einmal an.
refused-too-many-permissions = Eine Rolle kann höchstens { $max } Rechte haben.
notice-permissions-changed = Die Rechte von { $role } wurden geändert.
notice-permissions-undone = Die Rechte von { $role } sind wieder wie zuvor.
notice-permissions-same = An den Rechten von { $role } hat sich nichts geändert.

# Kopien und Vergleiche
copy-role = Rolle kopieren
copy-role-of = { $role } kopieren
copy-role-lead = { $n ->
    [0] Die Kopie übernimmt Beschreibung und Schalter, aber keine Personen.
    [one] Die Kopie übernimmt Beschreibung, Schalter und { $n } Recht, aber keine Personen.
   *[other] Die Kopie übernimmt Beschreibung, Schalter und { $n } Rechte, aber keine Personen.
}
copy-of = Kopie von { $role }
compare = Vergleichen
compare-this = { $role } vergleichen
compare-hint = Zwei bis vier Rollen wählen.
compare-roles = Rollen vergleichen
compare-choose = Mindestens zwei Rollen in der Liste wählen.
compare-lead = { $n ->
    [0] Diese Rollen dürfen dasselbe.
    [one] { $n } Unterschied
   *[other] { $n } Unterschiede
}
compare-left-out = { $n ->
    [one] Vier Rollen passen nebeneinander: { $n } weitere fehlt hier.
   *[other] Vier Rollen passen nebeneinander: { $n } weitere fehlen hier.
}
difference = Unterschied
differs = Unterschiedlich
delete-role-groups = { $n ->
    [one] Die Gruppe { $groups } gibt diese Rolle weiter: Ihre Mitglieder verlieren sie.
   *[other] { $n } Gruppen geben diese Rolle weiter, und ihre Mitglieder verlieren sie: { $groups }.
}
delete-role-groups-unnamed = { $n ->
    [one] { $n } Gruppe gibt diese Rolle weiter: Ihre Mitglieder verlieren sie.
   *[other] { $n } Gruppen geben diese Rolle weiter: Ihre Mitglieder verlieren sie.
}
delete-role-grants = { $n ->
    [one] { $n } Person hat diese Rolle zusätzlich und verliert sie.
   *[other] { $n } Personen haben diese Rolle zusätzlich und verlieren sie.
}
