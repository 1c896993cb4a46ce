//! The table of status: every status, every target, by an administrator, a member and oneself.

use rolecall::sql;
use rolecall::users::Status;

use crate::house::House;

/// From, to, and whether an administrator may take it there by hand.
const MAY: [(&str, &str); 9] = [
    ("draft", "active"),
    ("draft", "archived"),
    ("invited", "draft"),
    ("invited", "archived"),
    ("active", "suspended"),
    ("active", "archived"),
    ("suspended", "active"),
    ("suspended", "archived"),
    // In this table everyone archived was active before.
    ("archived", "active"),
];

#[tokio::test]
async fn an_administrator_takes_a_status_where_the_table_leads_and_nowhere_else() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for from in Status::ALL {
        for to in Status::ALL {
            let email = format!("{}.{}@acme.example", from.name(), to.name());
            let person = house.add(&email, (from.name(), to.name()), from, None).await;
            let answer = ada.post(&format!("/users/{}/status", person.id), &[("status", to.name()), ("reason", "because")]).await;
            let may = from == to || MAY.contains(&(from.name(), to.name()));
            assert_eq!(answer.status, if may { 303 } else { 409 }, "{from:?} to {to:?}: {}", answer.text());
            let stored = house.status_of(&person).await;
            assert_eq!(stored, if may { to.name() } else { from.name() }, "{from:?} to {to:?}");
            let events =
                house.number(sql!("SELECT count(*) FROM audit_events WHERE subject_id = $1 AND reason = 'because'", person.id)).await;
            assert_eq!(events, i64::from(may && from != to), "{from:?} to {to:?}: one event for one change");
        }
    }
}

#[tokio::test]
async fn a_member_takes_nobodys_status_anywhere() {
    let house = House::new().await;
    let mia = house.browser_of(&house.mia()).await;
    for from in Status::ALL {
        let person = house.add(&format!("{}@acme.example", from.name()), (from.name(), ""), from, None).await;
        for to in Status::ALL {
            mia.post(&format!("/users/{}/status", person.id), &[("status", to.name())]).await.is(404);
        }
        assert_eq!(house.status_of(&person).await, from.name());
    }
    for to in Status::ALL {
        mia.post(&format!("/users/{}/status", house.mia().id), &[("status", to.name())]).await.is(403);
    }
    assert_eq!(house.status_of(&house.mia()).await, "active");
}

#[tokio::test]
async fn nobody_locks_themselves_out() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let own = format!("/users/{}", house.ada().id);
    for to in ["suspended", "archived", "draft", "invited"] {
        ada.post(&format!("{own}/status"), &[("status", to)]).await.is(409).says("You cannot suspend, archive or delete yourself");
    }
    ada.post(&format!("{own}/status"), &[("status", "active")]).await.is(303);
    for role in ["", &house.people().member.to_string(), "none"] {
        ada.post(&format!("{own}/role"), &[("role", role)]).await.is(409).says("You cannot change your own role");
    }
    ada.post(&format!("{own}/delete"), &[("confirm", "ada@acme.example")]).await.is(409);
    ada.post(&format!("{own}/password"), &[]).await.is(409);
    ada.post(&format!("{own}/invitation"), &[("act", "send")]).await.is(303);
    ada.post(&format!("{own}/invitation"), &[("act", "cancel")]).await.is(303);
    assert_eq!(house.status_of(&house.ada()).await, "active");
    ada.get("/users").await.is(200);
}

#[tokio::test]
async fn a_reason_is_shown_with_who_and_when() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let (mia, profile) = (house.mia(), format!("/users/{}", house.mia().id));
    let answer =
        ada.post(&format!("{profile}/status"), &[("status", "suspended"), ("reason", "contract <ended>"), ("back", &profile)]).await;
    let page = ada.follow(answer.leads_to(&profile)).await.is(200).says("Mia Okafor is suspended.").says("by Ada Abara: contract <ended>");
    page.says("No, because Mia is suspended.").says("Undo");
    ada.post(&format!("{profile}/status"), &[("status", "active"), ("reason", &"x".repeat(501))])
        .await
        .is(422)
        .says("Use at most 500 characters");
    ada.post(&format!("{profile}/status"), &[("status", "active"), ("reason", &"x".repeat(500))]).await.is(303);
    assert_eq!(house.status_of(&mia).await, "active");
}

