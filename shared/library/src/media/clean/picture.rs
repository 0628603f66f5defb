//! Pictures are decoded, scaled down and encoded again. Metadata, such as the place of a photo, is not read into the pixels,
//! so it cannot remain; the orientation is applied.

use std::io::Cursor;

use image::{
    DynamicImage, GenericImageView as _, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::FilterType,
    metadata::Orientation,
};
use wpp_game::content::MediaKind;

use super::Cleaned;
use crate::media::{MAX_STORED, UnusableFile};

/// Maximum number of pixels of an upload. The dimensions are read before anything is allocated for the pixels.
const MAX_PIXELS: u64 = 24_000_000;

/// Maximum width and height of an upload.
const MAX_UPLOAD_SIDE: u32 = 12_000;

/// Maximum bytes of the decoder.
const MAX_MEMORY: u64 = 160 * 1024 * 1024;

/// Width and height of a stored picture, the largest first. A TV with 1080 lines shows a picture on two thirds of them.
const SIDES: [u32; 4] = [1600, 1200, 800, 400];

/// Qualities of JPEG, the best first.
const QUALITIES: [u8; 3] = [85, 70, 50];

/// Returns the format of a picture; `None` for other files.
pub(super) fn recognize(upload: &[u8]) -> Option<ImageFormat> {
    image::guess_format(upload)
        .ok()
        .filter(|format| matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP))
}

/// Encodes a picture again, with at most [`MAX_STORED`] bytes.
///
/// # Errors
/// [`UnusableFile`]: the picture is damaged, or has too many pixels.
pub(super) fn clean(upload: &[u8], format: ImageFormat) -> Result<Cleaned, UnusableFile> {
    let picture = decode(upload, format)?;
    let is_transparent = has_transparency(&picture);
    // Drawings and screenshots stay sharp as PNG. Photos are smaller as JPEG.
    if (is_transparent || format != ImageFormat::Jpeg)
        && let Some(bytes) = png(&within(&picture, SIDES[0]), is_transparent)
    {
        return Ok(Cleaned { kind: MediaKind::Picture, ending: "png", bytes });
    }
    for side in SIDES {
        let scaled = on_white(&within(&picture, side));
        for quality in QUALITIES {
            let mut bytes = Vec::new();
            JpegEncoder::new_with_quality(&mut bytes, quality)
                .encode_image(&scaled)
                .map_err(|_| UnusableFile::damaged())?;
            if bytes.len() <= MAX_STORED {
                return Ok(Cleaned { kind: MediaKind::Picture, ending: "jpg", bytes });
            }
        }
    }
    Err(UnusableFile::damaged())
}

/// Decodes a picture.
///
/// # Errors
/// As [`clean`].
pub(super) fn check(upload: &[u8], format: ImageFormat) -> Result<(), UnusableFile> {
    decode(upload, format).map(drop)
}

/// Returns the number of pixels in the header of a picture; 0 if it is refused before it is decoded.
pub(super) fn pixels(upload: &[u8], format: ImageFormat) -> u64 {
    open(upload, format).map_or(0, |decoder| pixels_of(&decoder))
}

fn pixels_of(decoder: &impl ImageDecoder) -> u64 {
    let (width, height) = decoder.dimensions();
    u64::from(width) * u64::from(height)
}

