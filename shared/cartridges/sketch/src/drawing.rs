//! The encoding of drawings.
//!
//! A stroke is a text: the digit of its colour, then its points. A point has four characters of base64url: 12 bits for
//! `x`, 12 bits for `y`. See `docs/decisions/0175-drawings-and-strokes.md`.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Number of values of `x`. The drawing is four units wide and three high.
pub const WIDTH: u16 = 4096;
/// Number of values of `y`.
pub const HEIGHT: u16 = 3072;
/// Number of colours.
pub const COLOURS: u8 = 6;
/// Maximum length of a drawing's strokes in bytes, as a JSON list.
pub const MAX_BYTES: usize = 8 * 1024;
/// Maximum number of strokes of a drawing.
pub const MAX_STROKES: usize = 200;
/// Bytes that encode one point.
const POINT_BYTES: usize = 3;

/// A point of a stroke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Distance from the left edge, below [`WIDTH`].
    pub x: u16,
    /// Distance from the upper edge, below [`HEIGHT`].
    pub y: u16,
}

/// Returns a stroke.
#[must_use]
pub fn encode_stroke(colour: u8, points: &[Point]) -> String {
    let bytes = points.iter().flat_map(|Point { x, y }| {
        let both = u32::from(*x) << 12 | u32::from(*y);
        let [_, bytes @ ..] = both.to_be_bytes();
        bytes
    });
    format!("{colour}{}", URL_SAFE_NO_PAD.encode(bytes.collect::<Vec<u8>>()))
}

/// Returns the colour and the points of a stroke; `None` if the stroke is malformed.
#[must_use]
pub fn decode_stroke(stroke: &str) -> Option<(u8, Vec<Point>)> {
    let (colour, points) = stroke.split_at_checked(1)?;
    let colour = colour.parse().ok().filter(|colour| *colour < COLOURS)?;
    Some((colour, decode_points(points)?))
}

/// Returns the points of a stroke, at least one; `None` if `points` is malformed.
#[must_use]
pub fn decode_points(points: &str) -> Option<Vec<Point>> {
    let bytes = URL_SAFE_NO_PAD.decode(points).ok()?;
    if bytes.is_empty() || !bytes.len().is_multiple_of(POINT_BYTES) {
        return None;
    }
    let point = |bytes: &[u8]| {
        let [high, middle, low] = *bytes.first_chunk()?;
        let (x, y) = (u16::from(high) << 4 | u16::from(middle) >> 4, u16::from(middle & 0xf) << 8 | u16::from(low));
        (y < HEIGHT).then_some(Point { x, y })
    };
    bytes.chunks(POINT_BYTES).map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORNERS: [Point; 3] = [Point { x: 0, y: 0 }, Point { x: 4095, y: 3071 }, Point { x: 1, y: 2 }];

    #[test]
    fn points_survive_the_encoding() {
        let stroke = encode_stroke(3, &CORNERS);
        assert_eq!(stroke, "3AAAA__v_ABAC");
        assert_eq!(decode_points(&stroke[1..]).unwrap(), CORNERS);
    }
}
