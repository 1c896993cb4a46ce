//! What users answer for, as far as whoever asks may know it.

use uuid::Uuid;

use super::model::Kind;
use super::store::{self, Counts};
use crate::access::Actor;
use crate::db::{Ask, Db, Query};
use crate::rules::{Action, Collection};
use crate::web::Result;
use crate::{groups, invitations, items, users, views};

/// Names of one kind that are shown.
const SHOWN: usize = 20;
/// Things of one kind that are looked at for those names, where there may be very many.
const LOOKED_AT: i64 = 200;
/// Ids that one query counts for.
const AT_ONCE: usize = 500;

/// The things of one kind.
#[derive(Debug)]
pub struct Owned {
    pub kind: Kind,
    pub names: Vec<String>,
    /// Those that are not named: more than are shown, or not for whoever asks to see.
    pub others: i64,
}

/// What a user answers for: a kind for each of which there is something.
///
/// # Errors
/// When the database is away.
pub async fn owned_by(mut db: impl Ask, actor: &Actor, user: Uuid) -> Result<Vec<Owned>> {
    let mut owned = Vec::new();
    for (kind, n) in pairs(store::count(&mut db, user).await?) {
        let mut names = match kind {
            _ if n == 0 => continue,
            Kind::Groups => groups::owned_by(&mut db, actor, user).await?,
            Kind::Services => users::services_of(&mut db, actor, user).await?,
            Kind::Views => views::shared_by(&mut db, actor, user).await?,
            Kind::Invitations => invitations::sent_by(&mut db, actor, user, LOOKED_AT).await?,
            Kind::Items => {
                let items = items::owned_by(&mut db, actor, user, LOOKED_AT).await?;
                items.iter().filter(|item| item.shows("label")).map(|item| item.label.clone()).collect()
            }
        };
        names.truncate(SHOWN);
        owned.push(Owned { kind, others: n - i64::try_from(names.len()).unwrap_or(n), names });
    }
    Ok(owned)
}

/// How much those of a list answer for whom whoever acts can delete.
///
/// # Errors
/// When the database is away.
pub async fn counts_of(db: &Db, actor: &Actor, whom: Whom<'_>) -> Result<Vec<Owned>> {
    let mut counts = Kind::ALL.map(|kind| (kind, 0));
    let queries = match whom {
        Whom::These(ids) => ids.chunks(AT_ONCE).map(store::among).collect(),
        Whom::All(query) => vec![query],
    };
    for query in queries {
        for ((_, sum), (_, n)) in
            counts.iter_mut().zip(pairs(store::count_of(db, &actor.scope(Action::Delete, Collection::Users), query).await?))
        {
            *sum += n;
        }
    }
    let owned = counts.into_iter().filter(|(_, n)| *n > 0);
    Ok(owned.map(|(kind, others)| Owned { kind, names: Vec::new(), others }).collect())
}

/// Of those whom a query finds, the ones that can be deleted as they are: a query again, and how many these are.
///
/// # Errors
/// When the database is away.
pub async fn deletable(db: &Db, whom: Query) -> Result<(Query, i64)> {
    Ok(store::deletable(db, whom).await?)
}

/// Many users.
pub enum Whom<'a> {
    These(&'a [Uuid]),
    /// Whom a query finds.
    All(Query),
}

/// The kinds of which a user has something.
pub(super) async fn kinds_of(db: impl Ask, user: Uuid) -> Result<Vec<Kind>> {
    Ok(pairs(store::count(db, user).await?).into_iter().filter(|(_, n)| *n > 0).map(|(kind, _)| kind).collect())
}

fn pairs((groups, services, views, invitations, items): Counts) -> [(Kind, i64); 5] {
    [(Kind::Groups, groups), (Kind::Services, services), (Kind::Views, views), (Kind::Invitations, invitations), (Kind::Items, items)]
}
