//! What the chunks of a WebP say of it before it is decoded.

use super::Fault;

/// How a WebP is packed. Its chunks are walked to their end here: the decoder makes room for as much as one claims to hold, and
/// takes the size of the picture from another place than its pixels.
#[derive(Debug, PartialEq, Eq)]
pub struct Packing {
    pub width: u32,
    pub height: u32,
    /// Bytes of memory that four of its pixels take.
    pub bytes: u32,
    /// Bytes that are packed without loss: their tables take many times as much.
    pub lossless: usize,
    /// Where it ends; nothing behind that is for the decoder.
    pub end: usize,
}

/// For four pixels, the picture in full and: its planes; what it is unpacked to, and how; both, with how much each pixel covers.
const LOSSY: u32 = 20;
const LOSSLESS: u32 = 32;
const COVERING: u32 = 42;

const MOVES: u8 = 0b10;
const COVERS: u8 = 0b1_0000;
/// How the chunk that says how much each pixel covers is packed.
const IS_PACKED: u8 = 0b11;

impl Packing {
    /// Walks its chunks.
    pub fn of(file: &[u8]) -> Result<Self, Fault> {
        let end = little(file, 4, 4).and_then(|size| size.checked_add(8)).ok_or(Fault::Broken)?;
        let file = file.get(..end).ok_or(Fault::Broken)?;
        let (mut canvas, mut frame, mut lossless, mut covers, mut at) = (None, None, 0, false, 12);
        while let Some(kind) = file.get(at..at + 4)
            && let Some(size) = little(file, at + 4, 4)
        {
            let data = size.checked_add(at + 8).and_then(|end| file.get(at + 8..end)).ok_or(Fault::Broken)?;
            match kind {
                b"ANIM" | b"ANMF" => return Err(Fault::Moves),
                b"VP8X" if at == 12 => {
                    let flags = *data.first().ok_or(Fault::Broken)?;
                    if flags & MOVES != 0 {
                        return Err(Fault::Moves);
                    }
                    covers |= flags & COVERS != 0;
                    canvas = Some(little(data, 4, 3).zip(little(data, 7, 3)).map(|(w, h)| (w + 1, h + 1)).ok_or(Fault::Broken)?);
                }
                // Of several, a decoder takes the one or the other.
                b"VP8 " | b"VP8L" if frame.is_some() => return Err(Fault::Broken),
                b"VP8 " => frame = Some((LOSSY, lossy_size(data).ok_or(Fault::Broken)?)),
                b"VP8L" => frame = Some((LOSSLESS, lossless_size(data).ok_or(Fault::Broken)?)),
                b"ALPH" => covers = true,
                _ => {}
            }
            let is_lossless = kind == b"VP8L" || kind == b"ALPH" && data.first().is_some_and(|how| how & IS_PACKED != 0);
            lossless += if is_lossless { size } else { 0 };
            at += 8 + size + size % 2;
        }
        let (bytes, size) = frame.ok_or(Fault::Broken)?;
        if canvas.is_some_and(|canvas| canvas != size) {
            return Err(Fault::Broken);
        }
        let bytes = if covers && bytes == LOSSY { COVERING } else { bytes };
        let side = |pixels: usize| u32::try_from(pixels).map_err(|_| Fault::Broken);
        Ok(Self { width: side(size.0)?, height: side(size.1)?, bytes, lossless, end })
    }
}

/// A number of so many bytes, the least first.
fn little(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    Some(bytes.get(at..at + length)?.iter().rev().fold(0, |number, byte| (number << 8) | usize::from(*byte)))
}

/// Behind three bytes of flags and three that are always the same.
fn lossy_size(data: &[u8]) -> Option<(usize, usize)> {
    let is_whole = data.first()? & 1 == 0 && data.get(3..6)? == [0x9d, 0x01, 0x2a];
    let side = |at: usize| little(data, at, 2).map(|side| side & 0x3fff);
    if is_whole { side(6).zip(side(8)) } else { None }
}

