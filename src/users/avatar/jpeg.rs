//! What the segments of a JPEG say of it before it is decoded, and which of them the decoder gets.

/// Bytes of tables that are taken: pictures have a few hundred, and a decoder unfolds each table into thousands.
const MOST_TABLES: usize = 64 * 1024;

/// How a JPEG is packed.
#[derive(Default, Debug, PartialEq, Eq)]
pub struct Packing {
    pub width: u32,
    pub height: u32,
    /// All its samples are held until the last scan has come.
    pub is_in_scans: bool,
    /// Samples for four pixels: twelve in full colour, six where colours are coarse.
    pub samples: u32,
    /// The picture and how it is turned, and nothing else of the file: what is not read here is read by nobody.
    pub file: Vec<u8>,
}

/// What is seen on the way.
#[derive(Default)]
struct Walk {
    packing: Packing,
    /// Parts of each pixel: colours, or grey alone.
    parts: usize,
    scans: usize,
    tables: usize,
    is_turned: bool,
}

impl Packing {
    /// Walks to the end of the picture; `None` where that is missing (a decoder would fill in what did not come), and where
    /// something stands that a decoder may read in another way.
    pub fn of(file: &[u8]) -> Option<Self> {
        let mut walk = Walk::default();
        let mut at = 2;
        walk.packing.file.extend(file.get(..at).filter(|start| *start == [0xff, 0xd8])?);
        loop {
            let from = at;
            at += file.get(at..)?.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff))?;
            let marker = *file.get(at + 1)?;
            let is_pause = matches!(marker, 0xd0..=0xd7) && walk.scans > 0;
            at += if is_pause { 2 } else { 0 };
            // Between segments nothing belongs to the picture.
            if walk.scans > 0 {
                walk.packing.file.extend(file.get(from..at)?);
            }
            if is_pause {
                continue;
            }
            if marker == 0xd9 {
                walk.packing.file.extend([0xff, marker]);
                return (walk.scans > 0).then_some(walk.packing);
            }
            let length = usize::from(u16::from_be_bytes([*file.get(at + 2)?, *file.get(at + 3)?]));
            let segment = file.get(at..at + 2 + length).filter(|_| length >= 2)?;
            if walk.takes(marker, &segment[4..])? {
                walk.packing.file.extend(segment);
            }
            at += segment.len();
        }
    }
}

impl Walk {
    /// Whether a segment is for the decoder; `None` where it has no place there.
    fn takes(&mut self, marker: u8, data: &[u8]) -> Option<bool> {
        match marker {
            0xc0..=0xc2 => self.frame(marker, data)?,
            0xda => self.scan(data)?,
            0xc4 | 0xdb => {
                self.tables += data.len();
                if self.tables > MOST_TABLES {
                    return None;
                }
            }
            // Pauses between parts of a scan.
            0xdd => {}
            0xe1 => return Some(data.starts_with(b"Exif\0\0") && !std::mem::replace(&mut self.is_turned, true)),
            // What its colours are.
            0xee => return Some(data.starts_with(b"Adobe")),
            0xe0 | 0xe2..=0xef | 0xfe => return Some(false),
            _ => return None,
        }
        Some(true)
    }

    /// Precision, height, width and the number of parts, then three bytes for each.
    fn frame(&mut self, marker: u8, data: &[u8]) -> Option<()> {
        let side = |at: usize| Some(u32::from(u16::from_be_bytes([*data.get(at)?, *data.get(at + 1)?])));
        self.parts = usize::from(*data.get(5)?);
        // The decoder gets one frame, before its scans.
        if self.packing.samples > 0 || self.scans > 0 || !matches!(self.parts, 1 | 3 | 4) || data.len() != 6 + 3 * self.parts {
            return None;
        }
        let factors = data[6..].chunks_exact(3).map(|part| (u32::from(part[1] >> 4), u32::from(part[1] & 15)));
        let across = factors.clone().map(|(across, _)| across).max()?;
        let down = factors.clone().map(|(_, down)| down).max()?;
        let samples = factors.map(|(across, down)| across * down).sum::<u32>() * 4;
        self.packing.samples = Some(across * down).filter(|all| *all > 0).map(|all| samples.div_ceil(all)).filter(|all| *all > 0)?;
        (self.packing.height, self.packing.width) = (side(1)?, side(3)?);
        self.packing.is_in_scans = !matches!(marker, 0xc0 | 0xc1);
        Some(())
    }

    /// The number of parts that come, then two bytes for each and three of its own.
    fn scan(&mut self, data: &[u8]) -> Option<()> {
        let parts = usize::from(*data.first()?);
        if self.parts == 0 || !(1..=self.parts).contains(&parts) || data.len() != 4 + 2 * parts {
            return None;
        }
        self.scans += 1;
        self.packing.is_in_scans |= self.scans > 1 || parts != self.parts;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: [u8; 19] = [0xff, 0xc0, 0, 17, 8, 0, 9, 0, 7, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0];
    const SCAN: [u8; 18] = [0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 7, 0xff, 0x00, 7];
    /// Of the first part alone.
    const PART: [u8; 12] = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 7, 7];
    const END: [u8; 2] = [0xff, 0xd9];

