//! Giving a user a picture, and taking it away.

use chrono::TimeDelta;
use uuid::Uuid;

use super::avatar::{Crop, Picture};
use super::model::User;
use super::record::Sight;
use super::store;
use crate::access::Actor;
use crate::audit::{self, Event, Subject};
use crate::clock::Moment;
use crate::db::{Db, Write};
use crate::rules::Collection;
use crate::throttles::Limit;
use crate::web::{App, Error, Result, Upload};

const FIELD: &str = "avatar";
/// Of one account, whoever they are of.
const PICTURES: Limit = Limit { what: "picture", most: 20, window: TimeDelta::hours(1) };

/// Makes a picture of a file, which counts for whoever acts before it is looked at.
///
/// # Errors
/// `Invalid`, with what is wrong with the file; `Busy` while another of theirs is in work, and when too many wait; `TooMany`.
pub async fn take_in(app: &App, actor: &Actor, file: Upload, crop: Crop) -> Result<Picture> {
    Picture::require_size(&file)?;
    let id = actor.id().ok_or(Error::SignIn)?;
    let _place = app.line.place(id).ok_or(Error::Busy)?;
    let mut write = app.db.write().await?;
    if let Err(wait) = PICTURES.spend(&mut write, &id.to_string(), app.now()).await? {
        return Err(Error::TooMany(wait));
    }
    write.commit().await?;
    Picture::of(file, crop).await
}

/// Gives a user this picture in place of the one they have. The trail names both by their hashes.
///
/// # Errors
/// `NotFound` where the user may not be seen; `Lack` where their picture may not be changed.
pub async fn set(db: &Db, actor: &Actor, id: Uuid, picture: &Picture, now: Moment) -> Result<()> {
    let (mut write, actor, user) = begin(db, actor, id, now).await?;
    if user.avatar == picture.hash {
        return Ok(());
    }
    store::save_avatar(&mut write, id, picture, actor.id(), now).await?;
    let old = Some(user.avatar.as_str()).filter(|hash| !hash.is_empty());
    let event = Event::new("avatar.set", Subject::user(id, user.name())).change(FIELD, old, Some(picture.hash.as_str()));
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

/// Takes a user's picture away, if they have one.
///
/// # Errors
/// As `set`.
pub async fn remove(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<()> {
    let (mut write, actor, user) = begin(db, actor, id, now).await?;
    if user.avatar.is_empty() {
        return Ok(());
    }
    store::delete_avatar(&mut write, id, actor.id(), now).await?;
    let event = Event::new("avatar.remove", Subject::user(id, user.name())).change(FIELD, Some(user.avatar.as_str()), None);
    audit::record(&mut write, &actor, event, now).await?;
    write.commit().await?;
    Ok(())
}

async fn begin(db: &Db, actor: &Actor, id: Uuid, now: Moment) -> Result<(Write, Actor, User)> {
    let (mut write, actor) = actor.begin(db, now).await?;
    let user = store::find(&mut write, id).await?.ok_or(Error::NotFound)?;
    Sight::of(&actor, user.clone())?.require_changes(&[FIELD])?;
    actor.require_change(Collection::Users, &user, &user, &[FIELD])?;
    Ok((write, actor, user))
}
