//! Every field × every form: what a form may not change it does not change, whoever sends it.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use super::permission;
use crate::house::House;

/// Everything that a form could try to write into a user.
const TRIED: [(&str, &str); 30] = [
    ("first_name", "Eve"),
    ("last_name", "Eve"),
    ("title", "Eve"),
    ("company", "Eve"),
    ("location", "Eve"),
    ("phone", "666"),
    ("description", "Eve"),
    ("tags", "eve"),
    ("email", "eve@evil.example"),
    ("email_key", "eve@evil.example"),
    ("status", "suspended"),
    ("role", "none"),
    ("role_id", "none"),
    ("groups", "x"),
    ("grants", "x"),
    ("kind", "service"),
    ("owner", "x"),
    ("provider", "evil"),
    ("external_id", "evil"),
    ("password", "my own long sentence"),
    ("password_hash", "x"),
    ("must_change_password", "false"),
    ("two_factor", "off"),
    ("expires_at", "2020-01-01T00:00:00Z"),
    ("language", "de"),
    ("theme", "dark"),
    ("email_notifications", "off"),
    ("created_by", "x"),
    ("updated_by", "x"),
    ("name_key", "x"),
];

/// A row as the database has it, but for what saving itself writes.
async fn row(house: &House, id: uuid::Uuid) -> Vec<String> {
    let columns =
        "first_name || '|' || last_name || '|' || title || '|' || company || '|' || location || '|' || phone || '|' || description
        || '|' || email || '|' || email_key || '|' || status || '|' || kind || '|' || provider || '|' || coalesce(external_id, '-')
        || '|' || coalesce(password_hash, '-') || '|' || language || '|' || theme || '|' || name_key || '|' || CAST(tags AS text)";
    let text = format!("SELECT {columns} FROM users WHERE id = $1");
    let text: &'static str = Box::leak(text.into_boxed_str());
    let mut values = house.texts(sql!(text, id)).await;
    values.extend(
        house.texts(sql!("SELECT coalesce(r.name, '-') FROM users u LEFT JOIN roles r ON r.id = u.role_id WHERE u.id = $1", id)).await,
    );
    values
}

#[tokio::test]
async fn a_field_changes_only_by_its_own_form_and_only_for_whom_it_is_open() {
    let house = House::new().await;
    let phones = permission("users", "update", json!({}), &["phone", "title"]);
    let tess = house.tess(&[permission("users", "read", json!({}), &["*"]), phones]).await;
    let dana = house.add("dana@acme.example", ("Dana", "Reed"), Status::Active, Some(house.people().member)).await;
    let (mia, tess, ada) = (house.browser_of(&house.mia()).await, house.browser_of(&tess).await, house.browser_of(&house.ada()).await);
    for (who, browser, open) in [("member", &mia, &[][..]), ("manager", &tess, &["phone", "title"][..]), ("admin", &ada, &["*"][..])] {
        for form in ["details", "status", "role", "password", "delete", "invitation", "preferences"] {
            for (field, value) in TRIED {
                let before = row(&house, dana.id).await;
                let version = house.user(&dana).await.version.to_string();
                let mut fields = vec![(field, value)];
                if ["details", "preferences"].contains(&form) {
                    fields.push(("version", &version));
                }
                let answer = browser.post(&format!("/users/{}/{form}", dana.id), &fields).await;
                let after = row(&house, dana.id).await;
                let its_own = match form {
                    "details" => {
                        ["first_name", "last_name", "title", "company", "location", "phone", "description", "tags"].contains(&field)
                    }
                    "preferences" => ["language", "theme"].contains(&field),
                    "status" | "role" => form == field,
                    _ => false,
                };
                let may = its_own && (open.contains(&"*") || open.contains(&field));
                assert_eq!(before != after, may, "{field} by the form {form} as {who}: {}", answer.status);
                if may {
                    let member = house.people().member;
                    let again =
                        "UPDATE users SET first_name = 'Dana', last_name = 'Reed', title = '', company = '', location = '', phone = '',
                        description = '', language = '', theme = 'auto', status = 'active', role_id = $2, name_key = 'dana reed', tags = '[]' WHERE id = $1";
                    house.app.db.run(sql!(again, dana.id, member)).await.expect("written");
                }
            }
        }
    }
}