/// Fourteen bits each, behind one byte that is always the same.
fn lossless_size(data: &[u8]) -> Option<(usize, usize)> {
    let bits = little(data, 1, 4).filter(|_| data.first() == Some(&0x2f))?;
    Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A lossy frame of nine by five pixels, and a lossless one.
    const LOSSY_FRAME: [u8; 10] = [0x10, 0, 0, 0x9d, 0x01, 0x2a, 9, 0, 5, 0];
    const LOSSLESS_FRAME: [u8; 6] = [0x2f, 8, 0, 1, 0, 7];

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        [kind, &u32::try_from(data.len()).unwrap_or(0).to_le_bytes(), data, &[0][..data.len() % 2]].concat()
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        let chunks = chunks.concat();
        [b"RIFF", &u32::try_from(chunks.len() + 4).unwrap_or(0).to_le_bytes(), &b"WEBP"[..], &chunks].concat()
    }

    fn canvas(flags: u8, width: u8, height: u8) -> Vec<u8> {
        chunk(b"VP8X", &[flags, 0, 0, 0, width - 1, 0, 0, height - 1, 0, 0])
    }

    fn packing(chunks: &[Vec<u8>]) -> Result<(u32, u32, u32, usize), Fault> {
        Packing::of(&file(chunks)).map(|packing| (packing.width, packing.height, packing.bytes, packing.lossless))
    }

    #[test]
    fn its_packing_is_told_before_it_is_unpacked() {
        let (lossy, lossless) = (chunk(b"VP8 ", &LOSSY_FRAME), chunk(b"VP8L", &LOSSLESS_FRAME));
        assert_eq!(packing(std::slice::from_ref(&lossy)), Ok((9, 5, LOSSY, 0)));
        assert_eq!(packing(std::slice::from_ref(&lossless)), Ok((9, 5, LOSSLESS, 6)));
        assert_eq!(packing(&[canvas(8, 9, 5), lossy.clone(), chunk(b"EXIF", &[7; 9])]), Ok((9, 5, LOSSY, 0)));
        assert_eq!(packing(&[canvas(16, 9, 5), chunk(b"ALPH", &[1; 33]), lossy.clone()]), Ok((9, 5, COVERING, 33)));
        assert_eq!(packing(&[canvas(0, 9, 5), chunk(b"ALPH", &[0; 46]), lossy.clone()]), Ok((9, 5, COVERING, 0)));
        assert_eq!(packing(&[canvas(16, 9, 5), lossy]), Ok((9, 5, COVERING, 0)));
        assert_eq!(packing(&[canvas(16, 9, 5), lossless]), Ok((9, 5, LOSSLESS, 6)));
    }

    #[test]
    fn a_frame_is_as_large_as_it_says() {
        for frame in [chunk(b"VP8 ", &LOSSY_FRAME), chunk(b"VP8L", &LOSSLESS_FRAME)] {
            for (width, height) in [(1, 1), (9, 6), (8, 5), (5, 9)] {
                assert_eq!(packing(&[canvas(0, width, height), frame.clone()]), Err(Fault::Broken), "{width} × {height}");
            }
            assert_eq!(packing(&[canvas(0, 9, 5), frame.clone(), frame.clone()]), Err(Fault::Broken), "two");
            assert_eq!(packing(&[canvas(2, 9, 5), frame.clone()]), Err(Fault::Moves));
            assert_eq!(packing(&[canvas(0, 9, 5), frame, chunk(b"ANMF", &[0; 40])]), Err(Fault::Moves));
        }
        assert_eq!(packing(&[canvas(0, 9, 5)]), Err(Fault::Broken), "nothing in it");
    }

    #[test]
    fn no_chunk_claims_more_than_there_is() {
        let mut exif = chunk(b"EXIF", &[7; 8]);
        exif[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(packing(&[canvas(8, 9, 5), chunk(b"VP8 ", &LOSSY_FRAME), exif.clone()]), Err(Fault::Broken));
        let whole = file(&[canvas(0, 9, 5), chunk(b"VP8 ", &LOSSY_FRAME)]);
        for length in 0..whole.len() {
            assert_eq!(Packing::of(&whole[..length]), Err(Fault::Broken), "{length}");
        }
        // Behind its end it claims nothing, since a decoder is not shown what is there.
        let longer = [&whole[..], &exif].concat();
        assert_eq!(Packing::of(&longer).map(|packing| packing.end), Ok(whole.len()));
    }
}
