//! The query of a list's address as it comes.

use super::arrangement::{Arrangement, Layout, columns};
use super::directory::{Cursor, Filter, From, GroupFilter, RoleFilter, Seen, Sort};
use super::filtering::{Asked, Asker, Draft};
use super::model::Status;
use super::state::State;
use crate::web::Error;
use serde::Deserialize;

/// Where the directory stands.
pub const LIST: &str = "/users";
pub const PER_PAGE: [u64; 3] = [25, 50, 100];

/// The view of whoever wants the plain list, where it would open with one.
pub const NO_VIEW: &str = "none";

/// The query as it comes; anything unknown is refused, empty fields are as good as none.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Address {
    #[serde(default)]
    q: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    seen: String,
    /// When access ends: one condition of the rule, in the place of any other of that kind; "" is none of them.
    end: Option<String>,
    /// A rule as JSON.
    #[serde(default)]
    r#where: String,
    /// All of it, as somebody writes it in a form.
    rule: Option<String>,
    /// A condition to add to it.
    #[serde(default)]
    field: String,
    #[serde(default)]
    op: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    sort: String,
    /// Names of columns.
    #[serde(default)]
    cols: String,
    #[serde(default)]
    layout: String,
    #[serde(default)]
    per: String,
    /// A saved view, or none.
    #[serde(default)]
    view: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    before: String,
    /// How many rows stand before the page.
    #[serde(default)]
    n: String,
}

impl Address {
    /// # Errors
    /// `Malformed` for values that no page of ours writes.
    pub fn read(&self, path: &str, asker: &Asker<'_>) -> Result<State, Error> {
        let wrong = || Error::Malformed("address");
        let from = match (self.after.as_str(), self.before.as_str()) {
            ("", "") => From::Start,
            (after, "") => From::After(Cursor::parse(after).ok_or_else(wrong)?),
            ("", before) => From::Before(Cursor::parse(before).ok_or_else(wrong)?),
            _ => return Err(wrong()),
        };
        let statuses: Option<Vec<Status>> =
            self.status.split(',').map(str::trim).filter(|name| !name.is_empty()).map(Status::from_name).collect();
        let (asked, draft) = self.asked(asker)?;
        Ok(State {
            path: path.to_owned(),
            draft,
            filter: Filter {
                q: searched(&self.q),
                statuses: statuses.ok_or_else(wrong)?,
                role: match self.role.as_str() {
                    "" => None,
                    name => Some(RoleFilter::from_name(name).ok_or_else(wrong)?),
                },
                group: match self.group.as_str() {
                    "" => None,
                    name => Some(GroupFilter::from_name(name).ok_or_else(wrong)?),
                },
                seen: if self.seen.is_empty() { None } else { Some(Seen::from_name(&self.seen).ok_or_else(wrong)?) },
                asked,
            },
            sort: if self.sort.is_empty() {
                Sort::default()
            } else {
                Sort::from_name(&self.sort, asker.actor.schema()).ok_or_else(wrong)?
            },
            shown: self.shown(asker).ok_or_else(wrong)?,
            usual: asker.usual.clone(),
            view: if self.view.is_empty() || self.view == NO_VIEW { None } else { Some(self.view.parse().map_err(|_| wrong())?) },
            skipped: match self.n.as_str() {
                "" => 0,
                n => n.parse().ok().filter(|n| (0..1_000_000_000).contains(n)).ok_or_else(wrong)?,
            },
            from,
        })
    }
}

impl Address {
    /// As the address says, or as the reader has it everywhere.
    fn shown(&self, asker: &Asker<'_>) -> Option<Arrangement> {
        let usual = &asker.usual;
        Some(Arrangement {
            columns: if self.cols.is_empty() {
                usual.columns.clone()
            } else {
                columns(self.cols.split(','), asker.actor.schema(), asker.open())
            },
            layout: if self.layout.is_empty() { usual.layout } else { Layout::from_name(&self.layout)? },
            per: if self.per.is_empty() { usual.per } else { self.per.parse().ok().filter(|per| PER_PAGE.contains(per))? },
            start: usual.start,
        })
    }

    /// The conditions on other fields, with the one that was typed, or what is wrong with that.
    fn asked(&self, asker: &Asker<'_>) -> Result<(Option<Asked>, Draft), Error> {
        let asked = match self.r#where.as_str() {
            "" => None,
            text => Some(asker.parse(text).ok_or(Error::Malformed("where"))?).filter(|asked| !asked.rule.is_everything()),
        };
        let written = match &self.rule {
            None => asked.clone(),
            Some(text) => match asker.written(text) {
                Ok(written) => written,
                Err(words) => return Ok((asked, Draft { rule: text.clone(), problem: Some(words), ..Draft::default() })),
            },
        };
        // Where all conditions were written anew, an end that the form had before is older.
        let is_older =
            |name: &str| written != asked && asked.as_ref().and_then(Asked::end).map_or_else(String::new, |end| end.name()) == name;
        let (asked, draft) = match &self.end {
            Some(name) if !is_older(name) => asker.ending(written, name)?,
            _ => (written, Draft::default()),
        };
        if self.field.is_empty() || draft.problem.is_some() {
            return Ok((asked, draft));
        }
        let typed = Draft { field: self.field.clone(), op: self.op.clone(), value: self.value.clone(), ..Draft::default() };
        let field = asker.field(&self.field).ok_or(Error::Malformed("field"))?;
        Ok(match asker.add(asked.clone(), field, &typed) {
            Ok(asked) => (Some(asked), Draft::default()),
            Err(words) => (asked, Draft { problem: Some(words), ..typed }),
        })
    }
}

/// At most 200 letters, without what no box for typing lets in, and without the blanks around them.
fn searched(q: &str) -> String {
    let letters: String = q.chars().filter(|c| !c.is_control()).collect();
    letters.trim_start().chars().take(200).collect::<String>().trim_end().to_owned()
}
