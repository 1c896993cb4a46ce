//! Ways around delegation: what lets rights that lie idle begin to count, what pulls the mighty within reach, and secrets that
//! outlive what they were made for.

use rolecall::sql;
use rolecall::users::Status;
use serde_json::json;
use uuid::Uuid;

use super::permission;
use crate::browser::Browser;
use crate::house::{House, Person};

/// Somebody whose role reads the audit log, but opens no pages: they cannot sign in.
async fn idle_auditor(house: &House) -> (Person, Uuid) {
    let role = house.role("Auditor", &[permission("audit", "read", json!({}), &["*"])]).await;
    close_pages(house, role).await;
    (house.add("ida@acme.example", ("Ida", "Idle"), Status::Active, Some(role)).await, role)
}

async fn close_pages(house: &House, role: Uuid) {
    house.app.db.run(sql!("UPDATE roles SET app_access = $2 WHERE id = $1", role, false)).await.expect("written");
}

async fn tess(house: &House, more: &[super::Permission]) -> Browser {
    let mut all = vec![permission("users", "read", json!({}), &["*"]), permission("roles", "read", json!({}), &["*"])];
    all.extend_from_slice(more);
    house.browser_of(&house.tess(&all).await).await
}

async fn group(house: &House, name: &str, roles: &[Uuid], members: &[Uuid]) -> Uuid {
    let cli = rolecall::access::Actor::cli();
    let details = rolecall::groups::Details { name: name.into(), roles: roles.to_vec(), ..rolecall::groups::Details::default() };
    let id = rolecall::groups::create(&house.app.db, &cli, &details, house.now()).await.expect("made");
    rolecall::groups::add_members(&house.app.db, &cli, id, members, house.now()).await.expect("added");
    id
}

async fn opens_pages(house: &House, role: Uuid) -> bool {
    house.number(sql!("SELECT count(*) FROM roles WHERE id = $1 AND app_access", role)).await == 1
}

#[tokio::test]
async fn idle_rights_are_not_let_in_by_somebody_who_lacks_them() {
    let house = House::new().await;
    let (ida, auditor) = idle_auditor(&house).await;
    let plain = house.role("Plain", &[]).await;
    close_pages(&house, plain).await;
    let kim = house.add("kim@acme.example", ("Kim", "Idle"), Status::Active, Some(plain)).await;
    let member = house.people().member;
    let tess = tess(
        &house,
        &[
            permission("users", "update", json!({}), &["role", "groups", "grants"]),
            permission("groups", "read", json!({}), &["*"]),
            permission("groups", "update", json!({}), &["roles", "members"]),
            permission("roles", "update", json!({}), &["app_access", "require_2fa"]),
        ],
    )
    .await;
    let edit = |role: Uuid| format!("/roles/{role}/edit");
    // The switch itself, of a role with more than they have; on their own kind of role they may.
    tess.post(&edit(auditor), &[("version", "1"), ("app_access", "on")]).await.is(409).says("Audit log, Read");
    assert!(!opens_pages(&house, auditor).await);
    tess.post(&edit(plain), &[("version", "1"), ("app_access", "on")]).await.is(303);
    assert!(opens_pages(&house, plain).await);
    house.browser_of(&kim).await.get("/account").await.is(200);
    // A role with pages, through a group that the auditor is in: by its roles, and by joining.
    let team = group(&house, "Team", &[], &[ida.id]).await;
    let form = [("version", "1"), ("roles", "on"), ("role", &member.to_string())];
    tess.post(&format!("/groups/{team}/edit"), &form).await.is(409).says("Audit log, Read");
    let open = group(&house, "Open", &[member], &[]).await;
    tess.post(&format!("/groups/{open}/members"), &[("act", "add"), ("id", &ida.id.to_string())]).await.is(409);
    // By a grant.
    let grant = [("act", "add"), ("role", &member.to_string() as &str), ("reason", "")];
    tess.post(&format!("/users/{}/grants", ida.id), &grant).await.is(409);
    // A second role that they hold turns out to open pages: their audit right counts with it.
    let second = house.role("Second", &[]).await;
    close_pages(&house, second).await;
    group(&house, "Seconds", &[second], &[ida.id]).await;
    tess.post(&edit(second), &[("version", "1"), ("app_access", "on")]).await.is(409).says("Audit log, Read");
    let browser = house.browser();
    browser.get("/sign-in").await;
    browser.post("/sign-in", &[("email", &ida.email), ("password", crate::house::PASSWORD)]).await.is(422);
    // An administrator may.
    let ada = house.browser_of(&house.ada()).await;
    ada.post(&edit(second), &[("version", "1"), ("app_access", "on")]).await.is(303);
    house.browser_of(&ida).await.get("/audit").await.is(200);
}

