//! Ids as people search for them: their first digits, with or without dashes.

use uuid::Uuid;

/// Eight or more digits of an id.
pub(super) fn looks_like_id(q: &str) -> bool {
    let digits = q.trim().chars().filter(|c| *c != '-').count();
    (8..=32).contains(&digits) && q.trim().chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// The first and the last of them.
pub(super) fn ids_that_begin_with(q: &str) -> (Uuid, Uuid) {
    let digits: String = q.trim().chars().filter(|c| *c != '-').collect();
    let bound = |fill: char| Uuid::parse_str(&format!("{digits}{}", fill.to_string().repeat(32 - digits.len()))).unwrap_or_default();
    (bound('0'), bound('f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_from_words() {
        assert!(looks_like_id("0193b2c4"));
        assert!(looks_like_id("0193b2c4-7d1e-7a52-9f3b-5c1e8a90d2f7"));
        for word in ["ada", "facade", "decade", "0193b2c", "0193b2c4x"] {
            assert!(!looks_like_id(word), "{word}");
        }
    }
}
