//! A rule as it is for one person, whatever becomes of their roles and groups.

use super::rule::{Op, Operand, Rule, Test, Variables};

impl Rule {
    /// The same rule with this one's role, roles and groups written out. Who asks and when stay open: two such rules are
    /// compared for everyone at once.
    #[must_use]
    pub fn ground(&self, who: &Variables) -> Self {
        let all = |rules: &[Self]| rules.iter().map(|rule| rule.ground(who)).collect();
        match self {
            Self::All(rules) => Self::All(all(rules)),
            Self::Any(rules) => Self::Any(all(rules)),
            Self::Test(test) => Self::Test(test.ground(who)),
        }
    }
}

impl Test {
    fn ground(&self, who: &Variables) -> Self {
        let is_of_theirs = |operand: &Operand| matches!(operand, Operand::CurrentRole | Operand::CurrentRoles | Operand::CurrentGroups);
        if !self.values.iter().any(is_of_theirs) {
            return self.clone();
        }
        let (mut ids, mut others) = (Vec::new(), Vec::new());
        for operand in &self.values {
            match operand {
                Operand::CurrentRole => ids.extend(who.role),
                Operand::CurrentRoles => ids.extend(&who.roles),
                Operand::CurrentGroups => ids.extend(&who.groups),
                Operand::Id(id) => ids.push(*id),
                other if others.contains(other) => {}
                other => others.push(other.clone()),
            }
        }
        ids.sort_unstable();
        ids.dedup();
        let values: Vec<Operand> = ids.into_iter().map(Operand::Id).chain(others).collect();
        // A single value may have come to none, which only a list can say.
        let op = match self.op {
            Op::Eq if values.is_empty() => Op::In,
            Op::Neq if values.is_empty() => Op::Nin,
            op => op,
        };
        Self { field: self.field, op, values }
    }
}
