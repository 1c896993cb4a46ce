//! The groups the made-up people are in.

pub(super) struct DemoGroup {
    pub name: &'static str,
    pub description: &'static str,
    /// By the names of `ROLES`.
    pub roles: &'static [&'static str],
    /// One in so many is a member, from the one of that number on.
    pub one_in: i64,
    pub first: i64,
}

pub(super) const GROUPS: &[DemoGroup] = &[
    DemoGroup { name: "Headquarters", description: "Everyone who works in the main house", roles: &[], one_in: 2, first: 2 },
    DemoGroup {
        name: "Winter edition",
        description: "Whoever helps to bring it out",
        roles: &["Editor", "Publisher"],
        one_in: 11,
        first: 3,
    },
    DemoGroup { name: "On call", description: "Answers at night and at weekends", roles: &["Support"], one_in: 37, first: 7 },
    DemoGroup { name: "Works council", description: "", roles: &["Auditor"], one_in: 301, first: 12 },
    DemoGroup {
        name: "Emergency access",
        description: "For when no administrator is there",
        roles: &["Administrator"],
        one_in: 9_973,
        first: 20,
    },
];