/// Reads the header of a picture.
fn open(upload: &[u8], format: ImageFormat) -> Result<impl ImageDecoder, UnusableFile> {
    if format == ImageFormat::Jpeg && !has_end(upload) {
        return Err(UnusableFile::damaged());
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_UPLOAD_SIDE);
    limits.max_image_height = Some(MAX_UPLOAD_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(upload), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(refused)?;
    if pixels_of(&decoder) > MAX_PIXELS { Err(too_many_pixels()) } else { Ok(decoder) }
}

fn decode(upload: &[u8], format: ImageFormat) -> Result<DynamicImage, UnusableFile> {
    let mut decoder = open(upload, format)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Returns whether a JPEG ends after its pixels. The decoder would fill the rest of an incomplete one with grey.
fn has_end(jpeg: &[u8]) -> bool {
    let last = |marker: [u8; 2]| jpeg.windows(2).rposition(|bytes| bytes == marker);
    last([0xff, 0xd9]) > last([0xff, 0xda])
}

fn refused(error: image::ImageError) -> UnusableFile {
    match error {
        image::ImageError::Limits(_) => too_many_pixels(),
        _ => UnusableFile::damaged(),
    }
}

fn too_many_pixels() -> UnusableFile {
    UnusableFile::too_many_pixels(MAX_PIXELS / 1_000_000)
}

fn has_transparency(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.pixels().any(|(_, _, pixel)| pixel.0[3] < u8::MAX)
}

/// Returns the picture with at most `side` pixels in width and height.
fn within(picture: &DynamicImage, side: u32) -> DynamicImage {
    if picture.width() <= side && picture.height() <= side {
        return picture.clone();
    }
    picture.resize(side, side, FilterType::Triangle)
}

/// Returns the picture as PNG, if it is small enough.
fn png(picture: &DynamicImage, is_transparent: bool) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let pixels: DynamicImage = if is_transparent { picture.to_rgba8().into() } else { picture.to_rgb8().into() };
    pixels.write_with_encoder(PngEncoder::new(&mut bytes)).ok()?;
    (bytes.len() <= MAX_STORED).then_some(bytes)
}

/// Returns the picture on white paper, because JPEG has no transparency.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let source = picture.to_rgba8();
    RgbImage::from_fn(source.width(), source.height(), |x, y| {
        let [red, green, blue, alpha] = source.get_pixel(x, y).0.map(u16::from);
        let over = |colour: u16| {
            let mixed = (colour * alpha + u16::from(u8::MAX) * (u16::from(u8::MAX) - alpha)) / u16::from(u8::MAX);
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use image::{ExtendedColorType, ImageEncoder as _, Rgba, RgbaImage, codecs::webp::WebPEncoder};

    use super::*;

    /// Returns a picture without any regularity, which compresses badly.
    fn noise(width: u32, height: u32) -> RgbImage {
        let mut state = 1_u32;
        RgbImage::from_fn(width, height, |_, _| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Rgb([(state >> 8) as u8, (state >> 16) as u8, (state >> 24) as u8])
        })
    }

    fn jpeg(picture: &RgbImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(picture).unwrap();
        bytes
    }

    /// Returns a JPEG with an EXIF segment that turns it by 90 degrees and names a place.
    fn photo(picture: &RgbImage) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"GPS 55.6761 N");
        let plain = jpeg(picture);
        let mut bytes = plain[..2].to_vec();
        bytes.extend_from_slice(&[0xff, 0xe1]);
        bytes.extend_from_slice(&u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        bytes.extend_from_slice(&exif);
        bytes.extend_from_slice(&plain[2..]);
        bytes
    }

    fn cleaned(upload: &[u8]) -> Result<Cleaned, UnusableFile> {
        clean(upload, recognize(upload).unwrap())
    }

    #[test]
    fn metadata_of_photos_is_removed() {
        let upload = photo(&noise(30, 20));
        assert!(upload.windows(3).any(|part| part == b"GPS"));
        let stored = cleaned(&upload).unwrap();
        assert_eq!(stored.ending, "jpg");
        assert!(!stored.bytes.windows(3).any(|part| part == b"GPS"));
        assert!(!stored.bytes.windows(4).any(|part| part == b"Exif"));
        let turned = image::load_from_memory(&stored.bytes).unwrap();
        assert_eq!(turned.dimensions(), (20, 30), "the orientation is applied");
    }

    #[test]
    fn pictures_have_a_bounded_size() {
        for upload in [jpeg(&noise(1700, 400)), jpeg(&noise(900, 900))] {
            let stored = cleaned(&upload).unwrap();
            assert!(stored.bytes.len() <= MAX_STORED, "{}", stored.bytes.len());
            let picture = image::load_from_memory(&stored.bytes).unwrap();
            assert!(picture.width() <= SIDES[0]);
        }
    }

    #[test]
    fn drawings_keep_their_pixels_and_transparency() {
        let drawing = RgbaImage::from_fn(64, 64, |x, y| Rgba([200, 30, 30, if x > y { 255 } else { 0 }]));
        let mut webp = Vec::new();
        WebPEncoder::new_lossless(&mut webp).write_image(drawing.as_raw(), 64, 64, ExtendedColorType::Rgba8).unwrap();
        let stored = cleaned(&webp).unwrap();
        assert_eq!(stored.ending, "png");
        assert_eq!(image::load_from_memory(&stored.bytes).unwrap().to_rgba8(), drawing);
        let again = cleaned(&stored.bytes).unwrap();
        assert_eq!(again, stored, "a second upload of the stored file is the same file");
    }

    #[test]
    fn bombs_are_refused_before_decoding() {
        let mut png = Vec::new();
        DynamicImage::from(noise(1, 1)).write_with_encoder(PngEncoder::new(&mut png)).unwrap();
        // The header alone claims 11,000 by 11,000 pixels.
        png[16..24].copy_from_slice(&[0, 0, 0x2a, 0xf8, 0, 0, 0x2a, 0xf8]);
        let crc = crc_of(&png[12..29]).to_be_bytes();
        png[29..33].copy_from_slice(&crc);
        assert_eq!(cleaned(&png).unwrap_err().code, "picture_too_large");
        assert_eq!(pixels(&png, ImageFormat::Png), 0, "nothing is decoded");
    }

    #[test]
    fn headers_state_the_pixels() {
        for upload in [jpeg(&noise(30, 20)), photo(&noise(30, 20))] {
            assert_eq!(pixels(&upload, ImageFormat::Jpeg), 600);
            assert_eq!(check(&upload, ImageFormat::Jpeg), Ok(()));
            let damaged = &upload[..upload.len() / 2];
            assert_eq!(pixels(damaged, ImageFormat::Jpeg), 0, "nothing is decoded");
            assert_eq!(check(damaged, ImageFormat::Jpeg).unwrap_err().code, "media_damaged");
        }
    }

    /// The checksum of PNG.
    fn crc_of(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
        })
    }

    #[test]
    fn damaged_pictures_are_refused() {
        let whole = {
            let mut png = Vec::new();
            DynamicImage::from(noise(40, 40)).write_with_encoder(PngEncoder::new(&mut png)).unwrap();
            png
        };
        for length in [8, 20, 33, whole.len() / 2, whole.len() - 20] {
            assert_eq!(cleaned(&whole[..length]).unwrap_err().code, "media_damaged", "{length}");
        }
        let photo = jpeg(&noise(60, 60));
        for damaged in [&photo[..photo.len() / 2], &photo[..photo.len() - 2], b"\xff\xd8\xff\xe0 not a photo"] {
            assert_eq!(cleaned(damaged).unwrap_err().code, "media_damaged");
        }
    }

    #[test]
    fn other_files_are_no_pictures() {
        for other in [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"GIF89a", b"%PDF-1.7", b"", b"PK\x03\x04"] {
            assert_eq!(recognize(other), None);
        }
    }
}
