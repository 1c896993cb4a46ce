# Invitations that were sent.

invitations-lead = Who was invited, how far each invitation got, and who may need a reminder.
invitations-open = Open
invitations-chase = To chase
invitations-expired = Expired
invitations-bounced = Not delivered
invitations-unopened = Not opened
invitations-accepted = Accepted
invitations-cancelled = Cancelled
invitations-none = No invitations here
invitations-none-open = Nobody is invited who has not joined yet.
invitations-none-chase = No open invitation has expired, bounced, or stayed unopened for a day.
invitations-none-so = No invitation stands like this.
invitations-left = { $n ->
    [one] { $n } was left as it is
   *[other] { $n } were left as they are
}
invitation-is-accepted = Accepted
invitation-is-cancelled = Cancelled
invitation-is-opened = Link opened
invitation-is-unopened = Not opened
invitation-of = Invitation of { $name }
invitation-standing = Progress
invitation-words = Message
invitation-words-lead = Saved words show on the page behind the link and in the reminder. A mail that has left stays as it was: send it again for a new one.
save-and-send-again = Save and send again
cancel-chosen = Cancel invitations
ends-on = Ends on { $date }
asked-for-new = Asks for a new one
asked-for-new-on = Asked for a new one on { $date }
opened = Opened
opened-hint = Mail programs that check links open them too.
error-choose-invitation = Tick at least one invitation, and at most 50
not-yours-to-change = Not yours to change
notice-invitation-saved = The invitation of { $name } is saved. Nothing was sent.
notice-invitations-sent = { $n ->
    [one] { $n } invitation was sent again; its old link no longer works.
   *[other] { $n } invitations were sent again; their old links no longer work.
}
notice-invitations-cancelled = { $n ->
    [one] { $n } invitation is cancelled; its link no longer works.
   *[other] { $n } invitations are cancelled; their links no longer work.
}
notice-invitations-reopened = { $n ->
    [one] { $n } invitation is open again; its link works.
   *[other] { $n } invitations are open again; their links work.
}
did-invitation-reopen = Invitation no longer cancelled:
search-invited = Search among those invited
refused-invitation-closed = This invitation is not open any more. Send a new one.
link-same-text = It is the link of the mail: whoever opens it first and chooses a password joins with this address.
did-invitation-edit = Invitation changed:
did-invitation-link = Link of the invitation copied:
did-invitation-remind = Reminded of the invitation:
choose-page = Tick all on this page
error-groups-many = Choose at most { $max } groups for one person
invitation-is-over = Over
