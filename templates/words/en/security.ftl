# What keeps an account safe: the password, sessions.

security = Security
password-none = None: they choose one by a link
password-temporary = Temporary: to be changed at the next sign-in
password-due-next = Set; to be changed at the next sign-in
must-change = Must change the password
must-change-on = Require a new password
must-change-off = Require no new password
somebody-knows = I think somebody knows my password
password-since = Changed on { $date }
password-set = Set
set-password-ask = Send a link or set a temporary one…
sessions-open = Open sessions
no-sessions = Nobody is signed in.
device = { $browser } on { $system }
device-browser = { $browser }
device-unknown = Unknown browser
device-column = Device
first-seen = First seen
this-session = This one
step-password = Password
step-app = Password and code from an app
step-recovery = Password and recovery code
end-session = End
end-others = End all other sessions
end-others-ask = End all others…
end-others-text = Whoever uses them must sign in again, with your password. This one stays open.
end-all = End all sessions
end-all-ask = End all…
end-all-of = End all sessions of { $name }
end-all-text = { $name } is signed out everywhere at once and can sign in again. What they have not saved is lost. This cannot be undone.
notice-sessions-ended = { $n ->
    [0] No session was open any more.
    [one] One session has ended.
   *[other] { $n } sessions have ended.
}
end-all-sessions-ask = End all sessions…
end-sessions-ask = End sessions…
end-many = End the sessions of everyone in { $name }
end-many-none = Nobody else whose sessions you may end is signed in.
end-many-more = The sessions of all of them end, as far as you may end them: that is hundreds, and takes a moment. At their next click they must sign in again.
end-many-text = { $users ->
    [one] One user is signed out everywhere at once and can sign in again
   *[other] { $users } users are signed out everywhere at once and can sign in again
} ({ $n ->
    [one] one session
   *[other] { $n } sessions
}). What they have not saved is lost. Your own session stays open.
