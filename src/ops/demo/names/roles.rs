//! The roles the made-up people hold.

use crate::rules::Action::{self, Create, Delete, Read, Update};
use crate::rules::Collection::{self, Audit, Groups, Invitations, Roles, Sessions, Users};

pub struct DemoRole {
    pub name: &'static str,
    pub description: &'static str,
    pub admin_access: bool,
    pub app_access: bool,
    /// How many of ten thousand people; those left over have no role.
    pub share: u32,
    /// What it opens beside one's own record.
    pub permissions: &'static [DemoPermission],
}

/// Collection, action, rule and fields; `*` is all of them.
pub type DemoPermission = (Collection, Action, &'static str, &'static [&'static str]);

const EVERYTHING: &str = "{}";
const COLLEAGUES: &[&str] =
    &["first_name", "last_name", "email", "title", "company", "location", "phone", "tags", "status", "role", "groups"];

const NEWSROOM: &[DemoPermission] =
    &[(Users, Read, r#"{"status": {"_eq": "active"}}"#, COLLEAGUES), (Groups, Read, EVERYTHING, &["name", "description", "owner"])];
const SUPPORT: &[DemoPermission] = &[
    (Users, Read, EVERYTHING, &["*"]),
    (Users, Update, r#"{"status": {"_in": ["active", "suspended"]}}"#, &["status", "password"]),
    (Groups, Read, EVERYTHING, &["*"]),
    (Sessions, Read, EVERYTHING, &["*"]),
];
const LEADS: &[DemoPermission] = &[
    (Users, Read, r#"{"status": {"_neq": "archived"}}"#, COLLEAGUES),
    (Users, Read, r#"{"groups": {"_in": "$CURRENT_GROUPS"}}"#, &["*"]),
    (Users, Update, r#"{"groups": {"_in": "$CURRENT_GROUPS"}}"#, &["title", "location", "tags"]),
    (Groups, Read, EVERYTHING, &["*"]),
    (Groups, Update, r#"{"owner": {"_eq": "$CURRENT_USER"}}"#, &["description", "members"]),
    (Invitations, Create, r#"{"email": {"_ends_with": "@acme.example"}}"#, &["email", "role", "language", "message"]),
];
const PEOPLE: &[DemoPermission] = &[
    (Users, Create, EVERYTHING, &["*"]),
    (Users, Read, EVERYTHING, &["*"]),
    (Users, Update, r#"{"status": {"_neq": "archived"}}"#, &["*"]),
    (Users, Delete, r#"{"status": {"_eq": "archived"}}"#, &[]),
    (Groups, Read, EVERYTHING, &["*"]),
    (Groups, Update, EVERYTHING, &["description", "owner", "members"]),
    (Invitations, Create, EVERYTHING, &["*"]),
    (Invitations, Update, EVERYTHING, &["*"]),
    (Invitations, Delete, EVERYTHING, &[]),
    (Roles, Read, EVERYTHING, &["*"]),
];
const AUDITORS: &[DemoPermission] = &[
    (Users, Read, EVERYTHING, &["first_name", "last_name", "email", "status", "role", "groups", "last_seen_at"]),
    (Roles, Read, EVERYTHING, &["*"]),
    (Groups, Read, EVERYTHING, &["*"]),
    (Audit, Read, EVERYTHING, &["*"]),
];

const PLAIN: DemoRole = DemoRole {
    name: "Member",
    description: "Everyone else: own record and preferences",
    admin_access: false,
    app_access: true,
    share: 8200,
    permissions: &[],
};

pub const ROLES: &[DemoRole] = &[
    DemoRole { name: "Administrator", description: "Runs this directory", admin_access: true, share: 5, ..PLAIN },
    PLAIN,
    DemoRole { name: "Editor", description: "The newsroom", share: 620, permissions: NEWSROOM, ..PLAIN },
    DemoRole { name: "Support", description: "The help desk", share: 350, permissions: SUPPORT, ..PLAIN },
    DemoRole { name: "Team lead", description: "People who lead a team", share: 300, permissions: LEADS, ..PLAIN },
    DemoRole { name: "Publisher", description: "Editors who also put things live", share: 180, permissions: NEWSROOM, ..PLAIN },
    DemoRole { name: "Contractor", description: "From outside, for a while", share: 170, ..PLAIN },
    DemoRole { name: "Newsletter reader", description: "Known here, but may not use these pages", app_access: false, share: 60, ..PLAIN },
    DemoRole { name: "People team", description: "Hiring, contracts, first and last days", share: 40, permissions: PEOPLE, ..PLAIN },
    DemoRole { name: "Auditor", description: "Checks the books once a year", share: 25, permissions: AUDITORS, ..PLAIN },
];
