//! Many addresses in one form: what each comes to, and the limits.

use rolecall::sql;
use rolecall::users::Status;

use super::{fields, links, post, with};
use crate::house::House;

async fn everyone(house: &House) {
    house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    house.add("sven@acme.example", ("Sven", "Berg"), Status::Suspended, None).await;
    house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, None).await;
}

const EMAILS: &str =
    "Ines Sol <ines@north.example>, dana@acme.example; sven@acme.example\narno@acme.example mia@acme.example bob@@x INES@north.example";

#[tokio::test]
async fn each_address_is_told_what_will_happen_and_then_what_happened() {
    let house = House::new().await;
    everyone(&house).await;
    let ada = house.browser_of(&house.ada()).await;
    let fields = fields(&ada, &house, EMAILS).await;
    let preview = post(&ada, &with(&fields, "act", "check"))
        .await
        .is(200)
        .says("2 of 7 will get a mail")
        .says("Unless the list says otherwise: as Member");
    for words in [
        "Will be invited",
        "The draft becomes an invitation",
        "Suspended",
        "Archived",
        "Already active",
        "Keep one @",
        "Twice in the list",
        "Ines Sol",
    ] {
        preview.clone().says(words);
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM outbox")).await, 0, "a preview sends nothing");
    assert_eq!(preview.input("emails"), EMAILS, "the list goes on as it was pasted");
    let result = post(&ada, &fields).await.is(200).says("2 invitations are ready");
    assert_eq!((links(&result).len(), result.header("cache-control")), (2, "no-store"));
    let mails = house.mails().await;
    let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to.len(), 2);
    assert!(to[0].contains("dana@acme.example") && to[1].contains("ines@north.example"), "{to:?}");
    for (email, status) in [
        ("ines@north.example", "invited"),
        ("dana@acme.example", "invited"),
        ("sven@acme.example", "suspended"),
        ("arno@acme.example", "archived"),
    ] {
        assert_eq!(house.texts(sql!("SELECT status FROM users WHERE email_key = $1", email)).await, [status], "{email}");
    }
    ada.get("/users?status=invited").await.says("Ines Sol").says("Dana Reed");
    // Straight away again: nobody gets two mails in a minute.
    let again = self::fields(&ada, &house, "ines@north.example dana@acme.example").await;
    post(&ada, &with(&again, "act", "check")).await.is(200).says("A mail went out a moment ago").says("0 of 2 will get a mail");
    house.app.clock.advance(chrono::TimeDelta::minutes(2));
    post(&ada, &with(&again, "act", "check")).await.is(200).says("Already invited on").says("2 of 2 will get a mail");
}

#[tokio::test]
async fn one_can_be_left_out_of_the_list() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mut fields = fields(&ada, &house, "a@north.example, bob@@x, b@north.example").await;
    fields.retain(|(name, _)| name != "act");
    fields.push(("drop".into(), "bob@@x".into()));
    let page = post(&ada, &fields).await.is(200).says("2 of 2 will get a mail");
    assert_eq!(page.input("emails"), "a@north.example\nb@north.example");
}

#[tokio::test]
async fn a_form_sent_twice_sends_once() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let fields = fields(&ada, &house, "ines@north.example, kim@north.example").await;
    let (first, second) = tokio::join!(post(&ada, &fields), post(&ada, &fields));
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!(links(&first).len() + links(&second).len(), 2);
    // No mail is under way when time jumps.
    assert_eq!(house.mails().await.len(), 2);
    house.app.clock.advance(chrono::TimeDelta::minutes(5));
    // The answer to the first may never have been seen: it must not sound as if nobody was invited.
    post(&ada, &fields)
        .await
        .is(200)
        .says("These invitations were sent already")
        .never_says("No invitation was sent")
        .never_says("new link");
    assert_eq!(house.mails().await.len(), 2);
    assert_eq!(house.actions().await.iter().filter(|action| action.starts_with("invitation.")).count(), 2);
}

