//! Filters by any field: tags, dates, added fields; and by none that the reader may not read.

use serde_json::json;

use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};

async fn set(house: &House, email: &str, change: &str) {
    house.force(&format!("UPDATE users SET {change} WHERE email_key = '{email}'")).await.expect("written");
}

/// Adds a condition to a list, as its form does, and follows to where the list then stands.
async fn narrow(browser: &Browser, more: &str, (field, op, value): (&str, &str, &str)) -> Answer {
    let pairs = [("field", field), ("op", op), ("value", value)];
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let answer = browser.get(&format!("/users?{more}{query}")).await;
    if answer.status == 303 { browser.follow(answer).await.is(200) } else { answer }
}

async fn three(house: &House) {
    crate::fields::team(house).await;
    let ada = house.browser_of(&house.ada()).await;
    for (label, takes) in [("Hours", "number"), ("Start", "date"), ("Remote", "boolean")] {
        ada.post("/settings/fields/new", &[("label", label), ("takes", takes)]).await.is(303);
    }
    for (name, tags, custom) in [
        ("nils", "newsroom, on-call", ["sales", "37.5", "2026-03-01", "yes"]),
        ("otto", "newsroom", ["newsroom", "20", "2025-03-01", "no"]),
        ("rita", "", [""; 4]),
    ] {
        let person = house.add_member(&format!("{name}@acme.example"), (name, "Berg")).await;
        let custom = ["custom.team", "custom.hours", "custom.start", "custom.remote"].into_iter().zip(custom);
        fill(house, &ada, &person, &custom.chain([("tags", tags)]).collect::<Vec<_>>()).await;
    }
    set(house, "otto@acme.example", "language = 'de'").await;
}

async fn fill(house: &House, ada: &Browser, person: &Person, fields: &[(&str, &str)]) {
    let version = house.user(person).await.version.to_string();
    let fields: Vec<_> = fields.iter().copied().chain([("version", version.as_str())]).collect();
    ada.post(&format!("/users/{}/details", person.id), &fields).await.is(303);
}

