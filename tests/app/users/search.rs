//! Finding people: search, filters, and what a swap answers.

use chrono::TimeDelta;
use rolecall::sql;
use rolecall::users::Status;

use super::names;
use crate::browser::Browser;
use crate::house::House;

async fn found(ada: &Browser, q: &str) -> Vec<String> {
    let q: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
    names(&ada.follow(ada.get(&format!("/users?q={q}")).await).await.is(200))
}

async fn library() -> (House, Browser) {
    let house = House::new().await;
    for (email, first, last) in [
        ("lukasz@north.example", "Łukasz", "Ångström"),
        ("ipek@north.example", "İpek", "Yıldız"),
        ("brien@north.example", "Conan", "O'Brien"),
        ("percent@north.example", "100%", "Sure"),
        ("under_score@north.example", "Una", "Core"),
        ("quote@north.example", "Robert \"Bob\"", "Tables"),
        ("li@north.example", "小龍", "李"),
        ("star@north.example", "A*", "B^ OR C"),
    ] {
        house.add_member(email, (first, last)).await;
    }
    house.force("UPDATE users SET title = 'x' WHERE email_key = 'li@north.example'").await.expect("written");
    let ada = house.browser_of(&house.ada()).await;
    (house, ada)
}

#[tokio::test]
async fn people_are_found_by_any_part_without_case_and_accents() {
    let (house, ada) = library().await;
    for (q, wanted) in [
        ("lukasz", vec!["Łukasz Ångström"]),
        ("NGSTR", vec!["Łukasz Ångström"]),
        ("ångström", vec!["Łukasz Ångström"]),
        ("ang luk", vec!["Łukasz Ångström"]),
        ("lukasz yildiz", vec![]),
        ("ipek yildiz", vec!["İpek Yıldız"]),
        ("o'brien", vec!["Conan O'Brien"]),
        ("'", vec!["Conan O'Brien"]),
        ("%", vec!["100% Sure"]),
        ("100%", vec!["100% Sure"]),
        ("%s%", vec![]),
        ("_", vec!["Una Core"]),
        ("r_s", vec!["Una Core"]),
        ("under_score", vec!["Una Core"]),
        ("underxscore", vec![]),
        ("\"bob\"", vec!["Robert \"Bob\" Tables"]),
        ("\"", vec!["Robert \"Bob\" Tables"]),
        ("\"\"\"", vec![]),
        ("李", vec!["小龍 李"]),
        ("小龍", vec!["小龍 李"]),
        ("a*", vec!["A* B^ OR C"]),
        ("luk*", vec![]),
        ("OR c", vec!["A* B^ OR C", "Conan O'Brien", "Una Core"]),
        ("NOT ada", vec![]),
        ("(ada)", vec![]),
        ("mia@acme", vec!["Mia Okafor"]),
        ("\\", vec![]),
        ("a' OR '1'='1", vec![]),
        ("; DROP TABLE users", vec![]),
        ("  ada  ", vec!["Ada Abara"]),
        ("zzz", vec![]),
    ] {
        let mut got = found(&ada, q).await;
        got.retain(|name| q != "OR c" || wanted.contains(&name.as_str()));
        got.sort();
        assert_eq!(got, wanted, "{q:?}");
    }
    let id = house.mia().id.to_string();
    for q in [&id[..], &id.replace('-', ""), &id[..20]] {
        assert!(found(&ada, q).await.contains(&"Mia Okafor".to_owned()), "{q}");
    }
    let other = house.ada().id.to_string();
    assert_eq!(found(&ada, &id).await, ["Mia Okafor"]);
    assert_eq!(found(&ada, &other).await, ["Ada Abara"]);
}

