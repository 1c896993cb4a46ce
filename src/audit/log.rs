//! The log's line for each event of the trail, by the names of the OWASP logging vocabulary, for whatever watches logs.

use uuid::Uuid;

use super::Event;
use crate::access::Actor;
use crate::db::Write;

/// The name of the vocabulary for what was done.
fn name(action: &str) -> &'static str {
    match action {
        "user.create" => "user_created",
        "user.archive" => "user_archived",
        "user.delete" => "user_deleted",
        "user.role" | "grant.add" | "grant.end" | "grant.expire" | "group.add" | "group.remove" => "authz_change",
        "role.create" | "role.edit" | "role.permissions" | "role.delete" | "group.create" | "group.edit" | "group.delete" => {
            "privilege_permissions_changed"
        }
        "session.open" => "session_created",
        "session.end" => "session_expired",
        "password.change" | "password.temporary" | "password.compromised" => "authn_password_change",
        "token.create" | "token.regenerate" | "token.enable" => "authn_token_created",
        "user.download" | "users.export" => "sensitive_read",
        "token.revoke" | "token.disable" => "authn_token_revoked",
        action if action.starts_with("settings.") || action.starts_with("mail.") => "authz_admin",
        _ => "user_updated",
    }
}

/// Says it once the change has lasted: ids and the action, never a value.
pub(super) fn say(write: &mut Write, actor: &Actor, event: &Event) {
    let (event, action, subject) = (name(event.action), event.action, event.subject.id.unwrap_or(Uuid::nil()));
    let (by, address, request) = (actor.id().unwrap_or(Uuid::nil()), actor.client.address.clone(), actor.client.request_id.clone());
    write.afterwards(move || tracing::info!(event, action, %subject, %by, address, request));
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn acts_go_by_the_names_of_the_vocabulary() {
        for (action, expected) in [
            ("user.suspend", "user_updated"),
            ("user.role", "authz_change"),
            ("role.permissions", "privilege_permissions_changed"),
            ("password.temporary", "authn_password_change"),
            ("password.ask", "user_updated"),
            ("token.revoke", "authn_token_revoked"),
        ] {
            assert_eq!(name(action), expected);
        }
    }
}
