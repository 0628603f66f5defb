//! Files to upload, made here so that their contents are known.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Returns a picture in one colour.
pub fn plain(shade: u8) -> Vec<u8> {
    encoded(RgbImage::from_pixel(24, 16, Rgb([shade, 80, 120])), ImageFormat::Png)
}

/// Returns a photo with a place in its metadata. Photos with different seeds differ, and compress badly.
pub fn photo(side: u32, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let pixels = RgbImage::from_fn(side, side, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb([(state >> 8) as u8, (state >> 16) as u8, (state >> 24) as u8])
    });
    let plain = encoded(pixels, ImageFormat::Jpeg);
    let place = b"Exif\0\0GPSLatitude 55.6761";
    let length = u16::try_from(place.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, place, &plain[2..]].concat()
}

/// Returns a sound of half a second with the name of its author.
pub fn sound() -> Vec<u8> {
    let frame = [&[0xff, 0xfb, 0x50, 0xc0][..], &[0; 204]].concat();
    [&b"ID3\x04\0\0\0\0\0\x09Ana Lund!"[..], &frame.repeat(20)].concat()
}

fn encoded(picture: RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}
