# Regeln: welche Einträge gemeint sind. Die Wörter eines Vergleichs stehen zwischen einem Feld und einem Wert.

sessions = Sitzungen
tokens = Token
items = Gespeichertes
fields = Felder
settings = Projekteinstellungen
outbox = Postausgang
read = Lesen
delete = Löschen

id = ID
avatar = Bild
grants = Zusätzliche Rollen
two-factor = Zwei-Faktor-Anmeldung
email-notifications = Benachrichtigungen per E-Mail
kind = Art
kind-person = Person
kind-service = Dienstkonto
user = Benutzer
provider = Anmeldung über
url = Webadresse
external-id = Externe ID
created-by = Angelegt von
changed-by = Geändert von
invited-by = Eingeladen von
sent = Gesendet
expires = Gültig bis
icon = Symbol
requires-two-factor = Verlangt zweiten Faktor
allowed-networks = Erlaubte Netze
permissions = Rechte
browser = Browser
scope = Umfang
enabled = Eingeschaltet
last-used = Zuletzt benutzt
shared-with = Geteilt mit
label = Beschriftung
options = Auswahl
project-name = Projektname
invitations = Einladungen
mail = Mail
branding = Erscheinungsbild
subject = Betrifft
state = Zustand
content = Inhalt
state-waiting = Wartet
state-sent = Gesendet
state-failed = Fehlgeschlagen
state-void = Zurückgezogen

rule-everything = Alles
rule-nothing = Nichts
rule-own = Eigener Eintrag
rule-and = und
rule-or = oder
rule-nor = noch
rule-none = aus einer leeren Liste
op-eq = ist
op-neq = ist nicht
op-in = ist eines von
op-nin = ist keines von
op-null = ist leer
op-nnull = ist nicht leer
op-lt = ist früher als
op-lte = ist nicht später als
op-gt = ist später als
op-gte = ist nicht früher als
op-less = ist kleiner als
op-at-most = ist höchstens
op-more = ist größer als
op-at-least = ist mindestens
op-contains = enthält
op-ncontains = enthält nicht
op-starts-with = beginnt mit
op-ends-with = endet mit
op-between = liegt zwischen { $from } und { $to }
op-set = ist eine
op-no-set = ist keine
op-neither = ist weder
op-include = enthalten eine
op-exclude = enthalten keine
op-has = enthalten
op-has-not = enthalten nicht
op-has-neither = enthalten weder
variable-user = die angemeldete Person
variable-role = die Rolle der angemeldeten Person
variable-roles = der Rollen der angemeldeten Person
variable-groups = der Gruppen der angemeldeten Person
variable-now = jetzt
in-minutes = { $n ->
    [one] in { $n } Minute
   *[other] in { $n } Minuten
}
in-hours = { $n ->
    [one] in { $n } Stunde
   *[other] in { $n } Stunden
}
in-days = { $n ->
    [one] in { $n } Tag
   *[other] in { $n } Tagen
}

# Was an einer falsch sein kann.
rule-too-long = Die Regel kürzen: Sie darf höchstens { $max } KiB haben
rule-no-json = Das JSON korrigieren: Zeile { $line }, Spalte { $column } ist nicht lesbar
rule-twice = Nur einmal nennen: Zeile { $line }, Spalte { $column } nennt es ein zweites Mal
rule-no-object = Hier ein Objekt schreiben: Felder und ihre Vergleiche
rule-no-list = Hier eine Liste von Bedingungen schreiben
rule-empty-or = Eine Bedingung ergänzen: „_or“ ohne Bedingung ließe nichts durch
rule-too-deep = Weniger Gruppen ineinander verwenden: höchstens { $max }
rule-too-many-tests = Weniger Vergleiche verwenden: höchstens { $max } insgesamt
rule-too-many-values = Eine kürzere Liste verwenden: höchstens { $max } Werte
rule-too-many-letters = Einen kürzeren Wert verwenden: höchstens { $max } Zeichen
rule-unknown-field = Ein anderes Feld wählen: { $name } gibt es hier nicht
rule-unknown-operator = Einen anderen Operator wählen: { $name } gibt es nicht
rule-wrong-operator = Einen anderen Operator wählen: Dieses Feld kennt { $name } nicht
rule-opaque = Ein anderes Feld wählen: Nach diesem kann keine Regel fragen
rule-no-operator = Den Vergleich mit seinem Operator schreiben, etwa „_eq“
rule-want-text = Einen Text in Anführungszeichen eingeben
rule-empty-text = Einen Text eingeben; oder fragen, ob es leer ist („_null“)
rule-zero = Das Nullzeichen aus dem Text entfernen
rule-want-choice = Eines davon eingeben: { $words }
rule-want-id = Eine ID eingeben
rule-want-moment = Einen Zeitpunkt eingeben, etwa „2026-11-20T14:05:00Z“
rule-want-flag = true oder false eingeben
rule-want-number = Eine Zahl mit höchstens vier Nachkommastellen eingeben
rule-want-list = Eine Liste von Werten eingeben
rule-want-two = Eine Liste von zwei Werten eingeben: den ersten und den letzten
rule-unknown-variable = Eine andere Variable wählen: { $name } gibt es nicht
rule-misplaced-variable = Einen Wert eingeben: { $name } bedeutet für dieses Feld nichts
rule-variable-is-list = „_in“ oder „_nin“ verwenden: { $name } können mehrere sein
