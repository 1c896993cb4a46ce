# Arbeit an vielen Einträgen zugleich
jobs = Aufträge
jobs-lead = Änderungen an vielen Benutzern zugleich. Was daraus geworden ist, bleibt 30 Tage lang stehen.
jobs-empty = Noch keine Aufträge
jobs-empty-text = Wählen Sie im Verzeichnis Benutzer aus und ändern Sie sie gemeinsam: Hier steht dann, was daraus wird.
jobs-caption = Aufträge, die neuesten zuerst
job = Auftrag
job-waiting = Wartet
job-running = In Arbeit
job-nothing-done = Vorbei, nichts geändert
job-done = Fertig
job-cancelled = Abgebrochen
job-failed = Gescheitert
job-progress = { $done } von { $n }
job-cancel = Den Rest abbrechen
job-cancelling = Er endet nach den Benutzern, die gerade an der Reihe sind. Was getan ist, bleibt getan.
job-results = Ergebnisse als CSV
job-asked-by = Verlangt von
job-ended = Beendet
job-undone = Zurückgenommen
job-undone-by = Der Auftrag, der ihn zurücknahm
job-problems = Nicht getan, und warum
job-first = Die ersten

# Was aus einem Eintrag geworden ist
item-number = Nr.
item-outcome = Ergebnis
item-waiting = Nicht begonnen
item-done = Getan
item-skipped = Übersprungen
item-failed = Fehlgeschlagen
item-asker-gone = Wer es verlangt hat, darf sich nicht mehr anmelden
refused-undone = Das wurde schon zurückgenommen
refused-undo-over = Das lässt sich nicht mehr zurücknehmen
item-not-there = Nicht vorhanden, oder nicht für Sie sichtbar
item-changed-since = Seither geändert
item-already = Nichts zu tun
item-not-archived = Nicht archiviert
item-own-sessions = Ihre eigenen Sitzungen beenden Sie auf Ihrer eigenen Seite
item-no-sessions = Nicht angemeldet

# Viele Benutzer auswählen
pick = { $name } auswählen
pick-page = Alle auf dieser Seite auswählen
bulk-bar = Aktionen für ausgewählte Benutzer
bulk-matching = Alle passenden auswählen
bulk-more = Mehr
bulk-role = Rolle ändern
bulk-suspend = Sperren
bulk-activate = Aktivieren
bulk-join = In eine Gruppe aufnehmen
bulk-leave = Aus einer Gruppe nehmen
bulk-archive = Archivieren
bulk-restore = Wiederherstellen
bulk-resend = Einladung erneut senden
bulk-sessions = Sitzungen beenden
bulk-end = Enddatum setzen
bulk-export-csv = Als CSV exportieren
bulk-export-json = Als JSON exportieren
bulk-delete = Endgültig löschen
bulk-delete-nobody = Niemand von ihnen kann endgültig gelöscht werden: archivieren Sie sie zuerst
bulk-delete-text = Nur archivierte Benutzer und Entwürfe werden gelöscht, alle anderen bleiben. Im Protokoll bleiben ihre Namen, wie sie waren.
error-list-changed = Die Liste hat sich inzwischen geändert: sehen Sie sie noch einmal an
type-how-many = Eingeben, wie viele Benutzer das sind
bulk-title = { $act }: { $n } Benutzer
bulk-title-back = „{ $act }“ zurücknehmen: { $n } Benutzer
bulk-all = { $n ->
    [one] Der { $n } passende Benutzer
   *[other] Alle { $n } passenden Benutzer
}
bulk-all-text = Auch die auf anderen Seiten. Nichts geschieht, bevor Sie es bestätigt haben.
bulk-these = { $n ->
    [one] { $n } ausgewählter Benutzer
   *[other] { $n } ausgewählte Benutzer
}
bulk-end-hint = Der letzte Tag. Leer lassen, um das Enddatum zu entfernen.
bulk-can-undo = Sie können das 24 Stunden lang zurücknehmen.
bulk-no-undo = Das lässt sich nicht zurücknehmen.
bulk-judged = Benutzer, bei denen es nicht möglich ist, werden übersprungen und mit dem Grund genannt.
bulk-role-hint = Was diese Personen ab dem nächsten Klick dürfen.
choose-group = Gruppe wählen

# Was mit vielen getan wurde
notice-bulk-role = { $n ->
    [one] Die Rolle von { $n } Benutzer wurde geändert.
   *[other] Die Rollen von { $n } Benutzern wurden geändert.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
notice-bulk-suspend = { $n ->
    [one] { $n } Benutzer ist gesperrt.
   *[other] { $n } Benutzer sind gesperrt.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
notice-bulk-activate = { $n ->
    [one] { $n } Benutzer ist aktiv.
   *[other] { $n } Benutzer sind aktiv.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
notice-bulk-join = { $n ->
    [one] { $n } Benutzer wurde in die Gruppe aufgenommen.
   *[other] { $n } Benutzer wurden in die Gruppe aufgenommen.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
notice-bulk-leave = { $n ->
    [one] { $n } Benutzer wurde aus der Gruppe genommen.
   *[other] { $n } Benutzer wurden aus der Gruppe genommen.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
notice-bulk-archive = { $n ->
    [one] { $n } Benutzer ist archiviert.
   *[other] { $n } Benutzer sind archiviert.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
notice-bulk-delete = { $n ->
    [one] { $n } Benutzer ist endgültig gelöscht.
   *[other] { $n } Benutzer sind endgültig gelöscht.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
notice-bulk-restore = { $n ->
    [one] { $n } Benutzer ist wiederhergestellt.
   *[other] { $n } Benutzer sind wiederhergestellt.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
notice-bulk-resend = { $n ->
    [one] { $n } Einladung ist unterwegs.
   *[other] { $n } Einladungen sind unterwegs.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
notice-bulk-sessions = { $n ->
    [one] Die Sitzungen von { $n } Benutzer sind beendet.
   *[other] Die Sitzungen von { $n } Benutzern sind beendet.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
notice-bulk-end = { $n ->
    [one] Das Enddatum von { $n } Benutzer wurde geändert.
   *[other] Das Enddatum von { $n } Benutzern wurde geändert.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
notice-bulk-undone = { $n ->
    [one] { $n } Benutzer ist wie zuvor.
   *[other] { $n } Benutzer sind wie zuvor.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } übersprungen.
}
refused-too-many-jobs = { $max } Ihrer Aufträge laufen noch. Warten Sie auf einen davon, oder brechen Sie ihn ab.
