# Die Liste
roles-lead = Eine Rolle ist ein benanntes Bündel von Rechten. Jede Person hat höchstens eine eigene.
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
public-role-lead = Die Rechte aller, die nicht angemeldet sind oder keine Rolle haben. Sie wird niemandem gegeben.
invite-as = Als { $role } einladen
role-overview = Überblick
flag-on = Ja
flag-off = Nein
built-in-hint = Nur die Beschreibung lässt sich ändern. Diese Rolle ist immer da.
add-users = Benutzer hinzufügen
role-without-users = Noch hat niemand diese Rolle.
first-users = Die ersten Benutzer mit der Rolle { $role }, nach Namen
remove-user = Entfernen
remove-user-from = { $name } aus { $role }
show-all-users = { $n ->
    [one] { $n } Benutzer im Verzeichnis zeigen
   *[other] Alle { $n } im Verzeichnis zeigen
}
delete-this-role = Diese Rolle löschen
delete-this-role-text = Im nächsten Schritt wird gewählt, was aus ihren Benutzern wird. Vorher wird nichts gelöscht.
delete-role-ask = { $role } löschen …

# Anlegen und ändern
edit-role = { $role } ändern
role-description-hint = Für die Administration: Wer soll diese Rolle haben?
role-rights = Rechte
may-use-pages-hint = Hier anmelden, den eigenen Eintrag sehen und ändern.
can-manage-everyone-hint = Alles: alle Benutzer, Rollen und das Protokoll. Kann auch andere zu Administratoren machen.
error-role-nameless = Einen Namen eingeben
error-role-taken = Eine Rolle dieses Namens gibt es schon. Einen anderen Namen eingeben
refused-public-role = Die öffentliche Rolle behält ihren Namen und ihre Rechte und lässt sich nicht löschen.
refused-own-rights = Das ist Ihre eigene Rolle: Die eigenen Rechte kann man sich nicht nehmen. Bitten Sie jemand anderen aus der Administration.
notice-role-created = { $role } ist angelegt. Als Nächstes kommen die Benutzer hinein.

# Wer sie hat
add-users-to = Benutzer zu { $role } hinzufügen
add-users-lead = Jede Person hat eine Rolle: Diese tritt an die Stelle der jetzigen.
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
error-user-unknown = Eine dieser Personen gibt es nicht mehr. Nichts wurde geändert
notice-users-added = { $n ->
    [0] Niemand kam hinzu: Alle haben die Rolle { $role } schon.
    [one] { $n } Benutzer wurde zu { $role } hinzugefügt.
   *[other] { $n } Benutzer wurden zu { $role } hinzugefügt.
}
notice-user-removed = { $name } wurde aus { $role } entfernt und hat jetzt keine Rolle.
notice-users-removed = { $n ->
    [0] Niemand wurde entfernt: Keiner von ihnen hat die Rolle { $role }.
    [one] { $n } Benutzer wurde aus { $role } entfernt.
   *[other] { $n } Benutzer wurden aus { $role } entfernt.
}
chip-not-role = Rolle ist nicht { $what }

# Löschen
delete-role = { $role } löschen?
delete-role-lead = { $n ->
    [0] Niemand hat diese Rolle. Das lässt sich nicht rückgängig machen.
    [one] { $n } Benutzer hat diese Rolle. Das lässt sich nicht rückgängig machen.
   *[other] { $n } Benutzer haben diese Rolle, archivierte eingeschlossen. Das lässt sich nicht rückgängig machen.
}
onward = Was wird aus ihren Benutzern?
onward-move = Sie bekommen eine andere Rolle
onward-move-hint = Ihr Status bleibt, und sie bleiben angemeldet, sofern sie nicht das Recht verlieren, alle zu verwalten.
onward-role = Ihre Benutzer erhalten
onward-suspend = Keine Rolle: sperren
onward-suspend-hint = { $n ->
    [0] Niemand von ihnen ist aktiv; sie verlieren nur die Rolle.
    [one] { $n } aktiver Benutzer wird gesperrt und sofort abgemeldet. Alle anderen verlieren nur die Rolle.
   *[other] { $n } aktive Benutzer werden gesperrt und sofort abgemeldet. Alle anderen verlieren nur die Rolle.
}
error-choose-onward = Auswählen, was aus ihren Benutzern wird
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
