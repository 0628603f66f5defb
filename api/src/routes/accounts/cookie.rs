//! The cookie a browser keeps its refresh token in, and who may use it.
//!
//! `HttpOnly`: no script reads it. `SameSite=Strict` and `Path`: it is sent to the account's own calls,
//! from the server's own site. A site is more than an origin (another port of the same machine is the
//! same site), so every call that reads or sets the cookie also asks the browser where it comes from:
//! a page of another origin can neither use a login nor plant one of its own.

use crate::settings::WebSettings;
use axum::http::{HeaderMap, header};
use wpp_game::contract::ErrorCode;

use crate::error::ApiError;

const NAME: &str = "wpp_refresh";

/// What the cookie is sent to.
const PATH: &str = "/api/account";

/// The header that keeps `token` for `lifetime_ms`.
pub(super) fn set(settings: &WebSettings, token: &str, lifetime_ms: u64) -> String {
    let secure = if settings.public_url.starts_with("https://") { "; Secure" } else { "" };
    format!("{NAME}={token}; Path={PATH}; Max-Age={}; HttpOnly; SameSite=Strict{secure}", lifetime_ms / 1000)
}

/// The header that takes the cookie away.
pub(super) fn clear(settings: &WebSettings) -> String {
    set(settings, "", 0)
}

/// The token in the request's cookie, if there is one.
pub(super) fn read(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, value)| *name == NAME && !value.is_empty()).map(|(_, value)| value).next()
}

/// Checks that the browser was told to make this call by a page of ours, or that there is no browser.
///
/// # Errors
/// `not_allowed` for a call from another origin.
pub(super) fn same_origin(headers: &HeaderMap) -> Result<(), ApiError> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let ours = match (text("sec-fetch-site"), text("origin")) {
        // The browser's own judgement, where it gives one: over HTTPS and on localhost.
        (Some(site), _) => site == "same-origin" || site == "none",
        // Elsewhere, as on a home network without HTTPS: the host it believes to be talking to.
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text("host")
        }
        (None, None) => true,
    };
    if ours {
        Ok(())
    } else {
        Err(ApiError::new(ErrorCode::NotAllowed, "Only this server's own pages may make this call."))
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
    fn the_cookie_is_found_among_others() {
        assert_eq!(read(&headers(&[("cookie", "a=b; wpp_refresh=f.s; c=d")])), Some("f.s"));
        assert_eq!(read(&headers(&[("cookie", "a=b"), ("cookie", "wpp_refresh=f.s")])), Some("f.s"));
        assert_eq!(read(&headers(&[("cookie", "xwpp_refresh=f.s; wpp_refresh=")])), None);
    }

    #[test]
    fn another_origin_is_not_ours() {
        for (pairs, ours) in [
            (&[][..], true),
            (&[("sec-fetch-site", "same-origin"), ("origin", "http://elsewhere")], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("host", "10.0.0.5:8080"), ("origin", "http://10.0.0.5:8080")], true),
            (&[("host", "10.0.0.5:8080"), ("origin", "http://10.0.0.5:3000")], false),
            (&[("host", "party.example"), ("origin", "null")], false),
        ] {
            assert_eq!(same_origin(&headers(pairs)).is_ok(), ours, "{pairs:?}");
        }
    }
}