#[tokio::test]
async fn a_role_of_the_mighty_is_not_closed_or_loosened_by_others() {
    let house = House::new().await;
    let auditor = house.role("Auditor", &[permission("audit", "read", json!({}), &["*"])]).await;
    house.app.db.run(sql!("UPDATE roles SET require_2fa = $2 WHERE id = $1", auditor, true)).await.expect("written");
    let tess = tess(&house, &[permission("roles", "update", json!({}), &["app_access", "require_2fa", "description"])]).await;
    let edit = format!("/roles/{auditor}/edit");
    for form in [[("app_access", ""), ("require_2fa", "on")], [("app_access", "on"), ("require_2fa", "")]] {
        let form: Vec<_> = [("version", "1")].into_iter().chain(form.into_iter().filter(|(_, on)| !on.is_empty())).collect();
        tess.post(&edit, &form).await.is(409);
    }
    let form = [("version", "1"), ("app_access", "on"), ("require_2fa", "on"), ("description", "Looks")];
    tess.post(&edit, &form).await.is(303);
}

#[tokio::test]
async fn whoever_may_say_who_is_in_a_group_pulls_nobody_mightier_into_it() {
    let house = House::new().await;
    let auditor = house.role("Auditor", &[permission("audit", "read", json!({}), &["*"])]).await;
    let own = json!({"owner": {"_eq": "$CURRENT_USER"}});
    let ours = json!({"groups": {"_in": "$CURRENT_GROUPS"}});
    let lead = house
        .tess(&[
            permission("users", "read", json!({}), &["first_name", "last_name", "email", "groups"]),
            permission("users", "update", ours, &["title", "password", "groups"]),
            permission("groups", "read", json!({}), &["*"]),
            permission("groups", "update", own, &["members"]),
        ])
        .await;
    let team = group(&house, "Team", &[], &[lead.id]).await;
    house.app.db.run(sql!("UPDATE teams SET owner_id = $2 WHERE id = $1", team, lead.id)).await.expect("written");
    let tess = house.browser_of(&lead).await;
    let abe = house.add("abe@acme.example", ("Abe", "Auditor"), Status::Active, Some(auditor)).await;
    let members = format!("/groups/{team}/members");
    for mighty in [house.ada(), abe] {
        tess.post(&members, &[("act", "add"), ("id", &mighty.id.to_string())]).await.is(409).never_says("Draft").never_says("Never");
    }
    tess.post(&members, &[("act", "add"), ("id", &house.mia().id.to_string())]).await.is(303);
    // By the groups of each user, nobody is moved to where one may do more, or out of reach.
    let other = group(&house, "Other", &[], &[]).await;
    let members = format!("/groups/{other}/members");
    tess.post(&members, &[("act", "add"), ("id", &house.bo().id.to_string())]).await.is(403);
    tess.post(&members, &[("act", "add"), ("id", &house.mia().id.to_string())]).await.is(303);
    house.app.db.run(sql!("UPDATE teams SET owner_id = NULL WHERE id = $1", team)).await.expect("written");
    let last = [("act", "remove"), ("id", &house.mia().id.to_string() as &str)];
    tess.post(&format!("/groups/{team}/members"), &last).await.is(409).says("out of your reach");
}