    fn file(parts: &[&[u8]]) -> Vec<u8> {
        [&[0xff, 0xd8][..], &parts.concat()].concat()
    }

    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap_or(0).to_be_bytes();
        [&[0xff, marker][..], &length, data].concat()
    }

    fn is_in_scans(parts: &[&[u8]]) -> Option<bool> {
        Packing::of(&file(parts)).map(|packing| packing.is_in_scans)
    }

    #[test]
    fn its_packing_is_told_before_it_is_unpacked() {
        let plain = Packing::of(&file(&[&FRAME, &SCAN, &[0xff, 0xd0, 7], &END])).unwrap_or_default();
        assert_eq!((plain.width, plain.height, plain.samples, plain.is_in_scans), (7, 9, 6, false));
        assert_eq!(is_in_scans(&[&FRAME, &SCAN, &SCAN, &END]), Some(true));
        assert_eq!(is_in_scans(&[&FRAME, &PART, &END]), Some(true), "whose other parts never come");
        let mut progressive = FRAME;
        progressive[1] = 0xc2;
        assert_eq!(is_in_scans(&[&progressive, &SCAN, &END]), Some(true));
    }

    #[test]
    fn one_that_does_not_end_is_none() {
        // A small picture within the head has an end of its own.
        let thumbnail = segment(0xe1, &END);
        let whole = file(&[&thumbnail, &FRAME, &SCAN, &END]);
        assert!(Packing::of(&whole).is_some());
        for length in 0..whole.len() {
            assert_eq!(Packing::of(&whole[..length]), None, "{length}");
        }
        assert_eq!(Packing::of(&file(&[&FRAME, &END])), None, "nothing in it");
    }

    #[test]
    fn a_decoder_gets_the_picture_and_how_it_is_turned() {
        let exif = segment(0xe1, b"Exif\0\0II*\0");
        let extended = segment(0xe1, b"http://ns.adobe.com/xmp/extension/\0");
        let (tables, pauses, adobe) = (segment(0xdb, &[7; 65]), segment(0xdd, &[0, 4]), segment(0xee, b"Adobe\0d\0\0\0\0\x01"));
        let others = [segment(0xe0, b"JFIF\0"), segment(0xe2, b"ICC_PROFILE\0"), segment(0xed, b"x"), segment(0xfe, b"me")].concat();
        let scan = [&SCAN[..], &[0xff, 0xd0, 7, 0xff, 0xff, 0xd1, 8]].concat();
        let head: [&[u8]; 8] = [&others, &exif, &extended, &exif, b"between", &tables, &pauses, &adobe];
        let whole = [&file(&head)[..], &FRAME, &others, &scan, &others, &tables, &scan, &END, b"behind"].concat();
        let kept = file(&[&exif, &tables, &pauses, &adobe, &FRAME, &scan, &tables, &scan, &END]);
        assert_eq!(Packing::of(&whole).map(|packing| packing.file), Some(kept));
    }

    #[test]
    fn what_may_be_read_in_two_ways_is_none() {
        let mut arithmetic = FRAME;
        arithmetic[1] = 0xc9;
        let mut longer = FRAME.to_vec();
        longer[3] = 20;
        longer.extend([4, 0x11, 0]);
        let mut empty = FRAME;
        empty[11] = 0;
        empty[14] = 0;
        empty[17] = 0;
        let tables = segment(0xc4, &vec![0; 40_000]);
        for (what, parts) in [
            ("a pause before the first scan", [&FRAME[..], &[0xff, 0xd0, 0, 17], &SCAN, &END]),
            ("another start", [&[0xff, 0xd8], &FRAME, &SCAN, &END]),
            ("another start within", [&FRAME, &SCAN, &[0xff, 0xd8], &END]),
            ("a mark without a length", [&FRAME, &[0xff, 0x01], &SCAN, &END]),
            ("a mark without a length within", [&FRAME, &SCAN, &[0xff, 0x01], &END]),
            ("a segment of no length", [&[0xff, 0xe0, 0, 0], &FRAME, &SCAN, &END]),
            ("a segment that is too short", [&[0xff, 0xe0, 0, 1], &FRAME, &SCAN, &END]),
            ("no frame", [&[], &[], &SCAN, &END]),
            ("a frame behind the scan", [&[], &SCAN, &FRAME, &END]),
            ("two frames", [&FRAME, &FRAME, &SCAN, &END]),
            ("a second frame between scans", [&FRAME, &SCAN, &FRAME, &END]),
            ("another kind of frame", [&arithmetic, &[], &SCAN, &END]),
            ("a frame with more behind it", [&longer, &[], &SCAN, &END]),
            ("a frame without samples", [&empty, &[], &SCAN, &END]),
            ("a number of lines", [&FRAME, &SCAN, &[0xff, 0xdc, 0, 4, 0, 9], &END]),
            ("more tables than pictures have", [&tables, &tables, &[&FRAME[..], &SCAN].concat(), &END]),
        ] {
            assert_eq!(Packing::of(&file(&parts)), None, "{what}");
        }
    }
}
