# Das eigene Konto.

preferences-lead = Wie Rolecall für Sie aussieht und spricht, auf allen Ihren Geräten.
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
