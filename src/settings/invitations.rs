//! Whom invitations may go to, and how long they last.

use serde::Deserialize;
use sqlx::FromRow;
use validator::Validate;

use super::section_page::SectionForm;
use crate::i18n::{Value, Words};
use crate::invitations::{MOST_DAYS, domains};
use crate::web::{Error, Page, Result, both};

#[derive(FromRow, Clone, Debug, PartialEq, Eq)]
pub struct InvitationRules {
    /// How long a link works, where the form says nothing else.
    pub invitation_days: i64,
    /// One to a line, as addresses are compared; "" is any.
    pub allowed_domains: String,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct InvitationRulesForm {
    pub version: i64,
    pub invitation_days: String,
    pub allowed_domains: String,
}

impl SectionForm for InvitationRulesForm {
    type Section = InvitationRules;

    fn version(&self) -> i64 {
        self.version
    }

    fn typed(&self) -> Result<InvitationRules> {
        let days = self.invitation_days.parse().ok().filter(|days| (1..=MOST_DAYS).contains(days)).ok_or_else(|| {
            let field = Value::Message("invitation-days".to_owned());
            let words = Words::new("error-number").with("field", field).with("min", 1_i64).with("max", MOST_DAYS);
            Error::Invalid(vec![("invitation_days", words)])
        });
        let (invitation_days, allowed_domains) = both(days, domains::tidy(&self.allowed_domains))?;
        Ok(InvitationRules { invitation_days, allowed_domains })
    }

    fn told(rules: &InvitationRules, _: &Page) -> Vec<(&'static str, &'static str, String)> {
        vec![
            ("invitation_days", "invitation-days", rules.invitation_days.to_string()),
            ("allowed_domains", "allowed-domains", rules.allowed_domains.replace('\n', ", ")),
        ]
    }
}
