# Der erste Start.

set-up = Rolecall einrichten
set-up-lead = Eine Seite, dann kann es losgehen. Sie werden die erste Person in der Administration und richten deshalb gleich die Zwei-Faktor-Anmeldung ein: Am besten liegt eine Authenticator-App bereit. Mail hat Zeit bis später.
set-up-code = Einrichtungscode
set-up-code-hint = Wurde beim ersten Start von Rolecall ausgegeben.
organisation = Name der Organisation
organisation-hint = Steht im Kopf jeder Seite und in jeder Mail.
your-first-name = Ihr Vorname
your-last-name = Ihr Nachname
your-email = Ihre E-Mail
finish-set-up = Einrichtung abschließen
error-set-up-code = Den Code eingeben, den Rolecall beim Start ausgegeben hat
error-organisation-empty = Den Namen der Organisation eingeben