#[tokio::test]
async fn search_follows_every_change() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let form = format!("/users/{}/details", house.mia().id);
    let version = ada.get(&form).await.input("version");
    ada.post(
        &form,
        &[
            ("version", &version),
            ("first_name", "Miranda"),
            ("last_name", "Zeta"),
            ("title", "Gärtnerin"),
            ("company", "Grün"),
            ("tags", "on-call"),
        ],
    )
    .await
    .is(303);
    for q in ["miranda", "gartnerin", "grun", "on-call", "mia@acme"] {
        assert_eq!(found(&ada, q).await, ["Miranda Zeta"], "{q}");
    }
    assert!(found(&ada, "okafor").await.is_empty());
    ada.post(&format!("/users/{}/status", house.mia().id), &[("status", "archived")]).await.is(303);
    ada.get("/users?q=miranda").await.is(200).says("No user matches “miranda”").says("Search the archive").says("Show everyone");
    assert_eq!(names(&ada.get("/users?q=miranda&status=archived").await), ["Miranda Zeta"]);
    ada.post(&format!("/users/{}/delete", house.mia().id), &[("confirm", "mia@acme.example")]).await.is(303);
    assert!(names(&ada.get("/users?q=miranda&status=archived").await).is_empty());
}

#[tokio::test]
async fn filters_by_status_role_and_last_access_join_and_show_as_chips() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let people = house.people().clone();
    let seen = async |email: &str, days: Option<i64>| {
        let person = house.add_member(email, (email.split('@').next().expect("a name"), "")).await;
        if let Some(days) = days {
            let at = house.now() - TimeDelta::days(days);
            house.app.db.run(sql!("UPDATE users SET last_seen_at = $2 WHERE id = $1", person.id, at)).await.expect("written");
        }
    };
    seen("never@acme.example", None).await;
    seen("week@acme.example", Some(3)).await;
    seen("month@acme.example", Some(20)).await;
    seen("old@acme.example", Some(100)).await;
    seen("ancient@acme.example", Some(400)).await;
    house.add("sven@acme.example", ("sven", ""), Status::Suspended, None).await;
    let member = people.member;
    for (query, wanted, chips) in [
        (format!("role={member}&seen=never"), vec!["Mia Okafor", "never"], 2),
        (format!("role={member}&seen=lt7d"), vec!["week"], 2),
        (format!("role={member}&seen=lt30d"), vec!["month", "week"], 2),
        (format!("role={member}&seen=gt90d"), vec!["ancient", "old"], 2),
        (format!("role={member}&seen=gt365d"), vec!["ancient"], 2),
        ("role=none".into(), vec!["sven"], 1),
        ("status=suspended".into(), vec!["sven"], 1),
        ("status=suspended,draft&role=none".into(), vec!["sven"], 2),
        (format!("status=suspended&role={member}"), vec![], 2),
        (format!("q=abar&role={}", people.administrator), vec!["Ada Abara"], 1),
    ] {
        let page = ada.get(&format!("/users?{query}")).await.is(200);
        assert_eq!(names(&page), wanted, "{query}");
        assert_eq!(page.find_all(r#"<a class="chip" href="([^"]+)""#).len(), chips, "{query}");
    }
    // A chip takes its filter away only.
    let page = ada.get(&format!("/users?q=e&status=active&role={member}&per=25")).await;
    assert_eq!(
        page.find_all(r#"<a class="chip" href="([^"]+)""#),
        [format!("/users?q=e&role={member}&per=25"), "/users?q=e&status=active&per=25".to_owned()]
    );
}

#[tokio::test]
async fn a_swap_brings_the_results_alone_and_the_address_to_show() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let typing = ada.get("/users?q=ad&status=&role=&seen=&sort=name&per=50").swap().header("hx-source", "input#q").await.is(200);
    assert!(!typing.body.contains("<html") && typing.body.contains("<section id=\"results\""));
    assert_eq!((typing.header("hx-replace-url"), typing.header("hx-push-url")), ("/users?q=ad", ""));
    let sorting = ada.get("/users?sort=-email").swap().header("hx-source", "a#sort-email").await.is(200);
    assert_eq!((sorting.header("hx-push-url"), sorting.header("hx-replace-url")), ("/users?sort=-email", ""));
    let page = ada.get("/users?sort=-email").await.is(200);
    assert!(page.body.starts_with("<!doctype html>"));
    for answer in [&typing, &page] {
        assert!(answer.headers.get_all("vary").iter().any(|value| value.to_str().is_ok_and(|vary| vary.contains("HX-Request-Type"))));
    }
    // Enter on a single match opens it.
    let enter = ada.get("/users?q=abara").swap().header("hx-source", "form#search").await.is(200);
    assert_eq!(enter.header("hx-redirect"), format!("/users/{}?back=%2Fusers%3Fq%3Dabara", house.ada().id));
    // What was typed goes along with the filters, and they with it.
    let typed = ada.get("/users?q=ad&status=active&sort=-email").swap().header("hx-source", "input#q").await.is(200);
    let part = |target: &str| typed.find(&format!(r#"(?s)<hx-partial hx-target="{target}"(.*?)</hx-partial>"#)).expect("a part");
    for (target, field) in [
        ("#filters", r#"name="q" value="ad""#),
        ("#filters", r#"name="sort" value="-email""#),
        ("#filters", r#"value="active" selected"#),
        ("#search-filters", r#"name="status" value="active""#),
        ("#search-filters", r#"name="sort" value="-email""#),
    ] {
        assert!(part(target).contains(field), "{field} in {}", part(target));
    }
}

#[tokio::test]
async fn a_half_filled_form_stays_in_no_address() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    house.add("sven@acme.example", ("Sven", ""), Status::Suspended, None).await;
    for (query, canonical) in [
        ("?q=&status=suspended&role=&seen=&sort=name&per=50", "/users?status=suspended"),
        ("?status=suspended&q=sv", "/users?q=sv&status=suspended"),
        ("?q=+sv+&per=25&n=0", "/users?q=sv&per=25"),
        ("?q=", "/users"),
        (&format!("?q={}+b", "s".repeat(199)), &format!("/users?q={}", "s".repeat(199))),
    ] {
        ada.get(&format!("/users{query}")).await.leads_to(canonical);
        ada.get(canonical).await.is(200);
    }
    // What the last action had to say is not lost on the way.
    let status = format!("/users/{}/status", house.mia().id);
    let answer = ada.post(&status, &[("status", "suspended"), ("back", "/users?q=&status=suspended")]).await.is(303);
    let answer = ada.get(answer.header("location")).await.leads_to("/users?status=suspended");
    ada.get(answer.header("location")).await.is(200).says("Sven").says("Mia Okafor is suspended");
    // The same said with other signs is the same, however a proxy writes it.
    for same in ["/users?q=sven%20sven", "/users?q=sv&status=active,suspended", "/users?status=active%2Csuspended", "/users?"] {
        ada.get(same).await.is(200);
    }
}

#[tokio::test]
async fn the_profile_leads_back_to_the_list_it_was_opened_from() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let list = "/users?q=mia&status=active%2Cdraft&sort=-email&per=25";
    let page = ada.get(list).await.is(200);
    let profile = page.find(r#"<a href="([^"]+)" id="n-"#).expect("a link");
    let crumb = r#"(?s)<nav class="crumbs"[^>]*><a href="([^"]+)""#;
    let way_back = async |profile: &str| ada.get(profile).await.is(200).find(crumb).expect("a crumb");
    assert_eq!(way_back(&profile).await, list);
    // It does so after something was done there, too.
    let back = ada.get(&profile).await.input("back");
    ada.post(&format!("/users/{}/status", house.mia().id), &[("status", "suspended"), ("back", &back)]).await.leads_to(&profile);
    // From the plain list the address stays plain.
    let plain = format!("/users/{}", house.mia().id);
    assert!(ada.get("/users").await.find_all(r#"<a href="([^"]+)" id="n-"#).contains(&plain));
    for elsewhere in ["https://evil.example/users", "//evil.example/users", "/usersx", "/users/invite", "/audit", "javascript:alert(1)"] {
        let back: String = url::form_urlencoded::byte_serialize(elsewhere.as_bytes()).collect();
        assert_eq!(way_back(&format!("{plain}?back={back}")).await, "/users", "{elsewhere}");
    }
}
