# Wörter jeder Seite: Rahmen, Knöpfe, Spalten, Zeit.

skip-to-content = Zum Inhalt springen
skip-to-results = Zu den Ergebnissen springen
menu = Menü
main-navigation = Hauptnavigation
account-menu = Kontomenü
messages = Meldungen
breadcrumb = Pfad
sections = Abschnitte
pages = Seiten
said = { $text }

users = Benutzer
roles = Rollen
groups = Gruppen
views = Ansichten
audit-log = Protokoll
your-account = Eigenes Konto
preferences = Einstellungen
sign-in = Anmelden
sign-out = Abmelden

save = Speichern
cancel = Abbrechen
back = Zurück
change = Ändern
close = Schließen
done = Fertig
create = Anlegen
apply = Anwenden
undo = Rückgängig
dismiss = Ausblenden
copy = Kopieren
copied = Kopiert
show = Anzeigen
hide = Verbergen
actions = Aktionen
confirm = Bestätigen
optional = (optional)
any = Beliebig
all = Alle
none = Keine
not-shown = Für Sie nicht sichtbar
never = Nie
now = Jetzt
by = von
key = Kennung
offline = Nicht gespeichert: keine Verbindung.
try-again = Erneut versuchen

name = Name
email = E-Mail
first-name = Vorname
last-name = Nachname
password = Passwort
role = Rolle
group = Gruppe
owner = Verantwortlich
status = Status
last-seen = Zuletzt gesehen
last-access = Letzter Zugriff
no-role = Keine Rolle
reason = Grund
details = Angaben
description = Beschreibung
created = Angelegt
changed = Geändert
result = Ergebnis
when = Wann
who = Wer
what = Was
from-where = Woher
field = Feld
before = Vorher
after = Nachher
language = Sprache
timezone = Zeitzone
message = Nachricht
address = Adresse
outcome = Ergebnis
steps = Schritte
invitation = Einladung

previous = Zurück
next = Weiter
newest = Neueste
older = Ältere
rows-per-page = Zeilen pro Seite
active-filters = Aktive Filter
remove-filter = Filter entfernen

ago-now = gerade eben
ago-minutes = { $n ->
    [one] vor { $n } Minute
   *[other] vor { $n } Minuten
}
ago-hours = { $n ->
    [one] vor { $n } Stunde
   *[other] vor { $n } Stunden
}
ago-days = { $n ->
    [one] vor { $n } Tag
   *[other] vor { $n } Tagen
}
days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}

delivery-waiting = Die Mail wartet im Postausgang.
delivery-retrying = Die Mail ist noch nicht abgegangen und wird erneut versucht. { $answer }
delivery-sent = Der Mailserver hat die Mail am { $date } angenommen.
delivery-filed = Die Mail wurde am { $date } nur als Datei abgelegt, denn es ist kein Mailserver eingestellt: den Link bitte selbst weitergeben.
delivery-failed = Die Mail wurde nicht zugestellt. Antwort des Servers: { $answer }
delivery-void = Die Mail wurde zurückgezogen, bevor sie hinausging. Kopieren Sie den Link, oder senden Sie sie noch einmal.
continue = Weiter
jump = Springen zu
jump-label = Ein Benutzer, eine Rolle, Gruppe oder Seite
jump-pages = Seiten
jump-nothing = Nichts heißt so, was Sie sehen dürfen. Weniger Buchstaben versuchen.
