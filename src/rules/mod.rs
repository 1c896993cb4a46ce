//! The rule language: which records of a collection are meant. One parser, one checker, one compiler to SQL, one evaluator.

mod collection;
mod fields;
mod rule;

pub use collection::{Action, Collection, Field, Kind, Place, Record, Stored};
pub use fields::table_of;
pub use rule::{Extent, Op, Operand, Rule, Test, Variables};
