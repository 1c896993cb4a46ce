//! Every route, asked by a stranger, a member and an administrator. A route without a row fails, and a row without a route.

use std::path::Path;

use regex::Regex;

use crate::browser::Browser;
use crate::forms::{Target, borrowed, fields};
use crate::house::House;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub method: String,
    pub path: String,
}

impl Route {
    /// For programs, which ask by a token (`tokens::door`).
    pub fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }

    /// Answered before anyone asks who asks: assets, health; or asked by programs.
    pub fn is_outside(&self) -> bool {
        self.is_api() || self.path.starts_with("/static") || self.path.starts_with("/health") || self.path == "/metrics"
    }
}

/// As the source declares them: `resource("/users").route(get()…).route(post()…)`.
pub fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    collect(Path::new("src"), &mut routes);
    routes.sort();
    assert!(routes.len() > 30, "the source was not understood: {routes:?}");
    routes
}

fn collect(folder: &Path, routes: &mut Vec<Route>) {
    let resource = Regex::new(r#"resource\("([^"]+)"\)((?:\s*\.route\(\w+\(\)\.to\([\w:]+\)\))+)"#).expect("a pattern");
    let route = Regex::new(r"\.route\((\w+)\(\)").expect("a pattern");
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, routes);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(&path).expect("a source");
            let found = resource.captures_iter(&source).map(|found| {
                let methods = route.captures_iter(&found[2]).map(|method| method[1].to_uppercase()).collect::<Vec<_>>();
                routes.extend(methods.into_iter().map(|method| Route { method, path: found[1].into() }));
            });
            let understood = found.count();
            assert_eq!(understood, source.matches("resource(\"").count(), "{}", path.display());
        }
    }
}

