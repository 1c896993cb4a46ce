//! The rows of jobs and of their items.

mod results;

use std::collections::HashMap;

use sea_query::{Alias, Expr, Iden, OnConflict, Query as Build};
use serde_json::json;
use uuid::Uuid;

pub(super) use self::results::{ItemRow, problems, results};
use super::actions::NewJob;
use super::model::{Done, Item, Job, NewItem, State};
use crate::clock::{Moment, NEVER};
use crate::db::{Ask, Db, Query, Result, Write};
use crate::sql;
use crate::web::Client;

/// Items of one chunk: few enough that others who write hardly wait.
pub const MOST_AT_ONCE: i64 = 500;
/// Items forgotten by one statement.
const FORGOTTEN: i64 = 10_000;
/// Items added by one statement.
const BATCH: usize = 500;

/// `SELECT` of a `Job`, to be continued.
macro_rules! select_job {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, state, title, asked_by, asked_by_name, address, agent, request_id, payload, total, done, changed, skipped, failed,
                    tries, created_at, ended_at, cancel_asked_at, can_undo, undone_by
             FROM jobs ",
            $rest
        )
    };
}

pub(super) async fn find(mut db: impl Ask, id: Uuid) -> Result<Option<Job>> {
    db.first(sql!(select_job!("WHERE id = $1"), id)).await
}

/// The newest first, of everyone or of one, from the one before `before` on.
pub(super) async fn newest(mut db: &Db, asked_by: Option<Uuid>, before: Option<Uuid>, most: i64) -> Result<Vec<Job>> {
    let before = before.unwrap_or(Uuid::max());
    db.all(match asked_by {
        Some(user) => sql!(select_job!("WHERE asked_by = $1 AND id < $2 ORDER BY id DESC LIMIT $3"), user, before, most),
        None => sql!(select_job!("WHERE id < $1 ORDER BY id DESC LIMIT $2"), before, most),
    })
    .await
}

/// Who asks for a job, as it is kept.
pub(super) struct Asker<'a> {
    pub id: Option<Uuid>,
    pub name: &'a str,
    pub client: &'a Client,
}

/// Adds a job that nobody works on yet, or that is leased to `runner` from the start; a second one of the same id is none.
pub(super) async fn add(write: &mut Write, new: &NewJob, by: Asker<'_>, lease: (Option<Uuid>, Moment), now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "INSERT INTO jobs (id, kind, state, title, asked_by, asked_by_name, address, agent, request_id, payload, created_at, can_undo,
                               leased_by, lease_until)
             VALUES ($1, $2, 'waiting', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO NOTHING",
            new.id,
            new.kind,
            json!(new.title),
            by.id,
            by.name,
            by.client.address.as_str(),
            by.client.agent.as_str(),
            by.client.request_id.as_str(),
            new.payload.clone(),
            now,
            new.can_undo,
            lease.0,
            lease.1
        ))
        .await
}

#[derive(Iden, Clone, Copy)]
enum JobItems {
    Table,
    JobId,
    N,
    SubjectId,
    Name,
    Wanted,
    Outcome,
    Reason,
    Changed,
}

/// Adds items behind those that are there, in their order.
pub(super) async fn add_items(write: &mut Write, job: Uuid, items: &[NewItem]) -> Result<()> {
    use JobItems as I;
    let (first,): (i64,) = write.one(sql!("SELECT total FROM jobs WHERE id = $1", job)).await?;
    let mut n = first;
    for items in items.chunks(BATCH) {
        let mut insert = Build::insert();
        insert.into_table(I::Table).columns([I::JobId, I::N, I::SubjectId, I::Wanted]);
        for item in items {
            n += 1;
            insert.values_panic([job.into(), n.into(), item.subject.into(), item.wanted.clone().into()]);
        }
        write.run(insert.into()).await?;
    }
    write.run(sql!("UPDATE jobs SET total = $2 WHERE id = $1", job, n)).await?;
    Ok(())
}

