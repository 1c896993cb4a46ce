//! The roles the made-up people hold.

pub struct DemoRole {
    pub name: &'static str,
    pub description: &'static str,
    pub admin_access: bool,
    pub app_access: bool,
    /// How many of ten thousand people; those left over have no role.
    pub share: u32,
}

const PLAIN: DemoRole = DemoRole {
    name: "Member",
    description: "Everyone else: own record and preferences",
    admin_access: false,
    app_access: true,
    share: 8200,
};

pub const ROLES: &[DemoRole] = &[
    DemoRole { name: "Administrator", description: "Runs this directory", admin_access: true, share: 5, ..PLAIN },
    PLAIN,
    DemoRole { name: "Editor", description: "Newsroom staff: own record, colleagues, groups", share: 620, ..PLAIN },
    DemoRole { name: "Support", description: "Help desk: unlock, resend, end sessions", share: 350, ..PLAIN },
    DemoRole { name: "Team lead", description: "Sees everyone and invites new colleagues", share: 300, ..PLAIN },
    DemoRole { name: "Publisher", description: "Editors who also put things live", share: 180, ..PLAIN },
    DemoRole { name: "Contractor", description: "From outside, for a while; own record only", share: 170, ..PLAIN },
    DemoRole { name: "Newsletter reader", description: "Known here, but may not use these pages", app_access: false, share: 60, ..PLAIN },
    DemoRole { name: "People team", description: "Looks after everybody's record, but not their rights", share: 40, ..PLAIN },
    DemoRole { name: "Auditor", description: "Reads everything, changes nothing", share: 25, ..PLAIN },
];
