//! The cookie in which a browser keeps its refresh token.
//!
//! `HttpOnly` hides the cookie from scripts. `SameSite=Strict` and `Path` restrict it to account calls from the server's
//! site. A site can contain several origins: another port of the same machine is the same site. Every call that reads or
//! sets the cookie therefore checks the origin of the page. A page of another origin can neither use a login nor set one.

use crate::settings::WebSettings;
use axum::http::{HeaderMap, header};
use wpp_game::contract::ErrorCode;

use crate::error::ApiError;

const NAME: &str = "wpp_refresh";

/// The path of the calls that receive the cookie.
const PATH: &str = "/api/account";

/// Returns the `Set-Cookie` value that stores `token` for `lifetime_ms`.
pub(super) fn set(settings: &WebSettings, token: &str, lifetime_ms: u64) -> String {
    let secure = if settings.public_url.starts_with("https://") { "; Secure" } else { "" };
    format!("{NAME}={token}; Path={PATH}; Max-Age={}; HttpOnly; SameSite=Strict{secure}", lifetime_ms / 1000)
}

/// Returns the `Set-Cookie` value that deletes the cookie.
pub(super) fn clear(settings: &WebSettings) -> String {
    set(settings, "", 0)
}

/// Returns the token in the request's cookie.
pub(super) fn read(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, value)| *name == NAME && !value.is_empty()).map(|(_, value)| value).next()
}

/// Checks that a page of this origin made the call, or a client that is not a browser.
///
/// # Errors
/// `not_allowed` for a call from another origin.
pub(super) fn same_origin(headers: &HeaderMap) -> Result<(), ApiError> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_same_origin = match (text("sec-fetch-site"), text("origin")) {
        // Browsers send this header over HTTPS and on localhost.
        (Some(site), _) => site == "same-origin" || site == "none",
        // Without HTTPS, as on a home network, the origin is compared with the requested host.
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text("host")
        }
        (None, None) => true,
    };
    if is_same_origin {
        Ok(())
    } else {
        Err(ApiError::new(
            ErrorCode::NotAllowed,
            "Only pages of this server can make this call. Open the app at the server's address.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value));
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn finds_cookie_among_others() {
        assert_eq!(read(&headers(&[("cookie", "a=b; wpp_refresh=f.s; c=d")])), Some("f.s"));
        assert_eq!(read(&headers(&[("cookie", "a=b"), ("cookie", "wpp_refresh=f.s")])), Some("f.s"));
        assert_eq!(read(&headers(&[("cookie", "xwpp_refresh=f.s; wpp_refresh=")])), None);
    }

    #[test]
    fn rejects_other_origins() {
        for (pairs, accepted) in [
            (&[][..], true),
            (&[("sec-fetch-site", "same-origin"), ("origin", "http://elsewhere")], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("host", "10.0.0.5:8080"), ("origin", "http://10.0.0.5:8080")], true),
            (&[("host", "10.0.0.5:8080"), ("origin", "http://10.0.0.5:3000")], false),
            (&[("host", "party.example"), ("origin", "null")], false),
        ] {
            assert_eq!(same_origin(&headers(pairs)).is_ok(), accepted, "{pairs:?}");
        }
    }
}
