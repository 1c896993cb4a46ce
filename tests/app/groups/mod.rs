//! Groups: made, changed, filled and emptied, deleted, and the directory filtered by them.

mod concealed;
mod directory;
mod edit;
mod members;
mod of_user;

use rolecall::sql;

use crate::browser::Browser;
use crate::house::{House, Person};

/// Makes a group and gives back its address.
pub async fn group(ada: &Browser, fields: &[(&str, &str)]) -> String {
    ada.get("/groups/new").await.is(200);
    ada.post("/groups/new", fields).await.is(303).location()
}

fn id_of(address: &str) -> &str {
    address.rsplit('/').next().expect("an id")
}

/// Adds or removes them, and expects it to be done.
pub async fn change(ada: &Browser, group: &str, act: &str, people: &[&Person]) {
    let ids: Vec<String> = people.iter().map(|person| person.id.to_string()).collect();
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    fields.push(("act", act));
    ada.post(&format!("{group}/members"), &fields).await.leads_to(group);
}

/// The names of those who are in it, archived ones too.
pub async fn members(house: &House, group: &str) -> Vec<String> {
    const MEMBERS: &str = "SELECT u.email FROM team_members m JOIN users u ON u.id = m.user_id WHERE m.team_id = $1 ORDER BY u.email";
    let id: uuid::Uuid = id_of(group).parse().expect("an id");
    house.texts(sql!(MEMBERS, id)).await
}

/// The number beside the group in the list.
async fn shown(ada: &Browser, group: &str) -> String {
    let row = format!(r#"(?s)id="g-{}".*?<td class="num"[^>]*><a[^>]*>([^<]*)<"#, id_of(group));
    ada.get("/groups").await.is(200).find(&row).expect("a row")
}
