//! A record as far as its reader may see it. Pages, notices and errors are made of nothing else.

use std::ops::Deref;

use super::{Actor, Fields};
use crate::rules::{Action, Collection, Field, Record, Schema};
use crate::web::{Error, Lack, Result};

/// A record that can be shown in part.
pub trait Conceal: Record {
    const COLLECTION: Collection;

    /// Blanks whatever the reader may not see.
    fn conceal(&mut self, reads: Fields);

    /// Blanks whatever the reader may not see of added fields.
    fn conceal_added(&mut self, _: Fields, _: &Schema) {}
}

/// What one reader sees of a record, and may do to it: what they may not read is blank.
#[derive(Clone, Debug)]
pub struct Sight<T> {
    record: T,
    reads: Fields,
    updates: Fields,
    pub deletes: bool,
}

impl<T> Deref for Sight<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

impl<T: Conceal> Sight<T> {
    /// # Errors
    /// `NotFound` when the reader may see nothing of it.
    pub fn of(actor: &Actor, mut record: T) -> Result<Self> {
        let on = T::COLLECTION;
        let reads = actor.sight_of(on, &record)?;
        let updates = actor.rights.on(Action::Update, on, &record).unwrap_or(Fields::none(on));
        let deletes = actor.rights.on(Action::Delete, on, &record).is_some();
        record.conceal_added(reads, actor.schema());
        record.conceal(reads);
        Ok(Self { record, reads, updates, deletes })
    }

    /// All of it, for whoever answers for it.
    #[must_use]
    pub fn whole(record: T) -> Self {
        let all = Fields::all(T::COLLECTION);
        Self { record, reads: all, updates: all, deletes: true }
    }

    /// Whether the reader may see this field.
    #[must_use]
    pub fn shows(&self, field: &str) -> bool {
        self.reads.has(field)
    }

    /// Whether the reader may see and change this field.
    #[must_use]
    pub fn changes(&self, field: &str) -> bool {
        self.reads.has(field) && self.updates.has(field)
    }

    /// Whether the reader may see this field, which may be an added one.
    #[must_use]
    pub fn shows_field(&self, field: &Field) -> bool {
        self.reads.has_field(field)
    }

    /// Whether the reader may see and change this field, which may be an added one.
    #[must_use]
    pub fn changes_field(&self, field: &Field) -> bool {
        self.reads.has_field(field) && self.updates.has_field(field)
    }

    /// Whether the reader may set this field, seen or not: nobody sees a password.
    #[must_use]
    pub fn sets(&self, field: &str) -> bool {
        self.updates.has(field)
    }

    /// # Errors
    /// `Lack`, naming the first of these fields that the reader may not see.
    pub fn require_shown(&self, fields: &[&'static str]) -> Result<()> {
        Self::require(Action::Read, fields, self.reads)
    }

    /// Asks whether the reader may see and change all of these fields: whoever could write what they do not see would find it
    /// out by trying.
    ///
    /// # Errors
    /// `Lack`, naming the field.
    pub fn require_changes(&self, fields: &[&'static str]) -> Result<()> {
        self.require_sets(fields)?;
        self.require_shown(fields)
    }

    /// # Errors
    /// `Lack`, naming the first of these fields that the reader may not set.
    pub fn require_sets(&self, fields: &[&'static str]) -> Result<()> {
        Self::require(Action::Update, fields, self.updates)
    }

    /// Asks whether the reader may see and change all of these added fields.
    ///
    /// # Errors
    /// `Lack`, naming the field.
    pub fn require_changes_of(&self, added: impl IntoIterator<Item = &'static Field>) -> Result<()> {
        let on = T::COLLECTION;
        let lack = |field| {
            let action = if self.updates.has_field(field) { Action::Read } else { Action::Update };
            Error::Lack(Lack::of(action, on).on_field(field))
        };
        added.into_iter().find(|field| !self.changes_field(field)).map_or(Ok(()), |field| Err(lack(field)))
    }

    fn require(action: Action, fields: &[&'static str], open: Fields) -> Result<()> {
        match fields.iter().find(|field| !open.has(field)) {
            Some(field) => Err(Error::Lack(Lack::of(action, T::COLLECTION).field(field))),
            None => Ok(()),
        }
    }
}