/// Makes everything that a query of ids finds an item, in the order of the ids. Returns how many these are.
pub(super) async fn add_found(write: &mut Write, job: Uuid, ids: Query) -> Result<i64> {
    use JobItems as I;
    let Query::Built(ids) = ids else { return Ok(0) };
    let found = || Expr::col((Alias::new("found"), Alias::new("id")));
    let select = Build::select()
        .expr(Expr::val(job))
        .expr(Expr::cust("row_number() OVER (ORDER BY found.id)"))
        .expr(found())
        .from_subquery(*ids, "found")
        .take();
    let mut insert = Build::insert();
    insert.into_table(I::Table).columns([I::JobId, I::N, I::SubjectId]).select_from(select).map_err(|error| {
        // Three columns, three values: it cannot be.
        sqlx::Error::Protocol(error.to_string())
    })?;
    let n = i64::try_from(write.run(insert.take().into()).await?).unwrap_or(i64::MAX);
    write.run(sql!("UPDATE jobs SET total = $2 WHERE id = $1", job, n)).await?;
    Ok(n)
}

/// Whether anything waits for somebody to do it.
pub(super) async fn is_due(mut db: &Db, now: Moment) -> Result<bool> {
    let due: Option<(Uuid,)> =
        db.first(sql!("SELECT id FROM jobs WHERE state IN ('waiting', 'running') AND lease_until <= $1 LIMIT 1", now)).await?;
    Ok(due.is_some())
}

/// The job that has waited longest, for `runner` until then. Writers take turns on both databases: no other node gets the same.
pub(super) async fn lease(db: &Db, runner: Uuid, now: Moment, until: Moment) -> Result<Option<Job>> {
    let mut write = db.write().await?;
    let next = sql!(select_job!("WHERE state IN ('waiting', 'running') AND lease_until <= $1 ORDER BY created_at, id LIMIT 1"), now);
    let Some(mut job) = write.first::<Job>(next).await? else { return Ok(None) };
    job.tries += 1;
    write.run(sql!("UPDATE jobs SET leased_by = $2, lease_until = $3, tries = $4 WHERE id = $1", job.id, runner, until, job.tries)).await?;
    write.commit().await?;
    Ok(Some(job))
}

/// The job, if it is still this runner's and not over; the lease goes on until then.
pub(super) async fn hold(write: &mut Write, id: Uuid, runner: Uuid, until: Moment) -> Result<Option<Job>> {
    let held = sql!(
        "UPDATE jobs SET lease_until = $3, state = 'running' WHERE id = $1 AND leased_by = $2 AND state IN ('waiting', 'running')",
        id,
        runner,
        until
    );
    if write.run(held).await? == 0 { Ok(None) } else { find(write, id).await }
}

/// Gives the lease back; the next try begins no earlier than then.
pub(super) async fn release(db: &Db, id: Uuid, runner: Uuid, from: Moment) -> Result<u64> {
    db.run(sql!("UPDATE jobs SET leased_by = NULL, lease_until = $3 WHERE id = $1 AND leased_by = $2", id, runner, from)).await
}

/// The next items.
pub(super) async fn items(write: &mut Write, job: &Job) -> Result<Vec<Item>> {
    write
        .all(sql!(
            "SELECT n, subject_id, wanted FROM job_items WHERE job_id = $1 AND n > $2 ORDER BY n LIMIT $3",
            job.id,
            job.done,
            MOST_AT_ONCE
        ))
        .await
}

/// What became of items, many to a statement.
pub(super) async fn save_items(write: &mut Write, job: Uuid, items: &[Item], done: &[Done]) -> Result<()> {
    use JobItems as I;
    let known: HashMap<i64, Option<Uuid>> = items.iter().map(|item| (item.n, item.subject_id)).collect();
    let mut taken = vec![I::Name, I::Outcome, I::Reason, I::Changed];
    // Whom it is about has an index, which is as much work as all the others: it is written where it has become known.
    if done.iter().any(|item| known.get(&item.n) != Some(&item.subject)) {
        taken.push(I::SubjectId);
    }
    for items in done.chunks(BATCH) {
        let mut insert = Build::insert();
        insert
            .into_table(I::Table)
            .columns([I::JobId, I::N, I::SubjectId, I::Name, I::Outcome, I::Reason, I::Changed])
            .on_conflict(OnConflict::columns([I::JobId, I::N]).update_columns(taken.clone()).to_owned());
        for item in items {
            insert.values_panic([
                job.into(),
                item.n.into(),
                item.subject.into(),
                item.name.as_str().into(),
                item.outcome.name().into(),
                item.reason.as_ref().map(|reason| json!(reason)).into(),
                item.changed.clone().into(),
            ]);
        }
        write.run(insert.into()).await?;
    }
    Ok(())
}

