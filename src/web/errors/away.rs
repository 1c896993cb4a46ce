//! Whether the database is out of reach: answered with "come back", not with "we made a mistake".

use crate::db;

/// Out of reach, as opposed to a query that is wrong.
pub(super) fn is_away(error: &db::Error) -> bool {
    use db::Error as E;
    match error {
        // A server that goes down in the middle of a sentence leaves one that makes no sense: Protocol.
        E::Io(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed | E::Tls(_) | E::Protocol(_) | E::BeginFailed => true,
        E::Database(error) => error.code().is_some_and(|code| is_away_code(&code)),
        _ => false,
    }
}

/// PostgreSQL speaks in five letters, SQLite in numbers of which the last byte is the kind.
fn is_away_code(code: &str) -> bool {
    if code.len() == 5 {
        // The connection is gone or refused (08), nothing is left to work with (53), the server ends or starts (57P), the
        // statement took too long (57014), another server's turn to write does not end (55P03).
        return ["08", "53", "57P"].iter().any(|class| code.starts_with(class)) || matches!(code, "57014" | "55P03");
    }
    // Busy, locked, input or output failed, full, cannot be opened.
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 10 | 13 | 14))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_away_is_told_from_a_query_that_is_wrong() {
        let away = [db::Error::Protocol("cut".into()), db::Error::PoolTimedOut, db::Error::WorkerCrashed, db::Error::BeginFailed];
        let away = away.into_iter().chain([db::Error::Io(std::io::ErrorKind::ConnectionReset.into()), db::Error::PoolClosed]);
        for error in away {
            assert!(is_away(&error), "{error}");
        }
        assert!(!is_away(&db::Error::RowNotFound));
        for code in ["08006", "53100", "53300", "57P01", "57014", "55P03", "5", "517", "13", "266", "3338"] {
            assert!(is_away_code(code), "{code}");
        }
        for code in ["23505", "42P01", "22P02", "1", "1555", "2067", ""] {
            assert!(!is_away_code(code), "{code}");
        }
    }
}
