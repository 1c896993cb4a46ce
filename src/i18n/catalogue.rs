//! The messages of all languages, read from `templates/words` into the binary; Fluent does plurals and arguments.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use super::{Language, dates};

macro_rules! files {
    ($($name:literal)*) => {
        /// Name, English text, German text of every part of the catalogue.
        pub const FILES: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../../templates/words/en/", $name, ".ftl")),
            include_str!(concat!("../../templates/words/de/", $name, ".ftl")),
        )),*];
    };
}
files! {
    "common" "errors" "rules" "users" "access" "activity" "invitations" "pending" "sign_in" "email_change" "two_factor" "account"
    "tokens" "security" "roles" "groups" "audit" "settings" "fields" "outbox" "delivery" "transfer" "handover" "setup" "mail" "jobs"
}

type Bundle = FluentBundle<FluentResource>;

struct Catalogue {
    bundle: Bundle,
    /// Messages without arguments, worded once: a page of 50 rows asks for the same word 50 times.
    plain: HashMap<String, String>,
}

static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Language::English));
static GERMAN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Language::German));
static PSEUDO: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Language::Pseudo));

/// The message of that key. A missing one shows its key; a test holds us to there being none.
#[must_use]
pub fn text(language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
    let catalogue: &'static Catalogue = match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Pseudo => &PSEUDO,
    };
    if let Some(text) = catalogue.plain.get(key) {
        return Cow::Borrowed(text);
    }
    catalogue.word(key, args).map_or_else(|| Cow::Owned(key.to_owned()), Cow::Owned)
}

impl Catalogue {
    fn read(language: Language) -> Self {
        let id: LanguageIdentifier = match language {
            Language::English | Language::Pseudo => langid!("en-GB"),
            Language::German => langid!("de"),
        };
        let mut bundle = Bundle::new_concurrent(vec![id]);
        // No invisible marks around arguments: names stand in `<bdi>`.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::German => |value, _| group(Language::German, value),
            Language::English | Language::Pseudo => |value, _| group(Language::English, value),
        }));
        if language == Language::Pseudo {
            bundle.set_transform(Some(stretch));
        }
        let mut keys = Vec::new();
        for (name, english, german) in FILES {
            let source = if language == Language::German { german } else { english };
            let resource = FluentResource::try_new((*source).to_owned())
                .unwrap_or_else(|(_, errors)| panic!("templates/words/{}/{name}.ftl: {errors:?}", language.tag()));
            keys.extend(
                source
                    .lines()
                    .filter_map(|line| line.split_once(" ="))
                    .map(|(key, _)| key)
                    .filter(|key| key.starts_with(|c: char| c.is_ascii_lowercase()) && !key.contains(' '))
                    .map(str::to_owned),
            );
            if let Err(errors) = bundle.add_resource(resource) {
                panic!("templates/words/{}/{name}.ftl: {errors:?}", language.tag());
            }
        }
        let mut catalogue = Self { bundle, plain: HashMap::new() };
        let plain = keys.into_iter().filter_map(|key| Some((key.clone(), catalogue.word(&key, None)?))).collect();
        catalogue.plain = plain;
        catalogue
    }

    fn word(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }
}

/// Numbers inside sentences are grouped as everywhere else: 24,391 or 24.391.
fn group(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        #[expect(clippy::cast_possible_truncation, reason = "only whole numbers are put into messages")]
        FluentValue::Number(n) => Some(dates::number(language, n.value as i64)),
        _ => None,
    }
}

/// "Sign in" → "[Šíǵñ íñ~~~]": tags are left alone.
fn stretch(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len() * 2);
    let mut in_tag = false;
    let mut letters = 0;
    for c in text.chars() {
        in_tag = (in_tag || c == '<') && c != '>';
        letters += usize::from(c.is_alphabetic());
        out.push(match c {
            _ if in_tag => c,
            'a' => 'á',
            'c' => 'ç',
            'd' => 'ð',
            'e' => 'é',
            'g' => 'ǵ',
            'i' => 'í',
            'l' => 'ł',
            'n' => 'ñ',
            'o' => 'ó',
            'r' => 'ŕ',
            's' => 'š',
            'u' => 'ú',
            'w' => 'ŵ',
            'y' => 'ý',
            'A' => 'Á',
            'E' => 'É',
            'S' => 'Š',
            'U' => 'Ú',
            c => c,
        });
    }
    if letters > 1 {
        out.extend(std::iter::repeat_n('~', letters * 2 / 5));
    }
    Cow::Owned(out)
}