#[tokio::test]
async fn nobody_mightier_comes_under_somebody_by_leaving_a_group() {
    let house = House::new().await;
    let auditor = house.role("Auditor", &[permission("audit", "read", json!({}), &["*"])]).await;
    let abe = house.add("abe@acme.example", ("Abe", "Auditor"), Status::Active, Some(auditor)).await;
    let team = group(&house, "Team", &[], &[abe.id, house.mia().id]).await;
    let second = group(&house, "Second", &[], &[abe.id]).await;
    let outside = json!({"groups": {"_nin": [team, second]}});
    let tess = tess(
        &house,
        &[
            permission("users", "update", outside, &["title"]),
            permission("groups", "read", json!({}), &["*"]),
            permission("groups", "update", json!({}), &["members"]),
            permission("groups", "delete", json!({}), &[]),
        ],
    )
    .await;
    let takes_out =
        async |id: Uuid| tess.post(&format!("/groups/{team}/members"), &[("act", "remove"), ("id", &id.to_string())]).await.status;
    assert_eq!((takes_out(abe.id).await, takes_out(house.mia().id).await), (409, 303));
    assert_eq!(tess.post(&format!("/groups/{second}/delete"), &[]).await.status, 409);
    assert_eq!(house.number(sql!("SELECT count(*) FROM team_members WHERE user_id = $1", abe.id)).await, 2);
}

#[tokio::test]
async fn a_role_goes_only_by_somebody_who_may_move_everyone_who_has_it() {
    let house = House::new().await;
    let weak = house.role("Weak", &[]).await;
    let boss = house.add("boss@acme.example", ("Big", "Boss"), Status::Active, Some(weak)).await;
    group(&house, "Bosses", &[house.people().administrator], &[boss.id]).await;
    let delete = permission("roles", "delete", json!({}), &[]);
    let delete_of = |role: Uuid| format!("/roles/{role}/delete");
    let suspend = [("act", "suspend")];
    let member = house.people().member.to_string();
    let moves = [("act", "move"), ("role", member.as_str())];
    let without = tess(&house, std::slice::from_ref(&delete)).await;
    for form in [&suspend[..], &moves] {
        assert!([403, 409].contains(&without.post(&delete_of(weak), form).await.status));
    }
    assert_eq!(house.status_of(&boss).await, "active");
    // With the right to give roles and change statuses: not that of an administrator, but of the others.
    let role = house
        .role(
            "Desk",
            &[
                permission("users", "read", json!({}), &["*"]),
                permission("roles", "read", json!({}), &["*"]),
                permission("users", "update", json!({}), &["role", "status"]),
                delete,
            ],
        )
        .await;
    let dan = house.add("dan@acme.example", ("Dan", "Desk"), Status::Active, Some(role)).await;
    let desk = house.browser_of(&dan).await;
    for form in [&suspend[..], &moves] {
        desk.post(&delete_of(weak), form).await.is(409);
    }
    assert_eq!(house.status_of(&boss).await, "active");
    let plain = house.role("Plain", &[]).await;
    let kim = house.add("kim@acme.example", ("Kim", "Lee"), Status::Active, Some(plain)).await;
    desk.post(&delete_of(plain), &suspend).await.is(303);
    assert_eq!(house.status_of(&kim).await, "suspended");
}

