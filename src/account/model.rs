//! What a person may choose about how pages look and read to them.

use crate::users::User;

/// What the pages may look like, as forms and the database spell it, and the words for it.
pub const THEMES: [(&str, &str); 3] = [("auto", "theme-auto"), ("light", "theme-light"), ("dark", "theme-dark")];
pub const DENSITIES: [(&str, &str); 2] = [("comfortable", "density-comfortable"), ("compact", "density-compact")];

/// How the pages look and read for one person. Empty language and zone mean: as the project says.
#[derive(Clone, Debug, PartialEq)]
pub struct Preferences {
    pub language: String,
    pub timezone: String,
    pub theme: String,
    pub density: String,
    /// Whether keys of one letter do something.
    pub shortcuts: bool,
    /// Whether they hear by mail of what is not about the safety of their account.
    pub email_notifications: bool,
}

/// Preferences as a form sent them: what it did not have stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub language: Option<String>,
    pub timezone: Option<String>,
    pub theme: Option<String>,
    pub density: Option<String>,
    pub shortcuts: Option<bool>,
    pub email_notifications: Option<bool>,
}

impl Preferences {
    #[must_use]
    pub fn of(user: &User) -> Self {
        Self {
            language: user.language.clone(),
            timezone: user.timezone.clone(),
            theme: user.theme.clone(),
            density: user.density.clone(),
            shortcuts: user.shortcuts,
            email_notifications: user.email_notifications,
        }
    }

    /// The same user with these.
    #[must_use]
    pub fn on(self, user: User) -> User {
        let Self { language, timezone, theme, density, shortcuts, email_notifications } = self;
        User { language, timezone, theme, density, shortcuts, email_notifications, ..user }
    }
}

impl Typed {
    /// Those that the form had, whether it changes them or not.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static str> {
        let fields = [
            ("language", self.language.is_some()),
            ("timezone", self.timezone.is_some()),
            ("theme", self.theme.is_some()),
            ("density", self.density.is_some()),
            ("shortcuts", self.shortcuts.is_some()),
            ("email_notifications", self.email_notifications.is_some()),
        ];
        fields.into_iter().filter(|(_, is_there)| *is_there).map(|(field, _)| field).collect()
    }

    /// The preferences with what was typed in place of what was there.
    #[must_use]
    pub fn over(&self, old: &Preferences) -> Preferences {
        let text = |typed: &Option<String>, old: &str| typed.clone().unwrap_or_else(|| old.to_owned());
        Preferences {
            language: text(&self.language, &old.language),
            timezone: text(&self.timezone, &old.timezone),
            theme: text(&self.theme, &old.theme),
            density: text(&self.density, &old.density),
            shortcuts: self.shortcuts.unwrap_or(old.shortcuts),
            email_notifications: self.email_notifications.unwrap_or(old.email_notifications),
        }
    }
}
