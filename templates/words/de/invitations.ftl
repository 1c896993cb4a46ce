# Einladen und annehmen.

invite-lead = Jede Person bekommt eine Mail mit einem Link, um ein Passwort zu wählen.
step-write = Schreiben
step-check = Prüfen
step-result = Ergebnis
step-done = erledigt
email-addresses = E-Mail-Adressen
email-addresses-hint = Beliebig viele, getrennt durch Kommas, Leerzeichen oder Zeilen.
link-works-for = Der Link gilt
language-of-mail = Sprache der Mail
message-hint = Reiner Text; steht in der Mail über dem Link.
review = Einladen
invite-hint = Eine einzelne Person wird sofort eingeladen. Bei mehreren sehen Sie erst eine Liste.
invite-count = { $n ->
    [one] { $n } Adresse
   *[other] { $n } Adressen
}: { $sending } { $sending ->
    [one] bekommt
   *[other] bekommen
} eine Mail{ $rest ->
    [0] {""}
    [one] , { $rest } braucht einen Blick
   *[other] , { $rest } brauchen einen Blick
}
will-get-mail = { $sending ->
    [one] { $sending } von { $n } bekommt eine Mail
   *[other] { $sending } von { $n } bekommen eine Mail
}
invite-terms = Wenn die Liste nichts anderes sagt: Rolle: { $role }. Sprache: { $language }. Die Links gelten { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
}.
change-list = Liste ändern
addresses-and-outcome = Adressen und was geschehen wird
not-an-address = Keine Adresse
restore-instead-hint = Beim Wiederherstellen bleiben Angaben und Verlauf erhalten.
invite-bounds = Einladen dürfen Sie, wo dies zutrifft: { $rule }.
nothing-is-sent = Es wird nichts gesendet
no-mail-server = Kein Mailserver eingestellt: Mails werden nur als Dateien abgelegt. Bitte jeden Link aus dem Ergebnis kopieren und weitergeben.
keeps-no-role = Hat keine Rolle und bekommt keine
keeps-role = Behält die Rolle { $role }
already-active = Schon aktiv
already-invited = Schon eingeladen am { $ago }
gets-new-link = Bekommt einen neuen Link; der alte gilt nicht mehr
sent-just-now = Gerade ging schon eine Mail hinaus
twice = Doppelt in der Liste
will-be-invited = Wird eingeladen
draft-becomes-invited = Aus dem Entwurf wird eine Einladung
open-profile = Profil öffnen
leave-out = { $what } weglassen
send-invitations = { $n ->
    [one] { $n } Einladung senden
   *[other] { $n } Einladungen senden
}
invitations-on-their-way = { $n ->
    [0] Keine Einladung gesendet
    [one] { $n } Einladung ist unterwegs{ $rest ->
        [0] {""}
       *[other] , { $rest } nicht gesendet
    }
   *[other] { $n } Einladungen sind unterwegs{ $rest ->
        [0] {""}
       *[other] , { $rest } nicht gesendet
    }
}
invitations-filed = { $n ->
    [0] Keine Einladung gesendet
    [one] { $n } Einladung ist fertig{ $rest ->
        [0] {""}
       *[other] , { $rest } nicht
    }
   *[other] { $n } Einladungen sind fertig{ $rest ->
        [0] {""}
       *[other] , { $rest } nicht
    }
}
invitations-held = { $n ->
    [0] Keine Einladung gesendet
    [one] { $n } Einladung wartet im Postausgang{ $rest ->
        [0] {""}
       *[other] , { $rest } nicht gesendet
    }
   *[other] { $n } Einladungen warten im Postausgang{ $rest ->
        [0] {""}
       *[other] , { $rest } nicht gesendet
    }
}
invitations-held-text = Im Augenblick wird keine Mail zugestellt. Sie gehen hinaus, sobald es wieder geht.
invitations-sent-before = Diese Einladungen sind schon gesendet
sent-before-text = Es wurde nichts noch einmal gesendet. Die Links stehen auf den Seiten der Einladungen.
see-invitations = Einladungen ansehen
changed-check-again = Sie haben die Liste geändert: noch einmal prüfen, dann senden.
make-new-link = Neuen Link machen
links-once = Die Links lassen sich hier kopieren, und später auf der Seite jeder Einladung.
delivery-per-address = Was mit jeder Adresse geschehen ist
in-the-outbox = Mail im Postausgang
link-made = Link erstellt
new-link-in-the-outbox = Mail mit neuem Link im Postausgang; der alte gilt nicht mehr
copy-link = Link kopieren
invite-more = Weitere einladen
link-for = Link für { $name }
link-text = Es ist ein neuer Link; der vorige gilt nicht mehr. Wer ihn zuerst öffnet und ein Passwort wählt, tritt mit dieser Adresse bei.

