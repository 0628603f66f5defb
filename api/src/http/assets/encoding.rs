//! The encodings that a client accepts (RFC 9110, section 12.5.3).

use axum::http::{HeaderMap, header::ACCEPT_ENCODING};

/// An encoding of embedded files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// The smaller one, which browsers accept over HTTPS only.
    Brotli,
    /// Accepted by every browser.
    Gzip,
}

impl Encoding {
    /// Returns the name in headers.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
}

/// Returns the encoding with the highest weight of those that are available, and the first of several. `None` if the client
/// accepts none of them.
pub(super) fn choose<T>(request: &HeaderMap, available: impl Iterator<Item = (Encoding, T)>) -> Option<(Encoding, T)> {
    let mut best: Option<(u16, Encoding, T)> = None;
    for (encoding, content) in available {
        let weight = weight(request, encoding.name());
        if weight > best.as_ref().map_or(0, |(best, ..)| *best) {
            best = Some((weight, encoding, content));
        }
    }
    best.map(|(_, encoding, content)| (encoding, content))
}

/// Returns the weight of an encoding in thousandths: 0 if the client does not accept it.
fn weight(request: &HeaderMap, encoding: &str) -> u16 {
    let lists = request.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut others = 0;
    for item in lists.flat_map(|list| list.split(',')) {
        let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
        let weight = parameters.trim().strip_prefix("q=").map_or(Some(1000), thousandths).unwrap_or(0);
        match name.trim() {
            name if name.eq_ignore_ascii_case(encoding) => return weight,
            "*" => others = weight,
            _ => {}
        }
    }
    others
}

/// Reads a weight such as `0.5`.
fn thousandths(text: &str) -> Option<u16> {
    let weight: f32 = text.trim().parse().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0 to 1000")]
    (0.0..=1.0).contains(&weight).then_some((weight * 1000.0) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(accepted: &str) -> Option<Encoding> {
        let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, accepted.parse().unwrap())]);
        choose(&headers, [(Encoding::Brotli, ()), (Encoding::Gzip, ())].into_iter()).map(|(encoding, ())| encoding)
    }

    #[test]
    fn weights_decide() {
        for (accepted, expected) in [
            ("", None),
            ("identity", None),
            ("br", Some(Encoding::Brotli)),
            ("GZIP", Some(Encoding::Gzip)),
            ("gzip, br", Some(Encoding::Brotli)),
            ("br;q=0.5, gzip;q=0.8", Some(Encoding::Gzip)),
            ("br;q=0, gzip", Some(Encoding::Gzip)),
            ("*", Some(Encoding::Brotli)),
            ("*;q=0.1, br;q=0", Some(Encoding::Gzip)),
            ("gzip;q=0, *;q=0", None),
            ("br;q=high", None),
            ("br;q=7", None),
        ] {
            assert_eq!(chosen(accepted), expected, "{accepted:?}");
        }
    }
}
