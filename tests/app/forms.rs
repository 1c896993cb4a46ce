//! Every form there is, filled in so that an administrator's would pass: a new route that is posted to needs its row.

use rolecall::access::Actor;
use rolecall::groups;
use uuid::Uuid;

use crate::house::House;

pub type Fields = Vec<(&'static str, String)>;

/// The ids and secrets that the forms of one house speak of.
pub struct Target {
    pub user: Uuid,
    pub role: Uuid,
    pub group: Uuid,
    pub mail: Uuid,
    pub field: Uuid,
    pub job: Uuid,
    pub token: String,
}

impl Target {
    /// A draft, the role of members, a group, a mail that failed, an added field, and a link that never was.
    pub async fn of(house: &House) -> Self {
        let dana = house.add("dana@acme.example", ("Dana", "Reed"), rolecall::users::Status::Draft, None).await;
        let crew = groups::Details { name: "Crew".into(), ..groups::Details::default() };
        let group = groups::create(&house.app.db, &Actor::cli(), &crew, house.now()).await.expect("made");
        let mail = crate::outbox::notice(house, &house.mia()).await;
        let field = crate::fields::team(house).await;
        Self {
            user: dana.id,
            role: house.people().member,
            group,
            mail,
            field,
            job: crate::bulk::empty_job(house).await,
            token: "A".repeat(43),
        }
    }

    /// The address behind a pattern.
    pub fn fill(&self, path: &str) -> String {
        let id = match path {
            path if path.starts_with("/roles") => self.role,
            path if path.starts_with("/groups") => self.group,
            path if path.starts_with("/outbox") => self.mail,
            path if path.starts_with("/jobs") => self.job,
            path if path.starts_with("/settings/fields") => self.field,
            _ => self.user,
        };
        let path = path.replace("{kind}", "reset").replace("{language}", "de");
        let path = path.replace("/tokens/{token}", &format!("/tokens/{}", Uuid::nil()));
        let path = path.replace("{hash}", &"0".repeat(32));
        path.replace("{id}", &id.to_string()).replace("{token}", &self.token).replace("{permission}", "new")
    }
}

/// The fields of the form that posts there; `None` where nobody has said.
#[expect(clippy::too_many_lines, reason = "a table: a row for each form")]
pub fn fields(path: &str, target: &Target) -> Option<Fields> {
    let text = |pairs: &[(&'static str, &str)]| pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Fields>();
    let role = target.role.to_string();
    Some(match path {
        "/sign-in" => text(&[("email", "nobody@acme.example"), ("password", "my own long sentence"), ("next", "/users")]),
        "/users/{id}/password"
        | "/users/{id}/reset"
        | "/users/{id}/unlock"
        | "/users/{id}/compromised"
        | "/users/{id}/sessions"
        | "/account/sessions"
        | "/account/data"
        | "/roles/{id}/sessions"
        | "/groups/{id}/sessions"
        | "/accept/{token}/ask"
        | "/email/{token}"
        | "/jobs/{id}/cancel"
        | "/jobs/{id}/undo"
        | "/groups/{id}/delete"
        | "/outbox"
        | "/outbox/pause"
        | "/users/import"
        | "/users/import/{id}/apply" => Vec::new(),
        "/users/import/{id}" => {
            text(&[("column", "email"), ("column", "title"), ("key", "email"), ("known", "update"), ("new", "draft"), ("empty", "keep")])
        }
        "/users/export.csv" | "/users/export.json" => {
            let ids = target.user.to_string();
            text(&[("id", &ids), ("page_all", ""), ("page_ids", &ids), ("list", "/users")])
        }
        "/account/prove" => text(&[("prove-act", "access"), ("prove-to", "/users/new"), ("prove-password", "not it at all")]),
        "/sign-out" => text(&[("next", "")]),
        "/language" => text(&[("language", "de"), ("back", "/sign-in")]),
        "/setup" => text(&[
            ("code", "X"),
            ("organisation", "Evil"),
            ("language", "en"),
            ("timezone", "UTC"),
            ("first_name", "Eve"),
            ("last_name", ""),
            ("email", "eve@evil.example"),
            ("password", "my own long sentence"),
        ]),
        "/users/new" => text(&[
            ("email", "new@acme.example"),
            ("first_name", "N"),
            ("last_name", "E"),
            ("role", &role),
            ("until", ""),
            ("temporary", ""),
        ]),
        "/views/new" | "/views/{id}" => {
            text(&[("name", "Newcomers"), ("share", ""), ("back", "/users?status=invited"), ("act", ""), ("version", "1")])
        }
        "/users/view-settings" => text(&[
            ("chosen", "yes"),
            ("cols", "email"),
            ("move", ""),
            ("layout", "table"),
            ("per", "50"),
            ("start", "none"),
            ("back", "/users"),
        ]),
        "/users/bulk" => text(&[
            ("act", "archive"),
            ("id", &target.user.to_string()),
            ("page_all", ""),
            ("page_ids", ""),
            ("scope", ""),
            ("list", "/users"),
            ("role", ""),
            ("group", ""),
            ("until", ""),
            ("reason", ""),
        ])
        .into_iter()
        .chain(handover(""))
        .collect(),
        "/users/{id}/details" => text(&[
            ("version", "1"),
            ("first_name", "Dana"),
            ("last_name", "Reed"),
            ("title", ""),
            ("company", ""),
            ("location", ""),
            ("phone", ""),
            ("description", ""),
            ("tags", ""),
        ]),
        "/users/{id}/avatar" => text(&[("act", "remove"), ("crop", "middle")]),
        "/users/{id}/status" => text(&[("status", "archived"), ("reason", ""), ("to", ""), ("back", "/users")]),
        "/users/{id}/role" => text(&[("role", &role), ("back", "/users")]),
        "/users/{id}/end" => text(&[("until", "2099-12-31"), ("back", "/users")]),
        "/users/{id}/grants" => text(&[("act", "add"), ("role", &role), ("until", "2099-12-31"), ("reason", "year-end"), ("back", "")]),
        "/users/{id}/must-change" => text(&[("must_change", "on")]),
        "/users/{id}/delete" => handover("dana@acme.example"),
        "/users/{id}/invitation" => text(&[("act", "send"), ("message", ""), ("language", "en")]),
        "/invitations" => text(&[("act", "cancel"), ("id", &target.user.to_string()), ("show", "open")]),
        "/users/new/service" => text(&[("name", "Sync"), ("owner", "ada@acme.example"), ("role", &role)]),
        "/users/{id}/owner" => text(&[("owner", "ada@acme.example")]),
        "/users/{id}/tokens" => text(&[("name", "Robot"), ("may", "read"), ("right", "users.read"), ("ends", "90"), ("until", "")]),
        "/users/{id}/tokens/{token}" => text(&[("act", "revoke")]),
        "/users/invite" | "/users/invite/check" => text(&[
            ("emails", "ines@north.example"),
            ("file", ""),
            ("role", &role),
            ("message", ""),
            ("language", "en"),
            ("days", "7"),
            ("until", ""),
            ("form_key", &Uuid::now_v7().to_string()),
            ("act", "send"),
            ("drop", ""),
            ("restore", ""),
        ]),
        "/accept/{token}" => text(&[("first_name", "Ines"), ("last_name", ""), ("email", "x"), ("password", "my own long sentence")]),
        "/account/email" => text(&[("act", "ask"), ("email", "fresh@acme.example")]),
        "/users/{id}/email" => text(&[("act", "change"), ("email", "fresh@acme.example")]),
        "/forgot-password" => text(&[("email", "mia@acme.example")]),
        "/check-password" => text(&[("password", "my own long sentence"), ("first_name", "Ines"), ("link", "")]),
        "/reset/{token}" => text(&[("password", "my own long sentence")]),
        "/account/delete" => handover("ada@acme.example"),
        "/account/preferences" | "/users/{id}/preferences" => text(&[
            ("version", "1"),
            ("language", ""),
            ("timezone", ""),
            ("theme", "auto"),
            ("density", "comfortable"),
            ("shortcuts", "on"),
            ("email_notifications", "on"),
        ]),
        "/account/password" => text(&[("present", "not the present one"), ("password", "my own long sentence")]),
        "/roles/new" => text(&[("name", "Editor"), ("description", ""), ("admin_access", ""), ("app_access", "on")]),
        "/roles/{id}/edit" => text(&[("version", "1"), ("name", "Member"), ("description", "x"), ("app_access", "on"), ("ip_allow", "")]),
        "/roles/{id}/users" => vec![("act", "add".into()), ("id", target.user.to_string()), ("q", String::new()), ("back", String::new())],
        "/roles/{id}/copy" => text(&[("name", "Copy of Member")]),
        "/roles/{id}/permissions" => text(&[("version", "1"), ("row", "groups"), ("cell", "groups.read")]),
        "/roles/{id}/permissions/apply" => {
            let put = serde_json::json!({
                "id": Uuid::now_v7(), "collection": "audit", "action": "read", "rule": {}, "fields": ["*"], "defaults": {}
            });
            text(&[("version", "1"), ("change", &serde_json::json!({"remove": [], "put": [put]}).to_string())])
        }
        "/roles/{id}/permissions/{permission}" => text(&[
            ("version", "1"),
            ("collection", "groups"),
            ("action", "read"),
            ("records", "everything"),
            ("fields", "all"),
            ("act", "review"),
        ]),
        "/roles/{id}/delete" => text(&[("act", "suspend"), ("role", "")]),
        "/settings/mail" => text(&[("version", "1"), ("mail_from", "Acme <people@acme.example>"), ("mail_reply_to", "")]),
        "/settings/mail/test" => text(&[("to", "ada@acme.example")]),
        "/outbox/{id}" => text(&[("act", "retry")]),
        "/settings/fields" => vec![("act", "down".into()), ("id", target.field.to_string())],
        "/settings/fields/new" => text(&[("label", "Shoe size"), ("name", "shoe_size"), ("takes", "number"), ("help", "European")]),
        "/settings/fields/{id}" => {
            text(&[("version", "1"), ("label", "Crew"), ("value", "sales"), ("choice", "Revenue"), ("choices", "News")])
        }
        "/settings/fields/{id}/delete" => text(&[("confirm", "Team")]),
        "/settings/invitations" => text(&[("version", "1"), ("invitation_days", "10"), ("allowed_domains", "")]),
        "/settings" => text(&[
            ("version", "1"),
            ("password_min", "16"),
            ("two_factor", "nobody"),
            ("suspend_after", "0"),
            ("session_idle_minutes", "60"),
            ("session_max_minutes", "1440"),
            ("sessions_per_user", "20"),
            ("own_deletion", ""),
        ]),
        "/groups/new" => text(&[("name", "Editors"), ("description", ""), ("owner", ""), ("role", &role)]),
        "/groups/{id}/edit" => text(&[("version", "1"), ("name", "Crew"), ("description", "x"), ("owner", ""), ("role", &role)]),
        "/groups/{id}/members" => {
            vec![("act", "add".into()), ("id", target.user.to_string()), ("q", String::new()), ("back", String::new())]
        }
        "/users/{id}/groups" => vec![("group", target.group.to_string())],
        _ => return of_the_second_factor(path),
    })
}

/// Who takes over what, and what confirms it.
fn handover(confirm: &str) -> Fields {
    let mut fields = vec![("everything_to", "bo@acme.example".to_owned())];
    for (kind, to) in [("groups", "groups_to"), ("services", "services_to"), ("views", "views_to"), ("items", "items_to")] {
        fields.extend([(kind, "release".to_owned()), (to, String::new())]);
    }
    fields.extend([("invitations", "hand".to_owned()), ("invitations_to", "bo@acme.example".to_owned()), ("confirm", confirm.to_owned())]);
    fields
}

fn of_the_second_factor(path: &str) -> Option<Fields> {
    let text = |pairs: &[(&'static str, &str)]| pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Fields>();
    Some(match path {
        "/sign-in/code" => text(&[("code", "123 456"), ("with", ""), ("next", "/users")]),
        "/account/two-factor" | "/account/two-factor/app" => text(&[("code", "not a code")]),
        "/account/two-factor/codes" | "/account/two-factor/off" => Vec::new(),
        "/account/two-factor/file" => text(&[("codes", "0000-0000-0000-0000")]),
        "/users/{id}/two-factor" => text(&[("reason", "lost the phone")]),
        _ => return None,
    })
}

pub fn borrowed(fields: &Fields) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}