#[tokio::test]
async fn an_invitation_dies_when_it_would_open_more_than_its_maker_has() {
    let house = House::new().await;
    let permissions = [permission("invitations", "create", json!({}), &["*"]), permission("users", "read", json!({}), &["*"])];
    let tess = house.tess(&permissions).await;
    let ada = house.browser_of(&house.ada()).await;
    let browser = house.browser_of(&tess).await;
    let member = house.people().member.to_string();
    let invite = async |email: &str| {
        let key = Uuid::now_v7().to_string();
        let form = [("emails", email), ("role", &member), ("language", "en"), ("days", "7"), ("form_key", &key), ("act", "send")];
        let link = browser.post("/users/invite", &form).await.is(200).find("(/accept/[A-Za-z0-9_-]+)").expect("a link");
        let user = rolecall::users::store::find_by_email(&house.app.db, email).await.expect("read").expect("there");
        (user.id, link)
    };
    let (ines, first) = invite("ines@acme.example").await;
    let (_, second) = invite("olga@acme.example").await;
    house.browser().get(&first).await.is(200).says("Join");
    // Raised by an administrator: whoever made the link, and has kept it, does not become one.
    ada.post(&format!("/users/{ines}/role"), &[("role", &house.people().administrator.to_string())]).await.is(303);
    let stranger = house.browser();
    stranger.get(&first).await.is(410).says("no longer valid").says("Ask for a new");
    stranger.post(&first, &[("first_name", "Eve"), ("password", crate::house::PASSWORD)]).await.never_says("Your account");
    assert_eq!(house.number(sql!("SELECT count(*) FROM users WHERE status = 'invited'")).await, 2);
    // Asked for a new one, an administrator answers, who may.
    let before = house.mails().await.len();
    stranger.post(&format!("{first}/ask"), &[]).await.is(200);
    let mails = house.mails().await;
    assert!(mails.len() == before + 1 && mails[before].to.contains(&house.ada().email), "{}", mails[before].to);
    // Nor does one whose maker is not there any more work; one made anew by an administrator does.
    house.browser().get(&second).await.is(200).says("Join");
    ada.post(&format!("/users/{}/status", tess.id), &[("status", "suspended"), ("reason", "left")]).await.is(303);
    house.browser().get(&second).await.is(410).says("no longer valid");
    let link =
        ada.post(&format!("/users/{ines}/invitation"), &[("act", "link")]).await.is(200).find("(/accept/[A-Za-z0-9_-]+)").expect("a link");
    house.browser().get(&link).await.is(200).says("Join");
}

#[tokio::test]
async fn a_default_role_is_one_that_whoever_sets_it_may_give() {
    let house = House::new().await;
    let create = permission("users", "create", json!({}), &["*"]);
    let role = house.role("Maker", std::slice::from_ref(&create)).await;
    let tess = tess(&house, &[create, permission("roles", "update", json!({}), &["permissions"])]).await;
    let id = house.texts(sql!("SELECT CAST(version AS text) FROM roles WHERE id = $1", role)).await;
    let change = |default: Uuid| {
        let entry = json!({"id": Uuid::now_v7(), "collection": "users", "action": "create", "rule": {}, "fields": ["*"], "defaults": {"role": default}});
        json!({"remove": [], "put": [entry]}).to_string()
    };
    let apply = format!("/roles/{role}/permissions/apply");
    let administrator = change(house.people().administrator);
    tess.post(&apply, &[("version", &id[0]), ("change", &administrator)]).await.is(409);
    let member = change(house.people().member);
    tess.post(&apply, &[("version", &id[0]), ("change", &member)]).await.is(303);
}

#[tokio::test]
async fn a_temporary_password_makes_nobody_active_whose_status_may_not_become_so() {
    let house = House::new().await;
    let drafts = json!({"status": {"_neq": "active"}});
    let tess =
        tess(&house, &[permission("users", "update", json!({}), &["password"]), permission("users", "update", drafts, &["status"])]).await;
    let draft = house.add("dora@acme.example", ("Dora", "Draft"), Status::Draft, Some(house.people().member)).await;
    tess.post(&format!("/users/{}/password", draft.id), &[]).await.is(409);
    assert_eq!(house.status_of(&draft).await, "draft");
}
