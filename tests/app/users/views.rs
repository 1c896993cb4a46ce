//! Saved views: the list as it stood, under a name; whose it is, who else has it, and what has changed since.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;

use crate::access::permission;
use crate::browser::{Answer, Browser};
use crate::house::House;

/// Saves a list and follows to it.
async fn save(browser: &Browser, name: &str, share: &str, list: &str) -> Answer {
    browser.post("/views/new", &[("name", name), ("share", share), ("back", list)]).await
}

/// The views beside the list: names and addresses.
fn pane(page: &Answer) -> Vec<(String, String)> {
    let links = page.find_all(r#"<li><a href="(/users\?[^"]*view=[^"]*)""#);
    let names = page.find_all(r#"view=[0-9a-f-]+"(?: aria-current="page")?><bdi class="wrap">([^<]+)"#);
    names.into_iter().zip(links.into_iter().map(|link| link.replace("&amp;", "&"))).collect()
}

async fn opened(browser: &Browser, address: &str) -> Answer {
    let answer = browser.get(address).await;
    if answer.status == 303 { browser.follow(answer).await.is(200) } else { answer.is(200) }
}

#[tokio::test]
async fn a_list_is_saved_opened_changed_and_deleted() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    let list = "/users?status=draft&sort=-email&cols=name%2Cemail&per=25";
    ada.get("/views/new?back=/users%3Fstatus%3Ddraft").await.is(200).says("Save this view");
    let answer = save(&ada, "  Being   prepared ", "", list).await.is(303);
    let page = opened(&ada, &answer.location()).await.says("The view “Being prepared” is saved.").says("dana@acme.example");
    page.clone().never_says("Mia Okafor").never_says("Changed since it was opened");
    let [(name, address)] = &pane(&page)[..] else { panic!("one view") };
    assert_eq!(name, "Being prepared");
    // Another order is another list: it can be kept, or the view be opened as it was.
    let changed = ada.follow(ada.get(&format!("{address}&n=0").replace("sort=-email", "sort=email")).await).await;
    let changed = changed.is(200).says("Changed since it was opened").says("Reset").says("Save changes");
    let at = changed.input("back");
    let id = address.rsplit('=').next().expect("an id").to_owned();
    let updated = ada.post(&format!("/views/{id}"), &[("act", "update"), ("back", &at)]).await.is(303);
    let page = opened(&ada, &updated.location()).await.never_says("Changed since it was opened");
    assert!(pane(&page)[0].1.contains("sort=email"));
    // Whoever saves an older form is told so, and loses nothing.
    let old = ada.post(&format!("/views/{id}"), &[("name", "Drafts"), ("version", "1"), ("back", "/users")]).await.is(409);
    assert_eq!(old.input("name"), "Drafts");
    ada.post(&format!("/views/{id}"), &[("name", "Drafts"), ("version", "2"), ("back", "/users")]).await.is(303);
    assert_eq!(pane(&ada.get("/users").await)[0].0, "Drafts");
    // Gone, and back by Undo.
    let gone = ada.post(&format!("/views/{id}"), &[("act", "delete"), ("back", "/users")]).await.leads_to("/users");
    let page = ada.follow(gone).await.says("is deleted");
    assert!(pane(&page).is_empty());
    let back = page.find(r#"name="back" value="(/users\?status[^"]*)""#).expect("Undo").replace("&amp;", "&");
    let again = save(&ada, "Drafts", "", &back).await.is(303);
    assert_eq!(pane(&opened(&ada, &again.location()).await)[0].0, "Drafts");
    let actions = house.actions().await;
    let views: Vec<_> = actions.iter().filter(|action| action.starts_with("view.")).map(String::as_str).collect();
    assert_eq!(views, ["view.create", "view.edit", "view.edit", "view.delete", "view.create"]);
}

#[tokio::test]
async fn what_is_wrong_with_a_view_is_said_beside_its_field() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    save(&ada, "Mine", "", "/users").await.is(303);
    for (name, share, words) in [
        ("", "", "Give the view a name."),
        ("  ", "", "Give the view a name."),
        ("mine", "", "You have a view of that name already"),
        (&"x".repeat(61), "", "60"),
        ("Other", "nobody", "Choose"),
    ] {
        let page = save(&ada, name, share, "/users").await.is(422).says(words);
        assert_eq!(page.input("name"), name.trim());
    }
    // Somebody else's name is no obstacle, and a list that is none is the plain one.
    let bo = house.browser_of(&house.bo()).await;
    let answer = save(&bo, "Mine", "", "https://evil.example/?a").await.is(303);
    assert!(answer.location().starts_with("/users?view="), "{}", answer.location());
}

#[tokio::test]
async fn a_view_is_seen_by_whom_it_is_shared_with_and_changed_by_whom_it_is_of() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let reads = permission("users", "read", json!({}), &["first_name", "last_name", "email", "status"]);
    let clerk = house.role("Clerk", std::slice::from_ref(&reads)).await;
    let other = house.role("Other", std::slice::from_ref(&reads)).await;
    let keeper = house
        .role("Keeper", &[reads, permission("views", "create", json!({}), &["*"]), permission("views", "update", json!({}), &["*"])])
        .await;
    let mut browsers = Vec::new();
    for (name, role) in [("otto", clerk), ("pia", other), ("kai", keeper)] {
        let person = house.add(&format!("{name}@acme.example"), (name, ""), Status::Active, Some(role)).await;
        browsers.push(house.browser_of(&person).await);
    }
    let [otto, pia, kai] = &browsers[..] else { panic!("three") };
    save(&ada, "Only Ada", "", "/users?status=active").await.is(303);
    save(&ada, "For clerks", &clerk.to_string(), "/users?status=active").await.is(303);
    save(&ada, "For all", "all", "/users?status=active&cols=name%2Cstatus%2Crole").await.is(303);
    let names = async |browser: &Browser| pane(&browser.get("/users").await.is(200)).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(&ada).await, ["For all", "For clerks", "Only Ada"]);
    assert_eq!((names(otto).await, names(pia).await), (vec!["For all".to_owned(), "For clerks".to_owned()], vec!["For all".to_owned()]));
    // Who sees fewer columns has the view with those, and it is none the less as it was saved.
    let all = pane(&otto.get("/users").await).into_iter().find(|(name, _)| name == "For all").expect("shared").1;
    let page = opened(otto, &all).await.says("For all").never_says("Changed since").never_says("Save changes").never_says("Edit view");
    assert!(!page.body.contains("sort-role"));
    // Theirs to open is not theirs to change; what they do not have is not there.
    let of = async |name: &str| house.texts(sql!("SELECT name FROM views WHERE name = $1", name)).await.len();
    let id_of = |address: &str| address.rsplit('=').next().expect("an id").to_owned();
    let hidden = pane(&ada.get("/users").await).into_iter().find(|(name, _)| name == "Only Ada").expect("hers").1;
    for (browser, view, status) in [(otto, &all, 403), (pia, &all, 403), (otto, &hidden, 404), (kai, &hidden, 404)] {
        let path = format!("/views/{}", id_of(view));
        browser.post(&path, &[("act", "delete"), ("back", "/users")]).await.is(status);
        browser.post(&path, &[("name", "Mine now"), ("version", "1"), ("back", "/users")]).await.is(status);
    }
    assert_eq!((of("For all").await, of("Mine now").await), (1, 0));
    // They keep their own without any right, and share none; who may share does, and changes what others share.
    save(otto, "Mine", "", "/users?status=draft").await.is(303);
    save(otto, "Ours", "all", "/users").await.is(403);
    assert!(!otto.get("/views/new?back=/users").await.is(200).body.contains("name=\"share\""));
    save(kai, "From Kai", "all", "/users").await.is(303);
    // Nobody puts a view before others who share no role with them.
    save(kai, "Look here", &other.to_string(), "/users").await.is(422);
    assert!(names(pia).await.contains(&"From Kai".to_owned()));
    kai.post(&format!("/views/{}", id_of(&all)), &[("name", "For everyone"), ("share", "all"), ("version", "1"), ("back", "/users")])
        .await
        .is(303);
    assert!(names(pia).await.contains(&"For everyone".to_owned()));
    // A role that goes takes its share along, and nothing else.
    house.app.db.run(sql!("DELETE FROM roles WHERE id = $1", other)).await.expect("gone");
    assert_eq!(names(&ada).await.len(), 4);
}

