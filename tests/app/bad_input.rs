//! Bad input gets a clear answer: something that begins with 4, never with 5, and nothing half done.

use uuid::Uuid;

use crate::browser::Browser;
use crate::forms::{Target, borrowed, fields};
use crate::house::House;
use crate::routes::{Route, routes};

/// What nobody means, for any field.
fn nasty() -> Vec<String> {
    [
        "",
        " ",
        "0",
        "-1",
        "99999999999999999999",
        "1e309",
        "NaN",
        "null",
        "true",
        "[]",
        "{}",
        "%00",
        "%",
        "../../etc/passwd",
        "'",
        "\"",
        "\\",
        "`",
        "' OR '1'='1",
        "\"; DROP TABLE users; --",
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "${jndi:ldap://evil.example}",
        "\u{202e}gnp.exe",
        "\u{feff}",
        "\u{fdfa}\u{fdfa}\u{fdfa}",
        "Z\u{351}\u{36b}\u{343}alg\u{34f}o",
        "🏳️‍🌈",
        "\u{10ffff}",
        "//evil.example",
        "javascript:alert(1)",
        "00000000-0000-0000-0000-000000000000",
        "Name <a@b.example>, ;;; <>",
        "=1+1",
        "a\tb",
        "a\r\nBcc: x@evil.example",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain(["x".repeat(60_000), "ﷺ".repeat(2_000), "a@".repeat(300), "9".repeat(400), "-".repeat(3_000)])
    .collect()
}

const POINTED: [&str; 8] =
    ["", "-1", "99999999999999999999", "' OR '1'='1", "<script>alert(1)</script>", "//evil.example", "\u{202e}gnp.exe", "{}"];

fn posts() -> Vec<Route> {
    let mut posts = routes();
    posts.retain(|route| route.method == "POST");
    posts
}

async fn browser(house: &House) -> (Browser, Target) {
    let target = Target::of(house).await;
    (house.browser_of(&house.ada()).await, target)
}

#[tokio::test]
async fn every_field_of_every_form_bears_nonsense() {
    let house = House::new().await;
    let (ada, target) = browser(&house).await;
    for route in posts().into_iter().filter(|route| route.path != "/sign-out") {
        let valid = fields(&route.path, &target).unwrap_or_else(|| panic!("{} needs a row in forms.rs", route.path));
        // Each value in all fields at once, and the pointed ones in each field alone.
        let all_at_once = nasty().into_iter().map(|value| (None, value));
        let one_by_one = (0..valid.len()).flat_map(|n| POINTED.map(|value| (Some(n), value.to_owned())));
        for (which, value) in all_at_once.chain(one_by_one) {
            let mut fields = valid.clone();
            for (n, field) in fields.iter_mut().enumerate() {
                if which.is_none_or(|which| which == n) {
                    field.1.clone_from(&value);
                }
            }
            let name = which.map_or("all", |n| valid[n].0);
            let answer = ada.post(&target.fill(&route.path), &borrowed(&fields)).await;
            assert!(answer.status < 500, "{} {name}={value:.60}: {}", route.path, answer.status);
            assert!(!answer.body.contains("<script>alert(1)"), "{} {name} is not escaped", route.path);
            let away = answer.location();
            assert!(!away.starts_with("//") && !away.contains("://"), "{} {name}={value:.60} leads to {away}", route.path);
        }
    }
    ada.get("/users").await.is(200);
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}

#[tokio::test]
async fn control_characters_and_unknown_fields_are_refused_by_every_form() {
    let house = House::new().await;
    let (ada, target) = browser(&house).await;
    let before = house.actions().await;
    for route in posts() {
        let path = target.fill(&route.path);
        let valid = fields(&route.path, &target).unwrap_or_else(|| panic!("{} needs a row in forms.rs", route.path));
        for (n, (name, _)) in valid.iter().enumerate() {
            for control in ["\0", "\u{7}", "\u{1b}[2J", "\u{7f}", "\u{9b}"] {
                let mut fields = valid.clone();
                fields[n].1 = format!("a{control}b");
                let status = ada.post(&path, &borrowed(&fields)).await.status;
                let is_password = ["password", "present", "prove-password"].contains(name);
                // Asking what rules it keeps is answered for any password, and keeps none.
                let answers: &[u16] = if path == "/check-password" { &[200] } else { &[404, 410, 422, 429] };
                assert!(status == 400 || (is_password && answers.contains(&status)), "{path} {name} {control:?}: {status}");
            }
        }
        // It carries whatever form waits for a proof, which is looked at when it is posted.
        if path == "/account/prove" {
            continue;
        }
        for (name, value) in [("unknown", "1"), ("id[]", "1"), ("is_admin", "true"), ("__proto__", "x"), ("", "x")] {
            let fields = [&borrowed(&valid)[..], &[(name, value)]].concat();
            ada.post(&path, &fields).await.is(400);
        }
    }
    assert_eq!(house.actions().await, before);
}

#[tokio::test]
async fn too_much_is_refused_by_every_form() {
    let house = House::new().await;
    let (ada, target) = browser(&house).await;
    let before = house.actions().await;
    let many: Vec<(String, String)> = (0..10_000).map(|n| (format!("f{n}"), String::new())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    for route in posts() {
        let path = target.fill(&route.path);
        let is_list = path.starts_with("/users/invite") || path.contains("/permissions") || path == "/account/prove";
        let megabytes = "x".repeat(if is_list { 2_000_000 } else { 1_000_000 });
        ada.post(&path, &[("email", &megabytes)]).await.is(413);
        // 10,000 fields that are small enough to be read.
        ada.post(&path, &many).await.is(if is_list { 400 } else { 413 });
        ada.post(&path, &many[..3_000]).await.is(400);
        ada.post(&path, &[("email", "x"), ("email", "y"), ("role", ""), ("role", ""), ("status", "a"), ("status", "b")]).await.is(400);
    }
    ada.get("/users").await.is(200);
    assert_eq!(house.actions().await, before);
}

#[tokio::test]
async fn other_kinds_of_bodies_are_refused_by_every_form() {
    let house = House::new().await;
    let (ada, target) = browser(&house).await;
    // A form without fields is a good one for signing out.
    for route in posts().into_iter().filter(|route| route.path != "/sign-out") {
        let path = target.fill(&route.path);
        let token = ada.csrf();
        for (kind, body) in [
            ("application/json", "{\"status\":\"archived\"}"),
            ("text/plain", "status=archived"),
            ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"status\"\r\n\r\narchived\r\n--x--\r\n"),
            ("application/xml", "<a/>"),
            ("", "status=archived"),
        ] {
            let request = ada.post(&path, &[]).body(body).header("x-csrf-token", &token);
            let request = if kind.is_empty() { request } else { request.header("content-type", kind) };
            // A list to invite and a picture come as files, in a form that is read and found to be none of ours.
            let takes_files = path.starts_with("/users/invite") || path == "/users/import" || path.ends_with("/avatar");
            let is_upload = takes_files && kind.starts_with("multipart");
            request.await.is(if is_upload { 400 } else { 415 });
        }
        for body in [&b"%ff%fe=%ff&%"[..], b"&&&===&&", b"status", b"\xff\xfe\x00", b"a=%e2%28%a1", b"status=archived;role="] {
            let request =
                ada.post(&path, &[]).body(body).header("content-type", "application/x-www-form-urlencoded").header("x-csrf-token", &token);
            let status = request.await.status;
            assert!(status < 500 && (status >= 400 || body == b"&&&===&&"), "{path} {body:?}: {status}");
        }
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_which_would_do() {
    let house = House::new().await;
    let (ada, target) = browser(&house).await;
    let all = routes();
    for route in all.iter().filter(|route| route.path != "/metrics" && !route.is_api()) {
        let path = target.fill(&route.path).replace("{name}", "x");
        let known: Vec<&str> = all.iter().filter(|other| other.path == route.path).map(|other| other.method.as_str()).collect();
        for method in ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "GET", "POST"] {
            if known.contains(&method) {
                continue;
            }
            let request = if method == "POST" { ada.post(&path, &[]) } else { ada.request(method, &path) };
            let answer = request.await.is(405);
            let mut allowed: Vec<&str> = answer.header("allow").split(", ").collect();
            allowed.sort_unstable();
            allowed.dedup();
            assert_eq!(allowed, known, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn unknown_or_wrong_queries_are_refused() {
    let house = House::new().await;
    let (ada, target) = browser(&house).await;
    for (path, known) in [
        ("/users", "q=a"),
        ("/users/export.csv", "q=a"),
        ("/users/new", ""),
        ("/users/view-settings", "back=/users"),
        ("/views/new", "back=/users"),
        ("/jump", "q=a"),
        ("/users/bulk", "list=/users"),
        ("/jobs", ""),
        ("/jobs/{id}", "after=0"),
        ("/users/{id}/status", "back=/users"),
        ("/users/{id}/role", "back=/users"),
        ("/users/{id}/end", "back=/users"),
        ("/users/invite", ""),
        ("/audit", ""),
        ("/roles/{id}/users", "q=a"),
        ("/groups/{id}/members", "q=a"),
        ("/users/{id}/groups", "back=/users"),
    ] {
        let path = target.fill(path);
        ada.get(&format!("{path}?{known}")).await.is(200);
        ada.get(&format!("{path}?{known}&unknown=1")).await.is(400);
        ada.get(&format!("{path}?{known}&constructor=1")).await.is(400);
    }
    house.browser().get("/sign-in?unknown=1").await.is(400);
    for wrong in [
        "status=x",
        "status=active,x",
        "role=x",
        "role=-",
        "group=x",
        "group=-",
        "seen=x",
        "seen=lt0d",
        "end=lt8d",
        "seen=gt99999999d",
        "sort=x",
        "sort=--name",
        "sort=password_hash",
        "sort=id;",
        "per=0",
        "per=51",
        "per=-50",
        "per=99999999999999999999",
        "n=-1",
        "n=x",
        "n=99999999999999",
        "layout=x",
        "view=x",
        "after=x",
        "q=a&q=b",
    ] {
        ada.get(&format!("/users?{wrong}")).await.is(400);
    }
    for odd in ["q=%00", "q=%ff%fe", "q=%", "&&&", "q", "=", "status=,,active,,", "q=%F0%9F%98%80"] {
        let status = ada.follow(ada.get(&format!("/users?{odd}")).await).await.status;
        assert!([200, 400].contains(&status), "{odd}: {status}");
    }
    for value in nasty() {
        let q: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
        let status = ada.follow(ada.get(&format!("/users?q={}", &q[..q.len().min(6_000)])).await).await.status;
        assert!([200, 400].contains(&status), "{value:.50}: {status}");
    }
    ada.get(&format!("/users?q={}", "a".repeat(8_001))).await.is(400);
}

#[tokio::test]
async fn what_is_no_id_and_what_is_nobodys_does_not_exist() {
    let house = House::new().await;
    let (ada, target) = browser(&house).await;
    let ids = ["x", "1", "-1", "0193b2c4", "00000000-0000-0000-0000-000000000000", "%00", "'", "null"].map(str::to_owned);
    for id in ids.into_iter().chain([Uuid::now_v7().to_string()]) {
        for route in routes().iter().filter(|route| route.path.contains("{id}")) {
            let path = route.path.replace("{id}", &id);
            let answer = if route.method == "GET" {
                ada.get(&path).await
            } else {
                ada.post(&path, &borrowed(&fields(&route.path, &target).expect("a row in forms.rs"))).await
            };
            let is_other = ["/users/1", "/roles/1"].contains(&path.as_str());
            assert!(answer.status == 404 || is_other, "{} {path}: {}", route.method, answer.status);
        }
    }
    for path in ["/nowhere", "/users/", "/Users", "/users//x", "/.env", "/wp-login.php", "/users/x/y/z", "/etc/passwd", "/static/x"] {
        ada.get(path).await.is(404);
    }
}
