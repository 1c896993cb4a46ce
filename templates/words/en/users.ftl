# The directory, the profile and what is done to one user.

status-draft = Draft
status-invited = Invited
status-active = Active
status-suspended = Suspended
status-archived = Archived
legend-draft = Being prepared; no access.
legend-invited = Has a link to join; no access until accepted.
legend-uninvited = Being prepared; no access. The invitation is cancelled and its link dies.
legend-active-soon = May sign in as soon as a password is set.
legend-active = Can sign in.
legend-suspended = Cannot sign in; sessions end, tokens are disabled, data is kept.
legend-archived = Hidden from the list; cannot sign in; can be restored.

invite-people = Invite people
create-user = Create user
search = Search
search-users = Search users
search-placeholder = Name, e-mail, title, tag or ID
filter = Filter
results = Results
clear-all = Clear all
search-archived = Search the archive
none-match = { $n ->
    [0] No user matches “{ $q }”
    [one] No user matches “{ $q }” with one filter
   *[other] No user matches “{ $q }” with { $n } filters
}
none-here = No users here
none-text = Search looks at names, e-mail addresses, titles, companies, tags and IDs of everyone who is not archived.
position-none = No users
position = { $n ->
    [one] { $n } user
   *[other] Users { $from }–{ $to } of { $n }
}
position-more = Users { $from }–{ $to } of more than { $n }
position-unknown = Users { $from }–{ $to }
chip-status = Status: { $what }
chip-role = Role: { $what }
chip-no-role = Without a role
chip-group = Group: { $what }
chip-not-group = Not in the group { $what }
all-groups = All groups
seen-never = Never signed in
seen-within = Seen within { $n } days
seen-not-since = Not seen for { $n } days
view-never = Never signed in
view-idle = Not seen for 90 days
first-steps = First steps
first-people = Invite your first people
first-people-text = Paste their addresses; each gets a link to choose a password.
first-roles = Create the roles you need
first-mail = Set up mail
first-mail-text = Mails are only written to files. Whoever runs the server sets ROLECALL_MAIL_URL to send them.
mark-mail-failed = Mail not delivered
mark-expired = Invitation expired
mark-past-end = End date has passed

change-status-of = Change status of { $name }
activate-user = Activate { $name }
suspend-user = Suspend { $name }
archive-user = Archive { $name }
restore-user = Restore { $name }
cancel-invitation-of = Cancel the invitation of { $name }
change-role-of = Change role of { $name }
change-role = Change role
change-role-ask = Change role…
change-status-ask = Change status…
suspend-ask = Suspend…
delete-ask = Delete for good…
new-status = New status
afterwards = Afterwards
reason-hint = Shown on the profile and in the audit log.
role-hint = What this person may do from the next click on.
role-privileged = { $role } (can manage everyone)

create-lead = An e-mail address is enough: the record starts as a draft, and you can send the invitation later.
make-temporary = Make a temporary password
make-temporary-hint = The user is active at once and must change it at the first sign-in. It is shown to you once.
temporary-password = Temporary password
temporary-password-for = Temporary password for { $name }
temporary-password-text = This is shown once. Hand it over by a way you trust.
temporary-password-next = Sign-in with { $email } and this password leads straight to choosing a new one.
new-password-for = New password for { $name }
send-reset-ask = { $name } gets a mail with a link to choose a new password. It works once, for an hour; until then nothing changes.
link-by-mail = Link by mail
no-mail-server-here = No mail server is set: the mail is only written to a file on the server.
notice-reset-sent = { $name } gets a mail with a link to a new password.
temporary-password-ask = { $name } signs in with it and must then choose another. The present password, all sessions and open links end, and tokens wait until then.
set-temporary = Set a new password
make-password = Make the password
copy-key = Copy key

edit-details-of = Details of { $name }
job-title = Title
company = Company
location = Location
phone = Phone
tags = Tags
tags-hint = Separate them with commas.
not-given = Not given

