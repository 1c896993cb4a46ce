//! What the segments of a JPEG say of it before it is decoded.

/// How a JPEG is packed.
#[derive(Default, Debug, PartialEq, Eq)]
pub struct Packing {
    /// It comes in several scans, and all its samples are held until the last has come.
    pub is_in_scans: bool,
    /// Samples for four pixels: twelve in full colour, six where colours are coarse.
    pub samples: u32,
}

impl Packing {
    /// Walks to the end of the picture; `None` where that is missing: a decoder would fill in what did not come.
    pub fn of(file: &[u8]) -> Option<Self> {
        let (mut packing, mut scans, mut at) = (Self::default(), 0, 2);
        loop {
            at += file.get(at..)?.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff))?;
            let marker = *file.get(at + 1)?;
            at += 2;
            // A pause within a scan, which has no length.
            if matches!(marker, 0x01 | 0xd0..=0xd8) {
                continue;
            }
            if marker == 0xd9 {
                return (scans > 0).then_some(packing);
            }
            let length = usize::from(u16::from_be_bytes([*file.get(at)?, *file.get(at + 1)?]));
            let segment = file.get(at..at + length)?;
            match marker {
                0xc4 | 0xc8 | 0xcc => {}
                0xc0..=0xcf => packing.frame(marker, segment)?,
                0xda => scans += 1,
                _ => {}
            }
            packing.is_in_scans |= scans > 1;
            at += length;
        }
    }

    fn frame(&mut self, marker: u8, segment: &[u8]) -> Option<()> {
        self.is_in_scans |= !matches!(marker, 0xc0 | 0xc1);
        // Behind length, precision, height, width and their number, three bytes for each component.
        let parts = segment.get(8..)?.chunks_exact(3).map(|part| (u32::from(part[1] >> 4), u32::from(part[1] & 15)));
        let across = parts.clone().map(|(across, _)| across).max()?;
        let down = parts.clone().map(|(_, down)| down).max()?;
        self.samples = parts.map(|(across, down)| across * down).sum::<u32>() * 4 / (across * down).max(1);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: [u8; 19] = [0xff, 0xc0, 0, 17, 8, 0, 9, 0, 9, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0];
    const SCAN: [u8; 10] = [0xff, 0xda, 0, 4, 0, 0, 7, 0xff, 0x00, 7];
    const END: [u8; 2] = [0xff, 0xd9];

    fn file(parts: &[&[u8]]) -> Vec<u8> {
        [&[0xff, 0xd8][..], &parts.concat()].concat()
    }

    #[test]
    fn its_packing_is_told_before_it_is_unpacked() {
        let plain = Packing::of(&file(&[&FRAME, &SCAN, &[0xff, 0xd0, 7], &END]));
        assert_eq!(plain, Some(Packing { is_in_scans: false, samples: 6 }));
        let in_scans = Some(Packing { is_in_scans: true, samples: 6 });
        assert_eq!(Packing::of(&file(&[&FRAME, &SCAN, &SCAN, &END])), in_scans);
        let mut progressive = FRAME;
        progressive[1] = 0xc2;
        assert_eq!(Packing::of(&file(&[&progressive, &SCAN, &END])), in_scans);
    }

    #[test]
    fn one_that_does_not_end_is_none() {
        // A small picture within the head has an end of its own.
        let thumbnail = [&[0xff, 0xe1, 0, 4][..], &END].concat();
        let whole = file(&[&thumbnail, &FRAME, &SCAN, &END]);
        assert!(Packing::of(&whole).is_some());
        for length in 0..whole.len() {
            assert_eq!(Packing::of(&whole[..length]), None, "{length}");
        }
        assert_eq!(Packing::of(&file(&[&FRAME, &END])), None, "nothing in it");
    }
}
