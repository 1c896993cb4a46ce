//! Every page in every state it can be in: axe finds nothing, at both widths and in both themes; nothing scrolls sideways on
//! a phone, even where names are unkind; nothing is too small to hit; and nothing moves for those who asked for rest.
//!
//! A new page is a line of a table below.

use std::fmt::Write as _;

use rolecall::credentials;
use rolecall::links::{self, Purpose};
use rolecall::sql;
use rolecall::users::Status;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::chromium::{Browser, JavaScript};
use crate::house::{ADA, House};

const AXE: &str = include_str!("axe.min.js");
/// As narrow as WCAG asks for, and as wide as a laptop.
const WIDTHS: [u32; 2] = [1280, 320];
const THEMES: [&str; 2] = ["light", "dark"];

/// A page, and what has to be done there to bring it into its state.
struct Look {
    what: &'static str,
    path: String,
    steps: &'static [Step],
}

/// What someone does on the way.
enum Step {
    Press(&'static str),
    Click(&'static str),
    Fill(&'static str, &'static str),
    Choose(&'static str),
    Sees(&'static str),
    Focus(&'static str),
    /// On a phone; such a page is not looked at in a wide window.
    OnPhone,
}
use Step::{Choose, Click, Fill, Focus, OnPhone, Press, Sees};

fn look(what: &'static str, path: impl Into<String>, steps: &'static [Step]) -> Look {
    Look { what, path: path.into(), steps }
}

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
    check(&browser, vec![look("the empty directory", "/users", &[Sees("Invite your first people")])]).await;
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
    let browser = house.browser_of("ines@acme.example", JavaScript::On).await;
    check(
        &browser,
        vec![
            look("one's own account", "/account", &[]),
            look("the account menu", "/account", &[Click("#account-button"), Sees("Sign out")]),
            look("preferences", "/account/preferences", &[]),
            look("preferences saved", "/account/preferences", &[Press("Save"), Sees("Saved.")]),
            look("one's own password", "/account/password", &[]),
            look("one's own password with errors", "/account/password", &[Press("Save the password"), Focus("div#errors")]),
            look("one's own details", format!("/users/{}/details", house.id_of("ines@acme.example").await), &[]),
            look("no right", "/users", &[Sees("right")]),
            look("not found", "/users/0193b2c4-7d1e-7a52-9f3b-5c1e8a90d2f7", &[]),
            look("an invitation of another", &links.open, &[Sees("You are signed in as")]),
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
            look("the filters", "/users", &[Click("#add-filter"), Sees("Apply")]),
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
            look("inviting with errors", "/users/invite", &[Press("Review"), Focus("div#errors")]),
            look(
                "inviting, checked",
                "/users/invite",
                &[Fill("E-mail addresses", LIST), Sees("10 addresses"), Press("Review"), Sees("will get a mail")],
            ),
            look(
                "inviting, done",
                "/users/invite",
                &[Fill("E-mail addresses", LIST), Press("Review"), Press("Send 4 invitations"), Sees("on their way")],
            ),
            look("creating", "/users/new", &[]),
            look("creating with errors", "/users/new", &[Press("Create"), Focus("div#errors")]),
            look(
                "created with a temporary password",
                "/users/new",
                &[Fill("E-mail", "temp@acme.example"), Choose("Make a temporary password"), Press("Create"), Sees("shown once")],
            ),
            look("the audit log", "/audit", &[]),
            look("the audit log, a change opened", "/audit", &[Click("summary"), Sees("Before")]),
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
            look("adding users to a role, nobody found", format!("/roles/{role}/users?q=nobody"), &[]),
            look("deleting a role", format!("/roles/{role}/delete"), &[]),
            look("deleting a role that nobody has", format!("/roles/{empty}/delete"), &[]),
            look("deleting the role of administrators", format!("/roles/{}/delete", house.role("Administrator").await), &[]),
            look("the users of a role", format!("/users?role={member}"), &[]),
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
                &[Click("#actions-button"), Press("Make a new link to copy"), Sees("shown once")],
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
            look("a temporary password", format!("/users/{long}/password"), &[]),
            look("deleting", format!("/users/{}/delete", people.archived), &[]),
            look("deleting with errors", format!("/users/{}/delete", people.archived), &[Press("Delete for good"), Focus("div#errors")]),
            look("one's own account, as an administrator", "/account", &[]),
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
            "/roles",
            "/roles/new",
            "/account",
            "/account/preferences",
            "/account/password",
            "/nowhere",
        ]
        .map(str::to_owned)
        .into_iter()
        .chain([people.long, people.draft, people.invited, people.suspended, people.archived].map(|id| format!("/users/{id}")))
        .chain(["status", "role", "password", "details", "delete"].map(|page| format!("/users/{}/{page}", people.archived)))
        .chain(["", "/edit", "/users", "/delete"].map(|page| format!("/roles/{}{page}", people.role)))
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

// ---- Who and what the pages show.

/// Names, addresses and roles that break what was made for "Ada Abara".
struct People {
    ada: Uuid,
    role: Uuid,
    long: Uuid,
    draft: Uuid,
    invited: Uuid,
    suspended: Uuid,
    archived: Uuid,
    right_to_left: Uuid,
}

impl People {
    async fn unkind(house: &House) -> Self {
        let role = house.add_role("Donaudampfschifffahrtsgesellschaftskapitaensstellvertretung").await;
        let address =
            "an-address-with-sixty-letters-in-front-of-the-sign-is-rare-x@a-long-name-of-a-department.a-long-name-of-a-company.example";
        let long = house.add(address, &"Wolfeschlegelsteinhausen".repeat(3)[..60], &"Bergerdorff".repeat(6)[..60]).await;
        set_role(house, long, role).await;
        house.add("zz@acme.example", "Zacharias", "Zürn").await;
        let right_to_left = house.add("nour@acme.example", "نور الهدى", "عبد الرحمن بن محمد").await;
        house.add("noa@acme.example", "נועה", "בן-דוד").await;
        house.add("han@acme.example", "", "欧阳娜娜").await;
        let draft = house.add_draft("draft@acme.example", "", "", Some(role)).await;
        let suspended = house.add("suspended@acme.example", "Sue", "Spended").await;
        house.move_to(suspended, Status::Suspended).await;
        let archived = house.add("archived@acme.example", "Archie", "Ved").await;
        house.move_to(archived, Status::Archived).await;
        let invited = house.add_draft("invited@acme.example", "", "", None).await;
        invite(house, invited, "You know why.\nSee you on Monday!").await;
        Self { ada: house.id_of(ADA).await, role, long, draft, invited, suspended, archived, right_to_left }
    }
}

async fn set_role(house: &House, id: Uuid, role: Uuid) {
    rolecall::users::change_role(&house.app.db, &rolecall::access::Actor::cli(), id, Some(role), house.app.now()).await.expect("changed");
}

/// An offer, without a link.
async fn invite(house: &House, id: Uuid, message: &str) {
    let now = house.app.now();
    let sent = now - chrono::TimeDelta::days(2);
    let ends = now + chrono::TimeDelta::days(5);
    let ada = house.id_of(ADA).await;
    for statement in [
        sql!("UPDATE users SET status = 'invited' WHERE id = $1", id),
        sql!(
            "INSERT INTO invitations (id, user_id, invited_by, invited_by_name, message, language, sent_at, expires_at, created_at)
             VALUES ($1, $2, $3, 'Ada Abara', $4, 'en', $5, $6, $5)",
            Uuid::now_v7(),
            id,
            ada,
            message,
            sent,
            ends
        ),
    ] {
        house.app.db.run(statement).await.expect("written");
    }
}

/// An invitation in every state a link can be in.
struct Links {
    open: String,
    used: String,
    replaced: String,
    cancelled: String,
    expired: String,
    reset: String,
}

impl Links {
    async fn make(house: &House) -> Self {
        let mut paths = Vec::new();
        for (n, lasts) in [7, 7, 7, 7, -1].into_iter().enumerate() {
            let id = house.add_draft(&format!("guest{n}@acme.example"), "", "", None).await;
            invite(house, id, "See you on Monday!").await;
            let now = house.app.now();
            let mut write = house.app.db.write().await.expect("a turn");
            let lasts = chrono::TimeDelta::days(lasts);
            let secret = links::make(&mut write, Purpose::Invitation, id, lasts, now).await.expect("a link");
            match n {
                1 => {
                    let link = links::find(&mut write, Purpose::Invitation, &secret, now).await.expect("read").expect("the link");
                    assert!(links::spend(&mut write, &link, now).await.expect("written"));
                }
                2 => drop(links::make(&mut write, Purpose::Invitation, id, lasts, now).await.expect("a newer link")),
                3 => links::cancel(&mut write, Purpose::Invitation, id, now).await.expect("cancelled"),
                _ => {}
            }
            write.commit().await.expect("committed");
            paths.push(format!("/accept/{}", secret.expose()));
        }
        house.add("forgetful@acme.example", "Fay", "Getful").await;
        let (_, reset) = credentials::recovery_link(&house.app, "forgetful@acme.example").await.expect("a link");
        let mut paths = paths.into_iter();
        let mut next = || paths.next().expect("five links");
        Self { open: next(), used: next(), replaced: next(), cancelled: next(), expired: next(), reset }
    }
}

// ---- What is checked.

/// Checks all, then fails with everything it found.
async fn check(browser: &Browser, looks: Vec<Look>) {
    browser.prefers_reduced_motion().await;
    let mut found = String::new();
    for look in looks {
        browser.width(WIDTHS[0]).await;
        browser.go(&look.path).await;
        for step in look.steps {
            take(browser, step).await;
        }
        browser.script::<()>(AXE, json!([])).await;
        let is_phone = look.steps.iter().any(|step| matches!(step, OnPhone));
        for width in WIDTHS.into_iter().filter(|width| !is_phone || *width == WIDTHS[1]) {
            browser.width(width).await;
            for theme in THEMES {
                browser.script::<()>("document.documentElement.dataset.theme = args[0]", json!([theme])).await;
                for problem in problems(browser).await {
                    let _ = writeln!(found, "{} ({}), {width} px, {theme}: {problem}", look.what, look.path);
                }
            }
            check_fit(browser, &look, width, &mut found).await;
        }
    }
    assert!(found.is_empty(), "\n{found}");
}

async fn check_fit(browser: &Browser, look: &Look, width: u32, found: &mut String) {
    for problem in browser.script::<Vec<String>>(FITS, json!([])).await {
        let _ = writeln!(found, "{} ({}), {width} px: {problem}", look.what, look.path);
    }
}

async fn take(browser: &Browser, step: &Step) {
    match step {
        Press(name) => browser.press(name).await,
        Click(css) => browser.click(css).await,
        Fill(label, text) => browser.fill(label, text).await,
        Choose(label) => browser.choose(label).await,
        Sees(words) => browser.sees(words).await,
        Focus(what) => browser.has_focus(what).await,
        OnPhone => browser.width(WIDTHS[1]).await,
    }
}

#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    html: String,
    why: String,
}

/// What axe has to say about the page as it is.
async fn problems(browser: &Browser) -> Vec<String> {
    let found: Vec<Violation> = browser.wait_for(RUN, json!([])).await;
    let line = |violation: &Violation| {
        let nodes = violation.nodes.iter().map(|node| format!("\n      {}\n        {}", node.html, node.why.replace('\n', " ")));
        format!("{}: {}{}", violation.id, violation.help, nodes.collect::<String>())
    };
    found.iter().map(line).collect()
}

const RUN: &str = r"
return axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
    resultTypes: ['violations'], iframes: false, preload: false,
}).then((result) => result.violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.slice(0, 4).map((node) => ({ html: node.html.slice(0, 240), why: node.failureSummary ?? '' })),
})));
";

