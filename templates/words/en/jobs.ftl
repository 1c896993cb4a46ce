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
