# Was jemandem geschah und was jemand tat.

activity = Aktivität
which-events = Welche Ereignisse
done-to-them = An dieser Person
done-to-you = An Ihnen
done-by-them = Von dieser Person
done-by-you = Von Ihnen
activity-none = Nichts ist geschehen
strip-words = { $n ->
    [one] 1 Ereignis in den letzten 90 Tagen, am { $date }
   *[other] { $n } Ereignisse in den letzten 90 Tagen, die meisten am { $date }: { $most }
}
strip-nothing = Keine Ereignisse in den letzten 90 Tagen
strip-cut = Gezählt werden nur die neuesten { $n } einer Art.
strip-days = Tage mit Ereignissen, die neuesten zuerst
day = Tag
events = Ereignisse
somebody = Jemand
in-the-trail = Im Protokoll
