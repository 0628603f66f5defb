//! The WebSocket subprotocol, which carries a token outside the address. Proxies log addresses, but not this header.

use axum::http::{HeaderMap, header::SEC_WEBSOCKET_PROTOCOL};

/// The subprotocol that the server selects if the client offers it.
pub(crate) const NAME: &str = "wpp";

/// Prefix of the offered subprotocol that carries the token. The server never selects it, so that no token is in an answer.
pub(crate) const TOKEN_PREFIX: &str = "wpp.token.";

/// Reports whether the client offers [`NAME`]. Browsers close a connection whose server selects none of their offers.
pub(super) fn is_offered(headers: &HeaderMap) -> bool {
    offers(headers).any(|offer| offer == NAME)
}

/// Returns the token that the client offers, unless it is missing or empty.
pub(super) fn token(headers: &HeaderMap) -> Option<&str> {
    offers(headers).find_map(|offer| offer.strip_prefix(TOKEN_PREFIX)).filter(|token| !token.is_empty())
}

/// Returns the offered subprotocols. A client may send them in one header line or in several.
fn offers(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(SEC_WEBSOCKET_PROTOCOL).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[&'static str]) -> HeaderMap {
        lines.iter().map(|line| (SEC_WEBSOCKET_PROTOCOL, line.parse().unwrap())).collect()
    }

    #[test]
    fn reads_the_token_from_one_line_or_several() {
        for lines in [&["wpp, wpp.token.a.b-c_d"][..], &["wpp.token.a.b-c_d,wpp"], &["wpp", "wpp.token.a.b-c_d"]] {
            assert_eq!(token(&headers(lines)), Some("a.b-c_d"), "{lines:?}");
            assert!(is_offered(&headers(lines)), "{lines:?}");
        }
    }

    #[test]
    fn other_subprotocols_are_ignored() {
        for lines in [&[][..], &["graphql-ws"], &["wpp.token."], &["wpp.tokens.a"], &["WPP.TOKEN.a"]] {
            assert_eq!(token(&headers(lines)), None, "{lines:?}");
            assert!(!is_offered(&headers(lines)), "{lines:?}");
        }
    }
}
