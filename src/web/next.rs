//! Where to go after signing in or acting: only ever a path of ours.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

/// The address of sign-in that leads there afterwards, where there is somewhere to go.
#[must_use]
pub fn to_sign_in(wanted: &str) -> String {
    match local_path(wanted).filter(|path| path != "/") {
        Some(path) => format!("/sign-in?next={}", utf8_percent_encode(&path, NON_ALPHANUMERIC)),
        None => "/sign-in".to_owned(),
    }
}

/// The address of the second step, and after it there.
#[must_use]
pub fn to_code(wanted: &str, with_recovery: bool) -> String {
    let next = local_path(wanted).filter(|path| path != "/").map(|path| format!("next={}", in_query(&path)));
    let query = with_recovery.then(|| "with=recovery".to_owned()).into_iter().chain(next).collect::<Vec<_>>().join("&");
    if query.is_empty() { "/sign-in/code".into() } else { format!("/sign-in/code?{query}") }
}

/// The page of one's own two-factor, and after it there.
#[must_use]
pub fn to_two_factor(wanted: &str) -> String {
    let next = local_path(wanted).unwrap_or_else(|| "/".into());
    format!("/account/two-factor?next={}", in_query(&next))
}

/// As `own_path`, but never the pages of signing in themselves.
#[must_use]
pub fn local_path(text: &str) -> Option<String> {
    own_path(text).filter(|path| !path.starts_with("/sign-") && !path.starts_with("/setup"))
}

/// The path and query if `text` is a path of ours, else `None`: no other origin, no control characters, no tricks with
/// slashes.
#[must_use]
pub fn own_path(text: &str) -> Option<String> {
    if !text.starts_with('/') || text.len() > 2000 || text.contains(['\\']) || text.chars().any(char::is_control) {
        return None;
    }
    let base = Url::parse("http://rolecall.invalid").ok()?;
    let url = base.join(text).ok()?;
    let is_ours = url.origin() == base.origin() && url.username().is_empty() && url.password().is_none();
    let path = url.path();
    if !is_ours || path.starts_with("//") {
        return None;
    }
    Some(url.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}")))
}

/// A value as it stands in the query of an address.
#[must_use]
pub fn in_query(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::{local_path, own_path, to_sign_in};

    #[test]
    fn a_local_path_is_kept() {
        for path in ["/users", "/users?q=a&status=active", "/users/0193b2c4-7d1e-7a52-9f3b-5c1e8a90d2f7", "/"] {
            assert_eq!(local_path(path).as_deref(), Some(path));
        }
    }

    #[test]
    fn anything_that_could_lead_away_is_refused() {
        for path in [
            "",
            "users",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\n/evil.example",
            "/.//evil.example",
            "http:/users",
            "\\\\evil.example",
            "/\t/evil.example",
            "/sign-in",
            "/sign-out",
        ] {
            assert_eq!(local_path(path), None, "{path:?}");
            assert_eq!(own_path(path).is_some(), path.starts_with("/sign-"), "{path:?}");
        }
    }

    #[test]
    fn signing_in_leads_on_to_where_there_is_somewhere_to_go() {
        assert_eq!(to_sign_in("/users?q=a"), "/sign-in?next=%2Fusers%3Fq%3Da");
        for nowhere in ["", "/", "//evil.example", "/sign-in?next=%2F"] {
            assert_eq!(to_sign_in(nowhere), "/sign-in", "{nowhere:?}");
        }
    }
}
