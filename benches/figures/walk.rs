//! Finds the pages to measure by walking the directory as an administrator.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};

use crate::http::{Browser, between};

/// Pages of 50 between the first and the deep one.
const DEEP: usize = 400;
/// Requests the walk gathers for each thing to measure.
const DIFFERENT: usize = 20;

pub const RARE: [&str; 6] = ["okonkwo", "bergstr", "castellano", "wojciech", "yamamoto", "theodora"];
pub const COMMON: [&str; 6] = ["mar", "ann", "son", "example", "eng", "manager"];
const TWO: [&str; 6] = ["maria lopez", "anna berlin", "john smith", "lead engineer", "sofia rossi", "peter sales"];

pub struct Walk {
    deep: Vec<String>,
    roles: Vec<String>,
    profiles: Vec<String>,
    /// Of active people who may sign in.
    pub emails: Vec<String>,
}

impl Walk {
    pub async fn through(admin: &mut Browser) -> Result<Self> {
        let first = admin.get("/users").await?.text()?;
        let roles: BTreeSet<String> =
            first.split("/users?role=").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect();
        let roles = roles.into_iter().filter(|role| role != "none" && !role.contains('&')).collect();
        let mut deep = vec!["/users".to_owned()];
        while deep.len() < DEEP {
            let page = admin.get(&deep[deep.len() - 1]).await?.text()?;
            match next(&page) {
                Some(address) => deep.push(address),
                None => break,
            }
        }
        let deep = deep.split_off(deep.len().saturating_sub(DIFFERENT));
        let mut emails = Vec::new();
        let mut profiles = Vec::new();
        let mut address = Some("/users?status=active&sort=email&per=100".to_owned());
        while let Some(at) = address.filter(|_| emails.len() < 3_000) {
            let page = admin.get(&at).await?.text()?;
            for row in page.split("<tr id=\"u-").skip(1) {
                let id = row.get(..36).context("no id")?;
                profiles.push(format!("/users/{id}"));
                let email = between(row, "<td class=\"c3\">", "</td>").context("no address")?.replace("<wbr>", "");
                let has_role = between(row, "<td class=\"c4\">", "</td>")
                    .is_some_and(|cell| !cell.contains("class=\"muted\"") && !cell.contains("Newsletter"));
                if has_role && email.is_ascii() && !email.contains('&') {
                    emails.push(email);
                }
            }
            address = next(&page);
        }
        ensure!(!emails.is_empty(), "nobody to sign in as");
        profiles.truncate(500);
        Ok(Self { deep, roles, profiles, emails })
    }

    /// Somebody's.
    pub fn profile(&self) -> &str {
        &self.profiles[0]
    }

    /// What is measured, and the requests for it.
    pub fn pages(&self, admin: &Browser) -> Vec<(&'static str, Vec<Vec<u8>>)> {
        let one = |path: &str| vec![admin.request(path)];
        let all = |paths: &mut dyn Iterator<Item = String>| paths.map(|path| admin.request(&path)).collect::<Vec<_>>();
        let searches = |terms: &[&str]| all(&mut terms.iter().map(|term| format!("/users?q={}", term.replace(' ', "+"))));
        let filter = |sort: &str| all(&mut self.roles.iter().map(|role| format!("/users?status=active&role={role}&sort={sort}")));
        let stranger = Browser::new(admin.address);
        vec![
            ("first page", one("/users")),
            ("deep page", all(&mut self.deep.iter().cloned())),
            ("search, rare", searches(&RARE)),
            ("search, common", searches(&COMMON)),
            ("search, two words", searches(&TWO)),
            ("filter + sort", filter("-last_seen")),
            ("sorted by status", one("/users?sort=status")),
            ("sorted by role", one("/users?sort=role")),
            ("sorted by company", one("/users?sort=company")),
            ("sorted by an added field", one("/users?sort=custom.employee_number")),
            ("sorted by one that ends", one("/users?sort=-custom.contract")),
            ("columns of any field", one("/users?cols=name%2Cemail%2Ccompany%2Ctags%2Cgroups%2Ccustom.first_day%2Ccustom.contract")),
            ("a rare value of an added field", one("/users?where=%7B%22employee_number%22%3A%7B%22_eq%22%3A10042%7D%7D")),
            ("a tag", one("/users?where=%7B%22tags%22%3A%7B%22_contains%22%3A%22vip%22%7D%7D")),
            ("not seen for 90 days", one("/users?status=active&seen=gt90d")),
            (
                "search + filter + sort",
                all(&mut self.roles.iter().map(|role| format!("/users?q=mar&status=active&role={role}&sort=-last_seen"))),
            ),
            ("swap of the results", vec![partial(&admin.request("/users?sort=email"))]),
            ("own profile", one("/account")),
            ("another's profile", all(&mut self.profiles.iter().cloned())),
            ("audit log", one("/audit")),
            ("sign-in page", vec![stranger.request("/sign-in")]),
        ]
    }
}

fn partial(request: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(request);
    text.replacen("\r\n", "\r\nHX-Request-Type: partial\r\n", 1).into_bytes()
}

/// The address of the next page.
fn next(page: &str) -> Option<String> {
    let address = between(page, "id=\"pg-next\" rel=\"next\" href=\"", "\"")?;
    Some(address.replace("&#38;", "&").replace("&amp;", "&"))
}

/// Requests, bytes and bytes with heads until the directory stands complete in an empty browser: the page and all it names.
pub async fn first_visit(admin: &mut Browser) -> Result<[usize; 3]> {
    let page = admin.get("/users").await?;
    let text = page.text()?;
    let files: BTreeSet<&str> =
        text.split('"').filter(|part| part.starts_with("/static/")).map(|part| part.split('#').next().unwrap_or(part)).collect();
    let (mut bodies, mut bytes) = (page.body.len(), page.bytes);
    for file in &files {
        let answer = admin.get(file).await?;
        ensure!(answer.status == 200, "{file}: {}", answer.status);
        bodies += answer.body.len();
        bytes += answer.bytes;
    }
    Ok([files.len() + 1, bodies, bytes])
}
