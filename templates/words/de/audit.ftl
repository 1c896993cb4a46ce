# Das Protokoll: was getan wurde; danach steht, wen oder was es betraf, außer es ist die handelnde Person.

audit-lead = Jede Änderung, einmal, mit der Person, von der sie kam. Hier lässt sich nichts bearbeiten.
audit-empty = Noch ist nichts geschehen
audit-empty-text = Hier wird jede Änderung stehen.
audit-caption = Ereignisse, die neuesten zuerst
audit-of-one = Nur ein Benutzer
chip-user = Benutzer: { $what }
changed-fields = Geänderte Felder

did-user-create = Angelegt:
did-user-edit = Angaben geändert:
did-user-role = Rolle geändert:
did-user-suspend = Gesperrt:
did-user-activate = Aktiviert:
did-user-archive = Archiviert:
did-user-restore = Wiederhergestellt:
did-user-delete = Endgültig gelöscht:
did-user-preferences = Einstellungen geändert:
did-invitation-send = Eingeladen:
did-invitation-resend = Neue Einladung gesendet:
did-invitation-cancel = Einladung zurückgezogen:
did-invitation-accept = Einladung angenommen:
did-invitation-ask = Um neue Einladung gebeten:
did-password-change = Passwort geändert:
did-password-temporary = Vorläufiges Passwort gesetzt:
did-password-link = Link für ein neues Passwort erzeugt:
did-session-open = Angemeldet:
did-session-end = Abgemeldet:
did-role-create = Rolle angelegt:
did-role-edit = Rolle bearbeitet:
did-role-permissions = Rechte der Rolle geändert:
did-role-delete = Rolle gelöscht:
did-settings-create = Verzeichnis eingerichtet
did-demo-fill = Verzeichnis mit erfundenen Personen gefüllt
command-line = Kommandozeile