#[tokio::test]
async fn undo_takes_a_change_back_from_the_notice_alone() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let status = format!("/users/{}/status", house.mia().id);
    let field = regex::Regex::new(r#"name="(\w+)" value="([^"]*)""#).expect("a pattern");
    for (to, back_to) in [("suspended", "active"), ("archived", "active")] {
        let answer = ada.post(&status, &[("status", to), ("back", "/users?sort=email")]).await.leads_to("/users?sort=email");
        let page = ada.follow(answer).await;
        let undo = page.find(r#"(?s)<div class="notice ok">.*?(<form.*?</form>)"#).expect("a way back");
        let fields: Vec<(String, String)> = field.captures_iter(&undo).map(|found| (found[1].to_owned(), found[2].to_owned())).collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert!(undo.contains(&format!("action=\"{status}\"")), "{undo}");
        ada.post(&status, &fields).await.leads_to("/users?sort=email");
        assert_eq!(house.status_of(&house.mia()).await, back_to);
    }
}

#[tokio::test]
async fn archiving_keeps_what_someone_was_and_restoring_goes_back_to_it() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for before in [Status::Draft, Status::Invited, Status::Active, Status::Suspended] {
        let person = house.add(&format!("{}@acme.example", before.name()), (before.name(), ""), before, None).await;
        let profile = format!("/users/{}", person.id);
        ada.post(&format!("{profile}/status"), &[("status", "archived")]).await.is(303);
        ada.get("/users").await.never_says(&person.email);
        ada.get("/users?status=archived").await.says(before.name());
        let offered = ada.get(&profile).await.is(200).find(r#"name="status" value="(\w+)""#);
        assert_eq!(offered.as_deref(), Some(before.name()));
        for other in Status::ALL.into_iter().filter(|to| *to != before && *to != Status::Archived) {
            ada.post(&format!("{profile}/status"), &[("status", other.name())]).await.is(409);
        }
        ada.post(&format!("{profile}/status"), &[("status", before.name())]).await.is(303);
        assert_eq!(house.status_of(&person).await, before.name());
    }
}

#[tokio::test]
async fn a_swap_brings_the_row_the_pane_and_the_notice_and_a_refusal_the_form() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let mia = house.mia();
    let status = format!("/users/{}/status", mia.id);
    let dialog = ada.get(&format!("{status}?back=%2Fusers")).swap().await.is(200);
    assert!(dialog.body.trim_start().starts_with("<dialog") && !dialog.body.contains("<html"), "{}", dialog.body);
    assert_eq!(dialog.input("back"), "/users");
    let page = ada.get(&status).await.is(200);
    assert!(page.body.starts_with("<!doctype html>") && !page.body.contains("<dialog"));
    let swap = ada.post(&status, &[("status", "suspended"), ("back", "/users")]).swap().await.is(200);
    assert_eq!(swap.header("hx-trigger"), "dialog:close");
    assert!(!swap.body.contains("<html") && swap.body.contains(&format!("<tr id=\"u-{}\">", mia.id)) && swap.body.contains("id=\"pane\""));
    swap.says("Mia Okafor is suspended.").says("Undo");
    ada.get("/users").await.never_says("Mia Okafor is suspended.");
    let refused = ada.post(&status, &[("status", "draft")]).swap().await.is(409).says("That change of status is not possible");
    assert!(refused.body.trim_start().starts_with("<dialog"));
    ada.post(&status, &[("status", "nonsense")]).swap().await.is(422).says("Choose a status from the list");
    // Only "partial" is a swap: the Back button of htmx wants the whole page.
    let whole = ada.get(&status).header("hx-request", "true").header("hx-request-type", "full").await.is(200);
    assert!(whole.body.starts_with("<!doctype html>"));
}
