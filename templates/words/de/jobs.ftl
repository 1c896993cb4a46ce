# Arbeit an vielen Einträgen zugleich
jobs = Aufträge
jobs-lead = Änderungen an vielen Benutzern zugleich. Was daraus geworden ist, bleibt 30 Tage lang stehen.
jobs-empty = Noch keine Aufträge
jobs-empty-text = Wählen Sie im Verzeichnis Benutzer aus und ändern Sie sie gemeinsam: Hier steht dann, was daraus wird.
jobs-caption = Aufträge, die neuesten zuerst
job = Auftrag
job-waiting = Wartet
job-running = In Arbeit
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
