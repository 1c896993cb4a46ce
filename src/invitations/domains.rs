//! The domains whose addresses may be invited.

use crate::i18n::Words;
use crate::users::Email;
use crate::web::{Error, Result};

/// As many as a settings form may name.
const MOST: usize = 200;
/// What stands before a domain whose subdomains are meant.
const BELOW: &str = "*.";

/// What was typed as the settings keep it: in ASCII, small, one to a line, each once.
///
/// # Errors
/// `Invalid`, naming the first that is no domain.
pub fn tidy(typed: &str) -> Result<String> {
    let mut domains: Vec<String> = Vec::new();
    for typed in typed.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|typed| !typed.is_empty()) {
        let (below, name) = match typed.strip_prefix(BELOW) {
            Some(name) => (BELOW, name),
            None => ("", typed.strip_prefix('@').unwrap_or(typed)),
        };
        // A domain is what an address may end with.
        let email = Email::parse(&format!("x@{name}")).map_err(|_| wrong(Words::new("error-domain").with("domain", typed)))?;
        domains.push(format!("{below}{}", domain_of(&email)));
    }
    domains.sort_unstable();
    domains.dedup();
    if domains.len() > MOST {
        return Err(wrong(Words::new("error-domains-many").with("max", MOST)));
    }
    Ok(domains.join("\n"))
}

fn wrong(words: Words) -> Error {
    Error::Invalid(vec![("allowed_domains", words)])
}

fn domain_of(email: &Email) -> &str {
    email.key().rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// Whether an address may be invited: every one where no domain is named.
#[must_use]
pub fn allow(domains: &str, email: &Email) -> bool {
    let domain = domain_of(email);
    let allows = |allowed: &str| match allowed.strip_prefix(BELOW) {
        Some(above) => domain.strip_suffix(above).is_some_and(|below| below.len() > 1 && below.ends_with('.')),
        None => domain == allowed,
    };
    domains.is_empty() || domains.lines().any(allows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_kept_as_addresses_are_compared() {
        assert_eq!(
            tidy("Acme.Example, @bücher.example;*.Acme.example acme.example\n").ok().as_deref(),
            Some("*.acme.example\nacme.example\nxn--bcher-kva.example")
        );
        assert_eq!(tidy(" \n").ok().as_deref(), Some(""));
        for wrong in ["-x.example", "a@b@c", "*", "*.", "127.0.0.1", "a..b", "*.*.example"] {
            assert!(tidy(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_domain_is_that_one_and_subdomains_are_named() {
        let allows = |domains: &str, email: &str| allow(&tidy(domains).unwrap_or_default(), &Email::parse(email).expect("an address"));
        assert!(
            allows("", "x@anywhere.example")
                && allows("acme.example", "x@ACME.example")
                && allows("bücher.example", "x@xn--bcher-kva.example")
        );
        assert!(allows("*.acme.example", "x@a.b.acme.example"));
        for (domains, email) in [
            ("acme.example", "x@sub.acme.example"),
            ("acme.example", "x@notacme.example"),
            ("acme.example", "x@acme.example.evil"),
            ("*.acme.example", "x@acme.example"),
            ("*.acme.example", "x@notacme.example"),
            ("bücher.example", "x@bucher.example"),
        ] {
            assert!(!allows(domains, email), "{domains} {email}");
        }
    }
}
