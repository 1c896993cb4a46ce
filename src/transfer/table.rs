//! A file with a table, as spreadsheets write it: a row of headers, then commas, semicolons or tabs between cells.

use std::io::Read;

use csv::{Reader, ReaderBuilder, StringRecord};

use crate::i18n::Words;
use crate::web::NO_LETTER;

/// Rows of a file, columns of a row.
pub const MOST_ROWS: usize = 100_000;
pub const MOST_COLUMNS: usize = 200;
/// Letters of a cell, and of a header.
const LONGEST_CELL: usize = 10_000;
const LONGEST_HEADER: usize = 200;
/// Letters that say whether it is text.
const SEEN_FIRST: usize = 1_000;
/// A line that no text has: control characters became letters that are none.
const END: &[u8] = b"\n\x1a";
const END_CELL: &str = "\x1a";

/// A file that was found to be one. Its rows are read anew whenever they are wanted: as values they are many times the file.
#[derive(Debug)]
pub struct Table<'a> {
    pub headers: Vec<String>,
    text: &'a str,
    /// Lines of the file before the text.
    before: usize,
    mark: u8,
}

#[derive(Debug, PartialEq)]
pub struct Line {
    /// Where it begins in the file, from 1.
    pub number: i64,
    pub cells: Vec<String>,
}

/// What stands between the cells: whatever the row of headers has most of, outside its quotes.
fn mark_of(headers: &str) -> u8 {
    let outside: String = headers.split('"').step_by(2).collect();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|mark| outside.matches(char::from(*mark)).count()).unwrap_or(b',')
}

fn reader<R: Read>(text: R, mark: u8) -> Reader<R> {
    ReaderBuilder::new().delimiter(mark).flexible(true).has_headers(false).from_reader(text)
}

fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|cell| cell.trim().is_empty())
}

impl Table<'_> {
    /// The reader counts from the end of the row before: the empty lines in between are not the record's.
    fn number(&self, record: &StringRecord) -> i64 {
        let Some(place) = record.position() else { return 0 };
        let (line, at) = (usize::try_from(place.line()).unwrap_or(0), usize::try_from(place.byte()).unwrap_or(0));
        let between = self.text.as_bytes().iter().skip(at).take_while(|byte| matches!(byte, b'\r' | b'\n'));
        i64::try_from(self.before + line + between.filter(|byte| **byte == b'\n').count()).unwrap_or(0)
    }

    /// The rows, without the blank ones.
    pub fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        let records = reader(self.text.as_bytes(), self.mark).into_records().filter_map(Result::ok);
        records
            .filter(|record| !is_blank(record))
            .skip(1)
            .map(move |record| Line { number: self.number(&record), cells: record.iter().map(str::to_owned).collect() })
    }
}

/// # Errors
/// In words, for whoever chose the file.
pub fn read(text: &str) -> Result<Table<'_>, Words> {
    let whole = text;
    let text = text.trim_start_matches(['\u{feff}', '\n', ' ']);
    if text.is_empty() {
        return Err(Words::new("import-empty"));
    }
    let first = text.lines().next().unwrap_or_default();
    // What programs keep, as pictures and workbooks, is full of letters that are none.
    let beginning = || text.chars().take(SEEN_FIRST);
    if first.contains(NO_LETTER) || beginning().filter(|c| *c == NO_LETTER).count() * 10 > beginning().count() {
        return Err(Words::new("import-no-table"));
    }
    let mark = mark_of(first);
    let before = whole[..whole.len() - text.len()].matches('\n').count();
    let lines_before = i64::try_from(before).unwrap_or(0);
    let (mut headers, mut total) = (None, 0);
    // Behind the last line stands one more: a cell whose quotes never end has swallowed it.
    let (mut reader, mut record) = (reader(text.as_bytes().chain(END), mark), StringRecord::new());
    while reader.read_record(&mut record).map_err(|_| Words::new("import-no-table"))? {
        if record.len() == 1 && record[0] == *END_CELL {
            break;
        }
        if record.iter().any(|cell| cell.ends_with(END_CELL)) {
            let line = i64::try_from(record.position().map_or(0, csv::Position::line)).unwrap_or(0);
            return Err(Words::new("import-quote-open").with("line", line + lines_before));
        }
        if record.len() > MOST_COLUMNS {
            return Err(Words::new("import-columns-many").with("max", MOST_COLUMNS));
        }
        if is_blank(&record) {
            continue;
        }
        let most = if headers.is_none() { LONGEST_HEADER } else { LONGEST_CELL };
        if record.iter().any(|cell| cell.chars().nth(most).is_some()) {
            return Err(Words::new("import-cell-long").with("max", most));
        }
        if headers.is_none() {
            headers = Some(record.iter().map(|cell| cell.trim().to_owned()).collect());
            continue;
        }
        total += 1;
        if total > MOST_ROWS {
            return Err(Words::new("import-rows-many").with("max", MOST_ROWS));
        }
    }
    if total == 0 { Err(Words::new("import-no-rows")) } else { Ok(Table { headers: headers.unwrap_or_default(), text, before, mark }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_between_commas_semicolons_or_tabs() {
        for text in
            ["email,name\na@x.test,\"A, \"\"B\"\"\nC\"\n\n,,\nb@x.test", "email\tname\na@x.test\t\"A, \"\"B\"\"\nC\"\n\n\nb@x.test\n"]
        {
            let table = read(text).expect("a table");
            assert_eq!(table.headers, ["email", "name"]);
            let lines: Vec<Line> = table.lines().collect();
            assert_eq!(lines[0], Line { number: 2, cells: vec!["a@x.test".into(), "A, \"B\"\nC".into()] });
            assert_eq!((lines.len(), lines[1].cells[0].as_str(), lines[1].number), (2, "b@x.test", 6));
        }
        assert_eq!(read("\u{feff}\"a;b\";c;d\n1;2;3").expect("a table").headers, ["a;b", "c", "d"]);
        assert_eq!(read("email\na@x.test").expect("a table").lines().count(), 1);
        let numbers = |text: &str| read(text).expect("a table").lines().map(|line| line.number).collect::<Vec<_>>();
        assert_eq!(numbers("\n\nemail\r\na@x.test\r\n\r\nb@x.test\r\nc@x.test"), [4, 6, 7]);
    }

    #[test]
    fn what_is_no_table_is_said_so() {
        let key = |text: &str| read(text).expect_err(text).key;
        assert_eq!([key(""), key("\n \n"), key("email,name")], ["import-empty", "import-empty", "import-no-rows"]);
        assert_eq!(key("\u{2030}PNG\n\u{fffd}\n1"), "import-no-table");
        let open = read("email,notes\na@x.test,fine\nb@x.test,\"half\nc@x.test,fine\n").expect_err("a quote");
        assert_eq!(open, Words::new("import-quote-open").with("line", 3_i64));
        assert_eq!(key("email,\"notes\na@x.test,fine"), "import-quote-open");
        assert_eq!(key("PK\u{fffd}\u{fffd}\n1"), "import-no-table");
        let many = format!("email\n{}", "a@x.test\n".repeat(MOST_ROWS + 1));
        assert_eq!(key(&many), "import-rows-many");
        assert_eq!(key(&format!("a{}\nb", ",".repeat(MOST_COLUMNS))), "import-columns-many");
    }
}
