//! Tables for spreadsheets, in which nothing becomes a formula.

use std::borrow::Cow;

use csv::{QuoteStyle, Writer, WriterBuilder};

/// What spreadsheets read UTF-8 by.
pub const MARK: &str = "\u{feff}";

/// What a spreadsheet takes for the beginning of a formula; the wide ones where people write in wide letters.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether it begins as a formula does, or as one that was defused: then it is told from that by one more apostrophe.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

/// A cell that no spreadsheet takes for a formula: such a one begins with an apostrophe.
#[must_use]
pub fn defused(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// The cell as it was before it was defused.
#[must_use]
pub fn undone(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// A table: what a spreadsheet would take for a formula begins with an apostrophe.
#[must_use]
pub fn for_spreadsheets<const N: usize>(rows: impl Iterator<Item = [String; N]>) -> String {
    // In quotes: elsewhere than here a semicolon ends a cell too.
    table(QuoteStyle::Always, rows.map(|row| row.map(|cell| defused(&cell).into_owned())))
}

/// A piece of such a table: its rows, each with the end of its line.
#[derive(Debug)]
pub struct Piece(Writer<Vec<u8>>);

impl Default for Piece {
    fn default() -> Self {
        Self(WriterBuilder::new().quote_style(QuoteStyle::Always).flexible(true).from_writer(Vec::new()))
    }
}

impl Piece {
    /// Adds a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        // Into memory, of any length: nothing can go wrong.
        for cell in cells {
            let _ = self.0.write_field(defused(cell.as_ref()).as_bytes());
        }
        let _ = self.0.write_record(None::<&[u8]>);
    }

    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

/// A table as its cells are.
#[must_use]
pub fn table<T: AsRef<[u8]>, const N: usize>(quotes: QuoteStyle, rows: impl Iterator<Item = [T; N]>) -> String {
    let mut writer = WriterBuilder::new().quote_style(quotes).from_writer(Vec::new());
    for row in rows {
        // Into memory, all of the same length: nothing can go wrong.
        let _ = writer.write_record(row);
    }
    let mut table = writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    table.truncate(table.trim_end().len());
    table
}

#[cfg(test)]
mod tests {
    use super::{Piece, defused, for_spreadsheets, undone};

    #[test]
    fn every_cell_is_what_it_was_once_it_is_undone() {
        for cell in ["", "=1", "'=1", "''=1", "'", "''", "it's", "'quoted'", "-5", "+49 30", "\t", "\r\n", "＝1", "a=1", "'-", "-"] {
            assert_eq!(undone(&defused(cell)), cell);
            assert!(!defused(cell).starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
        }
        let mut piece = Piece::default();
        piece.row(["=1", "b\"c\nd"]);
        piece.row(["", "x"]);
        assert_eq!(String::from_utf8(piece.finish()).as_deref(), Ok("\"'=1\",\"b\"\"c\nd\"\n\"\",\"x\"\n"));
    }

    #[test]
    fn nothing_becomes_a_formula() {
        let cells = ["=1+1", "+1", "-1", "@x", "plain", "x;=1"].map(str::to_owned);
        assert_eq!(for_spreadsheets([cells].into_iter()), r#""'=1+1","'+1","'-1","'@x","plain","x;=1""#);
    }
}
