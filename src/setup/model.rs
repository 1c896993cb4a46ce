//! The project as set-up asks for it.

pub struct Project {
    pub name: String,
    pub language: String,
    pub timezone: String,
}

impl Default for Project {
    fn default() -> Self {
        Self { name: "Rolecall".into(), language: "en".into(), timezone: "UTC".into() }
    }
}
