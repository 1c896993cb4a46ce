//! The rule language: which records of a collection are meant. One parser, one checker, one compiler to SQL, one evaluator.

mod collection;
mod definition;
mod evaluate;
mod fields;
mod ground;
mod implies;
mod operand;
mod parse;
mod rule;
mod store;
#[cfg(test)]
mod tests;
mod unique;
mod words;
mod write;

pub use collection::{Action, Collection, Field, Kind, Place, Record, Stored};
pub use definition::{Choice, Definition, INPUT, MOST_FIELDS, Schema, Type};
pub use fields::table_of;
pub use operand::{day, is_exact, number};
pub use parse::{DEPTH, LETTERS, LONGEST, Problem, TESTS, VALUES, parse};
pub use rule::{Extent, Op, Operand, Rule, Test, Variables};
pub use store::Column;
pub use words::{describe, label, named, options};
