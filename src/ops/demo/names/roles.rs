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
    DemoRole { name: "Editor", description: "The newsroom", share: 620, ..PLAIN },
    DemoRole { name: "Support", description: "The help desk", share: 350, ..PLAIN },
    DemoRole { name: "Team lead", description: "People who lead a team", share: 300, ..PLAIN },
    DemoRole { name: "Publisher", description: "Editors who also put things live", share: 180, ..PLAIN },
    DemoRole { name: "Contractor", description: "From outside, for a while", share: 170, ..PLAIN },
    DemoRole { name: "Newsletter reader", description: "Known here, but may not use these pages", app_access: false, share: 60, ..PLAIN },
    DemoRole { name: "People team", description: "Hiring, contracts, first and last days", share: 40, ..PLAIN },
    DemoRole { name: "Auditor", description: "Checks the books once a year", share: 25, ..PLAIN },
];