/// How far it has come, with the numbers that go with it.
pub(super) async fn save_progress(write: &mut Write, job: &Job) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE jobs SET done = $2, changed = $3, skipped = $4, failed = $5, tries = 0 WHERE id = $1",
            job.id,
            job.done,
            job.changed,
            job.skipped,
            job.failed
        ))
        .await
}

pub(super) async fn end(write: &mut Write, id: Uuid, state: State, now: Moment) -> Result<u64> {
    write
        .run(sql!(
            "UPDATE jobs SET state = $2, ended_at = $3, leased_by = NULL, lease_until = $4 WHERE id = $1",
            id,
            state.name(),
            now,
            NEVER
        ))
        .await
}

pub(super) async fn ask_cancel(write: &mut Write, id: Uuid, now: Moment) -> Result<u64> {
    write.run(sql!("UPDATE jobs SET cancel_asked_at = coalesce(cancel_asked_at, $2) WHERE id = $1", id, now)).await
}

pub(super) async fn note_undone(write: &mut Write, id: Uuid, by: Uuid) -> Result<u64> {
    write.run(sql!("UPDATE jobs SET undone_by = $2 WHERE id = $1 AND undone_by IS NULL", id, by)).await
}

/// How many jobs of this user are neither over nor about to be.
pub(super) async fn count_unfinished(mut db: impl Ask, user: Uuid) -> Result<i64> {
    Ok(db
        .one::<(i64,)>(sql!("SELECT count(*) FROM jobs WHERE asked_by = $1 AND ended_at IS NULL AND cancel_asked_at IS NULL", user))
        .await?
        .0)
}

/// Forgets jobs that ended before then, with their items: some at a time, so that nobody else waits long to write.
pub(super) async fn forget(mut db: &Db, before: Moment) -> Result<()> {
    const PIECE: &str = "DELETE FROM job_items WHERE job_id = $1 AND n IN (SELECT n FROM job_items WHERE job_id = $1 ORDER BY n LIMIT $2)";
    let over: Vec<(Uuid,)> = db.all(sql!("SELECT id FROM jobs WHERE ended_at < $1", before)).await?;
    for (job,) in over {
        while db.run(sql!(PIECE, job, FORGOTTEN)).await? > 0 {}
        db.run(sql!("DELETE FROM jobs WHERE id = $1", job)).await?;
    }
    Ok(())
}

/// How many of a job's items say what they were and have become.
pub(super) async fn count_changed(mut db: impl Ask, job: Uuid) -> Result<i64> {
    let text = "SELECT count(*) FROM job_items WHERE job_id = $1 AND outcome = 'done' AND changed IS NOT NULL";
    Ok(db.one::<(i64,)>(sql!(text, job)).await?.0)
}

/// Whether there is such an item.
pub(super) async fn has_changed(mut db: impl Ask, job: Uuid) -> Result<bool> {
    let text = "SELECT n FROM job_items WHERE job_id = $1 AND outcome = 'done' AND changed IS NOT NULL ORDER BY n LIMIT 1";
    Ok(db.first::<(i64,)>(sql!(text, job)).await?.is_some())
}

/// Makes what another job has done the items of this one, the last first. Returns how many these are.
pub(super) async fn add_done(write: &mut Write, job: Uuid, of: Uuid) -> Result<u64> {
    let add = sql!(
        "INSERT INTO job_items (job_id, n, subject_id, wanted)
         SELECT j.id, row_number() OVER (ORDER BY i.n DESC), i.subject_id, i.changed
         FROM job_items i JOIN jobs j ON j.id = $1 WHERE i.job_id = $2 AND i.outcome = 'done' AND i.changed IS NOT NULL",
        job,
        of
    );
    let n = write.run(add).await?;
    write.run(sql!("UPDATE jobs SET total = $2 WHERE id = $1", job, i64::try_from(n).unwrap_or(i64::MAX))).await?;
    Ok(n)
}