#[tokio::test]
async fn there_is_room_for_fifty() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    for n in 0..50 {
        let text = "INSERT INTO views (id, user_id, name, name_key, query, created_at, updated_at) VALUES ($1, $2, $3, $3, '', $4, $4)";
        let row = sql!(text, uuid::Uuid::now_v7(), house.ada().id, format!("view {n}"), house.now());
        house.app.db.run(row).await.expect("written");
    }
    save(&ada, "One more", "", "/users").await.is(409).says("there is room for no more");
    assert_eq!(pane(&ada.get("/users").await.is(200)).len(), 50);
}

#[tokio::test]
async fn the_directory_opens_with_the_view_that_somebody_chose() {
    let house = House::new().await;
    let (ada, bo) = (house.browser_of(&house.ada()).await, house.browser_of(&house.bo()).await);
    house.add("dana@acme.example", ("Dana", "Reed"), Status::Draft, None).await;
    save(&ada, "Being prepared", "all", "/users?status=draft").await.is(303);
    let address = pane(&ada.get("/users").await.is(200)).remove(0).1;
    let id = address.rsplit('=').next().expect("an id").to_owned();
    opened(&ada, &address).await.says("Open with this view");
    let set = async |start: &str| ada.post("/users/view-settings", &[("start", start), ("back", &address)]).await.is(303);
    set(&id).await;
    let start = ada.get("/users").await.is(303).location();
    opened(&ada, &start).await.says("Dana Reed").never_says("Mia Okafor").says("No longer open with this view");
    // The plain list is one click away, and everything else is where it was.
    ada.get("/users?view=none").await.is(200).says("Mia Okafor").never_says("Changed since");
    let all = opened(&ada, &start).await.find(r#"<a href="(/users[^"]*)"[^>]*>All <"#).expect("a tab").replace("&amp;", "&");
    ada.get(&all).await.is(200).says("Mia Okafor").says("Changed since");
    ada.get("/users?q=mia").await.is(200).says("Mia Okafor");
    bo.get("/users").await.is(200).says("Mia Okafor");
    // What is no view of theirs cannot be chosen; one that is gone is no obstacle.
    ada.post("/users/view-settings", &[("start", &uuid::Uuid::now_v7().to_string())]).await.is(404);
    ada.post("/users/view-settings", &[("start", "x")]).await.is(400);
    set("none").await;
    ada.get("/users").await.is(200).says("Mia Okafor");
    set(&id).await;
    ada.post(&format!("/views/{id}"), &[("act", "delete"), ("back", "/users")]).await.is(303);
    ada.get("/users").await.leads_to("/users?view=none");
    // Nor is one that asks by now for what its reader does not see.
    let tess = house.tess(&[permission("users", "read", json!({}), &["first_name", "last_name", "email", "status"])]).await;
    let browser = house.browser_of(&tess).await;
    save(&ada, "Bosses", "all", "/users?status=active").await.is(303);
    let bosses = pane(&browser.get("/users").await.is(200)).remove(0).1;
    let id = bosses.rsplit('=').next().expect("an id").to_owned();
    browser.post("/users/view-settings", &[("start", &id)]).await.is(303);
    assert!(browser.get("/users").await.is(303).location().contains(&id));
    let hidden = "/users?where=%7B%22title%22%3A%7B%22_eq%22%3A%22Boss%22%7D%7D";
    ada.post(&format!("/views/{id}"), &[("act", "update"), ("back", hidden)]).await.is(303);
    browser.get("/users").await.leads_to("/users?view=none");
    browser.get("/users?view=none").await.is(200);
}
