//! Tags to choose from: those that others have.

use std::collections::HashMap;

use serde_json::Value;

use super::record::Sight;
use super::store;
use crate::access::Actor;
use crate::db::Db;
use crate::rules::{Action, Collection};
use crate::web::Result;

/// People whose tags are looked at: enough to tell what is often used, few enough for every form.
const LOOKED_AT: u64 = 500;
/// Tags that are offered.
const OFFERED: usize = 12;

/// The tags that people have most often whose tags the reader sees, but for those that this user has.
///
/// # Errors
/// When the database is away.
pub async fn offered(db: &Db, actor: &Actor, user: &Sight) -> Result<Vec<String>> {
    let scope = actor.scope(Action::Read, Collection::Users).beyond_own();
    if !user.changes("tags") || !scope.fields().has("tags") {
        return Ok(Vec::new());
    }
    let mut times: HashMap<String, usize> = HashMap::new();
    for tags in store::tags(db, &scope, LOOKED_AT).await? {
        for tag in tags.as_array().into_iter().flatten().filter_map(Value::as_str) {
            *times.entry(tag.to_owned()).or_default() += 1;
        }
    }
    let own = user.tag_list();
    let mut tags: Vec<(String, usize)> = times.into_iter().filter(|(tag, _)| !own.contains(&tag.as_str())).collect();
    tags.sort_by(|(one, n), (other, m)| m.cmp(n).then_with(|| one.cmp(other)));
    Ok(tags.into_iter().take(OFFERED).map(|(tag, _)| tag).collect())
}
