//! What a person may choose for themselves.

/// How the pages look and read for one person. Empty language and zone mean: as the project says.
#[derive(Clone, Debug, PartialEq)]
pub struct Preferences {
    pub language: String,
    pub timezone: String,
    pub theme: String,
    pub density: String,
    /// Whether keys of one letter do something.
    pub shortcuts: bool,
}
