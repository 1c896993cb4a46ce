//! The jobs of a table: to look at its rows, and to take them in. Both do the same; what the first has done is taken back at once.

use serde_json::{Value, json};
use uuid::Uuid;

use super::store;
use super::take::Intake;
use super::verdict::{Fate, Verdict};
use super::wanted::Wanted;
use crate::i18n::Words;
use crate::jobs::{Doing, Done, Item, Job, Outcome, Turn, Work};
use crate::users::store::Key;
use crate::web::Result;

/// A job on the rows of a table.
pub struct Rows {
    kind: &'static str,
    /// Whether what it does lasts.
    lasts: bool,
}

pub static CHECK: Rows = Rows { kind: "import.check", lasts: false };
pub static APPLY: Rows = Rows { kind: "import.apply", lasts: true };

impl Work for Rows {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn take<'a>(&'a self, turn: Turn<'a>) -> Doing<'a> {
        Box::pin(take(turn, self.lasts))
    }
}

async fn take(turn: Turn<'_>, lasts: bool) -> Result<Vec<Done>> {
    let Turn { app, write, job, actor, items, now } = turn;
    let (first, last) = (items.first().map_or(0, |item| item.n), items.last().map_or(0, |item| item.n));
    let import = match import_of(job) {
        Some(id) => store::find(&mut *write, id).await?.filter(|import| actor.is(import.user_id)),
        None => None,
    };
    let Some((id, plan)) = import.as_ref().and_then(|import| Some((import.id, import.plan()?))) else {
        return Ok(items.iter().map(gone).collect());
    };
    let rows = store::rows(&mut *write, id, first, last).await?;
    let keys: Vec<String> = rows.iter().filter_map(|row| Wanted::of(plan, row).key(plan.key).ok().map(|key| text_of(&key))).collect();
    let earlier = store::keys_before(&mut *write, id, first, keys).await?;
    let intake = Intake::open(app, actor, plan, now).await?;
    let mark = if lasts { None } else { Some(write.mark().await?) };
    let verdicts = intake.take_in(write, &rows, &earlier).await?;
    if let Some(mark) = mark {
        write.undo(mark).await?;
    }
    // Who would be new is nobody yet.
    let user = |verdict: &Verdict| verdict.user.filter(|_| lasts || verdict.fate != Fate::Create);
    store::save_verdicts(write, id, &verdicts, user).await?;
    Ok(verdicts.into_iter().map(|verdict| done(user(&verdict), verdict)).collect())
}

/// A key as rows keep it.
pub fn text_of(key: &Key) -> String {
    match key {
        Key::Id(id) => id.to_string(),
        Key::Email(key) => key.clone(),
    }
}

fn import_of(job: &Job) -> Option<Uuid> {
    job.payload.get("import").and_then(Value::as_str)?.parse().ok()
}

fn done(subject: Option<Uuid>, verdict: Verdict) -> Done {
    let outcome = match verdict.fate {
        Fate::Create | Fate::Update => Outcome::Done,
        Fate::Same | Fate::Skip => Outcome::Skipped,
        Fate::Wrong => Outcome::Failed,
    };
    let said = if verdict.fate == Fate::Same { Some(Words::new(Fate::Same.word())) } else { verdict.said.into_iter().next() };
    let changed = (verdict.fate == Fate::Create).then(|| json!({ "from": null, "to": "created" }));
    Done { n: verdict.n, subject, name: verdict.name, outcome, reason: said.map(Into::into), changed }
}

fn gone(item: &Item) -> Done {
    let reason = Some(Words::new("import-gone").into());
    Done { n: item.n, subject: None, name: String::new(), outcome: Outcome::Failed, reason, changed: None }
}
