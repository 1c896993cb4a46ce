who-takes-over = Who takes over?
hand-over = Somebody else
successor = Their e-mail address
successor-hint = An active user whom you can see.
release-views = Nobody: the views go, the users in them stay
release-groups = Nobody: the groups stay as they are, without an owner
release-services = Nobody: all tokens of these service accounts are disabled
error-views-to-nobody = Choose who takes over the shared views
error-groups-to-nobody = Choose who takes over the groups
error-services-to-nobody = Choose who takes over the service accounts
error-successor = Enter the e-mail address of somebody else who is active and whom you can see
error-successor-grows = Name somebody else, or ask an administrator: this user could do more there than you may hand on
handover-everything = One for everything
handover-everything-hint = Takes over all of which you say nothing else below.
handover-groups = Groups to hand over
handover-services = Service accounts to hand over
handover-services-lead = Tokens made by whoever goes stop working in any case: whoever takes over makes new ones.
handover-views = Shared views to hand over
handover-invitations = Pending invitations to hand over
handover-items = Items of other applications to hand over
handover-n = { $n ->
    [one] One that is not named here
   *[other] { $n } that are not named here
}
handover-more = { $n ->
    [one] and one more that is not named here
   *[other] and { $n } more that are not named here
}
release-invitations = Nobody: their links let nobody in until somebody sends them again
release-items = Nobody: the items stay, without an owner
error-invitations-to-nobody = Choose who takes over the pending invitations
error-items-to-nobody = Choose who takes over the items
error-item-kind = Use 1 to { $max } lower-case letters, digits, - and _
error-item-text = Enter 1 to { $max } letters, without control characters
error-item-url = Enter an address that begins with http:// or https://, without a password