#[tokio::test]
async fn every_type_is_asked_in_the_words_of_people() {
    let house = House::new().await;
    three(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let people = ["nils", "otto", "rita"];
    for (condition, found, chip) in [
        (("tags", "_eq", "on-call"), vec!["nils"], "Tags contains on-call"),
        (("tags", "_neq", "on-call"), vec!["otto", "rita"], "Tags"),
        (("tags", "_null", ""), vec!["rita"], "Tags is empty"),
        (("team", "_eq", "Sales"), vec!["nils"], "Team is Sales"),
        (("team", "_neq", "sales"), vec!["otto", "rita"], "Team is not Sales"),
        (("hours", "_gt", "20"), vec!["nils"], "Hours is more than 20"),
        (("hours", "_eq", "37,5"), vec!["nils"], "Hours is 37.5"),
        (("start", "_lt", "2026-01-01"), vec!["otto"], "Start"),
        (("remote", "_eq", "yes"), vec!["nils"], "Remote is Yes"),
        (("first_name", "_contains", "t"), vec!["otto", "rita"], "First name"),
        (("created_at", "_gt", "2000-01-01"), vec!["nils", "otto", "rita"], "Created"),
        (("two_factor", "_eq", "Yes"), vec![], "Two-factor"),
        (("language", "_eq", "Deutsch"), vec!["otto"], "Language is de"),
    ] {
        let page = narrow(&ada, "", condition).await.is(200);
        let listed: Vec<&str> = people.into_iter().filter(|name| page.text().contains(&format!("{name}@acme.example"))).collect();
        assert_eq!(listed, found, "{condition:?}: {}", page.text());
        page.says(chip);
    }
}

#[tokio::test]
async fn a_moment_is_on_a_day_from_its_first_moment_to_its_last() {
    let house = House::new().await;
    three(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    set(&house, "nils@acme.example", "created_at = '2026-03-01T00:00:00+00:00'").await;
    set(&house, "otto@acme.example", "created_at = '2026-03-01T23:59:30.500000+00:00'").await;
    set(&house, "rita@acme.example", "created_at = '2026-03-02T00:00:00+00:00'").await;
    for (op, found) in [
        ("_eq", vec!["nils", "otto"]),
        ("_neq", vec!["rita"]),
        ("_gt", vec!["rita"]),
        ("_gte", vec!["nils", "otto", "rita"]),
        ("_lt", vec![]),
        ("_lte", vec!["nils", "otto"]),
    ] {
        let page = narrow(&ada, "q=berg&", ("created_at", op, "2026-03-01")).await.is(200);
        for name in ["nils", "otto", "rita"] {
            assert_eq!(page.text().contains(&format!("{name}@acme.example")), found.contains(&name), "{op} {name}");
        }
    }
}

#[tokio::test]
async fn a_day_that_it_is_not_counts_for_what_it_asks() {
    let house = House::new().await;
    three(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let many = |n: usize| json!({ "_and": (0..n).map(|n| json!({ "title": { "_neq": format!("x{n}") } })).collect::<Vec<_>>() });
    for (n, is_much) in [(7, false), (8, true)] {
        let rule: String = url::form_urlencoded::byte_serialize(many(n).to_string().as_bytes()).collect();
        let page = narrow(&ada, &format!("where={rule}&"), ("created_at", "_neq", "2020-01-01")).await.is(200);
        assert_eq!(page.text().contains("10 conditions"), is_much, "{}", page.text());
    }
}

#[tokio::test]
async fn conditions_add_up_and_go_one_by_one() {
    let house = House::new().await;
    three(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let first = ada.get("/users?field=tags&op=_eq&value=newsroom").await.is(303);
    let address = first.location();
    assert!(address.starts_with("/users?where="), "{address}");
    let page = ada.get(&address).await.is(200).says("Users 1–2 of 2");
    assert!(page.body.contains("name=\"where\""), "the search keeps it");
    let more = format!("{}&", address.split_once('?').expect("a query").1);
    let both = narrow(&ada, &more, ("remote", "_eq", "no")).await.says("otto@acme.example").never_says("nils@acme.example");
    // Each chip takes its own condition away.
    let chips = both.find_all(r#"class="chip" href="([^"]+)""#);
    assert_eq!(chips.len(), 2);
    ada.get(&chips[0].replace("&amp;", "&")).await.is(200).says("1 user").says("otto@acme.example").never_says("nils@acme.example");
    ada.get(&chips[1].replace("&amp;", "&")).await.is(200).says("Users 1–2 of 2");
    // Pages and swaps keep it too.
    ada.get(&format!("{address}&q=nils")).swap().await.is(200).says("nils@acme.example").never_says("otto@acme.example");
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_and_nothing_typed_is_lost() {
    let house = House::new().await;
    three(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    for (condition, words) in [
        (("hours", "_gt", "many"), "number"),
        (("hours", "_contains", "3"), "Hours cannot be compared so"),
        (("start", "_lt", "soon"), "2026-11-30"),
        (("team", "_eq", "Cellar"), "Sales, Newsroom"),
        (("remote", "_eq", "perhaps"), "Yes, No"),
        (("created_at", "_gt", "yesterday"), "2026-11-30"),
        (("tags", "_eq", ""), "The filter was not added"),
    ] {
        let page = narrow(&ada, "", condition).await.is(200).says("The filter was not added").says(words);
        assert!(page.body.contains(&format!("id=\"f-value\" value=\"{}\"", condition.2)), "{condition:?}");
        page.says("nils@acme.example");
    }
    let many = (0..10).map(|n| json!({ "title": { "_neq": n.to_string() } })).collect::<Vec<_>>();
    let query = |list: &[serde_json::Value]| {
        url::form_urlencoded::Serializer::new(String::new()).append_pair("where", &json!({ "_and": list }).to_string()).finish()
    };
    let answer = ada.get(&format!("/users?{}&field=title&op=_eq&value=x", query(&many))).await.is(200);
    answer.says("at most").says("nils@acme.example");
    let more = many.iter().cloned().chain([json!({ "title": { "_neq": "x" } })]).collect::<Vec<_>>();
    ada.get(&format!("/users?{}", query(&more))).await.is(400);
    for wrong in
        ["where=x", "where=%5B%5D", "where=%7B%22password_hash%22%3A%7B%22_eq%22%3A%22x%22%7D%7D", "where=%7B%22nothing%22%3A%7B%7D%7D"]
    {
        ada.get(&format!("/users?{wrong}")).await.is(400);
    }
}

#[tokio::test]
async fn nobody_finds_out_by_a_filter_what_they_may_not_read() {
    let house = House::new().await;
    three(&house).await;
    let rule = json!({ "first_name": { "_eq": "nils" } });
    let some = [
        permission("users", "read", json!({}), &["first_name", "email"]),
        permission("users", "read", rule, &["first_name", "email", "hours", "tags"]),
    ];
    let role = house.role("Some", &some).await;
    let tess = house.add("tess@acme.example", ("Tess", "Alm"), rolecall::users::Status::Active, Some(role)).await;
    let tess = house.browser_of(&tess).await;
    // Of Nils she may know the hours, of Otto not, however she asks; and of nobody the team.
    let page = narrow(&tess, "", ("hours", "_gt", "1")).await.is(200).says("nils@acme.example");
    page.never_says("otto@acme.example");
    for condition in [("hours", "_neq", "20"), ("hours", "_null", ""), ("tags", "_ncontains", "x"), ("tags", "_null", "")] {
        narrow(&tess, "", condition).await.is(200).never_says("otto@acme.example").never_says("rita@acme.example");
    }
    for field in ["team", "start", "title", "created_at", "two_factor"] {
        narrow(&tess, "", (field, "_nnull", "")).await.is(400);
    }
    let page = tess.get("/users").await.is(200);
    assert!(page.body.contains("value=\"hours\"") && !page.body.contains("value=\"team\""));
}

#[tokio::test]
async fn a_tag_leads_to_everyone_who_has_it_where_there_is_such_a_list() {
    let house = House::new().await;
    three(&house).await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    fill(&house, &ada, &mia, &[("tags", "r&d, newsroom")]).await;
    let page = ada.get(&format!("/users/{}", mia.id)).await.is(200);
    let links = page.find_all(r#"<a class="tag" href="([^"]+)""#);
    assert_eq!(links.len(), 2, "{}", page.body);
    let answer = ada.get(&links[0].replace("&amp;", "&")).await.is(303);
    ada.follow(answer).await.says("Tags contains r&d").says("1 user").says("mia@acme.example");
    let own = house.browser_of(&mia).await.get("/account").await.is(200).says("r&d");
    assert!(!own.body.contains("class=\"tag\" href"), "a member has no list");
}

#[tokio::test]
async fn tags_of_others_are_offered_to_who_sees_them() {
    let house = House::new().await;
    three(&house).await;
    let (ada, mia) = (house.browser_of(&house.ada()).await, house.mia());
    set(&house, "mia@acme.example", r#"tags = '["on-call"]'"#).await;
    let form = format!("/users/{}/details", mia.id);
    let page = ada.get(&form).await.is(200).says("Tags that others have");
    assert_eq!(page.find_all(r#"name="tag" value="([^"]+)""#), ["newsroom"], "neither hers, nor what nobody has");
    let version = page.input("version");
    let wrong = [("version", version.as_str()), ("tags", "on-call"), ("tag", "newsroom"), ("phone", "no number")];
    let again = ada.post(&form, &wrong).await.is(422);
    assert!(again.body.contains(r#"value="newsroom" checked"#), "the tick stays");
    ada.post(&form, &[("version", version.as_str()), ("tags", "on-call"), ("tag", "newsroom"), ("tag", "on-call")]).await.is(303);
    assert_eq!(house.user(&mia).await.tags, json!(["on-call", "newsroom"]));
    let own = house.browser_of(&mia).await.get(&form).await.is(200);
    assert!(!own.body.contains("name=\"tag\""), "a member sees nobody else's");
}

/// Where a form leads that writes the whole rule, and the page there.
async fn written(browser: &Browser, more: &[(&str, &str)], rule: &str) -> Answer {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(more).append_pair("rule", rule).finish();
    let answer = browser.get(&format!("/users?{query}")).await;
    if answer.status == 303 { browser.follow(answer).await.is(200) } else { answer }
}

#[tokio::test]
async fn a_rule_is_written_whole_and_what_is_wrong_with_it_is_said() {
    let house = House::new().await;
    three(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let rule = r#"{"_or":[{"team":{"_eq":"sales"}},{"hours":{"_lt":25}}]}"#;
    let page = written(&ada, &[], rule).await.says("nils@acme.example").says("otto@acme.example").never_says("rita@acme.example");
    // It stands in the form as it would be written, and a form that changes nothing of it changes nothing.
    let shown =
        page.find(r#"(?s)<textarea[^>]*name="rule"[^>]*>(.*?)</textarea>"#).expect("a box").replace("&#34;", "\"").replace("&quot;", "\"");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&shown).expect("JSON"),
        serde_json::from_str::<serde_json::Value>(rule).expect("JSON")
    );
    let kept = page.input("where").replace("&#34;", "\"");
    written(&ada, &[("where", &kept)], &shown).await.says("nils@acme.example").never_says("rita@acme.example");
    // Another one takes its place, nothing lets everybody through, and a condition comes on top.
    written(&ada, &[("where", &kept)], r#"{"first_name":{"_eq":"rita"}}"#).await.says("rita@acme.example").never_says("nils@acme.example");
    written(&ada, &[("where", &kept)], "").await.says("rita@acme.example").says("nils@acme.example");
    let both = [("where", kept.as_str()), ("field", "first_name"), ("op", "_eq"), ("value", "otto")];
    written(&ada, &both, rule).await.says("otto@acme.example").never_says("nils@acme.example");
    for wrong in ["{", "[]", r#"{"nothing":{"_eq":1}}"#, r#"{"password_hash":{"_nnull":true}}"#, r#"{"title":{"_gt":"a"}}"#] {
        let page = written(&ada, &[("where", &kept)], wrong).await.is(200).says("nils@acme.example").never_says("rita@acme.example");
        assert!(page.body.contains("role=\"alert\"") && page.body.contains("<details class=\"question\" open>"), "{wrong}");
        let shown = page.find(r#"(?s)<textarea[^>]*name="rule"[^>]*>(.*?)</textarea>"#).expect("a box").replace("&#34;", "\"");
        assert_eq!(shown, wrong, "what was typed stays");
    }
    let many = format!("{{\"_and\":[{}]}}", [r#"{"title":{"_eq":"x"}}"#; 11].join(","));
    written(&ada, &[], &many).await.is(200).says("rita@acme.example");
}

#[tokio::test]
async fn a_written_rule_asks_nothing_that_its_writer_may_not_read() {
    let house = House::new().await;
    three(&house).await;
    let tess = house.tess(&[permission("users", "read", json!({}), &["first_name", "email"])]).await;
    let browser = house.browser_of(&tess).await;
    // Hidden and unknown are the same, whatever is asked of it.
    for asked in [r#"{"_eq":"Boss"}"#, r#"{"_gt":1}"#, r#"{"_eq":"no such choice"}"#, r#"{"_nothing":1}"#, "1"] {
        let said = async |name: &str| {
            let page = written(&browser, &[], &format!("{{\"{name}\":{asked}}}")).await.is(200);
            page.find(r#"(?s)role="alert">(.*?)</div>"#).expect("what is wrong").replace(name, "NAME")
        };
        let unknown = said("nothing").await;
        for hidden in ["title", "team", "hours", "status"] {
            assert_eq!(said(hidden).await, unknown, "{hidden}: {asked}");
        }
    }
    // Nor does a rule that is wrong mean everybody, where something is done with them.
    browser.get("/users/export.csv?rule=%7B").await.is(400);
    written(&browser, &[], r#"{"first_name":{"_eq":"nils"}}"#).await.says("nils@acme.example").never_says("otto@acme.example");
}

#[tokio::test]
async fn each_filter_is_or_is_not() {
    let house = House::new().await;
    three(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = crate::groups::group(&ada, &[("name", "Crew")]).await;
    let crew = crew.rsplit('/').next().expect("an id").to_owned();
    house.add("sam@acme.example", ("Sam", "Stone"), rolecall::users::Status::Suspended, Some(house.people().member)).await;
    let page = ada.get("/users").await.is(200);
    let not =
        |name: &str| page.find(&format!(r#"(?s)<select[^>]*name="{name}"[^>]*>.*?<optgroup[^>]*>(.*?)</optgroup>"#)).expect("a choice");
    assert!(not("status").contains("value=\"active,invited,draft\""), "{}", not("status"));
    let member = format!("-{}", house.people().member);
    assert!(not("role").contains(&format!("value=\"{member}\"")) && not("group").contains(&format!("value=\"-{crew}\"")));
    ada.get("/users?status=draft%2Cinvited%2Cactive").await.is(200).says("Mia Okafor").never_says("Sam Stone");
    let page = ada.get(&format!("/users?role={member}")).await.is(200).says("Ada Abara").never_says("Mia Okafor");
    assert!(page.body.contains(&format!("value=\"{member}\" selected")), "the form says so");
    ada.post(&format!("/groups/{crew}/members"), &[("act", "add"), ("id", &house.mia().id.to_string())]).await.is(303);
    ada.get(&format!("/users?group=-{crew}")).await.is(200).says("ada@acme.example").never_says("mia@acme.example");
    // An end that is chosen beside a rule narrows it, one that the form had before is what the rule says.
    let soon = house.now() + chrono::TimeDelta::days(3);
    house.app.db.run(rolecall::sql!("UPDATE users SET expires_at = $2 WHERE id = $1", house.mia().id, soon)).await.expect("written");
    let rule = r#"{"email":{"_ends_with":"acme.example"}}"#;
    written(&ada, &[("end", "lt7d")], rule).await.says("mia@acme.example").never_says("ada@acme.example");
}
