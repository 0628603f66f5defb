//! The cookie in which a browser keeps its refresh token.
//!
//! `HttpOnly` hides the cookie from scripts. `SameSite=Strict` restricts it to calls from the server's site. Under HTTPS the
//! name starts with `__Host-`: browsers then accept the cookie from this host only, never from a sibling domain or over plain
//! HTTP. A site can contain several origins: another port of the same machine is the same site. Every call that reads or
//! sets the cookie therefore checks the origin of the page. A page of another origin can neither use a login nor set one.

use axum::http::{HeaderMap, header};
use wpp_game::contract::ErrorCode;

use crate::{error::ApiError, http::scheme::Scheme};

/// The name without HTTPS. Browsers reject names with `__Host-` there.
const NAME: &str = "wpp_refresh";

/// The name under HTTPS. Browsers require the path `/` for it.
const HOST_NAME: &str = "__Host-wpp_refresh";

/// The path of the calls that receive the cookie without HTTPS.
const PATH: &str = "/api/account";

/// Returns the `Set-Cookie` values that store `token` for `lifetime_ms`. Under HTTPS they also delete a cookie with the name
/// of older versions.
pub(super) fn set(scheme: Scheme, token: &str, lifetime_ms: u64) -> Vec<String> {
    let seconds = lifetime_ms / 1000;
    let cookie = |name, value, path, seconds: u64| {
        format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Strict")
    };
    if scheme == Scheme::Https {
        let secure = |cookie| format!("{cookie}; Secure");
        vec![secure(cookie(HOST_NAME, token, "/", seconds)), secure(cookie(NAME, "", PATH, 0))]
    } else {
        vec![cookie(NAME, token, PATH, seconds)]
    }
}

/// Returns the `Set-Cookie` values that delete the cookie.
pub(super) fn clear(scheme: Scheme) -> Vec<String> {
    set(scheme, "", 0)
}

/// Returns the token in the request's cookie. The name without `__Host-` is accepted under HTTPS too, so that logins of
/// older versions continue. The next refresh renames the cookie.
pub(super) fn read(headers: &HeaderMap) -> Option<&str> {
    let named = |name| {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(found, value)| *found == name && !value.is_empty()).map(|(_, value)| value)
    };
    named(HOST_NAME).or_else(|| named(NAME))
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
        assert_eq!(read(&headers(&[("cookie", "wpp_refresh=old; __Host-wpp_refresh=new")])), Some("new"));
    }

    #[test]
    fn https_uses_the_host_prefix() {
        let set = set(Scheme::Https, "f.s", 60_000);
        assert_eq!(set[0], "__Host-wpp_refresh=f.s; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure");
        assert_eq!(set[1], "wpp_refresh=; Path=/api/account; Max-Age=0; HttpOnly; SameSite=Strict; Secure");
    }

    #[test]
    fn plain_http_uses_a_plain_name() {
        let set = set(Scheme::Http, "f.s", 60_000);
        assert_eq!(set, ["wpp_refresh=f.s; Path=/api/account; Max-Age=60; HttpOnly; SameSite=Strict"]);
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
