//! The pages of added fields: where they are made, filled in, shown and asked for.

use rolecall::sql;
use serde_json::json;
use uuid::Uuid;

use super::checks::Step::{Fill, Focus, Press, Sees};
use super::checks::{check, look};
use super::people::People;
use crate::chromium::JavaScript;
use crate::house::{ADA, House};

/// One of each type, with labels, choices and values that are hard to fit in.
async fn fields(house: &House, people: &People) -> Uuid {
    let now = house.app.now();
    let long = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsg";
    let choices = json!([{ "value": "one", "label": long }, { "value": "two", "label": "Two" }, { "value": "gone", "label": "Gone", "is_retired": true }]);
    let mut last = Uuid::nil();
    for (n, takes) in (0_i64..).zip(["text", "long_text", "number", "boolean", "date", "url", "multi_select", "select"]) {
        last = Uuid::now_v7();
        let label = if takes == "select" { long.to_owned() } else { format!("Of {takes}") };
        let text = "INSERT INTO fields (id, slot, name, takes, label, label_key, help, required, choices, position, created_at, updated_at)
                    VALUES ($1, $2, $3, $4, $5, $3, $6, $7, $8, $2, $9, $9)";
        let list = if takes.ends_with("select") { choices.clone() } else { json!([]) };
        let row = sql!(text, last, n, format!("its_{takes}"), takes, label, "As on the badge ".repeat(8), takes == "number", list, now);
        house.app.db.run(row).await.expect("written");
    }
    let values = json!({ "its_text": long.repeat(3), "its_url": format!("https://example.org/{}", long.repeat(2)), "its_number": -99_999.5,
        "its_multi_select": ["one", "gone"], "its_select": "one", "its_date": "2026-11-30", "its_boolean": true });
    house.app.db.run(sql!("UPDATE users SET custom = $2 WHERE id = $1", people.long, values)).await.expect("written");
    last
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn added_fields() {
    let house = House::with_ada().await;
    let people = People::unkind(&house).await;
    let browser = house.browser_of(ADA, JavaScript::On).await;
    check(&browser, vec![look("no added fields", "/settings/fields", &[Sees("No custom fields yet")])]).await;
    let field = fields(&house, &people).await;
    let of = |id: Uuid, page: &str| format!("/users/{id}{page}");
    check(
        &browser,
        vec![
            look("the added fields", "/settings/fields", &[]),
            look("a new field", "/settings/fields/new", &[]),
            look("a new field with errors", "/settings/fields/new", &[Press("Add field"), Focus("div#errors")]),
            look("changing a field", format!("/settings/fields/{field}"), &[]),
            look("deleting a field", format!("/settings/fields/{field}/delete"), &[]),
            look("details with added fields", of(people.long, "/details"), &[]),
            look(
                "details with errors in added fields",
                of(people.right_to_left, "/details"),
                &[Fill("Of url", "nonsense"), Press("Save"), Focus("div#errors")],
            ),
            look("a profile with added fields", of(people.long, ""), &[]),
            look("the directory, narrowed by a field", "/users?field=its_number&op=_lt&value=0", &[Sees("1 user")]),
            look("the directory, by what is no number", "/users?field=its_number&op=_lt&value=few", &[Sees("was not added")]),
        ],
    )
    .await;
    browser.close().await;
}
