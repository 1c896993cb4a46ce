# Die Liste
groups-lead = Eine Gruppe fasst Benutzer zusammen. Sie haben die Rollen der Gruppe zusätzlich zu ihrer eigenen.
groups-caption = Gruppen nach Namen
groups-empty = Noch keine Gruppen
groups-empty-text = Eine Gruppe ist für Personen da, die dieselben Rollen brauchen, unabhängig von ihrer eigenen.
new-group = Neue Gruppe
members = Mitglieder
members-of = Mitglieder von { $group }

# Eine Gruppe
group-lead = { $n ->
    [0] Keine Mitglieder
    [one] { $n } Mitglied
   *[other] { $n } Mitglieder
}
group-privileged = Mitglieder dürfen alle verwalten
group-roles-hint = Mitglieder haben auch diese Rollen, solange sie in der Gruppe sind.
group-without-members = Noch keine Mitglieder.
group-archived-members = In dieser Gruppe sind nur archivierte Benutzer.
group-hidden-members = Sie sehen keines ihrer Mitglieder.
first-members = Die ersten Mitglieder von { $group }, nach Namen
delete-this-group = Diese Gruppe löschen
delete-this-group-text = Ihre Mitglieder bleiben im Verzeichnis. Vor der Bestätigung wird nichts gelöscht.

# Anlegen und ändern
group-description-hint = Für die Administration: Wer gehört hierher?
owner-hint = Die E-Mail-Adresse der Person, die für diese Gruppe verantwortlich ist.
error-group-nameless = Einen Namen eingeben
error-group-taken = Eine Gruppe dieses Namens gibt es schon. Einen anderen Namen eingeben
error-owner-unknown = Die E-Mail-Adresse eines Benutzers eingeben, der nicht archiviert ist
notice-group-created = { $group } ist angelegt. Als Nächstes lassen sich Benutzer hinzufügen.

# Wer darin ist
add-members-lead = Sie behalten ihre eigene Rolle und bekommen die der Gruppe dazu.
addable-members = Benutzer, die nicht in { $group } sind
no-members-to-add = Alle hier sind schon in dieser Gruppe, oder niemand passt zur Suche.
notice-member-added = { $name } wurde zu { $group } hinzugefügt.
notice-members-added = { $n ->
    [0] Niemand kam hinzu: Alle sind schon in { $group }.
    [one] { $n } Benutzer wurde zu { $group } hinzugefügt.
   *[other] { $n } Benutzer wurden zu { $group } hinzugefügt.
}
notice-member-removed = { $name } wurde aus { $group } entfernt.
notice-members-removed = { $n ->
    [0] Niemand wurde entfernt: Niemand von ihnen ist in { $group }.
    [one] { $n } Benutzer wurde aus { $group } entfernt.
   *[other] { $n } Benutzer wurden aus { $group } entfernt.
}

# Löschen
delete-group-lead = { $n ->
    [0] Das Löschen lässt sich nicht rückgängig machen.
    [one] { $n } Benutzer ist in dieser Gruppe, archivierte nicht mitgezählt. Das Löschen lässt sich nicht rückgängig machen.
   *[other] { $n } Benutzer sind in dieser Gruppe, archivierte nicht mitgezählt. Das Löschen lässt sich nicht rückgängig machen.
}
delete-group-members = Alle Mitglieder verlassen sie. Das lässt sich nicht rückgängig machen.
delete-group-keeps = Sie gibt keine Rollen weiter: Ihre Mitglieder verlieren keine Rechte.
delete-group-loses = Ihre Mitglieder verlieren diese Rollen, sofern sie sie nicht anders haben:
notice-group-deleted = { $n ->
    [0] { $group } ist gelöscht.
    [one] { $group } ist gelöscht. { $n } Benutzer war darin.
   *[other] { $group } ist gelöscht. { $n } Benutzer waren darin.
}

# Die Gruppen eines Benutzers
groups-of = Gruppen von { $name }
no-groups-to-give = Es gibt keine Gruppe, in die Sie jemanden aufnehmen können.
groups-not-yours = Außerdem in, ohne dass Sie es ändern können:
notice-groups-saved = Die Gruppen von { $name } wurden gespeichert.
error-too-many-groups = Wählen Sie höchstens { $max } Gruppen
