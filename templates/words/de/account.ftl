# Das eigene Konto.

preferences-lead = Wie Rolecall für Sie aussieht und spricht, auf allen Ihren Geräten.
preferences-lead-of = Wie Rolecall für { $name } aussieht und spricht, und worüber es schreibt.
timezone-hint = Einen Ort oder eine Zone eingeben, etwa Oslo. Leer bleibt es bei: { $default }.
email-notifications-hint = Etwa über eine andere Rolle oder einen anderen Status. Mails zur Sicherheit des Kontos kommen immer.
theme = Darstellung
theme-hint = Nach dem Speichern gilt sie auf allen Geräten.
theme-auto = Wie das Gerät
theme-light = Hell
theme-dark = Dunkel
density = Dichte der Listen
density-comfortable = Bequem
density-compact = Kompakt
project-default = Voreinstellung ({ $what })
change-password = Passwort ändern
change-password-lead = Alle anderen eigenen Sitzungen enden dabei.
password-due = Das vorläufige Passwort hat ausgedient. Weiter geht es mit einem eigenen.
present-password = Jetziges Passwort
shortcuts = Tastenkürzel
shortcuts-on = Tastenkürzel aus einem Buchstaben
shortcuts-hint = Sie wirken außerhalb von Feldern. Wo sie stören, etwa bei Spracheingabe, lassen sie sich abschalten.
key-search = Benutzer suchen
key-users = Zu den Benutzern
key-roles = Zu den Rollen
key-groups = Zu den Gruppen
key-audit = Zum Protokoll
key-settings = Zu den Einstellungen
key-next-row = Nächster Benutzer der Liste
key-previous-row = Voriger Benutzer der Liste
key-next-page = Nächste Seite der Liste
key-previous-page = Vorige Seite der Liste
key-help = Diese Liste

# Asking again who sits there
prove = Bitte ausweisen
prove-lead = Damit niemand sonst das an Ihrer Stelle tut. Ihre Eingaben bleiben erhalten.
prove-access = Bitte ausweisen, um Rechte zu ändern
prove-email = Bitte ausweisen, um eine Adresse zu ändern
prove-password = Bitte ausweisen, um ein Passwort zu setzen
prove-two-factor = Bitte ausweisen, um die Zwei-Faktor-Anmeldung zu ändern
prove-sessions = Bitte ausweisen, um Sitzungen zu beenden
prove-tokens = Bitte ausweisen, um Tokens zu ändern
prove-settings = Bitte ausweisen, um Einstellungen zu ändern
prove-export = Bitte ausweisen, um zu exportieren
prove-delete = Bitte ausweisen, um endgültig zu löschen
prove-code = Oder ein Code aus der App
prove-code-hint = Anstelle des Passworts.
password-due-asked = Die Administration bittet Sie, ein neues Passwort zu wählen.

data = Eigene Daten
your-data = Eigene Daten
your-data-lead = Alles, was über Sie gespeichert ist und was Sie sehen dürfen, in einer ZIP-Datei: als JSON für Programme und als Tabellen.
data-profile = Ihre Angaben, Einstellungen und Ihr Status
data-roles = Ihre Rollen und Gruppen, und wodurch Sie sie haben
data-sessions = Wo Sie angemeldet sind, und die Browser, in denen man Sie kennt
data-tokens = Ihre API-Tokens: Namen, Daten und was sie öffnen
data-activity = Was Sie taten und was an Ihnen geschah, die neuesten { $n } Ereignisse
data-without = Passwörter, Schlüssel, Codes und die Tokens selbst stehen nicht darin. Gehen Sie trotzdem sorgsam mit der Datei um.
data-download = Herunterladen

# Das eigene Konto löschen.
delete-own = Mein Konto löschen
delete-own-ask = Mein Konto löschen …
delete-own-title = Das eigene Konto endgültig löschen?
delete-own-lead = Das lässt sich nicht rückgängig machen.
delete-own-data = Vorher die eigenen Daten herunterladen
delete-own-what = Was geht und was bleibt
delete-own-profile = Angaben, Bild und Einstellungen gehen, ebenso Rolle und Gruppen.
delete-own-ways-in = Alle Sitzungen, Tokens, Wiederherstellungscodes und Links enden sofort.
delete-own-trail = Im Protokoll bleibt, was Sie getan haben, mit dem Namen, wie er jetzt ist.
type-your-email = Die eigene E-Mail-Adresse eingeben
type-your-name = Den eigenen Namen eingeben, wie er hier steht
deleted-own = Ihr Konto ist gelöscht
deleted-own-text = Sie sind überall abgemeldet, und eine Mail bestätigt es. Danke, dass Sie Teil von { $project } waren.
