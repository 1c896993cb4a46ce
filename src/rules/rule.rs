//! A rule that was read and checked: which records of a collection it lets through.

use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use super::collection::{Collection, Field, Kind};
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
    Day(NaiveDate),
    Flag(bool),
    Number(f64),
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

impl Op {
    pub const ALL: [Self; 15] = [
        Self::Eq,
        Self::Neq,
        Self::In,
        Self::Nin,
        Self::Null,
        Self::Nnull,
        Self::Lt,
        Self::Lte,
        Self::Gt,
        Self::Gte,
        Self::Contains,
        Self::Ncontains,
        Self::StartsWith,
        Self::EndsWith,
        Self::Between,
    ];

    /// As rules spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Eq => "_eq",
            Self::Neq => "_neq",
            Self::In => "_in",
            Self::Nin => "_nin",
            Self::Null => "_null",
            Self::Nnull => "_nnull",
            Self::Lt => "_lt",
            Self::Lte => "_lte",
            Self::Gt => "_gt",
            Self::Gte => "_gte",
            Self::Contains => "_contains",
            Self::Ncontains => "_ncontains",
            Self::StartsWith => "_starts_with",
            Self::EndsWith => "_ends_with",
            Self::Between => "_between",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|op| op.name() == name)
    }

    /// Whether fields of that type can be asked so.
    #[must_use]
    pub fn fits(self, kind: Kind) -> bool {
        use Op::{Contains, Eq, In, Ncontains, Neq, Nin, Nnull, Null};
        let is_order = matches!(self, Self::Lt | Self::Lte | Self::Gt | Self::Gte | Self::Between);
        match kind {
            Kind::Text | Kind::Address => !is_order,
            Kind::Choice(_) => matches!(self, Eq | Neq | In | Nin),
            Kind::Id | Kind::Pick => matches!(self, Eq | Neq | In | Nin | Null | Nnull),
            Kind::Moment | Kind::Day => is_order || matches!(self, Eq | Neq | Null | Nnull),
            Kind::Number => is_order || matches!(self, Eq | Neq | In | Nin | Null | Nnull),
            Kind::Flag => matches!(self, Eq | Neq),
            Kind::List => matches!(self, Contains | Ncontains | Null | Nnull),
            Kind::Ids => matches!(self, In | Nin | Null | Nnull),
            Kind::Opaque => false,
        }
    }

    /// Whether it holds for null: what is not there is unlike everything.
    pub(super) fn holds_for_null(self) -> bool {
        matches!(self, Self::Null | Self::Neq | Self::Nin | Self::Ncontains)
    }
}

impl Test {
    fn ids(&self) -> Vec<Uuid> {
        let id = |operand: &Operand| if let Operand::Id(id) = operand { Some(*id) } else { None };
        self.values.iter().filter_map(id).collect()
    }
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

    /// All ids that it names, as they are written.
    #[must_use]
    pub fn ids(&self) -> Vec<Uuid> {
        match self {
            Self::All(rules) | Self::Any(rules) => rules.iter().flat_map(Self::ids).collect(),
            Self::Test(test) => test.ids(),
        }
    }

    /// The ids that it asks a field for, as they are written.
    #[must_use]
    pub fn ids_of(&self, field: &str) -> Vec<Uuid> {
        match self {
            Self::All(rules) | Self::Any(rules) => rules.iter().flat_map(|rule| rule.ids_of(field)).collect(),
            Self::Test(test) if test.field.name == field => test.ids(),
            Self::Test(_) => Vec::new(),
        }
    }

    /// The fields that it asks for.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static Field> {
        match self {
            Self::All(rules) | Self::Any(rules) => rules.iter().flat_map(Self::fields).collect(),
            Self::Test(test) => vec![test.field],
        }
    }

    /// Whether it asks for that field.
    #[must_use]
    pub fn asks(&self, field: &str) -> bool {
        match self {
            Self::All(rules) | Self::Any(rules) => rules.iter().any(|rule| rule.asks(field)),
            Self::Test(test) => test.field.name == field,
        }
    }

    #[must_use]
    pub fn is_everything(&self) -> bool {
        matches!(self, Self::All(rules) if rules.is_empty())
    }

    #[must_use]
    pub fn extent(&self, collection: Collection) -> Extent {
        if self.is_everything() {
            Extent::Everything
        } else if Self::own(collection).as_ref() == Some(self) {
            Extent::Own
        } else {
            Extent::Some
        }
    }

    /// The same in the fewest groups: none with a single rule, none in another of its kind, and nothing beside "everything".
    /// Lists name nothing twice.
    #[must_use]
    pub fn normalised(self) -> Self {
        match self {
            Self::Test(mut test) => {
                if matches!(test.op, Op::In | Op::Nin) {
                    for value in std::mem::take(&mut test.values) {
                        if !test.values.contains(&value) {
                            test.values.push(value);
                        }
                    }
                }
                Self::Test(test)
            }
            Self::All(rules) => {
                let flat = rules.into_iter().map(Self::normalised).flat_map(|rule| match rule {
                    Self::All(rules) => rules,
                    other => vec![other],
                });
                Self::alone_or(flat.collect(), Self::All)
            }
            Self::Any(rules) => {
                let rules: Vec<Self> = rules.into_iter().map(Self::normalised).collect();
                if rules.iter().any(Self::is_everything) {
                    return Self::everything();
                }
                let flat = rules.into_iter().flat_map(|rule| match rule {
                    Self::Any(rules) => rules,
                    other => vec![other],
                });
                Self::alone_or(flat.collect(), Self::Any)
            }
        }
    }

    fn alone_or(mut rules: Vec<Self>, group: impl Fn(Vec<Self>) -> Self) -> Self {
        match rules.pop() {
            Some(rule) if rules.is_empty() => rule,
            last => {
                rules.extend(last);
                group(rules)
            }
        }
    }
}
