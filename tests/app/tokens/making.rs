//! Making tokens: who may, for whom, what the form takes, and what is kept of it.

use rolecall::sql;
use serde_json::json;

use super::{EVERYTHING, make, me, newest, secret, tess_with_token};
use crate::access::permission;
use crate::house::{House, PASSWORD};

#[tokio::test]
async fn a_token_is_shown_once_and_only_its_fingerprint_is_kept() {
    let house = House::new().await;
    let (tess, browser, token) = tess_with_token(&house).await;
    let list = format!("/users/{}/tokens", tess.id);
    let page = browser.get(&list).await.is(200).says("Robot").says(&token[..8]).never_says(&token);
    page.says("Everything you may");
    let answer = browser.post(&list, &[("name", "Reader"), ("may", "read"), ("ends", "never")]).await.is(200).says("“Reader” is ready");
    assert_eq!((answer.header("cache-control"), answer.header("referrer-policy")), ("no-store", "no-referrer"));
    let kept = house.texts(sql!("SELECT name || ' ' || prefix || ' ' || CAST(scope AS text) FROM tokens ORDER BY id")).await;
    assert_eq!(kept.len(), 2);
    assert!(kept[0].starts_with(&format!("Robot {} ", &token[..8])) && !kept[0].contains(&token), "{kept:?}");
    let trail = house.texts(sql!("SELECT CAST(changes AS text) FROM audit_events WHERE action LIKE 'token.%' ORDER BY seq")).await;
    assert!(
        trail.len() == 2 && trail[0].contains("Robot") && trail[0].contains("everything") && !trail.concat().contains("rcl_"),
        "{trail:?}"
    );
}

