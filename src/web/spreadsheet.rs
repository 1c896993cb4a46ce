//! Tables for spreadsheets, in which nothing becomes a formula.

use csv::{QuoteStyle, WriterBuilder};

/// A table: what a spreadsheet would take for a formula begins with an apostrophe.
#[must_use]
pub fn for_spreadsheets<const N: usize>(rows: impl Iterator<Item = [String; N]>) -> String {
    let safe = |cell: String| if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell };
    // In quotes: elsewhere than here a semicolon ends a cell too.
    table(QuoteStyle::Always, rows.map(|row| row.map(safe)))
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
    use super::for_spreadsheets;

    #[test]
    fn nothing_becomes_a_formula() {
        let cells = ["=1+1", "+1", "-1", "@x", "plain", "x;=1"].map(str::to_owned);
        assert_eq!(for_spreadsheets([cells].into_iter()), r#""'=1+1","'+1","'-1","'@x","plain","x;=1""#);
    }
}
