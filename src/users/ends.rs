//! When access ends, as lists are narrowed by it: conditions of the rule language that have a name.

use serde_json::json;

use crate::i18n::Words;
use crate::rules::{self, Collection, Rule, Schema};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Within so many days from now.
    Within(i64),
    Past,
    Some,
    None,
}

impl Ends {
    pub const OFFERED: [Self; 6] = [Self::Within(7), Self::Within(30), Self::Within(90), Self::Past, Self::Some, Self::None];

    /// As forms spell it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Within(days) => format!("lt{days}d"),
            Self::Past => "past".into(),
            Self::Some => "some".into(),
            Self::None => "none".into(),
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::OFFERED.into_iter().find(|ends| ends.name() == name)
    }

    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Within(days) => Words::new("ends-within").with("n", *days),
            Self::Past => Words::new("ends-past"),
            Self::Some => Words::new("ends-some"),
            Self::None => Words::new("ends-none"),
        }
    }

    /// The condition as addresses spell it.
    pub(super) fn rule(self) -> Option<Rule> {
        let asks = match self {
            Self::Within(days) => json!({ "_between": ["$NOW", format!("$NOW({days} days)")] }),
            Self::Past => json!({ "_lte": "$NOW" }),
            Self::Some => json!({ "_nnull": true }),
            Self::None => json!({ "_null": true }),
        };
        rules::parse(&Schema::default(), Collection::Users, &json!({ "expires_at": asks })).ok()
    }

    /// The one that a condition stands for.
    pub(super) fn of(rule: &Rule) -> Option<Self> {
        Self::OFFERED.into_iter().find(|ends| ends.rule().as_ref() == Some(rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_survives_the_form_and_the_address() {
        for ends in Ends::OFFERED {
            assert_eq!(Ends::from_name(&ends.name()), Some(ends));
            let rule = ends.rule().expect("a rule");
            let read = Rule::parse(&Schema::default(), Collection::Users, &rule.to_json().to_string()).expect("read");
            assert_eq!(Ends::of(&read), Some(ends));
        }
        assert_eq!(Ends::from_name("lt8d"), None);
    }
}
