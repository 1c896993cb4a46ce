//! Several values in one cell: with semicolons between them, and a backslash before a semicolon or a backslash of their own.

/// The values as one cell.
#[must_use]
pub fn joined<T: AsRef<str>>(values: &[T]) -> String {
    let written = values.iter().map(|value| value.as_ref().replace('\\', "\\\\").replace(';', "\\;"));
    written.collect::<Vec<_>>().join("; ")
}

/// The values of a cell, without the blanks around them; empty ones are none.
#[must_use]
pub fn parted(cell: &str) -> Vec<String> {
    let (mut values, mut value, mut letters) = (Vec::new(), String::new(), cell.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => value.extend(letters.next()),
            ';' => values.push(std::mem::take(&mut value)),
            letter => value.push(letter),
        }
    }
    values.push(value);
    values.into_iter().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_any_values() {
        for values in [&[][..], &["one"], &["one", "two words"], &["a;b", "c\\d", "\\;", ";"], &["Größe", "=1", "a,b"]] {
            assert_eq!(parted(&joined(values)), values);
        }
        assert_eq!(parted(" ;a;; b ;"), ["a", "b"]);
        assert_eq!(parted("end\\"), ["end"]);
    }
}
