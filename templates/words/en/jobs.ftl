# Work on many records at once
jobs = Jobs
jobs-lead = Changes to many users at once. What became of them is kept for 30 days.
jobs-empty = No jobs yet
jobs-empty-text = Choose users in the directory and change them together: what becomes of it is shown here.
jobs-caption = Jobs, the newest first
job = Job
job-waiting = Waiting
job-running = Under way
job-done = Done
job-nothing-done = Over, nothing changed
job-cancelled = Cancelled
job-failed = Broken off
job-progress = { $done } of { $n }
job-cancel = Cancel the rest
job-cancelling = It ends after the users that are under way. What is done stays done.
job-results = Results as CSV
job-asked-by = Asked for by
job-ended = Ended
job-undone = Taken back
job-undone-by = The job that took it back
job-problems = Not done, and why
job-first = First ones

# What became of one record
item-number = No.
item-outcome = Result
item-waiting = Not begun
item-done = Done
item-skipped = Skipped
item-failed = Failed
item-asker-gone = Whoever asked for it may not sign in any more
refused-undone = That was taken back already
refused-undo-over = That cannot be taken back any more
item-not-there = Not there, or not for you to see
item-changed-since = Changed since
item-already = Nothing to do
item-not-archived = Not archived
item-own-sessions = End your own sessions on your own page
item-no-sessions = Not signed in

# Choosing many users
pick = Select { $name }
pick-page = Select everyone on this page
bulk-bar = Actions for selected users
bulk-matching = Select all that match
bulk-more = More
bulk-role = Change role
bulk-suspend = Suspend
bulk-activate = Activate
bulk-join = Add to a group
bulk-leave = Remove from a group
bulk-archive = Archive
bulk-restore = Restore
bulk-resend = Send invitation again
bulk-sessions = End sessions
bulk-end = Set end date
bulk-export-csv = Export as CSV
bulk-export-json = Export as JSON
bulk-delete = Delete for good
bulk-delete-nobody = None of them can be deleted for good: archive them first
bulk-delete-text = Only archived users and drafts are deleted; all others stay. The audit log keeps their names as they were.
error-list-changed = The list has changed since: look at it again
type-how-many = Type how many users these are
bulk-title = { $act }: { $n ->
    [one] { $n } user
   *[other] { $n } users
}
bulk-title-back = Undo of “{ $act }”: { $n ->
    [one] { $n } user
   *[other] { $n } users
}
bulk-all = { $n ->
    [one] The { $n } user that matches
   *[other] All { $n } users that match
}
bulk-all-text = Those on other pages too. Nothing is done before you have confirmed it.
bulk-these = { $n ->
    [one] { $n } selected user
   *[other] { $n } selected users
}
bulk-end-hint = The last day. Leave it empty to take the end date away.
bulk-can-undo = You can take this back for 24 hours.
bulk-no-undo = This cannot be taken back.
bulk-judged = Users for whom it is not possible are skipped, and named with the reason.
bulk-role-hint = What these people may do from the next click on.
choose-group = Choose a group

# What was done with many
notice-bulk-role = { $n ->
    [one] The role of { $n } user was changed.
   *[other] The roles of { $n } users were changed.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
notice-bulk-suspend = { $n ->
    [one] { $n } user is suspended.
   *[other] { $n } users are suspended.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
notice-bulk-activate = { $n ->
    [one] { $n } user is active.
   *[other] { $n } users are active.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
notice-bulk-join = { $n ->
    [one] { $n } user was added to the group.
   *[other] { $n } users were added to the group.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
notice-bulk-leave = { $n ->
    [one] { $n } user was removed from the group.
   *[other] { $n } users were removed from the group.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
notice-bulk-archive = { $n ->
    [one] { $n } user is archived.
   *[other] { $n } users are archived.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
notice-bulk-delete = { $n ->
    [one] { $n } user is deleted for good.
   *[other] { $n } users are deleted for good.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
notice-bulk-restore = { $n ->
    [one] { $n } user is restored.
   *[other] { $n } users are restored.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
notice-bulk-resend = { $n ->
    [one] { $n } invitation is on its way.
   *[other] { $n } invitations are on their way.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
notice-bulk-sessions = { $n ->
    [one] The sessions of { $n } user have ended.
   *[other] The sessions of { $n } users have ended.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
notice-bulk-end = { $n ->
    [one] The end date of { $n } user was changed.
   *[other] The end dates of { $n } users were changed.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
notice-bulk-undone = { $n ->
    [one] { $n } user is as before.
   *[other] { $n } users are as before.
} { $skipped ->
    [0] {""}
   *[other] { $skipped } skipped.
}
refused-too-many-jobs = { $max } of your jobs are not over yet. Wait for one of them, or cancel it.
