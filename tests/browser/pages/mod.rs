//! Every page in every state it can be in: axe finds nothing, at both widths and in both themes; nothing scrolls sideways on
//! a phone, even where names are unkind; nothing is too small to hit; and nothing moves for those who asked for rest.
//!
//! A new page is a line of a table below.

mod bulk;
mod checks;
mod fields;
mod people;

use rolecall::access::Actor;
use rolecall::users::Email;
use rolecall::{groups, sql};

use self::checks::Step::{Choose, Click, Fill, Focus, OnPhone, Press, Sees};
use self::checks::{WIDTHS, check, check_fit, look};
use self::people::{Links, People};
use crate::chromium::JavaScript;
use crate::house::{ADA, House};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn set_up_and_the_first_day() {
    let house = House::fresh().await;
    let browser = house.browser(JavaScript::On).await;
    check(
        &browser,
        vec![
            look("set-up", "/setup", &[]),
            look("set-up with errors", "/setup", &[Press("Finish set-up"), Focus("div#errors")]),
            look("an address that leads to set-up", "/users", &[]),
        ],
    )
    .await;
    browser.close().await;

    let house = House::with_ada().await;
    let browser = house.browser_of(ADA, JavaScript::On).await;
    check(&browser, vec![look("the empty directory", "/users", &[Sees("First steps")])]).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_for_everyone() {
    let house = House::with_ada().await;
    let links = Links::make(&house).await;
    let browser = house.browser(JavaScript::On).await;
    check(
        &browser,
        vec![
            look("sign-in", "/sign-in", &[]),
            look("forgot", "/forgot-password", &[]),
            look("forgot, no address", "/forgot-password", &[Press("Send the link")]),
            look("forgot, sent", "/forgot-password", &[Fill("E-mail", "somebody@acme.example"), Press("Send the link")]),
            look(
                "sign-in refused",
                "/sign-in",
                &[Fill("E-mail", "ada@acme.example"), Fill("Password", "no"), Press("Sign in"), Sees("is wrong")],
            ),
            look("sign-in with the password shown", "/sign-in", &[Fill("Password", "abc"), Press("Show Password")]),
            look("not found, signed out", "/nowhere", &[]),
            look("an invitation", &links.open, &[]),
            look("an invitation with errors", &links.open, &[Press("Join Acme"), Focus("div#errors")]),
            look("an invitation that was used", &links.used, &[Sees("was used")]),
            look("an invitation that was replaced", &links.replaced, &[Sees("newer")]),
            look("an invitation that was cancelled", &links.cancelled, &[Sees("was cancelled")]),
            look("an invitation that never was", "/accept/none", &[Sees("does not work")]),
            look("an invitation that has ended", &links.expired, &[Sees("has ended")]),
            look("asking for a new invitation", &links.expired, &[Press("Ask for a new invitation"), Sees("on its way")]),
            look("a new password", &links.reset, &[]),
            look("a new password with errors", &links.reset, &[Press("Save the password"), Focus("div#errors")]),
            look("a dead link to a new password", "/reset/none", &[Sees("does not work any more")]),
            // Last: it uses the link up.
            look(
                "a new password chosen",
                &links.reset,
                &[Fill("New password", "seven purple lanterns"), Press("Save the password"), Sees("is changed")],
            ),
        ],
    )
    .await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_a_member() {
    let house = House::with_ada().await;
    house.add("ines@acme.example", "Ines", "Ortega").await;
    let links = Links::make(&house).await;
    let crew = groups::Details { name: "Crew".into(), owner: Email::parse("ines@acme.example").ok(), ..groups::Details::default() };
    groups::create(&house.app.db, &Actor::cli(), &crew, house.app.now()).await.expect("made");
    house.app.db.run(sql!("UPDATE settings SET own_deletion = $1", true)).await.expect("written");
    let browser = house.browser_of("ines@acme.example", JavaScript::On).await;
    check(
        &browser,
        vec![
            look("one's own account", "/account", &[]),
            look("the account menu", "/account", &[Click("#account-button"), Sees("Sign out")]),
            look("preferences", "/account/preferences", &[]),
            look("preferences saved", "/account/preferences", &[Press("Save"), Sees("Saved.")]),
            look(
                "preferences with errors",
                "/account/preferences",
                &[Fill("Time zone", "Mars"), Press("Save"), Focus("div#errors"), Sees("Choose a time zone")],
            ),
            look("what keeps one's account safe", "/account/security", &[Sees("This one")]),
            look("one's own password", "/account/password", &[]),
            look("one's own password with errors", "/account/password", &[Press("Save the password"), Focus("div#errors")]),
            look("one's own details", format!("/users/{}/details", house.id_of("ines@acme.example").await), &[]),
            look("no right", "/users", &[Sees("right")]),
            look("not found", "/users/0193b2c4-7d1e-7a52-9f3b-5c1e8a90d2f7", &[]),
            look("an invitation of another", &links.open, &[Sees("You are signed in as")]),
            look("deleting one's own account", "/account/delete", &[Sees("Who takes over?")]),
            look("deleting one's own account with errors", "/account/delete", &[Press("Delete my account"), Focus("div#errors")]),
            // Last: nobody is there any more.
            look(
                "one's own account deleted",
                "/account/delete",
                &[
                    Choose("Nobody: the groups stay as they are, without an owner"),
                    Fill("Type your e-mail address", "ines@acme.example"),
                    Press("Delete my account"),
                    Sees("Your account is deleted"),
                ],
            ),
        ],
    )
    .await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_factor() {
    let house = House::with_ada().await;
    let ines = house.add("ines@acme.example", "Ines", "Ortega").await;
    let (browser, ada) = (house.browser_of("ines@acme.example", JavaScript::On).await, house.browser_of(ADA, JavaScript::On).await);
    check(
        &browser,
        vec![
            look("security without two-factor", "/account/security", &[Sees("Off")]),
            look("setting up two-factor", "/account/two-factor", &[]),
            look("setting up two-factor with errors", "/account/two-factor", &[Press("Turn on"), Focus("div#errors")]),
        ],
    )
    .await;
    browser.go("/account/two-factor").await;
    crate::two_factor::enrol(&house, &browser).await;
    check(
        &browser,
        vec![
            look("security with two-factor", "/account/security", &[Sees("10 of 10 left")]),
            look("two-factor", "/account/two-factor", &[]),
            look("another app", "/account/two-factor/app", &[]),
            look("new recovery codes", "/account/two-factor", &[Press("Make new codes"), Sees("only this once")]),
        ],
    )
    .await;
    check(
        &ada,
        vec![
            look("the security of somebody with two-factor", format!("/users/{ines}/security"), &[Sees("Two-factor")]),
            look("turning somebody's two-factor off", format!("/users/{ines}/two-factor"), &[]),
        ],
    )
    .await;
    ada.close().await;
    browser.press("I have stored them").await;
    browser.click("#account-button").await;
    browser.press("Sign out").await;
    house.sign_in(&browser, "ines@acme.example", crate::house::PASSWORD).await;
    check(
        &browser,
        vec![
            look("the second step", "/sign-in/code", &[]),
            look("the second step with errors", "/sign-in/code", &[Press("Continue"), Focus("div#errors")]),
            look("the second step by a recovery code", "/sign-in/code?with=recovery", &[]),
        ],
    )
    .await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_directory() {
    let house = House::with_ada().await;
    let people = People::unkind(&house).await;
    let browser = house.browser_of(ADA, JavaScript::On).await;
    check(
        &browser,
        vec![
            look("the directory", "/users", &[]),
            look(
                "the directory, narrowed",
                format!("/users?status=active,draft&role={}&seen=never&sort=-email", people.role),
                &[Sees("Clear all")],
            ),
            look("the directory, nothing found", "/users?q=nobody-is-called-so-because-this-is-too-long-for-a-name&status=active", &[]),
            look("jumping", "/jump?q=e", &[Sees("Users")]),
            look("jumping, in a dialog", "/users", &[Click("#jump"), Sees("Your account")]),
            look("the filters", "/users", &[Click("#add-filter"), Sees("Apply")]),
            look("a filter as a rule", "/users", &[Click("#add-filter"), Click("#filters summary"), Sees("All conditions as a rule")]),
            look("the navigation of a phone", "/users", &[OnPhone, Press("Menu"), Sees("Audit log")]),
            look("the dialog of a status", "/users", &[Click("tbody a.badge"), Focus("h2#dialog-h")]),
            look("the dialog of a role", "/users", &[Click("tbody a.in-place"), Focus("h2#dialog-h")]),
            look(
                "a status changed",
                "/users?q=zacharias",
                &[Click("tbody a.badge"), Choose("Suspended"), Press("Save"), Sees("is suspended")],
            ),
        ],
    )
    .await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn inviting_creating_and_the_audit_log() {
    let house = House::with_ada().await;
    let people = People::unkind(&house).await;
    let browser = house.browser_of(ADA, JavaScript::On).await;
    check(
        &browser,
        vec![
            look("inviting", "/users/invite", &[]),
            look("inviting with errors", "/users/invite", &[Press("Invite"), Focus("div#errors")]),
            look(
                "inviting, checked",
                "/users/invite",
                &[Fill("E-mail addresses", LIST), Sees("10 addresses"), Press("Invite"), Sees("will get a mail")],
            ),
            look(
                "inviting, done",
                "/users/invite",
                &[Fill("E-mail addresses", LIST), Press("Invite"), Press("Send 4 invitations"), Sees("are ready")],
            ),
            look("the invitations", "/invitations", &[]),
            look("the invitations, none like this", "/invitations?show=cancelled", &[]),
            look("the invitations, one ticked", "/invitations", &[Click("td.pick label"), Sees("Send again")]),
            look("an invitation", "/invitations", &[Click("tbody a"), Sees("Progress")]),
            look("creating", "/users/new", &[]),
            look("creating with errors", "/users/new", &[Press("Create"), Focus("div#errors")]),
            look(
                "created with a temporary password",
                "/users/new",
                &[Fill("E-mail", "temp@acme.example"), Choose("Make a temporary password"), Press("Create"), Sees("shown once")],
            ),
            look("the audit log", "/audit", &[]),
            look("the audit log, a change opened", "/audit", &[Click("summary"), Sees("Before")]),
            look("the outbox", "/outbox", &[]),
            look("the outbox, nothing failed", "/outbox?state=failed", &[]),
            look("a mail", "/outbox", &[Click("tbody a"), Sees("What it looks like")]),
            look("a mail as text", "/outbox", &[Click("tbody a"), Click("summary"), Sees("As plain text")]),
            look("the settings of mail", "/settings/mail", &[]),
            look("a kind of mail", "/settings/mail/invitation/de", &[Sees("As plain text")]),
            look("the audit log of one user", format!("/audit?user={}", people.long), &[]),
        ],
    )
    .await;
    browser.close().await;
}

/// One of each outcome.
const LIST: &str = "new@acme.example, \"Anastasia-Maximiliana von und zu Hohenstein-Regensburg\" <a-very-long-local-part-of-an-address@a-very-long-domain-name-of-a-company.example>, \
    not-an-address@@x, ada@acme.example, archived@acme.example, suspended@acme.example, invited@acme.example, draft@acme.example, new@acme.example, @";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn roles() {
    let house = House::with_ada().await;
    let people = People::unkind(&house).await;
    let empty = house.add_role("Emptyroleemptyroleemptyroleemptyroleemptyroleemptyroleempty").await;
    let (role, member, public) = (people.role, house.role("Member").await, house.role("Public").await);
    let browser = house.browser_of(ADA, JavaScript::On).await;
    check(
        &browser,
        vec![
            look("the roles", "/roles", &[]),
            look("a new role", "/roles/new", &[]),
            look("a new role with errors", "/roles/new", &[Press("Create"), Focus("div#errors")]),
            look("a role", format!("/roles/{role}"), &[]),
            look("a role that nobody has", format!("/roles/{empty}"), &[]),
            look("the role of everyone else", format!("/roles/{public}"), &[]),
            look("changing a role", format!("/roles/{role}/edit"), &[]),
            look("changing a role with errors", format!("/roles/{role}/edit"), &[Fill("Name", ""), Press("Save"), Focus("div#errors")]),
            look("adding users to a role", format!("/roles/{role}/users"), &[]),
            look("adding users to a role, some chosen", format!("/roles/{role}/users"), &[Click("tbody .pick label")]),
            look(
                "adding users to a role, nobody chosen",
                format!("/roles/{role}/users"),
                &[Press("Add to Donaudampfschifffahrtsgesellschaftskapitaensstellvertretung"), Focus("div#errors")],
            ),
            look("adding users to a role, nobody found", format!("/roles/{role}/users?q=nobody"), &[]),
            look("what a role may do, one row open", format!("/roles/{member}/permissions?open=users"), &[]),
            look(
                "what a role may do, one row ticked",
                format!("/roles/{member}/permissions"),
                &[Press("All: Groups"), Sees("Not saved yet")],
            ),
            look("what a role may do, no such row", format!("/roles/{member}/permissions?show=changed"), &[Sees("There is no such row.")]),
            look("what everyone else may do", format!("/roles/{public}/permissions"), &[]),
            look("a change of rights before it is made", format!("/roles/{member}/permissions"), &[Press("Review changes")]),
            look("a new permission", format!("/roles/{member}/permissions/new?collection=users&action=create"), &[]),
            look(
                "a new permission with errors",
                format!("/roles/{member}/permissions/new?collection=users&action=read"),
                &[Click("input[value=where]"), Press("Review changes"), Focus("div#errors")],
            ),
            look(
                "a new permission with a wrong rule",
                format!("/roles/{member}/permissions/new?collection=users&action=update"),
                &[Choose("Rule as JSON"), Choose("Only these:"), Press("Review changes"), Focus("div#errors")],
            ),
            look("copying a role", format!("/roles/{role}/copy"), &[]),
            look("roles compared", format!("/roles/compare?id={role}&id={member}&id={public}"), &[]),
            look(
                "too many roles compared",
                format!("/roles/compare?id={role}&id={member}&id={public}&id={empty}&id={}", house.role("Administrator").await),
                &[Sees("1 more is left out")],
            ),
            look("deleting a role", format!("/roles/{role}/delete"), &[]),
            look("deleting a role that nobody has", format!("/roles/{empty}/delete"), &[]),
            look("deleting the role of administrators", format!("/roles/{}/delete", house.role("Administrator").await), &[]),
            look("the users of a role", format!("/users?role={member}"), &[]),
            look("ending the sessions of a role", format!("/roles/{}/sessions", house.role("Administrator").await), &[]),
        ],
    )
    .await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_keeps_accounts_safe() {
    let house = House::with_ada().await;
    let people = People::unkind(&house).await;
    let (browser, other) = (house.browser_of(ADA, JavaScript::On).await, house.browser_of(ADA, JavaScript::Off).await);
    check(
        &browser,
        vec![
            look("one's own security", "/account/security", &[Sees("This one")]),
            look("ending all other sessions", "/account/sessions", &[]),
            look("the security of somebody else", format!("/users/{}/security", people.long), &[]),
            look("the preferences of somebody else", format!("/users/{}/preferences", people.long), &[]),
        ],
    )
    .await;
    house.app.clock.advance(chrono::TimeDelta::minutes(11));
    check(
        &browser,
        vec![
            look("a proof", "/account/sessions", &[Press("End all other sessions"), Focus("input#prove-password")]),
            look(
                "a proof with errors",
                "/account/sessions",
                &[Press("End all other sessions"), Fill("Present password", "not that one"), Press("Continue"), Focus("div#errors")],
            ),
        ],
    )
    .await;
    browser.close().await;
    other.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups() {
    let house = House::with_ada().await;
    let browser = house.browser_of(ADA, JavaScript::On).await;
    check(&browser, vec![look("no groups", "/groups", &[Sees("No groups yet")])]).await;
    let people = People::unkind(&house).await;
    let (group, empty) = people::groups(&house, &people).await;
    let import = people::import(&house, people.ada).await;
    check(
        &browser,
        vec![
            look("the groups", "/groups", &[]),
            look("a new group", "/groups/new", &[]),
            look("a new group with errors", "/groups/new", &[Fill("Owner", "nobody"), Press("Create"), Focus("div#errors")]),
            look("a group", format!("/groups/{group}"), &[]),
            look("a group of nobody", format!("/groups/{empty}"), &[]),
            look("changing a group", format!("/groups/{group}/edit"), &[]),
            look("changing a group with errors", format!("/groups/{group}/edit"), &[Fill("Name", ""), Press("Save"), Focus("div#errors")]),
            look("adding members", format!("/groups/{empty}/members"), &[]),
            look("the groups of a user", format!("/users/{}/groups", people.long), &[]),
            look("importing users", "/users/import", &[]),
            look("importing no file", "/users/import", &[Press("Upload"), Focus("div#errors")]),
            look("the columns of an import", format!("{import}/columns"), &[Sees("Not imported")]),
            look("the rows of an import", import.clone(), &[Sees("would be added")]),
            look(
                "adding members, one chosen, others searched for",
                format!("/groups/{empty}/members"),
                &[Click("tbody .pick label"), Fill("Search users", "nobody"), Press("Search"), Sees("chosen")],
            ),
            look("adding members, nobody found", format!("/groups/{empty}/members?q=nobody"), &[]),
            look(
                "adding members, done",
                format!("/groups/{empty}/members"),
                &[Click("tbody .pick label"), Press("Add to Empty"), Sees("was added to Empty")],
            ),
            look("deleting a group", format!("/groups/{group}/delete"), &[]),
            look("deleting a group of nobody", format!("/groups/{empty}/delete"), &[]),
            look("the members of a group", format!("/users?group={group}"), &[Sees("Group: ")]),
            look("who is not in a group", format!("/users?group=-{group}"), &[Sees("Not in the group")]),
            look("the profile of a member", format!("/users/{}", people.long), &[]),
        ],
    )
    .await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn profiles() {
    let house = House::with_ada().await;
    let people = People::unkind(&house).await;
    let browser = house.browser_of(ADA, JavaScript::On).await;
    let long = people.long;
    check(
        &browser,
        vec![
            look("a profile", format!("/users/{long}"), &[]),
            look("a profile's menu", format!("/users/{long}"), &[Click("#actions-button"), Sees("Archive")]),
            look("a draft", format!("/users/{}", people.draft), &[]),
            look("someone invited", format!("/users/{}", people.invited), &[]),
            look(
                "a link to copy",
                format!("/users/{}", people.invited),
                &[Click("#actions-button"), Press("Copy link"), Sees("joins with this address")],
            ),
            look("someone suspended", format!("/users/{}", people.suspended), &[]),
            look("someone archived", format!("/users/{}", people.archived), &[]),
            look("someone from right to left", format!("/users/{}", people.right_to_left), &[]),
            look("details", format!("/users/{long}/details"), &[]),
            look(
                "details with errors",
                format!("/users/{long}/details"),
                &[Fill("First name", TOO_LONG), Press("Save"), Focus("div#errors")],
            ),
            look("a status, as a page", format!("/users/{long}/status"), &[]),
            look("a status refused", format!("/users/{}/status?to=suspended", people.ada), &[Press("Suspend"), Focus("div#errors")]),
            look("a role, as a page", format!("/users/{long}/role"), &[]),
            look("access", format!("/users/{long}/access"), &[]),
            look("access, with all fields", format!("/users/{}/access", people.suspended), &[Click("details summary"), Sees("Location")]),
            look("access of an administrator", format!("/users/{}/access", people.ada), &[]),
            look("access without a role", format!("/users/{}/access", people.draft), &[]),
            look("one's own access", "/account/access", &[]),
            look("granting", format!("/users/{long}/grants/new"), &[]),
            look("granting with errors", format!("/users/{long}/grants/new"), &[Press("Grant"), Focus("div#errors")]),
            look("a temporary password", format!("/users/{long}/password"), &[]),
            look("deleting", format!("/users/{}/delete", people.archived), &[]),
            look("deleting with errors", format!("/users/{}/delete", people.archived), &[Press("Delete for good"), Focus("div#errors")]),
            look("one's own account, as an administrator", "/account", &[]),
            look("one's own address", "/account/email", &[]),
            look("one's own address with errors", "/account/email", &[Press("Send the link"), Focus("div#errors")]),
            look("a dead link to a new address", "/email/none", &[Sees("does not work any more")]),
            look("somebody's address", format!("/users/{}/email", people.long), &[Sees("Change at once")]),
            look(
                "an address that waits for its proof",
                "/account/email",
                &[Fill("New e-mail address", "ada.abara@north.example"), Press("Send the link"), Sees("Waiting for the proof")],
            ),
            look("one's own account while an address waits", "/account", &[Sees("waits for its proof")]),
        ],
    )
    .await;
    browser.close().await;
}

/// German is a third longer, the made-up language longer still.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn longer_words_fit_on_a_phone() {
    let house = House::with_ada().await;
    let people = People::unkind(&house).await;
    let (group, _) = people::groups(&house, &people).await;
    house.app.db.run(sql!("UPDATE settings SET own_deletion = $1", true)).await.expect("written");
    let browser = house.browser_of(ADA, JavaScript::On).await;
    browser.prefers_reduced_motion().await;
    browser.width(WIDTHS[1]).await;
    let mut found = String::new();
    for language in ["de", "en-XA"] {
        house.app.db.run(sql!("UPDATE users SET language = $1 WHERE email = $2", language, ADA)).await.expect("written");
        for path in [
            "/users",
            "/users?status=active&seen=gt90d&q=e",
            "/users?q=nobody",
            "/users/invite",
            "/users/new",
            "/audit",
            "/outbox",
            "/invitations",
            "/jobs",
            "/users/bulk?list=%2Fusers",
            "/roles",
            "/roles/new",
            "/groups",
            "/groups/new",
            "/account",
            "/account/preferences",
            "/account/password",
            "/account/delete",
            "/nowhere",
        ]
        .map(str::to_owned)
        .into_iter()
        .chain([people.long, people.draft, people.invited, people.suspended, people.archived].map(|id| format!("/users/{id}")))
        .chain(
            ["status", "role", "password", "details", "preferences", "email", "delete"]
                .map(|page| format!("/users/{}/{page}", people.archived)),
        )
        .chain(["", "/edit", "/users", "/delete"].map(|page| format!("/roles/{}{page}", people.role)))
        .chain(["", "/edit", "/members", "/delete"].map(|page| format!("/groups/{group}{page}")))
        {
            browser.go(&path).await;
            browser.is_so("return document.documentElement.lang", language).await;
            check_fit(&browser, &look(language, path, &[]), WIDTHS[1], &mut found).await;
        }
    }
    assert!(found.is_empty(), "\n{found}");
    browser.close().await;
}

const TOO_LONG: &str = "12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890";
