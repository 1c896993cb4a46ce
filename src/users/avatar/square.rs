//! The square that is cut from a picture, made smaller while its pixels come in.

use image::imageops::{FilterType, resize};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};

use super::{Crop, SIDE};

/// Takes pixels in any order. So many by so many become one, and no picture is ever held as a whole: what is left has less than
/// twice the pixels to a side that it will have.
pub struct Square {
    left: u32,
    top: u32,
    /// Pixels to a side that become one.
    step: u32,
    /// Pixels to a side that are left.
    side: u32,
    orientation: Orientation,
    sums: Vec<[u32; 3]>,
}

impl Square {
    /// Of a picture as it is stored; its part is chosen as it is seen.
    pub fn new(width: u32, height: u32, orientation: Orientation, crop: Crop) -> Self {
        let (whole, long) = (width.min(height), width.max(height));
        let room = long - whole;
        let offset = match (crop, is_turned(width > height, orientation)) {
            (Crop::Middle, _) => room / 2,
            (Crop::Start, false) | (Crop::End, true) => 0,
            (Crop::End, false) | (Crop::Start, true) => room,
        };
        let (left, top) = if width > height { (offset, 0) } else { (0, offset) };
        let step = (whole / SIDE).max(1);
        let side = whole / step;
        Self { left, top, step, side, orientation, sums: vec![[0; 3]; (side * side) as usize] }
    }

    /// A pixel of one to four samples: grey or colour, and how much it covers.
    pub fn add(&mut self, x: u32, y: u32, pixel: &[u8]) {
        let (Some(x), Some(y)) = (x.checked_sub(self.left), y.checked_sub(self.top)) else { return };
        let (x, y) = (x / self.step, y / self.step);
        if x >= self.side || y >= self.side {
            return;
        }
        let sum = &mut self.sums[(y * self.side + x) as usize];
        for (sum, sample) in sum.iter_mut().zip(on_white(pixel)) {
            *sum += u32::from(sample);
        }
    }

    /// The square as it is seen, in its size.
    pub fn finish(self) -> RgbImage {
        let pixels = self.step * self.step;
        let samples = self.sums.iter().flatten().map(|sum| u8::try_from((sum + pixels / 2) / pixels).unwrap_or(u8::MAX)).collect();
        let image = RgbImage::from_vec(self.side, self.side, samples).unwrap_or_default();
        let mut image = DynamicImage::ImageRgb8(image);
        image.apply_orientation(self.orientation);
        resize(&image.into_rgb8(), SIDE, SIDE, FilterType::CatmullRom)
    }
}

/// Whether the far end of the long side is seen first.
fn is_turned(is_wide: bool, orientation: Orientation) -> bool {
    let (width, height) = if is_wide { (2, 1) } else { (1, 2) };
    let ends = GrayImage::from_vec(width, height, vec![0, 1]).unwrap_or_default();
    let mut ends = DynamicImage::ImageLuma8(ends);
    ends.apply_orientation(orientation);
    ends.as_bytes().first() == Some(&1)
}

fn on_white(pixel: &[u8]) -> [u8; 3] {
    let over = |sample: u8, cover: u8| {
        let (sample, cover) = (u32::from(sample), u32::from(cover));
        u8::try_from((sample * cover + 255 * (255 - cover)) / 255).unwrap_or(u8::MAX)
    };
    match *pixel {
        [grey] => [grey; 3],
        [grey, cover] => [over(grey, cover); 3],
        [red, green, blue] => [red, green, blue],
        [red, green, blue, cover] => [over(red, cover), over(green, cover), over(blue, cover)],
        _ => [255; 3],
    }
}
