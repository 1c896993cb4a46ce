//! A phone with an authenticator app: it scans the QR code that a page draws, by a decoder that is not ours.

use regex::Regex;
use rolecall::clock::Moment;
use totp_rs::Totp;

pub struct Phone(Totp);

impl Phone {
    /// Reads the squares of the path in the page's source, as a camera sees them.
    pub fn scan(page: &str) -> Self {
        let find = |pattern: &str| Regex::new(pattern).expect("a pattern").captures(page).map(|found| found[1].to_owned());
        let side: usize = find(r#"<svg class="qr"[^>]*viewBox="0 0 (\d+) "#).expect("a QR code").parse().expect("a number");
        let path = find(r##"<path fill="#000" d="([^"]+)""##).expect("a path");
        let mut dark = vec![vec![false; side]; side];
        for bar in path.split('M').skip(1) {
            let numbers: Vec<usize> =
                bar.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).map(|n| n.parse().expect("a number")).collect();
            dark[numbers[1]][numbers[0]..numbers[0] + numbers[2]].fill(true);
        }
        // The margin that a camera needs is really there.
        let margin = 4;
        assert!((0..side).all(|n| !dark[n][margin - 1] && !dark[margin - 1][n] && !dark[n][side - margin] && !dark[side - margin][n]));
        let grid = rqrr::SimpleGrid::from_func(side - 2 * margin, |x, y| dark[y + margin][x + margin]);
        let (_, address) = rqrr::Grid::new(grid).decode().expect("a phone reads it");
        Self(Totp::from_url(&address).expect("an address that apps take"))
    }

    /// What the app shows at that moment.
    pub fn code(&self, now: Moment) -> String {
        self.0.generate(u64::try_from(now.timestamp()).expect("after 1970")).to_string()
    }

    /// Six digits that it shows neither then nor close to it.
    pub fn wrong(&self, now: Moment) -> String {
        let near: Vec<String> = (-2..=2).map(|step| self.code(now + chrono::TimeDelta::seconds(30 * step))).collect();
        (0..1_000).map(|n| format!("{n:06}")).find(|code| !near.contains(code)).expect("one of a thousand")
    }

    /// Whose it says it is: the project and the address.
    pub fn label(&self) -> (String, String) {
        (self.0.issuer().unwrap_or_default().to_owned(), self.0.account_name().to_owned())
    }

    /// The bytes that are shared.
    pub fn key(&self) -> String {
        self.0.secret().to_base32()
    }
}
