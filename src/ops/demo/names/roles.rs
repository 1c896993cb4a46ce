//! The roles the made-up people hold.

#[expect(clippy::struct_excessive_bools, reason = "a row of a table; each is a box to tick")]
pub struct DemoRole {
    pub name: &'static str,
    pub description: &'static str,
    /// A symbol of `static/icons.svg`.
    pub icon: &'static str,
    /// There since set-up, not to be created.
    pub built_in: bool,
    pub admin_access: bool,
    pub app_access: bool,
    pub require_2fa: bool,
    /// Collection, action and fields allowed beyond the preset of `app_access`, on every row.
    pub permissions: &'static [(&'static str, &'static str, &'static str)],
    /// How many of ten thousand people; those left over have no role.
    pub share: u32,
}

const PLAIN: DemoRole = DemoRole {
    name: "Member",
    description: "Everyone else: own record and preferences",
    icon: "user",
    built_in: false,
    admin_access: false,
    app_access: true,
    require_2fa: false,
    permissions: &[],
    share: 8200,
};

const COLLEAGUES: &str = "id,first_name,last_name,email,avatar,title,company,location,phone";

pub const ROLES: &[DemoRole] = &[
    DemoRole {
        name: "Administrator",
        description: "Runs this directory",
        icon: "shield",
        built_in: true,
        admin_access: true,
        require_2fa: true,
        share: 5,
        ..PLAIN
    },
    DemoRole { built_in: true, ..PLAIN },
    DemoRole {
        name: "Editor",
        description: "Newsroom staff: own record, colleagues, groups",
        icon: "edit",
        permissions: &[("users", "read", COLLEAGUES), ("groups", "read", "*"), ("views", "create", "*")],
        share: 620,
        ..PLAIN
    },
    DemoRole {
        name: "Support",
        description: "Help desk: unlock, resend, end sessions",
        icon: "help",
        require_2fa: true,
        permissions: &[
            ("users", "read", "*"),
            ("invitations", "read", "*"),
            ("invitations", "update", "*"),
            ("sessions", "read", "*"),
            ("sessions", "delete", "*"),
            ("outbox", "read", "*"),
        ],
        share: 350,
        ..PLAIN
    },
    DemoRole {
        name: "Team lead",
        description: "Sees everyone and invites new colleagues",
        icon: "users",
        permissions: &[
            ("users", "read", COLLEAGUES),
            ("groups", "read", "*"),
            ("invitations", "create", "*"),
            ("invitations", "read", "*"),
        ],
        share: 300,
        ..PLAIN
    },
    DemoRole {
        name: "Publisher",
        description: "Editors who also put things live",
        icon: "send",
        require_2fa: true,
        permissions: &[("users", "read", COLLEAGUES), ("groups", "read", "*"), ("groups", "update", "members")],
        share: 180,
        ..PLAIN
    },
    DemoRole { name: "Contractor", description: "From outside, for a while; own record only", icon: "calendar", share: 170, ..PLAIN },
    DemoRole {
        name: "Newsletter reader",
        description: "Known here, but may not use these pages",
        icon: "outbox",
        app_access: false,
        share: 60,
        ..PLAIN
    },
    DemoRole {
        name: "People team",
        description: "Looks after everybody's record, but not their rights",
        icon: "user-plus",
        require_2fa: true,
        permissions: &[
            ("users", "create", "*"),
            ("users", "read", "*"),
            ("users", "update", "first_name,last_name,title,company,location,phone,description,tags"),
            ("invitations", "create", "*"),
            ("invitations", "read", "*"),
        ],
        share: 40,
        ..PLAIN
    },
    DemoRole {
        name: "Auditor",
        description: "Reads everything, changes nothing",
        icon: "eye",
        require_2fa: true,
        permissions: &[
            ("users", "read", "*"),
            ("roles", "read", "*"),
            ("groups", "read", "*"),
            ("invitations", "read", "*"),
            ("audit", "read", "*"),
        ],
        share: 25,
        ..PLAIN
    },
];
