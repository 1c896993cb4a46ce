//! A rule that was read and checked: which records of a collection it lets through.

use chrono::TimeDelta;
use uuid::Uuid;

use super::collection::{Collection, Field};
use crate::clock::Moment;

/// Conditions on the fields of one collection. No conditions let everything through.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Test(Test),
}

/// One comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    pub field: &'static Field,
    pub op: Op,
    /// One for most operators, two for `_between`, any number for lists, none for `_null`.
    pub values: Vec<Operand>,
}

/// As `SPEC.md` names them. Null is unlike everything: `_eq`, `_in`, `_lt` … never hold for it, `_neq`, `_nin`,
/// `_ncontains` always do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    Eq,
    Neq,
    In,
    Nin,
    Null,
    Nnull,
    Lt,
    Lte,
    Gt,
    Gte,
    Contains,
    Ncontains,
    StartsWith,
    EndsWith,
    Between,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    Text(String),
    Id(Uuid),
    Moment(Moment),
    Flag(bool),
    Number(i64),
    /// The user who asks; nobody for a stranger.
    CurrentUser,
    /// Their own role.
    CurrentRole,
    /// All roles they hold by any way.
    CurrentRoles,
    CurrentGroups,
    /// The present, and so much later (or earlier).
    Now(TimeDelta),
}

/// Who asks, and when: what the variables of a rule stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Variables {
    pub user: Option<Uuid>,
    pub role: Option<Uuid>,
    pub roles: Vec<Uuid>,
    pub groups: Vec<Uuid>,
    pub now: Moment,
}

/// How much of a collection a rule lets through, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    Everything,
    /// The one condition is that the record is, or belongs to, the user who asks.
    Own,
    Some,
}

impl Rule {
    /// Lets every record through.
    #[must_use]
    pub fn everything() -> Self {
        Self::All(Vec::new())
    }

    /// The records that are, or belong to, the user who asks; `None` where a collection knows no owner.
    #[must_use]
    pub fn own(collection: Collection) -> Option<Self> {
        let name = match collection {
            Collection::Users => "id",
            Collection::Groups => "owner",
            Collection::Invitations => "invited_by",
            Collection::Audit => "subject",
            Collection::Sessions | Collection::Tokens | Collection::Views | Collection::Items | Collection::Outbox => "user",
            Collection::Roles | Collection::Fields | Collection::Settings => return None,
        };
        collection.field(name).map(|field| Self::Test(Test { field, op: Op::Eq, values: vec![Operand::CurrentUser] }))
    }
}
