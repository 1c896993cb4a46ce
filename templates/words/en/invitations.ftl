# Inviting and accepting.

invite-lead = Each person gets a mail with a link to choose a password.
step-write = Write
step-check = Check
step-result = Result
step-done = done
email-addresses = E-mail addresses
email-addresses-hint = Paste as many as you like, separated by commas, spaces or lines.
link-works-for = The link works for
language-of-mail = Language of the mail
message-hint = Plain text, shown in the mail above the link.
review = Invite
invite-hint = One person is invited at once. Of several you see a list before anything is sent.
invite-count = { $n ->
    [one] { $n } address
   *[other] { $n } addresses
}: { $sending } { $sending ->
    [one] gets
   *[other] get
} a mail{ $rest ->
    [0] {""}
    [one] , { $rest } needs a look
   *[other] , { $rest } need a look
}
will-get-mail = { $sending } of { $n } will get a mail
invite-terms = Unless the list says otherwise: as { $role }, in { $language }. The links work for { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
change-list = Change the list
addresses-and-outcome = Addresses and what will happen
not-an-address = Not an address
restore-instead-hint = Restoring keeps details and history.
invite-bounds = You can invite where this holds: { $rule }.
nothing-is-sent = Nothing is sent
no-mail-server = No mail server is set: mails are only written to files. Copy each link from the result and hand it over.
keeps-no-role = Has no role, and gets none
keeps-role = Keeps the role { $role }
already-active = Already active
already-invited = Already invited on { $ago }
gets-new-link = Gets a new link; the old one stops working
sent-just-now = A mail went out a moment ago
twice = Twice in the list
will-be-invited = Will be invited
draft-becomes-invited = The draft becomes an invitation
open-profile = Open profile
leave-out = Leave out { $what }
send-invitations = { $n ->
    [one] Send { $n } invitation
   *[other] Send { $n } invitations
}
invitations-on-their-way = { $n ->
    [0] No invitation was sent
    [one] { $n } invitation is on its way{ $rest ->
        [0] {""}
       *[other] , { $rest } not sent
    }
   *[other] { $n } invitations are on their way{ $rest ->
        [0] {""}
       *[other] , { $rest } not sent
    }
}
invitations-filed = { $n ->
    [0] No invitation was sent
    [one] { $n } invitation is ready{ $rest ->
        [0] {""}
       *[other] , { $rest } not made
    }
   *[other] { $n } invitations are ready{ $rest ->
        [0] {""}
       *[other] , { $rest } not made
    }
}
invitations-held = { $n ->
    [0] No invitation was sent
    [one] { $n } invitation waits in the outbox{ $rest ->
        [0] {""}
       *[other] , { $rest } not sent
    }
   *[other] { $n } invitations wait in the outbox{ $rest ->
        [0] {""}
       *[other] , { $rest } not sent
    }
}
invitations-held-text = Mail is not being delivered just now. They leave as soon as it is.
invitations-sent-before = These invitations were sent already
sent-before-text = Nothing was sent again. Their links are on the pages of the invitations.
see-invitations = See the invitations
changed-check-again = You have changed the list: check it once more, then send.
make-new-link = Make a new link
links-once = Links can be copied here, and later from each invitation.
delivery-per-address = What happened per address
in-the-outbox = Mail queued
link-made = Link made
new-link-in-the-outbox = Mail with a new link queued; the old link no longer works
copy-link = Copy link
invite-more = Invite more
link-for = Link for { $name }
link-text = It is a new link: the one before it no longer works. Whoever opens it first and chooses a password joins with this address.

error-emails-none = Enter at least one e-mail address
error-emails-column = The row of headers has no column for the addresses. Call it “email”
error-emails-many = Enter at most { $max } addresses at once: these are { $n }

join = Join { $project }
invited-you-as = <strong>{ $inviter }</strong> invited <strong class="wrap">{ $email }</strong> to join as <strong>{ $role }</strong>.
invited-you = <strong>{ $inviter }</strong> invited <strong class="wrap">{ $email }</strong>.
choose-a-password = Choose a password
link-ends = This link ends on { $date }.
signed-in-as-other = You are signed in as { $name }. Joining here ends that session on this browser.
dead-expired = This invitation has ended
dead-expired-text = It could be used until { $date }. Ask for a new one: whoever invited you, or an administrator, gets a message and can send it with one click.
ask-again = Ask for a new invitation
asked = Your request is on its way
asked-text = Whoever invited you, or an administrator in their place, gets a message. As soon as they send a new invitation, you find it in your mail.
joined-already = Joined already?
dead-outgrown = This invitation is no longer valid
dead-outgrown-text = Since it was written, what it opens has changed, or whoever wrote it has. Ask for a new one: an administrator gets a message and can send it with one click.
dead-used = This invitation was used
dead-used-text = The account is there. Sign in with the password that was chosen.
dead-replaced = There is a newer invitation
dead-replaced-text = This link was replaced by the one in a later mail. Look for the newest mail and use that link.
dead-cancelled = This invitation was cancelled
dead-cancelled-text = Ask the person who invited you if you think this is a mistake.
dead-unknown = This link does not work
dead-unknown-text = It is not complete, or it was never made here. Copy the whole address from the mail.
address-in-use = Address in use
not-yours-to-invite = Not yours to invite on these terms

list-from-a-file = A list from a file
list-from-a-file-hint = A table as CSV with a row of headers: email and, if you like, name (or first_name and last_name), role, groups, language. Pasting it above works too.
invite-groups-hint = Everyone on the list becomes a member at once.
invite-joins = They become members of:
invite-until = Access ends on
invite-until-hint = The last day on which they can sign in. Leave it empty for no end.
invite-until-terms = Their access ends with { $date }.
error-end-passed = The end date of { $email } has passed: choose a day that has not
check-again = Check again
as-everyone = As for everyone
domain-not-allowed = Domain not allowed
domain-not-allowed-hint = The settings name the domains whose addresses may be invited. Nothing is sent.
row-unfit = Needs fixing: not sent
row-role-unknown = There is no role “{ $name }” that you can give.
row-group-unknown = There is no group “{ $name }” that you can take people into.
row-language-unknown = “{ $name }” is no language of mails here.
download-list = Download the list
link = Link
error-group-unknown = Choose groups from the list
error-emails-file = This file is no text. Save the table as CSV, and choose that file
error-domain = “{ $domain }” is no domain. Write it like acme.example, or *.acme.example for all below it
error-domains-many = Enter at most { $max } domains
refused-domain = Addresses of that domain are not invited: the settings name those that are.
see-the-mail = See the mail
