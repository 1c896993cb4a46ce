//! Users as tables: taken out of a directory, and into one.

mod export;
mod import;
mod import_again;
mod import_result;
mod import_rights;

use std::collections::BTreeMap;

use crate::browser::Answer;

/// A row by the names of its columns.
pub type Row = BTreeMap<String, String>;

/// The columns of a table, and its rows under them.
pub fn table(answer: &Answer) -> (Vec<String>, Vec<Row>) {
    let text = answer.body.strip_prefix('\u{feff}').expect("marked as UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    let row = |row: csv::StringRecord| columns.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
    let rows = reader.records().map(|found| row(found.expect("a row"))).collect();
    (columns, rows)
}

/// What stands in one column, from top to bottom.
pub fn column(answer: &Answer, name: &str) -> Vec<String> {
    table(answer).1.into_iter().map(|mut row| row.remove(name).expect("a column")).collect()
}