error-emails-none = Mindestens eine E-Mail-Adresse eingeben
error-emails-column = In der Kopfzeile fehlt die Spalte der Adressen. Sie heißt „email“
error-emails-many = Höchstens { $max } Adressen auf einmal eingeben: Hier sind es { $n }

join = { $project } beitreten
invited-you-as = <strong>{ $inviter }</strong> hat <strong class="wrap">{ $email }</strong> eingeladen, in der Rolle <strong>{ $role }</strong>.
invited-you = <strong>{ $inviter }</strong> hat <strong class="wrap">{ $email }</strong> eingeladen.
choose-a-password = Passwort wählen
link-ends = Dieser Link gilt bis { $date }.
signed-in-as-other = In diesem Browser ist { $name } angemeldet. Mit dem Beitritt endet diese Sitzung.
dead-expired = Diese Einladung ist abgelaufen
dead-expired-text = Sie galt bis { $date }. Eine neue lässt sich hier erbitten: Wer eingeladen hat, oder ersatzweise die Administration, bekommt eine Nachricht und kann sie mit einem Klick senden.
ask-again = Um eine neue Einladung bitten
asked = Ihre Bitte ist unterwegs
asked-text = Wer eingeladen hat, oder ersatzweise die Administration, bekommt eine Nachricht. Sobald eine neue Einladung gesendet ist, kommt sie per Mail.
joined-already = Schon dabei?
dead-outgrown = Diese Einladung gilt nicht mehr
dead-outgrown-text = Seit sie geschrieben wurde, hat sich geändert, was sie öffnet, oder wer sie geschrieben hat. Eine neue lässt sich hier erbitten: Die Administration bekommt eine Nachricht und kann sie mit einem Klick senden.
dead-used = Diese Einladung ist schon angenommen
dead-used-text = Das Konto besteht. Bitte mit dem gewählten Passwort anmelden.
dead-replaced = Es gibt eine neuere Einladung
dead-replaced-text = Ein Link in einer späteren Mail hat diesen ersetzt. Bitte den Link aus der neuesten Mail verwenden.
dead-cancelled = Diese Einladung wurde zurückgezogen
dead-cancelled-text = Ein Versehen? Dann hilft die Person weiter, von der die Einladung kam.
dead-unknown = Dieser Link funktioniert nicht
dead-unknown-text = Er ist unvollständig oder stammt nicht von hier. Bitte die ganze Adresse aus der Mail kopieren.
address-in-use = Adresse vergeben
not-yours-to-invite = So dürfen Sie hier nicht einladen

list-from-a-file = Eine Liste aus einer Datei
list-from-a-file-hint = Eine Tabelle als CSV mit einer Kopfzeile: E-Mail und, wenn gewünscht, Name (oder Vorname und Nachname), Rolle, Gruppen, Sprache. Oben einfügen geht auch.
invite-groups-hint = Alle auf der Liste werden sofort Mitglied.
invite-joins = Sie werden Mitglied von:
invite-until = Zugang endet am
invite-until-hint = Der letzte Tag, an dem die Anmeldung möglich ist. Leer heißt: ohne Ende.
invite-until-terms = Ihr Zugang endet mit dem { $date }.
error-end-passed = Das Enddatum von { $email } ist vorbei: einen Tag wählen, der es noch nicht ist
check-again = Noch einmal prüfen
as-everyone = Wie für alle
domain-not-allowed = Domain nicht erlaubt
domain-not-allowed-hint = Die Einstellungen nennen die Domains, deren Adressen eingeladen werden dürfen. Es wird nichts verschickt.
row-unfit = Wird so nicht verschickt
row-role-unknown = Es gibt keine Rolle „{ $name }“, die Sie geben können.
row-group-unknown = Es gibt keine Gruppe „{ $name }“, in die Sie jemanden aufnehmen können.
row-language-unknown = „{ $name }“ ist hier keine Sprache für Mails.
download-list = Liste herunterladen
link = Link
error-group-unknown = Wählen Sie Gruppen aus der Liste
error-emails-file = Diese Datei ist kein Text. Speichern Sie die Tabelle als CSV, und wählen Sie diese Datei
error-domain = „{ $domain }“ ist keine Domain. Schreiben Sie sie wie acme.example, oder *.acme.example für alle darunter
error-domains-many = Geben Sie höchstens { $max } Domains an
refused-domain = Adressen dieser Domain werden nicht eingeladen: Die Einstellungen nennen die erlaubten.
see-the-mail = Die Mail ansehen
