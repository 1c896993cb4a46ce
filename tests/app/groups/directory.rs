//! The directory by group: in it and not in it, with every order, filter and search, page by page.

use rolecall::users::Status;

use super::{change, group, id_of};
use crate::browser::Browser;
use crate::house::{House, Person};

fn names(page: &crate::browser::Answer) -> Vec<String> {
    page.find_all(r#"id="n-[^"]+"><bdi>([^<]*)</bdi>"#)
}

/// Everyone the address lists, page after page.
async fn walk(ada: &Browser, address: &str) -> Vec<String> {
    let (mut found, mut next) = (Vec::new(), Some(address.to_owned()));
    while let Some(path) = next {
        let page = ada.follow(ada.get(&path).await).await.is(200);
        found.extend(names(&page));
        next = page.find(r#"id="pg-next" rel="next" href="([^"]+)""#);
    }
    found
}

#[tokio::test]
async fn the_directory_lists_who_is_in_a_group_and_who_is_not() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let id = id_of(&crew).to_owned();
    let sven = house.add("sven@acme.example", ("Sven", "Berg"), Status::Suspended, None).await;
    let arno = house.add("arno@acme.example", ("Arno", "Haas"), Status::Archived, None).await;
    change(&ada, &crew, "add", &[&house.mia(), &sven, &arno]).await;
    let page = ada.get(&format!("/users?group={id}")).await.is(200).says("Group: Crew").says("Users 1–2 of 2");
    assert_eq!(names(&page), ["Mia Okafor", "Sven Berg"]);
    // The pane names it with its number, as the current one.
    let entry = format!(r#"<a href="/users\?group={id}" aria-current="page"><bdi class="wrap">(Crew</bdi> <span class="n">2)</span>"#);
    assert!(page.find(&entry).is_some());
    assert!(page.find(&format!(r#"(<option value="{id}" selected>Crew)"#)).is_some());
    let page = ada.get(&format!("/users?group=-{id}")).await.is(200).says("Not in the group Crew").says("Users 1–2 of 2");
    assert_eq!(names(&page), ["Ada Abara", "Bo Lindqvist"]);
    for (query, wanted) in [
        (format!("status=archived&group={id}"), vec!["Arno Haas"]),
        (format!("status=archived&group=-{id}"), vec![]),
        (format!("status=suspended&group={id}"), vec!["Sven Berg"]),
        (format!("role=none&group={id}"), vec!["Sven Berg"]),
        (format!("role={}&group={id}", house.people().member), vec!["Mia Okafor"]),
        (format!("group={id}&seen=never"), vec!["Mia Okafor", "Sven Berg"]),
        (format!("q=berg&group={id}"), vec!["Sven Berg"]),
        (format!("q=be&group={id}"), vec!["Sven Berg"]),
        (format!("q=abara&group={id}"), vec![]),
        (format!("q=abara&group=-{id}"), vec!["Ada Abara"]),
        (format!("group={id}&sort=-email"), vec!["Sven Berg", "Mia Okafor"]),
        (format!("group={}", uuid::Uuid::now_v7()), vec![]),
        (format!("group=-{}", uuid::Uuid::now_v7()), vec!["Ada Abara", "Bo Lindqvist", "Mia Okafor", "Sven Berg"]),
    ] {
        assert_eq!(names(&ada.get(&format!("/users?{query}")).await.is(200)), wanted, "{query}");
    }
    // A chip takes it off and leaves the rest; a typed search and the filters keep it.
    let page = ada.get(&format!("/users?q=e&status=active&group={id}&per=25")).await.is(200);
    assert!(page.find_all(r#"class="chip" href="([^"]+)""#).contains(&"/users?q=e&status=active&per=25".to_owned()));
    let typed = ada.get(&format!("/users?q=mia&group={id}&sort=name&per=50")).swap().header("hx-source", "input#q").await.is(200);
    assert_eq!(typed.header("hx-replace-url"), format!("/users?q=mia&group={id}"));
    assert!(typed.find(&format!(r#"id="search-filters" hidden><input type="hidden" name="group" value="({id})""#)).is_some());
    // Of a large group each user is looked up, in whatever order the list is walked.
    house.force("UPDATE teams SET members = 5000").await.expect("written");
    for sort in ["name", "-email", "role", "-status", "last_seen", "created"] {
        let mut found = walk(&ada, &format!("/users?q=e&group={id}&sort={sort}")).await;
        found.sort();
        assert_eq!(found, ["Mia Okafor", "Sven Berg"], "{sort}");
    }
    for wrong in ["group=x", "group=-", "group=none", "group=%00"] {
        ada.get(&format!("/users?{wrong}")).await.is(400);
    }
}

#[tokio::test]
async fn every_order_turns_its_pages_through_a_group() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let crew = group(&ada, &[("name", "Crew")]).await;
    let mut inside: Vec<Person> = Vec::new();
    for n in 0..60 {
        let status = [Status::Active, Status::Suspended, Status::Draft][n % 3];
        let role = (n % 4 > 0).then_some(house.people().member);
        let person = house.add(&format!("p{n}@acme.example"), ("Person", &format!("{n:02}")), status, role).await;
        if n % 2 == 0 {
            inside.push(person);
        }
    }
    change(&ada, &crew, "add", &inside.iter().collect::<Vec<_>>()).await;
    let mut wanted: Vec<String> = inside.iter().map(|person| person.name.clone()).collect();
    wanted.sort();
    for sort in ["name", "email", "status", "role", "last_seen", "created"] {
        for order in ["", "-"] {
            let mut found = walk(&ada, &format!("/users?group={}&sort={order}{sort}&per=25", id_of(&crew))).await;
            found.sort();
            assert_eq!(found, wanted, "{order}{sort}");
        }
    }
    assert_eq!(walk(&ada, &format!("/users?group=-{}&per=25", id_of(&crew))).await.len(), 33);
}

#[tokio::test]
async fn the_pane_holds_ten_groups_and_the_way_to_the_others() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    assert!(!ada.get("/users").await.body.contains("f-group"), "without groups there is nothing to filter by");
    for n in 0..10 {
        group(&ada, &[("name", &format!("Group {n}"))]).await;
    }
    let page = ada.get("/users").await.says("Group 9");
    assert!(!page.text().contains("All groups"));
    group(&ada, &[("name", "Group 99")]).await;
    let page = ada.get("/users").await.says("All groups 11");
    assert_eq!(page.find_all(r#"<li><a href="/users\?group=([^"]+)""#).len(), 10);
    for is in ["", "-"] {
        let offered = page.find_all(&format!(r#"<option value="{is}[0-9a-f][^"]+">(Group [^<]+)"#));
        assert_eq!(offered.len(), 11, "the filter offers them all");
    }
}
