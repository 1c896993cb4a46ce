//! A line in which everybody has one place, so that nobody fills it for the others.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

/// Who stands in it; clones are the same line.
#[derive(Clone, Default)]
pub struct Line(Arc<Mutex<BTreeSet<Uuid>>>);

/// Somebody's place, which is free again when this is dropped.
pub struct Place {
    line: Line,
    user: Uuid,
}

impl Line {
    /// A place for somebody, unless they have one.
    #[must_use]
    pub fn place(&self, user: Uuid) -> Option<Place> {
        let is_free = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(user);
        // Made only where it is theirs: a place that is dropped is free.
        is_free.then(|| Place { line: self.clone(), user })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.line.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.user);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_one_place() {
        let (line, me, you) = (Line::default(), Uuid::from_u128(1), Uuid::from_u128(2));
        let mine = line.place(me);
        assert!(mine.is_some() && line.clone().place(me).is_none() && line.place(you).is_some());
        drop(mine);
        assert!(line.place(me).is_some() && line.place(me).is_some());
    }
}
