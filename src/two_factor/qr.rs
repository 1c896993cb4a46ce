//! A QR code as one path of an `<svg>`: it stands in the page itself, so nothing is fetched, and no policy has to open for it.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// White squares around it, without which a camera does not find it.
const MARGIN: i32 = 4;

pub struct Drawing {
    /// Squares along a side, the margin among them.
    pub side: i32,
    /// The dark squares, those beside each other in a row as one bar.
    pub path: String,
}

impl Drawing {
    /// `None` where that is more than a QR code holds.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let length = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
                if length > 0 {
                    // Into a string, which takes everything.
                    let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + MARGIN, y + MARGIN);
                }
                x += i32::try_from(length).unwrap_or(0).max(1);
            }
        }
        Some(Self { side: code.size() + 2 * MARGIN, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The squares of a path, as a camera sees them.
    fn squares(drawing: &Drawing) -> Vec<Vec<bool>> {
        let side = usize::try_from(drawing.side).expect("a side");
        let mut squares = vec![vec![false; side]; side];
        for bar in drawing.path.split('M').skip(1) {
            let numbers: Vec<usize> =
                bar.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).map(|n| n.parse().expect("a number")).collect();
            squares[numbers[1]][numbers[0]..numbers[0] + numbers[2]].fill(true);
        }
        squares
    }

    #[test]
    fn what_is_drawn_is_what_a_phone_reads() {
        for text in
            ["x", "otpauth://totp/Acme:ada%40acme.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme", &"long ".repeat(200)]
        {
            let drawing = Drawing::of(text).expect("it fits");
            let squares = squares(&drawing);
            let grid = rqrr::SimpleGrid::from_func(squares.len() - 2 * 4, |x, y| squares[y + 4][x + 4]);
            let (_, read) = rqrr::Grid::new(grid).decode().expect("readable");
            assert_eq!(read, text);
        }
        assert!(Drawing::of(&"x".repeat(3000)).is_none());
    }
}
