# Einladungen, die hinausgegangen sind.

invitations-lead = Wer eingeladen ist, wie weit jede Einladung ist, und wer eine Erinnerung braucht.
invitations-open = Offen
invitations-chase = Nachfassen
invitations-expired = Abgelaufen
invitations-bounced = Nicht zugestellt
invitations-unopened = Nicht geöffnet
invitations-accepted = Angenommen
invitations-cancelled = Zurückgezogen
invitations-none = Keine Einladungen
invitations-none-open = Niemand ist eingeladen und noch nicht beigetreten.
invitations-none-chase = Keine offene Einladung ist abgelaufen, unzustellbar oder seit einem Tag ungeöffnet.
invitations-none-so = Mit keiner Einladung steht es so.
invitations-left = { $n ->
    [one] { $n } blieb, wie sie ist
   *[other] { $n } blieben, wie sie sind
}
invitation-is-accepted = Angenommen
invitation-is-cancelled = Zurückgezogen
invitation-is-opened = Link geöffnet
invitation-is-unopened = Nicht geöffnet
invitation-of = Einladung von { $name }
invitation-standing = Stand
invitation-words = Nachricht
invitation-words-lead = Gespeicherte Worte stehen auf der Seite hinter dem Link und in der Erinnerung. Eine Mail, die hinausgegangen ist, bleibt, wie sie war: Für eine neue noch einmal senden.
save-and-send-again = Speichern und erneut senden
cancel-chosen = Einladungen zurückziehen
ends-on = Endet am { $date }
asked-for-new = Bittet um eine neue
asked-for-new-on = Bat am { $date } um eine neue
opened = Geöffnet
opened-hint = Auch Mailprogramme, die Links prüfen, öffnen sie.
error-choose-invitation = Mindestens eine und höchstens 50 Einladungen ankreuzen
not-yours-to-change = Nicht in Ihrer Hand
notice-invitation-saved = Die Einladung von { $name } ist gespeichert. Gesendet wurde nichts.
notice-invitations-sent = { $n ->
    [one] { $n } Einladung ist erneut unterwegs; ihr alter Link gilt nicht mehr.
   *[other] { $n } Einladungen sind erneut unterwegs; ihre alten Links gelten nicht mehr.
}
notice-invitations-cancelled = { $n ->
    [one] { $n } Einladung ist zurückgezogen; ihr Link gilt nicht mehr.
   *[other] { $n } Einladungen sind zurückgezogen; ihre Links gelten nicht mehr.
}
notice-invitations-reopened = { $n ->
    [one] { $n } Einladung ist wieder offen; ihr Link gilt.
   *[other] { $n } Einladungen sind wieder offen; ihre Links gelten.
}
did-invitation-reopen = Einladung nicht mehr zurückgezogen:
search-invited = Unter den Eingeladenen suchen
refused-invitation-closed = Diese Einladung ist nicht mehr offen. Bitte eine neue senden.
link-same-text = Es ist der Link aus der Mail: Wer ihn zuerst öffnet und ein Passwort wählt, tritt mit dieser Adresse bei.
did-invitation-edit = Einladung geändert:
did-invitation-link = Link der Einladung kopiert:
did-invitation-remind = An die Einladung erinnert:
choose-page = Alle auf dieser Seite ankreuzen
error-groups-many = Höchstens { $max } Gruppen für eine Person wählen
invitation-is-over = Vorbei
