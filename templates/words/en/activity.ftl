# What happened to somebody and what they did.

activity = Activity
which-events = Which events
done-to-them = To them
done-to-you = To you
done-by-them = By them
done-by-you = By you
activity-none = Nothing has happened
strip-words = { $n ->
    [one] 1 event in the last 90 days, on { $date }
   *[other] { $n } events in the last 90 days, most on { $date }: { $most }
}
strip-nothing = No events in the last 90 days
strip-cut = Only the newest { $n } of a kind are counted.
strip-days = Days with events, the newest first
day = Day
events = Events
somebody = Somebody
in-the-trail = In the audit log