/// Route, and what a stranger, a member and an administrator get: a status, or where they are led. Forms are posted as
/// `forms` fills them in; ids are those of a draft, of the role of members and of a group, links are none that ever was.
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("GET /", "/sign-in", "/account", "/users"),
    ("GET /health/live", "200", "200", "200"),
    ("GET /health/ready", "200", "200", "200"),
    ("GET /static/{name}", "404", "404", "404"),
    ("GET /setup", "404", "404", "404"),
    ("POST /setup", "404", "404", "404"),
    ("GET /sign-in", "200", "/", "/"),
    ("POST /sign-in", "422", "422", "422"),
    ("GET /sign-in/code", "/sign-in", "/", "/"),
    ("POST /sign-in/code", "/sign-in?next", "/sign-in?next", "/sign-in?next"),
    ("POST /sign-out", "/sign-in", "/sign-in", "/sign-in"),
    ("POST /language", "/sign-in", "/sign-in", "/sign-in"),
    ("GET /accept/{token}", "404", "404", "404"),
    ("POST /accept/{token}", "404", "404", "404"),
    ("POST /accept/{token}/ask", "404", "404", "404"),
    ("GET /forgot-password", "200", "200", "200"),
    ("POST /forgot-password", "200", "200", "200"),
    ("GET /reset/{token}", "410", "410", "410"),
    ("POST /reset/{token}", "410", "410", "410"),
    ("POST /check-password", "200", "200", "200"),
    ("GET /account", "/sign-in?next", "200", "200"),
    ("GET /account/access", "/sign-in?next", "200", "200"),
    ("GET /account/activity", "/sign-in?next", "200", "200"),
    ("GET /account/data", "/sign-in?next", "200", "200"),
    ("POST /account/data", "/sign-in", "200", "200"),
    ("GET /account/security", "/sign-in?next", "200", "200"),
    // Nobody else is signed in as them.
    ("GET /account/sessions", "/sign-in?next", "/account/security", "/account/security"),
    ("POST /account/sessions", "/sign-in", "/account/security", "/account/security"),
    // No password is asked for where none is right.
    ("POST /account/prove", "/sign-in", "422", "422"),
    // One's own address is no part of the preset: whoever may not change it has no form.
    ("GET /account/email", "/sign-in?next", "403", "200"),
    ("POST /account/email", "/sign-in", "403", "/account/email"),
    ("GET /email/{token}", "/sign-in?next", "410", "410"),
    ("POST /email/{token}", "/sign-in", "410", "410"),
    ("GET /account/password", "/sign-in?next", "200", "200"),
    ("POST /account/password", "/sign-in", "422", "422"),
    ("GET /account/preferences", "/sign-in?next", "200", "200"),
    // Mails about roles and the like are for administrators to switch off.
    ("POST /account/preferences", "/sign-in", "403", "/account/preferences"),
    ("GET /users/{id}/preferences", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/preferences", "/sign-in", "404", "/users/…/preferences"),
    // Closed until the settings open it.
    ("GET /account/delete", "/sign-in?next", "404", "404"),
    ("POST /account/delete", "/sign-in", "404", "404"),
    ("GET /account/two-factor", "/sign-in?next", "200", "200"),
    ("POST /account/two-factor", "/sign-in", "422", "422"),
    ("GET /account/two-factor/app", "/sign-in?next", "/account/two-factor", "/account/two-factor"),
    ("POST /account/two-factor/app", "/sign-in", "/account/two-factor", "/account/two-factor"),
    ("POST /account/two-factor/codes", "/sign-in", "409", "409"),
    ("POST /account/two-factor/file", "/sign-in", "400", "400"),
    ("POST /account/two-factor/off", "/sign-in", "409", "409"),
    ("GET /audit", "/sign-in?next", "403", "200"),
    ("GET /users", "/sign-in?next", "403", "200"),
    ("GET /users/export.csv", "/sign-in?next", "403", "200"),
    ("POST /users/export.csv", "/sign-in", "403", "200"),
    ("GET /users/export.json", "/sign-in?next", "403", "200"),
    ("POST /users/export.json", "/sign-in", "403", "200"),
    ("GET /users/import", "/sign-in?next", "403", "200"),
    ("POST /users/import", "/sign-in", "403", "422"),
    // Nobody's table is there.
    ("GET /users/import/{id}", "/sign-in?next", "403", "404"),
    ("POST /users/import/{id}", "/sign-in", "403", "404"),
    ("GET /users/import/{id}/columns", "/sign-in?next", "403", "404"),
    ("POST /users/import/{id}/apply", "/sign-in", "403", "404"),
    ("GET /users/import/{id}/rows.csv", "/sign-in?next", "403", "404"),
    ("GET /users/bulk", "/sign-in?next", "403", "200"),
    ("POST /users/bulk", "/sign-in", "403", "/users"),
    ("GET /jobs", "/sign-in?next", "200", "200"),
    ("GET /jobs/{id}", "/sign-in?next", "404", "200"),
    ("POST /jobs/{id}/cancel", "/sign-in", "404", "/jobs/…"),
    // It changed nobody.
    ("POST /jobs/{id}/undo", "/sign-in", "404", "409"),
    ("GET /jobs/{id}/results.csv", "/sign-in?next", "404", "200"),
    ("GET /users/new", "/sign-in?next", "403", "200"),
    ("POST /users/new", "/sign-in", "403", "/users/…"),
    ("GET /users/invite", "/sign-in?next", "403", "200"),
    ("POST /users/invite", "/sign-in", "403", "200"),
    ("POST /users/invite/check", "/sign-in", "403", "200"),
    ("GET /users/new/service", "/sign-in?next", "403", "200"),
    ("POST /users/new/service", "/sign-in", "403", "/users/…"),
    ("GET /jump", "/sign-in?next", "200", "200"),
    ("GET /views/new", "/sign-in?next", "403", "200"),
    ("POST /views/new", "/sign-in", "403", "/users?status=invited&view=…"),
    ("GET /views/{id}", "/sign-in?next", "403", "404"),
    ("POST /views/{id}", "/sign-in", "403", "404"),
    ("GET /users/view-settings", "/sign-in?next", "403", "200"),
    ("POST /users/view-settings", "/sign-in", "403", "/users"),
    // Only service accounts have somebody who answers for them.
    ("GET /users/{id}/owner", "/sign-in?next", "404", "409"),
    ("POST /users/{id}/owner", "/sign-in", "404", "409"),
    ("GET /users/{id}", "/sign-in?next", "404", "200"),
    ("GET /users/{id}/details", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/details", "/sign-in", "404", "/users/…"),
    ("GET /users/{id}/email", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/email", "/sign-in", "404", "/users/…"),
    ("GET /users/{id}/avatar", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/avatar", "/sign-in", "404", "/users/…"),
    // They have none.
    ("GET /users/{id}/avatar/{hash}", "/sign-in?next", "404", "404"),
    ("GET /users/{id}/status", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/status", "/sign-in", "404", "/users"),
    ("GET /users/{id}/role", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/role", "/sign-in", "404", "/users"),
    ("GET /users/{id}/end", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/end", "/sign-in", "404", "/users"),
    ("GET /users/{id}/access", "/sign-in?next", "404", "200"),
    ("GET /users/{id}/activity", "/sign-in?next", "404", "200"),
    ("GET /users/{id}/security", "/sign-in?next", "404", "200"),
    ("GET /users/{id}/sessions", "/sign-in?next", "404", "/users/…/security"),
    ("POST /users/{id}/sessions", "/sign-in", "404", "/users/…/security"),
    ("GET /users/{id}/grants/new", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/grants", "/sign-in", "404", "/users/…/access"),
    ("GET /users/{id}/password", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/password", "/sign-in", "404", "200"),
    // Nobody resets what a draft does not have.
    ("POST /users/{id}/reset", "/sign-in", "404", "/users/…/password"),
    // Nobody unlocks whom nothing holds up: it is as if it were done.
    ("POST /users/{id}/unlock", "/sign-in", "404", "/users/…"),
    ("POST /users/{id}/must-change", "/sign-in", "404", "/users/…/security"),
    ("GET /users/{id}/compromised", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/compromised", "/sign-in", "404", "/users/…"),
    ("GET /users/{id}/two-factor", "/sign-in?next", "404", "409"),
    // Nobody turns off what is not on.
    ("POST /users/{id}/two-factor", "/sign-in", "404", "409"),
    ("GET /users/{id}/delete", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/delete", "/sign-in", "404", "/users"),
    // Nobody has invited them yet.
    ("GET /users/{id}/invitation", "/sign-in?next", "404", "404"),
    ("POST /users/{id}/invitation", "/sign-in", "404", "/users/…"),
    ("GET /invitations", "/sign-in?next", "403", "200"),
    ("POST /invitations", "/sign-in", "403", "409"),
    ("GET /users/{id}/tokens", "/sign-in?next", "404", "200"),
    // People make their tokens themselves.
    ("POST /users/{id}/tokens", "/sign-in", "404", "409"),
    ("GET /users/{id}/tokens/new", "/sign-in?next", "404", "409"),
    // Asked about no act.
    ("GET /users/{id}/tokens/{token}", "/sign-in?next", "400", "400"),
    ("POST /users/{id}/tokens/{token}", "/sign-in", "404", "404"),
    // Nobody has a token there.
    ("GET /api/users/me", "401", "401", "401"),
    ("GET /roles", "/sign-in?next", "403", "200"),
    ("GET /roles/new", "/sign-in?next", "403", "200"),
    ("POST /roles/new", "/sign-in", "403", "/roles/…"),
    ("GET /roles/{id}", "/sign-in?next", "404", "200"),
    ("GET /roles/{id}/edit", "/sign-in?next", "404", "200"),
    ("POST /roles/{id}/edit", "/sign-in", "404", "/roles/…"),
    ("GET /roles/{id}/sessions", "/sign-in?next", "403", "200"),
    ("POST /roles/{id}/sessions", "/sign-in", "403", "/roles/…"),
    ("GET /roles/{id}/users", "/sign-in?next", "404", "200"),
    ("POST /roles/{id}/users", "/sign-in", "404", "/roles/…"),
    ("GET /roles/compare", "/sign-in?next", "403", "200"),
    ("GET /roles/{id}/copy", "/sign-in?next", "404", "200"),
    ("POST /roles/{id}/copy", "/sign-in", "404", "/roles/…"),
    ("GET /roles/{id}/permissions", "/sign-in?next", "404", "200"),
    ("POST /roles/{id}/permissions", "/sign-in", "404", "200"),
    ("POST /roles/{id}/permissions/apply", "/sign-in", "404", "/roles/…/permissions"),
    // A new one of no collection.
    ("GET /roles/{id}/permissions/{permission}", "/sign-in?next", "404", "404"),
    ("POST /roles/{id}/permissions/{permission}", "/sign-in", "404", "200"),
    ("GET /roles/{id}/delete", "/sign-in?next", "404", "200"),
    ("POST /roles/{id}/delete", "/sign-in", "404", "/roles"),
    ("GET /groups", "/sign-in?next", "403", "200"),
    ("GET /groups/new", "/sign-in?next", "403", "200"),
    ("POST /groups/new", "/sign-in", "403", "/groups/…"),
    ("GET /groups/{id}", "/sign-in?next", "404", "200"),
    ("GET /groups/{id}/edit", "/sign-in?next", "404", "200"),
    ("POST /groups/{id}/edit", "/sign-in", "404", "/groups/…"),
    ("GET /groups/{id}/sessions", "/sign-in?next", "403", "200"),
    ("POST /groups/{id}/sessions", "/sign-in", "403", "/groups/…"),
    ("GET /groups/{id}/members", "/sign-in?next", "404", "200"),
    ("POST /groups/{id}/members", "/sign-in", "404", "/groups/…"),
    ("GET /users/{id}/groups", "/sign-in?next", "404", "200"),
    ("POST /users/{id}/groups", "/sign-in", "404", "/users/…"),
    ("GET /groups/{id}/delete", "/sign-in?next", "404", "200"),
    ("POST /groups/{id}/delete", "/sign-in", "404", "/groups"),
    ("GET /outbox", "/sign-in?next", "403", "200"),
    ("POST /outbox", "/sign-in", "403", "/outbox"),
    ("POST /outbox/pause", "/sign-in", "403", "409"),
    ("GET /outbox/{id}", "/sign-in?next", "404", "200"),
    ("POST /outbox/{id}", "/sign-in", "404", "/outbox/…"),
    ("GET /outbox/{id}/preview", "/sign-in?next", "404", "200"),
    ("GET /settings", "/sign-in?next", "403", "200"),
    ("POST /settings", "/sign-in", "403", "/settings"),
    ("GET /settings/fields", "/sign-in?next", "403", "200"),
    ("POST /settings/fields", "/sign-in", "404", "/settings/fields"),
    ("GET /settings/fields/new", "/sign-in?next", "403", "200"),
    ("POST /settings/fields/new", "/sign-in", "403", "/settings/fields"),
    ("GET /settings/fields/{id}", "/sign-in?next", "404", "200"),
    ("POST /settings/fields/{id}", "/sign-in", "404", "/settings/fields"),
    ("GET /settings/fields/{id}/delete", "/sign-in?next", "404", "200"),
    ("POST /settings/fields/{id}/delete", "/sign-in", "404", "/settings/fields"),
    ("GET /settings/invitations", "/sign-in?next", "403", "200"),
    ("POST /settings/invitations", "/sign-in", "403", "/settings/invitations"),
    ("GET /settings/mail", "/sign-in?next", "403", "200"),
    ("POST /settings/mail", "/sign-in", "403", "/settings/mail"),
    ("POST /settings/mail/test", "/sign-in", "403", "/settings/mail"),
    ("GET /settings/mail/{kind}/{language}", "/sign-in?next", "403", "200"),
    ("GET /settings/mail/{kind}/{language}/preview", "/sign-in?next", "403", "200"),
    // Served on an address of its own, where an administrator has set one.
    ("GET /metrics", "404", "404", "404"),
];

fn name(route: &Route) -> String {
    format!("{} {}", route.method, route.path)
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let mut rows: Vec<String> = TABLE.iter().map(|(route, ..)| (*route).to_owned()).collect();
    let mut routes: Vec<String> = routes().iter().map(name).collect();
    rows.sort();
    routes.sort();
    assert_eq!(rows, routes);
}

async fn visit(who: &str) -> (House, Target, Browser) {
    let house = House::new().await;
    let target = Target::of(&house).await;
    let browser = match who {
        "anonymous" => house.browser(),
        "member" => house.browser_of(&house.mia()).await,
        _ => house.browser_of(&house.ada()).await,
    };
    (house, target, browser)
}

async fn answers_as(who: &str) {
    let id = Regex::new("[0-9a-f-]{36}").expect("a pattern");
    let mut visited = visit(who).await;
    for (route, anonymous, member, admin) in TABLE {
        let (method, pattern) = route.split_once(' ').expect("a method and a path");
        let wanted = match who {
            "anonymous" => anonymous,
            "member" => member,
            _ => admin,
        };
        // A house for each form: they change things.
        if method == "POST" {
            visited = visit(who).await;
        }
        let (_house, target, browser) = &visited;
        let path = target.fill(pattern).replace("{name}", "app.css");
        let answer = if method == "GET" {
            browser.get(&path).await
        } else {
            if who == "anonymous" {
                browser.get("/sign-in").await.is(200);
            }
            let fields = fields(pattern, target).unwrap_or_else(|| panic!("{route} needs a row in forms.rs"));
            browser.post(&path, &borrowed(&fields)).await
        };
        let location = answer.location();
        let got = match answer.status {
            303 if location.starts_with("/sign-in?next=") => "/sign-in?next".to_owned(),
            303 => id.replace(&location, "…").into_owned(),
            status => status.to_string(),
        };
        assert_eq!(got, **wanted, "{route} as {who}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_stranger_gets_what_the_table_says() {
    answers_as("anonymous").await;
}

#[tokio::test]
async fn a_member_gets_what_the_table_says() {
    answers_as("member").await;
}

#[tokio::test]
async fn an_administrator_gets_what_the_table_says() {
    answers_as("admin").await;
}
