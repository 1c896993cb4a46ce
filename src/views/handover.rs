//! Shared views whose owner goes: somebody else keeps them, or they go too.

use uuid::Uuid;

use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{self, Ask, Write};

/// Letters of a name.
const LETTERS: usize = 60;

/// What the views are called that somebody shares with others, and how many more there are that whoever acts does not have.
///
/// # Errors
/// When the database is away.
pub async fn shared_by(db: impl Ask, actor: &Actor, user: Uuid) -> db::Result<(Vec<String>, i64)> {
    let views = store::shared_by(db, user).await?;
    let n = views.len();
    let names: Vec<String> = views.into_iter().filter(|view| view.is_for(actor)).map(|view| view.name).collect();
    let hidden = i64::try_from(n - names.len()).unwrap_or(i64::MAX);
    Ok((names, hidden))
}

/// Makes somebody else keep what a user shares; an event for each. Whom a view is shared with has it as before; where its new owner
/// has one of that name already, a number tells them apart. `key_of` makes of a name what names are told apart by.
///
/// # Errors
/// When the database refuses or is away.
pub async fn hand_over(
    write: &mut Write,
    actor: &Actor,
    (from, from_name): (Uuid, &str),
    (to, to_name): (Uuid, &str),
    key_of: impl Fn(&str) -> String,
    now: Moment,
) -> db::Result<()> {
    for view in store::shared_by(&mut *write, from).await? {
        let (mut name, mut n) = (view.name.clone(), 1);
        while store::is_named(&mut *write, to, &key_of(&name)).await? {
            n += 1;
            let number = format!(" {n}");
            name = view.name.chars().take(LETTERS - number.len()).chain(number.chars()).collect();
        }
        store::give(write, view.id, to, (&name, &key_of(&name)), now).await?;
        let event = Event::new("view.edit", Subject::view(view.id, &view.name)).change("owner", Some(from_name), Some(to_name)).change(
            "name",
            view.name.as_str(),
            name.as_str(),
        );
        audit::record(write, actor, event, now).await?;
    }
    Ok(())
}