/// Nothing wider than the window, nothing to hit smaller than 24 by 24 (but links within a sentence), nothing that moves.
const FITS: &str = r"
const found = [];
const page = document.documentElement;
const brief = (e) => e.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
if (page.scrollWidth > innerWidth) {
    const wide = all('body *', document).filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
    found.push(`scrolls sideways: ${page.scrollWidth} px; ` + wide.slice(-3).map(brief).join(' | '));
}
const inSentence = (e) => e.localName === 'a' && getComputedStyle(e).display === 'inline'
    && [...e.parentElement.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
for (const e of all('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (inSentence(e) || e.closest('.vh')) continue;
    const target = e.matches('[type=checkbox], [type=radio]') ? (e.closest('label') ?? e) : e;
    const { width, height } = target.getBoundingClientRect();
    if (width < 23.9 || height < 23.9) found.push(`too small, ${width.toFixed(1)} × ${height.toFixed(1)}: ${brief(e)}`);
}
const cut = (e) => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1 && ['hidden', 'clip'].includes(getComputedStyle(e).overflowX)
    && getComputedStyle(e).textOverflow !== 'ellipsis' && !e.matches('.vh, .vh *, input, textarea, select');
for (const e of all('main *, header *, dialog *, nav *')) if (cut(e)) found.push(`cut off: ${brief(e)}`);
const moving = document.getAnimations();
if (moving.length) found.push(`moves: ${moving.length} animations, such as ${moving[0].transitionProperty ?? moving[0].animationName}`);
return found;
";
