//! What a browser calls itself, in words that its user knows it by.

use woothee::parser::Parser;

use crate::i18n::Words;

/// A browser and what it runs on, each "" where it is none that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    pub browser: String,
    pub system: String,
    pub is_phone: bool,
}

impl Device {
    /// Reads the `User-Agent` of a request. Anybody can claim to be any: a name to tell sessions apart by, never a proof.
    #[must_use]
    pub fn of(agent: &str) -> Self {
        let Some(found) = Parser::new().parse(agent) else {
            return Self { browser: String::new(), system: String::new(), is_phone: false };
        };
        let known = |name: &str| if name == "UNKNOWN" { String::new() } else { name.to_owned() };
        let is_phone = matches!(found.category, "smartphone" | "mobilephone");
        Self { browser: known(found.name), system: known(made_by(found.os)), is_phone }
    }

    /// "Firefox on Windows".
    #[must_use]
    pub fn words(&self) -> Words {
        match (self.browser.as_str(), self.system.as_str()) {
            ("", _) => Words::new("device-unknown"),
            (browser, "") => Words::new("device-browser").with("browser", browser),
            (browser, system) => Words::new("device").with("browser", browser).with("system", system),
        }
    }

    #[must_use]
    pub fn icon(&self) -> &'static str {
        if self.is_phone { "phone" } else { "desktop" }
    }
}

/// All versions of a system under the name that its maker gives it.
fn made_by(system: &str) -> &str {
    match system {
        windows if windows.starts_with("Windows") => "Windows",
        "Mac OSX" => "macOS",
        "ChromeOS" => "Chrome OS",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_go_by_the_names_people_know() {
        let named = |agent| {
            let device = Device::of(agent);
            (device.browser, device.system, device.is_phone)
        };
        let cases = [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox", "Windows", false),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                "Edge",
                "Windows",
                false,
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                "Chrome",
                "macOS",
                false,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 Safari/604.1",
                "Safari",
                "iPhone",
                true,
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
                "Chrome",
                "Android",
                true,
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux", false),
            ("", "", "", false),
            ("made up", "", "", false),
        ];
        for (agent, browser, system, is_phone) in cases {
            assert_eq!(named(agent), (browser.to_owned(), system.to_owned(), is_phone), "{agent}");
        }
    }
}