#[tokio::test]
async fn a_thousand_posted_many_times_at_once_are_sent_once() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = super::joined::group(&house, "Crew", &[]).await;
    let emails = (0..1_000).map(|n| format!("user{n}@north.example")).collect::<Vec<_>>().join("\n");
    let mut fields = fields(&ada, &house, &emails).await;
    fields.push(("groups".into(), crew.to_string()));
    // Whoever waits too long for their turn on a busy machine is told to try again, and does.
    let press = async || loop {
        let answer = post(&ada, &fields).await;
        if answer.status != 503 {
            break answer;
        }
    };
    let (a, b, c) = tokio::join!(press(), press(), press());
    let sent: Vec<usize> = [&a, &b, &c].map(|answer| links(&answer.clone().is(200)).len()).into_iter().filter(|n| *n > 0).collect();
    assert_eq!(sent, [1_000]);
    // And again by a browser that was told nothing.
    post(&ada, &fields).await.is(200).says("These invitations were sent already");
    for (table, n) in [("outbox", 1_000), ("invitations", 1_000), ("links", 1_000), ("team_members", 1_000), ("users", 1_003)] {
        assert_eq!(house.number(sql!(format!("SELECT count(*) FROM {table}").leak() as &'static str)).await, n, "{table}");
    }
    assert_eq!(house.number(sql!("SELECT count(DISTINCT to_address) FROM outbox")).await, 1_000);
    let actions = house.actions().await;
    for action in ["invitation.send", "group.add"] {
        assert_eq!(actions.iter().filter(|known| *known == action).count(), 1_000, "{action}");
    }
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
}

#[tokio::test]
async fn a_single_address_reviewed_twice_is_invited_once_and_said_to_be() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let fields = with(&fields(&ada, &house, "ines@north.example").await, "act", "check");
    post(&ada, &fields).await.is(200).says("1 invitation is ready");
    post(&ada, &fields).await.is(200).says("These invitations were sent already").says("A mail went out a moment ago");
    assert_eq!(house.mails().await.len(), 1);
    // Back in the browser, with others in the field: that is another form.
    let more = with(&fields, "emails", "kim@north.example");
    let page = post(&ada, &more).await.is(200).says("1 of 1 will get a mail");
    let more = with(&with(&more, "form_key", &page.input("form_key")), "act", "send");
    post(&ada, &more).await.is(200).says("1 invitation is ready");
    assert_eq!(house.mails().await.len(), 2);
}

#[tokio::test]
async fn two_forms_at_once_with_one_address_make_one_person() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    let (hers, his) = (fields(&ada, &house, "ines@north.example").await, fields(&bo, &house, "Ines@North.example").await);
    let (first, second) = tokio::join!(post(&ada, &hers), post(&bo, &his));
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE status = 'invited'")).await, 1);
    let mails: Vec<_> = house.mails().await.into_iter().map(|mail| (mail.to, mail.subject)).collect();
    assert_eq!(mails.len(), 1, "{mails:?}");
}

#[tokio::test]
async fn too_many_are_refused_with_their_number_and_nothing_typed_is_lost() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (n, says) in [(1_001, "at most 1,000 addresses at once: these are 1,001"), (10_000, "these are 10,000")] {
        let emails = (0..n).map(|n| format!("user{n}@north.example")).collect::<Vec<_>>().join("\n");
        let fields = fields(&ada, &house, &emails).await;
        for act in ["check", "send"] {
            let page = post(&ada, &with(&fields, "act", act)).await.is(422).says(says);
            assert!(page.body.contains(&emails), "{n} {act}: the list is drawn again");
        }
        let count: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        ada.post("/users/invite/check", &count).swap().await.is(200).says(says);
    }
    assert_eq!(house.number(sql!("SELECT count(*) FROM users")).await, 3);
}

#[tokio::test]
async fn a_thousand_go_out_at_once_and_five_thousand_in_a_day() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let id = if house.app.db.name() == "SQLite" { "randomblob(16)" } else { "gen_random_uuid()" };
    for round in 0..2 {
        let emails = (0..1_000).map(|n| format!("user{n}.{round}@north.example")).collect::<Vec<_>>().join(",");
        let fields = fields(&ada, &house, &emails).await;
        post(&ada, &fields).await.is(200).says("1,000 invitations are ready");
        // And three times as many by others, since the morning.
        for copy in ["a", "b", "c"].iter().filter(|_| round == 0) {
            let columns = "first_name, last_name, name_key, search_text, status, status_since, created_at, updated_at";
            house
                .force(&format!(
                    "INSERT INTO users (id, email, email_key, {columns})
                     SELECT {id}, email || '{copy}', email_key || '{copy}', {columns} FROM users WHERE email_key LIKE '%.0@north.example';
                     INSERT INTO invitations (id, user_id, invited_by_name, language, sent_at, expires_at, created_at)
                     SELECT {id}, u.id, 'Bo', 'en', i.sent_at, i.expires_at, i.created_at FROM users u
                     JOIN users f ON f.email_key || '{copy}' = u.email_key JOIN invitations i ON i.user_id = f.id;
                     INSERT INTO outbox (id, kind, to_address, language, timezone, data, user_id, state, next_at, created_at)
                     SELECT {id}, 'invitation', u.email, 'en', 'UTC', '{{}}', u.id, 'sent', i.sent_at, i.sent_at FROM users u
                     JOIN users f ON f.email_key || '{copy}' = u.email_key JOIN invitations i ON i.user_id = f.id"
                ))
                .await
                .expect("copied");
        }
    }
    let fields = fields(&ada, &house, "one@more.example, mia@acme.example").await;
    post(&ada, &fields).await.is(409).says("At most 5,000 invitations can be sent in a day");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE email_key = 'one@more.example'")).await, 0, "nothing is half done");
    assert_eq!(house.number(sql!("SELECT count(*) FROM outbox")).await, 5_000);
    assert!(rolecall::audit::verify(&house.app.db).await.expect("read").is_ok());
    ada.get("/users?status=invited").await.is(200).says("Users 1–50 of 5,000");
}

