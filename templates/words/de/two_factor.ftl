# Zwei-Faktor-Anmeldung: einrichten, beim Anmelden nutzen, Wiederherstellungscodes.

set-up-two-factor = Zwei-Faktor-Anmeldung einrichten
two-factor-lead = Nach dem Passwort wird ein Code aus einer App auf dem Telefon verlangt. Wer nur das Passwort kennt, kommt dann nicht hinein.
two-factor-due = Erst danach geht es weiter.
need-everyone = Hier müssen alle die Zwei-Faktor-Anmeldung nutzen.
need-administrators = Wer verwaltet, muss die Zwei-Faktor-Anmeldung nutzen.
need-role = Ihre Rolle { $role } verlangt die Zwei-Faktor-Anmeldung.
set-up-other-app = Andere App einrichten
other-app-lead = Sie tritt an die Stelle der bisherigen, die dann nicht mehr gilt. Es gibt neue Wiederherstellungscodes, und alle Ihre anderen Sitzungen enden.
other-app-ask = Neues Telefon, oder das alte ist verloren? Eine andere App kann übernehmen.
two-factor-scan = Mit einer Authenticator-App scannen
two-factor-apps = Jede App für Einmalcodes ist recht, ebenso die meisten Passwortmanager.
two-factor-qr = QR-Code für die Authenticator-App; der Schlüssel darunter sagt dasselbe
two-factor-here = In einer App auf diesem Gerät öffnen
two-factor-or-key = Scannen geht nicht? Dann diesen Schlüssel in die App eintippen:
two-factor-key = Diesen Schlüssel in die App eintippen:
two-factor-the-key = des Schlüssels
two-factor-confirm = Den Code eingeben, den die App zeigt
code-from-app = Code aus der App
code-from-app-hint = Sechs Ziffern; alle 30 Sekunden sind es andere.
turn-on = Einschalten
turn-off = Ausschalten
error-code-new = Die sechs Ziffern eingeben, die die App jetzt zeigt: Diese sind andere. Passiert es wieder, hilft ein Blick auf die Uhr des Telefons

two-factor-on = Eingeschaltet
two-factor-off = Ausgeschaltet
two-factor-app = App
required-by = Verlangt
required-of-everyone = Von allen
required-of-administrators = Von der Administration
required-by-role = Von der Rolle { $role }
recovery-codes = Wiederherstellungscodes
recovery-codes-left = { $n } von { $all } übrig
recovery-codes-lead = Jeder lässt Sie einmal ohne die App hinein. Neue beenden die alten, und alle Ihre anderen Sitzungen enden.
make-codes = Neue Codes erzeugen
two-factor-off-title = Zwei-Faktor-Anmeldung ausschalten
two-factor-off-lead = Dann genügt das Passwort allein. Die Wiederherstellungscodes und alle Ihre anderen Sitzungen enden.
two-factor-kept = Die Zwei-Faktor-Anmeldung lässt sich hier nicht ausschalten.
notice-two-factor-off = Die Zwei-Faktor-Anmeldung ist ausgeschaltet.

two-factor-is-on = Die Zwei-Faktor-Anmeldung ist eingeschaltet
codes-shown-once = Diese Wiederherstellungscodes dort aufbewahren, wo Sie sie ohne Telefon finden. Sie werden nur dieses eine Mal gezeigt.
codes-print = Jeder lässt Sie einmal hinein, wenn die App verloren ist. Laden Sie sie herunter, oder drucken Sie diese Seite.
download-codes = Herunterladen
codes-stored = Ich habe sie verwahrt

second-step = Zweiter Schritt
signing-in-as = Anmeldung als
use-recovery-code = Wiederherstellungscode verwenden
use-app = App verwenden
start-over = Von vorn beginnen
recovery-code = Wiederherstellungscode
recovery-code-hint = Einer der Codes, die Sie beim Einrichten verwahrt haben. Jeder gilt einmal.
error-code = Den Code eingeben, den die App jetzt zeigt: Dieser ist falsch oder verbraucht
error-code-few = { $n ->
    [one] Das ist falsch oder verbraucht: noch 1 Versuch, dann heißt es warten
   *[other] Das ist falsch oder verbraucht: noch { $n } Versuche, dann heißt es warten
}
error-recovery-code = Einen anderen Wiederherstellungscode eingeben: Dieser ist falsch oder verbraucht
code-blocked = Zu viele falsche Codes: Für dieses Konto wird keiner mehr angenommen. Die Administration kann die Zwei-Faktor-Anmeldung ausschalten.
notice-recovered = { $n ->
    [0] Angemeldet mit dem letzten Wiederherstellungscode. Bitte jetzt neue erzeugen.
    [one] Angemeldet mit einem Wiederherstellungscode. 1 ist übrig: Bitte neue erzeugen. Ist die App verloren? Dann unten eine andere einrichten.
   *[other] Angemeldet mit einem Wiederherstellungscode. { $n } sind übrig, und neue lassen sich erzeugen. Ist die App verloren? Dann unten eine andere einrichten.
}

remove-two-factor = Zwei-Faktor-Anmeldung ausschalten…
remove-two-factor-of = Zwei-Faktor-Anmeldung von { $name } ausschalten
remove-two-factor-lead = Für den Fall, dass { $name } die App und alle Wiederherstellungscodes verloren hat. Alle Sitzungen enden, und das Passwort allein genügt. Wo die Zwei-Faktor-Anmeldung verlangt ist, wird sie beim nächsten Anmelden neu eingerichtet. Eine Mail sagt es.
remove-two-factor-warning = Bitte durch einen Anruf oder persönlich sicherstellen, wer da fragt: Genau darum würde auch bitten, wer das Passwort gestohlen hat.
notice-two-factor-removed = Die Zwei-Faktor-Anmeldung von { $name } ist ausgeschaltet.
refused-two-factor-on = Die Zwei-Faktor-Anmeldung ist schon eingeschaltet.
refused-two-factor-off = Die Zwei-Faktor-Anmeldung ist schon ausgeschaltet.
refused-two-factor-required = Die Zwei-Faktor-Anmeldung wird von Ihnen verlangt und lässt sich deshalb nicht ausschalten.
refused-own-two-factor = Die eigene Zwei-Faktor-Anmeldung lässt sich im eigenen Konto ausschalten.

attempt-pending = Passwort richtig, Code noch offen
attempt-code = Falscher Code
error-code-digits = Die sechs Ziffern eingeben, die die App zeigt
error-recovery-letters = Einen ganzen Wiederherstellungscode eingeben: sechzehn Buchstaben und Ziffern
