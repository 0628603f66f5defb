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
/// Bytes of a JSON list for each text: quotes and a comma.
const LIST_BYTES: usize = 3;
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

/// The reason for which a drawing is rejected. The text is for the artist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadDrawing {
    /// The drawing has no strokes.
    #[error("the paper is still empty; draw something first")]
    Empty,
    /// The drawing has too many strokes.
    #[error("the drawing has more than {MAX_STROKES} strokes; undo some of them")]
    TooManyStrokes,
    /// The strokes have too many points.
    #[error("the drawing is larger than {MAX_BYTES} bytes; undo some strokes or leave out points")]
    TooLarge,
    /// A stroke is malformed.
    #[error("stroke {0} is malformed; a stroke is a colour from 0 to 5, then points of four characters each")]
    Stroke(usize),
}

/// Checks the strokes of a drawing.
///
/// # Errors
/// [`BadDrawing`] with the first reason that applies.
pub fn check(strokes: &[String]) -> Result<(), BadDrawing> {
    if strokes.is_empty() {
        return Err(BadDrawing::Empty);
    }
    if strokes.len() > MAX_STROKES {
        return Err(BadDrawing::TooManyStrokes);
    }
    if strokes.iter().map(|stroke| stroke.len() + LIST_BYTES).sum::<usize>() > MAX_BYTES {
        return Err(BadDrawing::TooLarge);
    }
    let is_malformed = |stroke: &String| {
        let (colour, points) = stroke.split_at_checked(1).unwrap_or_default();
        !colour.parse::<u8>().is_ok_and(|colour| colour < COLOURS) || decode_points(points).is_none()
    };
    match strokes.iter().position(is_malformed) {
        Some(index) => Err(BadDrawing::Stroke(index + 1)),
        None => Ok(()),
    }
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

    #[test]
    fn explains_bad_drawings() {
        let dot = encode_stroke(0, &CORNERS[..1]);
        let long = encode_stroke(0, &CORNERS[..1].repeat(MAX_BYTES / 4));
        assert_eq!(check(&[]), Err(BadDrawing::Empty));
        assert_eq!(check(&vec![dot.clone(); MAX_STROKES]), Ok(()));
        assert_eq!(check(&vec![dot.clone(); MAX_STROKES + 1]), Err(BadDrawing::TooManyStrokes));
        assert_eq!(check(std::slice::from_ref(&long)), Err(BadDrawing::TooLarge));
        assert_eq!(check(&[long[..MAX_BYTES - LIST_BYTES].to_owned()]), Ok(()));
        for bad in ["", "0", "6AAAA", "AAAAA", "0AAA", "0AAA=", "0AA A", "0AAAB____", "0AAAA\u{e6}", "\u{e6}"] {
            let second = [dot.clone(), bad.to_owned()];
            assert_eq!(check(&second), Err(BadDrawing::Stroke(2)), "{bad}");
        }
    }
}