#[tokio::test]
async fn what_is_wrong_with_the_form_is_told_and_the_text_stays() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let public = house.people().public.to_string();
    for (field, value, says) in [
        ("emails", " ,;\n ", "Enter at least one e-mail address"),
        ("role", "nonsense", "Choose a role from the list"),
        ("role", "0193b2c4-7d1e-7a52-9f3b-5c1e8a90d2f7", "Choose a role from the list"),
        ("role", &public, "Choose a role from the list"),
        ("language", "tlh", "Choose a language from the list"),
        ("days", "400", "Choose one of the options"),
        ("days", "-1", "Choose one of the options"),
        ("message", &"x".repeat(2_001), "Use at most 2,000 characters"),
    ] {
        let fields = with(&fields(&ada, &house, "ines@north.example").await, field, value);
        let page = post(&ada, &fields).await.is(422).says(says);
        assert!(field == "emails" || page.text().contains("ines@north.example"), "{field}: what was typed stays");
    }
    let fields = with(&fields(&ada, &house, "ines@north.example").await, "form_key", "nonsense");
    post(&ada, &fields).await.is(400);
    assert_eq!(house.number(sql!("SELECT count(*) FROM users")).await, 3);
    assert!(house.mails().await.is_empty());
}

#[tokio::test]
async fn the_line_under_the_field_counts_and_tells() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (emails, says) in [
        ("ines@north.example", "1 address: 1 gets a mail"),
        ("a@north.example b@north.example bob@@x", "3 addresses: 2 get a mail, 1 needs a look"),
        ("mia@acme.example", "1 address: 0 get a mail, 1 needs a look"),
        ("", ""),
    ] {
        let fields = fields(&ada, &house, emails).await;
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let swap = ada.post("/users/invite/check", &fields).swap().await.is(200);
        assert_eq!(swap.text(), says, "{emails}");
    }
}

#[tokio::test]
async fn a_paste_of_nonsense_comes_back_once_and_not_five_times_over() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for (paste, lines) in
        [("<".repeat(300_000), 1), ("x".repeat(300_000), 1), (format!("{}@north.example ", "y".repeat(300)).repeat(900), 900)]
    {
        for act in ["check", "send"] {
            let fields = with(&fields(&ada, &house, &paste).await, "act", act);
            let answer = post(&ada, &fields).await.is(200);
            let most = paste.replace('<', "&#60;").len() + 20_000 + lines * 2_000;
            assert!(answer.bytes.len() < most, "{act}: {} for {}", answer.bytes.len(), paste.len());
        }
        // What was typed is not cut short.
        let change = with(&fields(&ada, &house, &paste).await, "act", "change");
        let answer = post(&ada, &change).await.is(200);
        assert!(answer.body.contains(paste.trim().replace('<', "&#60;").as_str()));
    }
    let long = "z".repeat(150);
    let dropped = format!("{}…", "z".repeat(100));
    let mut form = with(&fields(&ada, &house, &format!("{long} ines@north.example bob@@x")).await, "act", "");
    post(&ada, &form).await.is(200).says(&dropped).never_says(&format!("{dropped}z"));
    form.push(("drop".into(), dropped.clone()));
    let left = post(&ada, &form).await.is(200);
    assert_eq!(left.input("emails"), "ines@north.example\nbob@@x");
}
