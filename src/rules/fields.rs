//! The fields of every collection, with their types.

use super::Collection;
use super::collection::{Field, Kind, Place};

/// The table a collection's own columns are in.
#[must_use]
pub fn table_of(collection: Collection) -> &'static str {
    match collection {
        Collection::Users => "users",
        Collection::Groups => "teams",
        Collection::Invitations => "invitations",
        Collection::Roles => "roles",
        Collection::Sessions => "sessions",
        Collection::Tokens => "tokens",
        Collection::Views => "views",
        Collection::Items => "items",
        Collection::Fields => "fields",
        Collection::Settings => "settings",
        Collection::Audit => "audit_events",
        Collection::Outbox => "outbox",
    }
}

// Statics: a field is the same one wherever it is met, which `label` relies on.
pub(super) fn fields_of(collection: Collection) -> &'static [Field] {
    match collection {
        Collection::Users => USERS,
        Collection::Groups => GROUPS,
        Collection::Invitations => INVITATIONS,
        Collection::Roles => ROLES,
        Collection::Sessions => SESSIONS,
        Collection::Tokens => TOKENS,
        Collection::Views => VIEWS,
        Collection::Items => ITEMS,
        Collection::Fields => FIELDS,
        Collection::Settings => SETTINGS,
        Collection::Audit => AUDIT,
        Collection::Outbox => OUTBOX,
    }
}

/// A field that people may change.
const fn open(name: &'static str, kind: Kind, column: &'static str) -> Field {
    Field { name, kind, place: Place::Column(column), is_writable: true }
}

/// A field that Rolecall keeps itself.
const fn kept(name: &'static str, kind: Kind, column: &'static str) -> Field {
    Field { name, kind, place: Place::Column(column), is_writable: false }
}

/// A field that no rule can look into.
const fn opaque(name: &'static str) -> Field {
    Field { name, kind: Kind::Opaque, place: Place::Nowhere, is_writable: true }
}

const fn of_user(name: &'static str, kind: Kind, column: &'static str) -> Field {
    Field { name, kind, place: Place::OfUser { key: "user_id", column }, is_writable: true }
}

static USERS: &[Field] = &[
    kept("id", Kind::Id, "id"),
    open("first_name", Kind::Text, "first_name"),
    open("last_name", Kind::Text, "last_name"),
    open("email", Kind::Address, "email_key"),
    opaque("avatar"),
    open("title", Kind::Text, "title"),
    open("company", Kind::Text, "company"),
    open("location", Kind::Text, "location"),
    open("phone", Kind::Text, "phone"),
    open("description", Kind::Text, "description"),
    open("tags", Kind::List, "tags"),
    open("status", Kind::Choice(&["draft", "invited", "active", "suspended", "archived"]), "status"),
    open("role", Kind::Id, "role_id"),
    Field {
        name: "groups",
        kind: Kind::Ids,
        place: Place::Rows { table: "team_members", key: "user_id", value: "team_id" },
        is_writable: true,
    },
    opaque("grants"),
    open("expires_at", Kind::Moment, "expires_at"),
    opaque("password"),
    Field { name: "two_factor", kind: Kind::Flag, place: Place::IsSet("totp_enabled_at"), is_writable: true },
    open("language", Kind::Text, "language"),
    open("timezone", Kind::Text, "timezone"),
    open("theme", Kind::Choice(&["auto", "light", "dark"]), "theme"),
    open("density", Kind::Choice(&["comfortable", "compact"]), "density"),
    open("shortcuts", Kind::Flag, "shortcuts"),
    open("email_notifications", Kind::Flag, "email_notifications"),
    kept("kind", Kind::Choice(&["person", "service"]), "kind"),
    open("owner", Kind::Id, "owner_id"),
    open("provider", Kind::Text, "provider"),
    open("external_id", Kind::Text, "external_id"),
    kept("last_seen_at", Kind::Moment, "last_seen_at"),
    kept("last_page", Kind::Text, "last_page"),
    kept("created_at", Kind::Moment, "created_at"),
    kept("created_by", Kind::Id, "created_by"),
    kept("updated_at", Kind::Moment, "updated_at"),
    kept("updated_by", Kind::Id, "updated_by"),
];

