# Die Seite der Einstellungen.

sign-in-rules = Regeln für die Anmeldung
sign-in-rules-lead = Für alle. Passwörter, die in Gebrauch sind, bleiben; wer die Zwei-Faktor-Anmeldung einrichten muss, wird beim nächsten Klick darum gebeten.
password-min = Kürzestes Passwort
password-min-hint = Zeichen, 15 bis 64. Ab 8, wenn die Zwei-Faktor-Anmeldung für alle Pflicht ist.
two-factor-for = Zwei-Faktor-Anmeldung ist Pflicht für
two-factor-for-hint = Zusätzlich zu denen, deren Rolle sie verlangt.
two-factor-nobody = Niemanden sonst
two-factor-admins = Administratoren
two-factor-everyone = Alle
bare-admins = { $n ->
    [one] Ein Administrator hat noch keine Zwei-Faktor-Anmeldung.
   *[other] { $n } Administratoren haben noch keine Zwei-Faktor-Anmeldung.
}
suspend-after = Falsche Passwörter, nach denen ein Konto gesperrt wird
suspend-after-hint = Hintereinander, 10 bis 100; 0 für nie. Damit kann jeder Fremde jemanden sperren lassen, der sich noch nie vom eigenen Browser angemeldet hat, nur nicht den letzten Administrator. Wartezeiten bremsen das Raten in jedem Fall.
suspend-after-reason = { $n } falsche Passwörter hintereinander
session-idle = Minuten, bis eine unbenutzte Sitzung endet
session-idle-hint = 5 bis 1.440. Gilt sofort.
session-max = Minuten, bis jede Sitzung endet
session-max-hint = 60 bis 10.080, ab der nächsten Anmeldung.
sessions-per-user = Sitzungen zugleich je Benutzer
sessions-per-user-hint = 1 bis 100. Die am längsten unbenutzte weicht einer neuen.
error-number = „{ $field }“: eine Zahl von { $min } bis { $max } eingeben
error-number-or-none = „{ $field }“: eine Zahl von { $min } bis { $max } eingeben, oder 0
error-password-min = „{ $field }“: mindestens { $min } eingeben, oder Zwei-Faktor-Anmeldung von allen verlangen
error-idle = „{ $field }“: höchstens { $max } eingeben, die Minuten, bis jede Sitzung endet

invitation-days = Tage, die eine Einladung gilt
invitation-days-hint = 1 bis 30. Damit beginnt das Formular einer Einladung.
allowed-domains = Erlaubte Domains
allowed-domains-hint = Je Zeile eine, etwa acme.example, oder *.acme.example für alle darunter; keine heißt alle. Gilt für Einladungen ab jetzt, nicht für von Hand angelegte Personen.
allowed-domains-any = Alle

own-deletion = Benutzer dürfen ihr eigenes Konto löschen
own-deletion-hint = Sie finden es in ihrem Konto unter Sicherheit und weisen sich vorher aus. Der letzte Administrator kann es nicht.
