# Was ein Konto schützt: Passwort, Sitzungen.

security = Sicherheit
password-none = Keines: es wird über einen Link gewählt
password-temporary = Vorläufig: bei der nächsten Anmeldung zu ändern
password-due-next = Gesetzt; beim nächsten Anmelden zu ändern
must-change = Muss das Passwort ändern
must-change-on = Neues Passwort verlangen
must-change-off = Kein neues Passwort verlangen
somebody-knows = Jemand kennt mein Passwort, glaube ich
password-since = Geändert am { $date }
password-set = Gesetzt
set-password-ask = Link senden oder vorläufiges setzen…
sessions-open = Offene Sitzungen
no-sessions = Niemand ist angemeldet.
device = { $browser } unter { $system }
device-browser = { $browser }
device-unknown = Unbekannter Browser
device-column = Gerät
first-seen = Zuerst gesehen
this-session = Diese
step-password = Passwort
step-app = Passwort und Code aus der App
step-recovery = Passwort und Wiederherstellungscode
end-session = Beenden
end-others = Alle anderen Sitzungen beenden
end-others-ask = Alle anderen beenden…
end-others-text = Wer sie benutzt, muss sich mit Ihrem Passwort neu anmelden. Diese bleibt offen.
end-all = Alle Sitzungen beenden
end-all-ask = Alle beenden…
end-all-of = Alle Sitzungen von { $name } beenden
end-all-text = { $name } wird sofort überall abgemeldet und kann sich wieder anmelden. Was nicht gespeichert ist, geht verloren. Das lässt sich nicht rückgängig machen.
notice-sessions-ended = { $n ->
    [0] Es war keine Sitzung mehr offen.
    [one] Eine Sitzung ist beendet.
   *[other] { $n } Sitzungen sind beendet.
}
end-all-sessions-ask = Alle Sitzungen beenden…
end-sessions-ask = Sitzungen beenden…
end-many = Die Sitzungen aller in { $name } beenden
end-many-none = Sonst ist niemand angemeldet, dessen Sitzungen Sie beenden dürfen.
end-many-more = Die Sitzungen von allen enden, soweit Sie das dürfen: Das sind Hunderte und dauert einen Augenblick. Beim nächsten Klick müssen sie sich neu anmelden.
end-many-text = { $users ->
    [one] Ein Benutzer wird sofort überall abgemeldet und kann sich wieder anmelden
   *[other] { $users } Benutzer werden sofort überall abgemeldet und können sich wieder anmelden
} ({ $n ->
    [one] eine Sitzung
   *[other] { $n } Sitzungen
}). Was nicht gespeichert ist, geht verloren. Ihre eigene Sitzung bleibt offen.