#[tokio::test]
async fn no_record_holds_a_token_wherever_it_was_put() {
    let house = House::new().await;
    let (tess, browser, token) = tess_with_token(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let program = house.browser();
    me(&program, &token).await.is(200);
    let home = format!("/users/{}/tokens/{}", tess.id, newest(&house, &tess).await);
    let renewed = secret(&browser.post(&home, &[("act", "regenerate")]).await.is(200));
    for secret in [&token, &renewed] {
        // By those who mistake one field for another.
        ada.get(&format!("/users?q={secret}")).await.is(200);
        ada.get(&format!("/users/{secret}")).await.is(404);
        program.get("/sign-in").await.is(200);
        program.post("/sign-in", &[("email", "tess@acme.example"), ("password", secret)]).await.is(422);
        program.get(&format!("/api/users/me?token={secret}")).await.is(401);
        program.get(&format!("/sign-in?next=/{secret}")).await;
    }
    browser.post(&home, &[("act", "revoke")]).await.is(303);
    house.mails().await;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let mut kept = Vec::new();
    for statement in [
        sql!("SELECT CAST(changes AS text) || action || subject_name || actor_name || reason FROM audit_events"),
        sql!("SELECT CAST(data AS text) || to_address FROM outbox"),
        sql!("SELECT CAST(data AS text) || agent FROM sessions"),
        sql!("SELECT last_page || search_text || description FROM users"),
        sql!("SELECT bucket FROM throttles"),
        sql!("SELECT email_key || outcome FROM attempts"),
    ] {
        kept.extend(house.texts(statement).await);
    }
    for file in ["rolecall.db", "rolecall.db-wal"] {
        kept.extend(std::fs::read(house.folder.join(file)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
    }
    let mails = std::fs::read_dir(house.folder.join("mail")).expect("a folder");
    kept.extend(mails.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a mail").replace("=\r\n", "")));
    assert!(kept.len() > 20);
    for secret in [&token[4..], &renewed[4..]] {
        assert!(!kept.iter().any(|text| text.contains(secret)), "{secret}");
    }
}

#[tokio::test]
async fn the_form_says_what_is_missing_and_keeps_what_was_typed() {
    let house = House::new().await;
    let (tess, browser, _) = tess_with_token(&house).await;
    let path = format!("/users/{}/tokens", tess.id);
    let long = "x".repeat(61);
    for (fields, words) in [
        (&[("name", " "), ("may", "read"), ("ends", "30")][..], "Enter a name"),
        (&[("name", &long), ("may", "read"), ("ends", "30")], "Use at most 60 characters"),
        (&[("name", "A"), ("may", "some"), ("ends", "30")], "Choose what it may do"),
        (&[("name", "A"), ("may", "all"), ("ends", "30")], "Choose what it may do"),
        (&[("name", "A"), ("may", "some"), ("right", "moons.read"), ("ends", "30")], "Choose only rights that the user has"),
        (&[("name", "A"), ("may", "some"), ("right", "roles.update"), ("ends", "30")], "Choose only rights that the user has"),
        (&[("name", "A"), ("may", "read"), ("ends", "31")], "Enter a day of the calendar"),
        (&[("name", "A"), ("may", "read"), ("ends", "date"), ("until", "soon")], "Enter a day of the calendar"),
        (&[("name", "A"), ("may", "read"), ("ends", "date"), ("until", "2020-01-01")], "Choose a day that has not passed"),
    ] {
        let answer = browser.post(&path, fields).await.is(422).says(words);
        assert_eq!(answer.input("name"), fields[0].1.trim(), "{words}");
    }
    browser.post(&path, &[("name", "A"), ("may", "read"), ("ends", "30"), ("user_id", "x")]).await.is(400);
    assert_eq!(house.number(sql!("SELECT count(*) FROM tokens")).await, 1);
    let dated = [("name", "A"), ("may", "read"), ("ends", "date"), ("until", "2099-12-31")];
    browser.post(&path, &dated).await.is(200);
}

#[tokio::test]
async fn what_contradicts_itself_makes_no_token() {
    let house = House::new().await;
    let tess = house.tess(&super::own_tokens()).await;
    let browser = house.browser_of(&tess).await;
    let path = format!("/users/{}/tokens", tess.id);
    for (may, right, ends, until, says) in [
        ("read", "users.read", "90", "", "untick them"),
        ("everything", "users.read", "90", "", "untick them"),
        ("read", "", "90", "2031-05-04", "leave it empty"),
        ("read", "", "never", "2031-05-04", "leave it empty"),
    ] {
        let mut fields = vec![("name", "Robot"), ("may", may), ("ends", ends), ("until", until)];
        fields.extend((!right.is_empty()).then_some(("right", right)));
        browser.post(&path, &fields).await.is(422).says(says);
    }
    assert_eq!(house.number(rolecall::sql!("SELECT count(*) FROM tokens")).await, 0);
}

#[tokio::test]
async fn nobody_has_more_than_fifty() {
    let house = House::new().await;
    let (tess, browser, _) = tess_with_token(&house).await;
    for n in 0..48_u8 {
        let row = sql!(
            "INSERT INTO tokens (id, user_id, name, prefix, secret_hash, scope, created_at) VALUES ($1, $2, 'More', 'rcl_', $3, $4, $5)",
            uuid::Uuid::now_v7(),
            tess.id,
            vec![2, n],
            json!({}),
            house.now()
        );
        house.app.db.run(row).await.expect("written");
    }
    make(&browser, tess.id, &EVERYTHING).await;
    browser.post(&format!("/users/{}/tokens", tess.id), &EVERYTHING).await.is(422).says("A user can have 50 tokens");
}

#[tokio::test]
async fn who_has_no_right_to_tokens_is_told_where_it_comes_from() {
    let house = House::new().await;
    let mia = house.mia();
    let browser = house.browser_of(&mia).await;
    browser.get(&format!("/users/{}/tokens", mia.id)).await.is(200).says("None of your roles opens tokens to you");
    browser.get(&format!("/users/{}/tokens/new", mia.id)).await.is(403).says("Tokens: Create");
    browser.post(&format!("/users/{}/tokens", mia.id), &EVERYTHING).await.is(403).says("Tokens: Create");
    // Each right by itself.
    let own = json!({"user": {"_eq": "$CURRENT_USER"}});
    let role = house.people().member;
    house.permit(role, permission("tokens", "create", own.clone(), &["*"])).await;
    let token = make(&browser, mia.id, &EVERYTHING).await;
    let home = format!("/users/{}/tokens/{}", mia.id, newest(&house, &mia).await);
    for act in ["regenerate", "revoke", "enable"] {
        browser.post(&home, &[("act", act)]).await.is(404);
    }
    house.permit(role, permission("tokens", "read", own.clone(), &["*"])).await;
    for (act, lack) in [("regenerate", "Tokens: Change – Ends"), ("revoke", "Tokens: Delete"), ("enable", "Tokens: Change – Enabled")] {
        let answer = browser.post(&home, &[("act", act)]).await.is(403);
        assert!(answer.text().contains(&lack[..14]), "{act}: {}", answer.text());
    }
    me(&house.browser(), &token).await.is(200);
    house.permit(role, permission("tokens", "delete", own, &["*"])).await;
    browser.post(&home, &[("act", "revoke")]).await.is(303);
    me(&house.browser(), &token).await.is(401);
}

#[tokio::test]
async fn nobody_has_a_token_of_another_person() {
    let house = House::new().await;
    let (tess, _, token) = tess_with_token(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let home = format!("/users/{}/tokens/{}", tess.id, newest(&house, &tess).await);
    ada.get(&format!("/users/{}/tokens", tess.id)).await.is(200).says("Robot").says("Everything Tess Tran may").never_says("New token");
    ada.post(&format!("/users/{}/tokens", tess.id), &EVERYTHING).await.is(409).says("People make their tokens themselves");
    ada.post(&home, &[("act", "regenerate")]).await.is(409).says("People make their tokens themselves");
    me(&house.browser(), &token).await.is(200);
    ada.get(&format!("{home}?act=revoke")).await.is(200).says("Revoke Robot");
    ada.post(&home, &[("act", "revoke")]).await.leads_to(&format!("/users/{}/security#tokens", tess.id));
    me(&house.browser(), &token).await.is(401);
}

#[tokio::test]
async fn who_reads_tokens_of_others_ends_none_of_somebody_with_more() {
    let house = House::new().await;
    let rights = ["read", "update", "delete"].map(|action| permission("tokens", action, json!({}), &["*"]));
    let everyone = permission("users", "read", json!({}), &["*"]);
    let tess = house.tess(&[rights.to_vec(), vec![everyone]].concat()).await;
    let ada = house.browser_of(&house.ada()).await;
    let token = make(&ada, house.ada().id, &EVERYTHING).await;
    let browser = house.browser_of(&tess).await;
    let home = format!("/users/{}/tokens/{}", house.ada().id, newest(&house, &house.ada()).await);
    browser.get(&format!("/users/{}/tokens", house.ada().id)).await.is(200).says("Robot");
    browser.post(&home, &[("act", "revoke")]).await.is(409);
    browser.post(&home, &[("act", "enable")]).await.is(409);
    me(&house.browser(), &token).await.is(200);
}

#[tokio::test]
async fn making_renewing_and_enabling_ask_for_a_fresh_proof_and_ending_does_not() {
    let house = House::new().await;
    let (tess, browser, _) = tess_with_token(&house).await;
    let home = format!("/users/{}/tokens/{}", tess.id, newest(&house, &tess).await);
    house.app.clock.advance(chrono::TimeDelta::minutes(11));
    let list = format!("/users/{}/tokens", tess.id);
    browser.get(&list).await.is(200);
    browser.post(&list, &EVERYTHING).await.is(401).says("password");
    browser.post(&home, &[("act", "regenerate")]).await.is(401);
    house.app.db.run(sql!("UPDATE tokens SET enabled = $1", false)).await.expect("written");
    browser.post(&home, &[("act", "enable")]).await.is(401);
    browser.post(&home, &[("act", "revoke")]).await.is(303);
    assert_eq!(house.number(sql!("SELECT count(*) FROM tokens")).await, 0);
    // With the proof, what was typed goes on.
    browser.post(&list, &EVERYTHING).await.is(401);
    let fields = [("prove-act", "tokens"), ("prove-to", list.as_str()), ("prove-password", PASSWORD), ("name", "Robot")];
    let proved = browser.post("/account/prove", &fields).await.is(307);
    assert_eq!(proved.location(), list);
    browser.get(&list).await.is(200);
    secret(&browser.post(&list, &EVERYTHING).await.is(200));
}

#[tokio::test]
async fn a_renewed_token_lasts_as_long_again() {
    let house = House::new().await;
    let (tess, _, token) = tess_with_token(&house).await;
    let home = format!("/users/{}/tokens/{}", tess.id, newest(&house, &tess).await);
    let program = house.browser();
    house.app.clock.advance(chrono::TimeDelta::days(91));
    me(&program, &token).await.is(401);
    let browser = house.browser_of(&tess).await;
    browser.get(&format!("/users/{}/tokens", tess.id)).await.is(200).says("Has ended");
    let renewed = secret(&browser.post(&home, &[("act", "regenerate")]).await.is(200));
    me(&program, &token).await.is(401);
    house.app.clock.advance(chrono::TimeDelta::days(89));
    me(&program, &renewed).await.is(200);
    house.app.clock.advance(chrono::TimeDelta::days(1));
    me(&program, &renewed).await.is(401);
    let browser = house.browser_of(&tess).await;
    house.app.db.run(sql!("UPDATE tokens SET enabled = $1", false)).await.expect("written");
    browser.post(&home, &[("act", "regenerate")]).await.is(409).says("Enable it first");
}
