who-takes-over = Wer übernimmt?
hand-over = Jemand anderes
successor = Die E-Mail-Adresse dieser Person
successor-hint = Ein aktiver Benutzer, den Sie sehen dürfen.
release-views = Niemand: Die Ansichten verschwinden, die Personen darin bleiben
release-groups = Niemand: Die Gruppen bleiben, wie sie sind, ohne Zuständige
release-services = Niemand: Alle Tokens dieser Dienstkonten werden abgeschaltet
error-views-to-nobody = Auswählen, wer die geteilten Ansichten übernimmt
error-groups-to-nobody = Auswählen, wer die Gruppen übernimmt
error-services-to-nobody = Auswählen, wer die Dienstkonten übernimmt
error-successor = Die E-Mail-Adresse von jemand anderem eingeben, der aktiv ist und den Sie sehen dürfen
error-successor-grows = Jemand anderen nennen oder die Administration fragen: Diese Person könnte dort mehr, als Sie weitergeben dürfen
handover-everything = Eine Person für alles
handover-everything-hint = Übernimmt alles, wozu unten nichts anderes gewählt ist.
handover-groups = Gruppen zu übergeben
handover-services = Dienstkonten zu übergeben
handover-services-lead = Tokens, die erstellt hat, wer geht, hören in jedem Fall auf: Wer übernimmt, erstellt neue.
handover-views = Geteilte Ansichten zu übergeben
handover-invitations = Offene Einladungen zu übergeben
handover-items = Objekte anderer Anwendungen zu übergeben
handover-n = { $n ->
    [one] Eines, das hier nicht genannt wird
   *[other] { $n }, die hier nicht genannt werden
}
handover-more = { $n ->
    [one] und eines mehr, das hier nicht genannt wird
   *[other] und { $n } mehr, die hier nicht genannt werden
}
release-invitations = Niemand: Ihre Links lassen niemanden ein, bis jemand sie erneut sendet
release-items = Niemand: Die Objekte bleiben, ohne Besitzer
error-invitations-to-nobody = Wählen, wer die offenen Einladungen übernimmt
error-items-to-nobody = Wählen, wer die Objekte übernimmt
error-item-kind = 1 bis { $max } Kleinbuchstaben, Ziffern, - und _ verwenden
error-item-text = 1 bis { $max } Zeichen eingeben, ohne Steuerzeichen
error-item-url = Eine Adresse eingeben, die mit http:// oder https:// beginnt, ohne Passwort
