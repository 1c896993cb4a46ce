//! Lists with columns, as spreadsheets write them: a row of headers, then commas, semicolons or tabs between cells.

use csv::{QuoteStyle, ReaderBuilder};

use super::addresses::{Entry, MOST_READ};
use crate::web;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Email,
    Name,
    FirstName,
    LastName,
    Role,
    Groups,
    Language,
}

/// What the headers are called, in the languages of the pages: letters and digits only, small.
const HEADERS: [(Column, &[&str]); 7] = [
    (Column::Email, &["email", "mail", "emailaddress", "address", "emailadresse", "mailadresse", "adresse"]),
    (Column::Name, &["name", "fullname", "displayname", "anzeigename"]),
    (Column::FirstName, &["firstname", "givenname", "vorname"]),
    (Column::LastName, &["lastname", "surname", "familyname", "nachname", "familienname"]),
    (Column::Role, &["role", "rolle"]),
    (Column::Groups, &["groups", "group", "gruppen", "gruppe"]),
    (Column::Language, &["language", "sprache"]),
];

fn column_of(header: &str) -> Option<Column> {
    let name: String = header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    HEADERS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(column, _)| *column)
}

/// Whether it begins with a row of headers that lacks the one of addresses.
#[must_use]
pub fn lacks_addresses(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').trim_start().lines().next().unwrap_or_default();
    let columns: Vec<Column> = first.split([',', ';', '\t']).filter_map(column_of).collect();
    columns.len() > 1 && !columns.contains(&Column::Email)
}

/// The rows under a row of headers with an address among them; `None` for any other text.
#[must_use]
pub fn parse(text: &str) -> Option<Vec<Entry>> {
    let first = text.trim_start().lines().next().filter(|line| !line.contains(['@', '<']))?;
    let between = [',', ';', '\t'].into_iter().max_by_key(|mark| first.matches(*mark).count())?;
    let mut reader = ReaderBuilder::new().delimiter(u8::try_from(between).ok()?).flexible(true).from_reader(text.trim_start().as_bytes());
    let columns: Vec<Option<Column>> = reader.headers().ok()?.iter().map(column_of).collect();
    if !columns.contains(&Some(Column::Email)) {
        return None;
    }
    let rows = reader.records().filter_map(Result::ok).filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).take(MOST_READ);
    Some(
        rows.map(|row| {
            // Of two columns with one name, the first that says something.
            let cell = |wanted| {
                let cells = columns.iter().zip(row.iter()).filter(|(column, _)| **column == Some(wanted));
                cells.map(|(_, cell)| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default().to_owned()
            };
            let mut entry = Entry::of(&cell(Column::Name), &cell(Column::Email));
            let (first, last) = (cell(Column::FirstName), cell(Column::LastName));
            if !(first.is_empty() && last.is_empty()) {
                (entry.first_name, entry.last_name) = (first, last);
            }
            Entry { role: cell(Column::Role), groups: cell(Column::Groups), language: cell(Column::Language), ..entry }
        })
        .take(MOST_READ)
        .collect(),
    )
}

/// A table that `parse` reads back.
#[must_use]
pub fn write(entries: &[Entry]) -> String {
    let rows = entries.iter().map(|e| [&e.text, &e.first_name, &e.last_name, &e.role, &e.groups, &e.language].map(String::as_str));
    let header = ["email", "first_name", "last_name", "role", "groups", "language"];
    web::table(QuoteStyle::Necessary, std::iter::once(header).chain(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_any_order_and_either_language() {
        for table in [
            "email,first_name,last_name,role,groups,language\nines@x.test,Ines,Sol,Editor,Crew;Staff,de",
            "Gruppen;Vorname;Nachname;E-Mail-Adresse;Rolle;Sprache\n\"Crew;Staff\";Ines;Sol;ines@x.test;Editor;de\n;;;;;",
            "  \nRole\tName\tShoe size\tE-Mail\tGroups\tLanguage\nEditor\tInes Sol\t38\tines@x.test\tCrew;Staff\tde\n",
        ] {
            let entries = parse(table).expect("a table");
            assert_eq!(entries.len(), 1, "{table}");
            let e = &entries[0];
            assert_eq!(
                [&e.text, &e.first_name, &e.last_name, &e.role, &e.groups, &e.language],
                ["ines@x.test", "Ines", "Sol", "Editor", "Crew;Staff", "de"]
            );
            assert_eq!(parse(&write(&entries)).as_ref(), Some(&entries));
        }
    }

    #[test]
    fn a_paste_is_no_table() {
        for paste in ["ines@x.test, yara@x.test", "email ines@x.test", "Ines <ines@x.test>\nname,email", "nonsense", "", "name;role"] {
            assert_eq!(parse(paste), None, "{paste}");
        }
        assert_eq!(parse("email\n").map(|entries| entries.len()), Some(0));
    }

    #[test]
    fn headers_without_an_address_are_noticed() {
        for text in ["name,role,groups,language\nInes,Editor,,de", "Vorname;Nachname\nInes;Sol"] {
            assert!(lacks_addresses(text) && parse(text).is_none(), "{text}");
        }
        for text in ["email,name", "name", "Ines Sol, i@x.test", "", "Name, Ines <i@x.test>"] {
            assert!(!lacks_addresses(text), "{text}");
        }
    }

    #[test]
    fn cells_may_be_empty_missing_quoted_and_several_lines_long() {
        let entries = parse("email,name,role\nines@x.test\n,\"Bo, \"\"the\"\"\nsecond\",Editor,more").expect("a table");
        assert_eq!((entries[0].role.as_str(), entries[1].text.as_str(), entries[1].role.as_str()), ("", "", "Editor"));
        assert_eq!(parse(&write(&entries)), Some(entries));
    }
}
