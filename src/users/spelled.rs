//! The filters of a list as its address and its form spell them.

use uuid::Uuid;

use super::filtering::Asked;
use super::model::Status;
use super::state::State;

/// Letters of a rule that a form sends as often as it likes: an address has room for 8,000.
const LONG: usize = 1_000;

impl State {
    #[must_use]
    pub fn statuses(&self) -> String {
        self.filter.statuses.iter().map(Status::name).collect::<Vec<_>>().join(",")
    }

    #[must_use]
    pub fn role(&self) -> String {
        self.filter.role.map(|role| role.name()).unwrap_or_default()
    }

    #[must_use]
    pub fn group(&self) -> String {
        self.filter.group.map(|group| group.name()).unwrap_or_default()
    }

    #[must_use]
    pub fn seen(&self) -> String {
        self.filter.seen.map(|seen| seen.name()).unwrap_or_default()
    }

    #[must_use]
    pub fn end(&self) -> String {
        self.filter.asked.as_ref().and_then(Asked::end).map(|end| end.name()).unwrap_or_default()
    }

    /// The rule as the address spells it.
    #[must_use]
    pub fn conditions(&self) -> String {
        self.filter.asked.as_ref().map(|asked| asked.rule.to_json().to_string()).unwrap_or_default()
    }

    /// The rule as a form shows it: as it was written, where something is wrong with it.
    #[must_use]
    pub fn rule_text(&self) -> String {
        if !self.draft.rule.is_empty() {
            return self.draft.rule.clone();
        }
        let text = self.conditions();
        if text.len() > LONG {
            return text;
        }
        let pretty = self.filter.asked.as_ref().and_then(|asked| serde_json::to_string_pretty(&asked.rule.to_json()).ok());
        pretty.unwrap_or_default()
    }

    /// Any but the role or group of that id, as the address spells it.
    #[must_use]
    pub fn not(&self, id: &Uuid) -> String {
        format!("-{id}")
    }

    /// The rule for a form to go back to, where what is written anew is wrong; not a long one: it stands in the form already.
    #[must_use]
    pub fn kept_rule(&self) -> Option<String> {
        Some(self.conditions()).filter(|text| !text.is_empty() && text.len() <= LONG)
    }

    /// All statuses but one, as the address spells them; archived users are asked for by name.
    #[must_use]
    pub fn all_but(&self, status: &Status) -> String {
        let others = Status::ALL.iter().filter(|one| *one != status && **one != Status::Archived);
        others.map(Status::name).collect::<Vec<_>>().join(",")
    }
}
