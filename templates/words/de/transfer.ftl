# Benutzer als Tabelle: heraus und hinein.

export-csv = Als Tabelle (CSV)
export-json = Für Programme (JSON)
export-format = Datei
transfer = Import, Export
import-users = Benutzer importieren
import-lead = Eine Tabelle mit einer Zeile je Benutzer. Was aus jeder Zeile würde, sehen Sie, bevor sich etwas ändert.
import-step-file = Datei
import-step-columns = Spalten
import-file = Tabelle mit Benutzern
import-file-hint = Eine CSV-Datei: eine Zeile mit Überschriften, dann Kommas, Semikolons oder Tabulatoren zwischen den Zellen; höchstens { $rows } Zeilen und { $n } MiB.
import-again-hint = Ein Export lässt sich in einer Tabellenkalkulation ändern und wieder importieren: Was gleich ist, bleibt, wie es ist.
import-upload = Hochladen
import-choose = Wählen Sie eine Datei
import-too-large = Die Datei ist größer als { $n } MiB. Teilen Sie sie auf.
import-empty = Die Datei ist leer
import-no-rows = Unter den Überschriften steht keine Zeile
import-no-table = Das ist keine Tabelle: Speichern Sie sie als CSV (UTF-8) und wählen Sie diese Datei
import-rows-many = Es sind mehr als { $max } Zeilen. Teilen Sie die Datei auf.
import-quote-open = Die Anführungszeichen, die in Zeile { $line } beginnen, enden nie: alles danach wäre eine Zelle
import-cell-long = Eine Zelle hat mehr als { $max } Buchstaben. Kürzen Sie sie, oder lassen Sie ihre Spalte weg.
import-columns-many = Es sind mehr als { $max } Spalten
import-columns-lead = { $n ->
    [one] { $n } Zeile wurde gelesen. Sagen Sie, was jede Spalte ist.
   *[other] { $n } Zeilen wurden gelesen. Sagen Sie, was jede Spalte ist.
}
import-left = Nicht importiert: { $columns }
import-column = Spalte
import-samples = Erste Zeilen
import-goes-to = Kommt nach
import-goes-to-of = { $column } kommt nach
import-not = Nicht importiert
import-how = Wie
import-key = Benutzer werden gefunden nach
import-key-hint = Eine Zeile für jemanden, der gefunden wird, ändert ihn; jede andere ist jemand Neues.
import-key-id = Schlüssel (UUID)
import-known = Vorhandene Benutzer
import-update = Ändern, wie ihre Zeile sagt
import-skip = Auslassen
import-new = Neue Benutzer
import-new-hint = Durch eine Tabelle wird niemand aktiv, was auch immer sie zum Status sagt.
import-draft = Als Entwürfe anlegen
import-invite = Anlegen und per Mail einladen
import-role = Rolle neuer Benutzer
import-role-hint = Für Zeilen, die keine nennen. Ohne Rolle kann sich niemand anmelden.
row-no-role = Ohne Rolle kann man sich nicht anmelden.
import-empty-cells = Leere Zellen
import-keep = Sagen nichts: Was da ist, bleibt
import-clear = Leeren, was da ist
import-check = Zeigen, was geschähe
import-check-hint = Noch ändert sich nichts.
import-other-file = Andere Datei
import-twice = { $field } ist für zwei Spalten gewählt
import-no-key = Keine Spalte sagt, wer gemeint ist: Wählen Sie eine
import-no-email = Neue Benutzer brauchen eine E-Mail-Adresse: Wählen Sie deren Spalte
import-looking = Jede Zeile wird angesehen
import-broke-off = Das Ansehen der Zeilen brach ab
import-would = { $create ->
    [one] { $create } Benutzer würde angelegt
   *[other] { $create } Benutzer würden angelegt
}, { $update } geändert{ $wrong ->
    [0] {""}
   *[other] , { $wrong } falsch und ausgelassen
}
import-taking = Die Zeilen werden übernommen
import-did = { $create ->
    [one] { $create } Benutzer wurde angelegt
   *[other] { $create } Benutzer wurden angelegt
}, { $update } geändert{ $wrong ->
    [0] {""}
   *[other] , { $wrong } falsch und ausgelassen
}
import-cut = Nicht alle Zeilen wurden übernommen. Was bis dahin geschah, bleibt.
import-job-page = Was aus jeder wurde
import-to-users = Zu den Benutzern
import-undo = Angelegte archivieren
import-gives = Neue Benutzer bekommen die Rolle { $role }, wo ihre Zeile keine nennt.
import-undone = Der Auftrag, der die Angelegten archiviert
import-rows-done = Zeilen und was aus ihnen wurde
import-nothing-yet = Noch hat sich nichts geändert.
import-apply = { $n ->
    [one] { $n } Benutzer importieren
   *[other] { $n } Benutzer importieren
}
import-change-columns = Spalten ändern
import-rows-file = Alle Zeilen als CSV
import-rows = Zeilen und was aus ihnen würde
import-line = Zeile
import-said = Was
row-create = Neu
row-update = Geändert
row-same = Nichts zu ändern
row-skip = Ausgelassen
row-wrong = Falsch
row-changes = Ändert: { $fields }
row-is-there = Ist schon da
row-not-there = Ist nicht da
row-twice = Derselbe Benutzer wie in Zeile { $line }
row-no-id = Das ist kein Schlüssel eines Benutzers
row-too-long = Mehr Zellen als Überschriften
row-letters = Enthält Zeichen, die nicht zu lesen sind
row-lack = Das dürfen Sie nicht:
row-other-email = Hat eine andere E-Mail-Adresse: Ändern Sie sie im Profil
refused-imported = Diese Tabelle wurde schon importiert
refused-unchecked = Sehen Sie sich zuerst an, was geschähe
import-check-job = { $n ->
    [one] { $n } Zeile einer Tabelle ansehen
   *[other] { $n } Zeilen einer Tabelle ansehen
}
import-job = { $n ->
    [one] { $n } Zeile einer Tabelle importieren
   *[other] { $n } Zeilen einer Tabelle importieren
}
import-gone = Die Tabelle ist nicht mehr da: Laden Sie sie noch einmal hoch