verified = Verified
not-verified = Not verified
since = Since { $date }
since-by = Since { $date } by { $name }
activate = Activate
suspend = Suspend
restore = Restore
archive = Archive
send-invitation = Send invitation
send-again = Send again
cancel-invitation = Cancel invitation
can-they = Can they sign in?
can-yes = Yes, { $name } can sign in.
can-no-role = No, because { $name } has no role. Choose one that may use these pages.
can-no-pages = No, because the role { $role } of { $name } may not use these pages. Choose another role.
can-no-password = No, because { $name } has no password. Set a temporary one.
can-no-past-end = No, because the end date of { $name } has passed on { $date }.
can-no-locked = Not before { $date }: { $n } wrong passwords. Unlock to let { $name } in now.
can-no-disabled = No, because the password of { $name } is disabled after { $n } wrong ones. Send a link to a new one.
can-no-outgrown = No, because the temporary password of { $name } would open more than whoever made it may open today. Make another.
can-no-outside = Not from { $address }, where the last try came from: { $name } may only from { $networks }.
can-no-invitation = No, because the invitation of { $name } ended on { $date }. Send it again.
can-programs = Can programs use it?
can-yes-service = Yes, programs can act as { $name }.
can-no-draft-service = Not yet: { $name } is a draft. Activate it.
can-no-tokens = No, because { $name } has no token that works. Make one.
can-no-suspended = No, because { $name } is suspended. Activate to let them in.
can-no-archived = No, because { $name } is archived. Restore first.
can-no-invited = No, because { $name } has not accepted the invitation yet. Send it again, or hand over a link.
can-no-draft = No, because { $name } has not been invited yet. Send the invitation.
check-active = Active since { $date }
check-draft = Not invited yet
check-invited = Invited on { $date }, not accepted yet
check-suspended = Suspended since { $date }; sessions ended, data kept
check-suspended-by = Suspended by { $by } on { $date }; sessions ended, data kept
check-archived = Archived since { $date }
check-archived-by = Archived by { $by } on { $date }
check-invitation-expired = Invited, but the link ended on { $date }
check-service = Nobody signs in as it: programs use its tokens
check-role = Has a role that may use these pages: { $role }
check-role-without-pages = The role { $role } may not use these pages
check-no-role = Has no role, so there is nothing to sign in to
check-password = Password set
check-temporary-password = Temporary password set; it must be changed at the next sign-in
check-due-password = Password set; it must be changed at the next sign-in
check-outgrown-password = Temporary password set, by somebody who may not open that much any more
check-no-password = No password set
check-past-end = The end date has passed: { $date }
check-before-end = Access ends on { $date }
check-locked = Locked until { $date } after { $n } wrong passwords; browsers they have used are not held up
check-disabled = Password disabled after { $n } wrong ones
check-two-factor = Two-factor is on
check-two-factor-due = Two-factor is required, and set up at the next sign-in
check-two-factor-off = Two-factor is off, and not required
check-outside-networks = The last try came from { $address }; these pages open only from { $networks }
unlock = Unlock
notice-unlocked = { $name } can try again at once.
check-not-locked = Sign-in not blocked
last-attempts = Last five attempts
attempt-ok = Signed in
attempt-password = Wrong password
attempt-throttled = Refused: too many tries
attempt-status = Refused: not active
attempt-role = Refused: no role for these pages
attempt-outgrown = Refused: temporary password of somebody with fewer rights
administration = Administration
only-where-allowed = Seen only by those whose role allows it
end-date = End date
about-this-user = About this user
record = Record
last-page = Last page
timeline = Timeline
events-of-user = events of this user

invitation-accepted = Accepted on { $date }
invitation-cancelled = Cancelled on { $date }
invitation-expired = Expired on { $date }
invitation-pending = Pending until { $date }

delete-user = Delete { $name } for good?
delete-lead = This cannot be undone. The audit log keeps the name as it was.
type-the-email = Type the e-mail address of this user
type-the-name = Type the name of this user, as it is shown here
delete-for-good = Delete for good

notice-created = The draft was created.
notice-saved = Saved.
notice-joined = Welcome to { $project }. You are signed in.
notice-suspended = { $name } is suspended.
notice-activated = { $name } is active.
notice-archived = { $name } is archived.
notice-restored = { $name } is restored.
notice-cancelled = The invitation of { $name } is cancelled; its link is dead.
notice-role = The role of { $name } is changed.
notice-deleted = { $name } is deleted for good.
notice-invited = An invitation to { $name } is on its way.
refused-give-everything = Only an administrator can give or take the rights of an administrator.
refused-too-many-to-compare = Only an administrator can do this: it changes the rights of more than { $max } people.
refused-give = You cannot give or take a right that you do not have yourself: { $collection }, { $action }.
refused-manage-everything = Only an administrator can do this to an administrator.
refused-manage = This user has a right that you do not have: { $collection }, { $action }. Ask someone who has it.
refused-manage-somehow = This user has more rights than you. Ask an administrator.
refused-out-of-reach = Your role does not let you take this record there: afterwards it would be out of your reach.
error-email-taken-by-someone = Someone has this address already. You may not see them; ask an administrator.
show-users = Show them in the directory
check-codes-locked = Codes are locked until { $date } after { $n } wrong ones; browsers they have used are not held up
check-codes-disabled = Codes are disabled after { $n } wrong ones
can-no-codes-locked = Not before { $date }: { $n } wrong codes. Unlock to let { $name } in now.
can-no-codes-disabled = No, because codes are disabled after { $n } wrong ones. Turn two-factor off for { $name }, who can then set it up anew.
two-factor-reset-ask = Turn off two-factor…

# Service accounts.
service = Service account
create-service = Create a service account
create-service-lead = For a program. It never signs in and gets no mail: it acts by tokens, and somebody answers for it.
service-name-hint = What people will call it, such as “Calendar sync”.
service-owner-hint = The e-mail address of the person who answers for it and may make its tokens.
service-role-hint = What its tokens may open at most.
owner-of = Who answers for { $name }
owner-archived = Owner archived
owner-gone = Nobody answers for it
notice-service-created = The service account is created. Make a token for the program that will use it.
notice-owner = { $name } has a new owner.
error-service-nameless = Enter a name
refused-service = A service account has no password and cannot be invited: it never signs in.
refused-person-owned = Only service accounts have somebody who answers for them.
check-draft-service = Still a draft
check-tokens = { $all ->
    [0] No tokens
    [one] { $n } of one token works
   *[other] { $n } of { $all } tokens work
}