static GROUPS: &[Field] = &[
    kept("id", Kind::Id, "id"),
    open("name", Kind::Text, "name"),
    open("description", Kind::Text, "description"),
    open("owner", Kind::Id, "owner_id"),
    Field {
        name: "members",
        kind: Kind::Ids,
        place: Place::Rows { table: "team_members", key: "team_id", value: "user_id" },
        is_writable: true,
    },
    Field {
        name: "roles",
        kind: Kind::Ids,
        place: Place::Rows { table: "team_roles", key: "team_id", value: "role_id" },
        is_writable: true,
    },
    kept("created_at", Kind::Moment, "created_at"),
    kept("updated_at", Kind::Moment, "updated_at"),
];

static INVITATIONS: &[Field] = &[
    kept("id", Kind::Id, "id"),
    of_user("email", Kind::Address, "email_key"),
    of_user("role", Kind::Id, "role_id"),
    kept("user", Kind::Id, "user_id"),
    open("message", Kind::Text, "message"),
    open("language", Kind::Text, "language"),
    kept("invited_by", Kind::Id, "invited_by"),
    kept("sent_at", Kind::Moment, "sent_at"),
    kept("opened_at", Kind::Moment, "opened_at"),
    open("expires_at", Kind::Moment, "expires_at"),
];

static ROLES: &[Field] = &[
    kept("id", Kind::Id, "id"),
    open("name", Kind::Text, "name"),
    open("description", Kind::Text, "description"),
    open("icon", Kind::Text, "icon"),
    open("app_access", Kind::Flag, "app_access"),
    open("admin_access", Kind::Flag, "admin_access"),
    open("require_2fa", Kind::Flag, "require_2fa"),
    opaque("ip_allow"),
    opaque("permissions"),
    kept("created_at", Kind::Moment, "created_at"),
    kept("created_by", Kind::Id, "created_by"),
    kept("updated_at", Kind::Moment, "updated_at"),
    kept("updated_by", Kind::Id, "updated_by"),
];

static SESSIONS: &[Field] = &[
    kept("id", Kind::Id, "id"),
    kept("user", Kind::Id, "user_id"),
    kept("address", Kind::Text, "address"),
    kept("agent", Kind::Text, "agent"),
    kept("created_at", Kind::Moment, "created_at"),
    kept("last_seen_at", Kind::Moment, "last_seen_at"),
];

static TOKENS: &[Field] = &[
    kept("id", Kind::Id, "id"),
    kept("user", Kind::Id, "user_id"),
    open("name", Kind::Text, "name"),
    opaque("scope"),
    open("enabled", Kind::Flag, "enabled"),
    open("expires_at", Kind::Moment, "expires_at"),
    kept("last_used_at", Kind::Moment, "last_used_at"),
    kept("created_at", Kind::Moment, "created_at"),
];

static VIEWS: &[Field] =
    &[kept("id", Kind::Id, "id"), kept("user", Kind::Id, "user_id"), open("name", Kind::Text, "name"), opaque("shared_with")];

static ITEMS: &[Field] = &[
    kept("id", Kind::Id, "id"),
    open("user", Kind::Id, "user_id"),
    open("kind", Kind::Text, "kind"),
    open("external_id", Kind::Text, "external_id"),
    open("label", Kind::Text, "label"),
    open("url", Kind::Text, "url"),
];

static FIELDS: &[Field] =
    &[kept("id", Kind::Id, "id"), open("name", Kind::Text, "name"), open("label", Kind::Text, "label"), opaque("options")];

static SETTINGS: &[Field] =
    &[open("project_name", Kind::Text, "project_name"), opaque("sign_in"), opaque("invitations"), opaque("mail"), opaque("branding")];

static AUDIT: &[Field] = &[
    kept("id", Kind::Id, "id"),
    kept("at", Kind::Moment, "at"),
    kept("actor", Kind::Id, "actor_id"),
    kept("action", Kind::Text, "action"),
    kept("subject", Kind::Id, "subject_id"),
    Field { name: "changes", kind: Kind::Opaque, place: Place::Nowhere, is_writable: false },
    kept("reason", Kind::Text, "reason"),
    kept("address", Kind::Text, "address"),
    kept("agent", Kind::Text, "agent"),
];

static OUTBOX: &[Field] = &[
    kept("id", Kind::Id, "id"),
    kept("user", Kind::Id, "user_id"),
    kept("kind", Kind::Text, "kind"),
    kept("address", Kind::Text, "to_address"),
    kept("state", Kind::Choice(&["waiting", "sent", "failed", "void"]), "state"),
    kept("created_at", Kind::Moment, "created_at"),
    // What it says: of sign-ins, roles, tokens and who wrote it.
    Field { name: "content", kind: Kind::Opaque, place: Place::Nowhere, is_writable: false },
];
