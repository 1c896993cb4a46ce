# The page of settings.

sign-in-rules = Sign-in rules
sign-in-rules-lead = For everyone. Passwords that are in use stay; whoever must set up two-factor is asked at their next click.
password-min = Shortest password
password-min-hint = Characters, 15 to 64. From 8 on where everyone must use two-factor.
two-factor-for = Two-factor is required of
two-factor-for-hint = Besides those whose role says so.
two-factor-nobody = Nobody else
two-factor-admins = Administrators
two-factor-everyone = Everyone
bare-admins = { $n ->
    [one] One administrator has no two-factor yet.
   *[other] { $n } administrators have no two-factor yet.
}
suspend-after = Wrong passwords that suspend an account
suspend-after-hint = In a row, 10 to 100; 0 for none. Anyone can then have somebody suspended who has not signed in from their own browser before, but never the last administrator. Waits slow guessing down either way.
suspend-after-reason = { $n } wrong passwords in a row
session-idle = Minutes until an unused session ends
session-idle-hint = 5 to 1,440. Counts at once.
session-max = Minutes until any session ends
session-max-hint = 60 to 10,080, from the next sign-in on.
sessions-per-user = Sessions at once, per user
sessions-per-user-hint = 1 to 100. The one used longest ago gives way to a new one.
error-number = “{ $field }”: enter a number from { $min } to { $max }
error-number-or-none = “{ $field }”: enter a number from { $min } to { $max }, or 0
error-password-min = “{ $field }”: enter { $min } or more, or require two-factor of everyone
error-idle = “{ $field }”: enter at most { $max }, the minutes until any session ends

invitation-days = Days an invitation lasts
invitation-days-hint = 1 to 30. What the form of an invitation begins with.
allowed-domains = Allowed domains
allowed-domains-hint = One to a line, such as acme.example, or *.acme.example for all below it; none is all. Counts for invitations from now on, not for users who are created by hand.
allowed-domains-any = Any

own-deletion = Users may delete their own account
own-deletion-hint = They find it on the page Security of their account, and prove who they are first. The last administrator cannot.
