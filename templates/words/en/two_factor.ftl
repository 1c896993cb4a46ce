# Two-factor: setting it up, using it at sign-in, recovery codes.

set-up-two-factor = Set up two-factor
two-factor-lead = After your password, you will be asked for a code from an app on your phone. Whoever learns your password still cannot get in.
two-factor-due = It is the one thing to do before you go on.
need-everyone = Everyone here must use two-factor.
need-administrators = Administrators must use two-factor.
need-role = Your role { $role } requires two-factor.
set-up-other-app = Set up another app
other-app-lead = It takes the place of the one before, which stops working. You get new recovery codes, and all your other sessions end.
other-app-ask = A new phone, or the old one is lost? Another app can take over.
two-factor-scan = Scan this with an authenticator app
two-factor-apps = Any app for one-time codes will do, and so will most password managers.
two-factor-qr = QR code for the authenticator app; the key below says the same
two-factor-here = Open in an app on this device
two-factor-or-key = Cannot scan it? Type this key into the app instead:
two-factor-key = Type this key into the app:
two-factor-the-key = the key
two-factor-confirm = Enter the code that the app shows
code-from-app = Code from your app
code-from-app-hint = Six digits; they change every 30 seconds.
turn-on = Turn on
turn-off = Turn off
error-code-new = Enter the six digits that the app shows now: these are others. If it happens again, check the clock of your phone

two-factor-on = On
two-factor-off = Off
two-factor-app = App
required-by = Required
required-of-everyone = Of everyone
required-of-administrators = Of administrators
required-by-role = By the role { $role }
recovery-codes = Recovery codes
recovery-codes-left = { $n } of { $all } left
recovery-codes-lead = Each lets you in once without the app. New ones end the old ones, and all your other sessions end.
make-codes = Make new codes
two-factor-off-title = Turn two-factor off
two-factor-off-lead = Your password alone will let you in. Your recovery codes and all your other sessions end.
two-factor-kept = Two-factor cannot be turned off here.
notice-two-factor-off = Two-factor is off.

two-factor-is-on = Two-factor is on
codes-shown-once = Keep these recovery codes where you find them without your phone. They are shown only this once.
codes-print = Each lets you in once, when the app is lost. Download them, or print this page.
download-codes = Download
codes-stored = I have stored them

second-step = Second step
signing-in-as = Signing in as
use-recovery-code = Use a recovery code
use-app = Use the app
start-over = Start over
recovery-code = Recovery code
recovery-code-hint = One of the codes you stored when you set up two-factor. Each works once.
error-code = Enter the code that the app shows now: this one is wrong or was used
error-code-few = { $n ->
    [one] That is wrong or was used: 1 try left before you have to wait
   *[other] That is wrong or was used: { $n } tries left before you have to wait
}
error-recovery-code = Enter another recovery code: this one is wrong or was used
code-blocked = Too many wrong codes: no code is taken for this account any more. Ask an administrator to turn its two-factor off.
notice-recovered = { $n ->
    [0] You are in, with your last recovery code. Make new ones now.
    [one] You are in, with a recovery code. 1 is left: make new ones. Is the app lost? Set up another one below.
   *[other] You are in, with a recovery code. { $n } are left, and you can make new ones. Is the app lost? Set up another one below.
}

remove-two-factor = Turn off two-factor…
remove-two-factor-of = Turn off the two-factor of { $name }
remove-two-factor-lead = For when { $name } has lost the app and every recovery code. All their sessions end, and their password alone lets them in. Where two-factor is required of them, they set it up anew at their next sign-in. They are told by mail.
remove-two-factor-warning = Make sure that it is really them who asks, by a call or in person: this is what somebody who has stolen their password would ask for.
notice-two-factor-removed = The two-factor of { $name } is off.
refused-two-factor-on = Two-factor is on already.
refused-two-factor-off = Two-factor is off already.
refused-two-factor-required = Two-factor is required of you, so it cannot be turned off.
refused-own-two-factor = Turn your own two-factor off in your account.

attempt-pending = Right password, code due
attempt-code = Wrong code
error-code-digits = Enter the six digits that your app shows
error-recovery-letters = Enter a whole recovery code: sixteen letters and digits
