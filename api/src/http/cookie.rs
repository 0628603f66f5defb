//! The cookies in which a browser keeps a secret: the refresh token of an account, and the login of an operator.
//!
//! `HttpOnly` hides the cookie from scripts. `SameSite=Strict` restricts it to calls from the server's site. Under HTTPS the
//! name starts with `__Host-`: browsers then accept the cookie from this host only, never from a sibling domain or over plain
//! HTTP. A site can contain several origins: another port of the same machine is the same site. Every call that reads or
//! sets the cookie therefore checks the origin of the page. A page of another origin can neither use a login nor set one.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use wpp_game::contract::ErrorCode;

use crate::{error::ApiError, http::scheme::Scheme};

/// The refresh token of an account.
pub const REFRESH: SecretCookie =
    SecretCookie { name: "wpp_refresh", host_name: "__Host-wpp_refresh", path: "/api/account" };

/// The login of an operator.
pub const OPERATOR: SecretCookie =
    SecretCookie { name: "wpp_operator", host_name: "__Host-wpp_operator", path: "/api/admin" };

/// A cookie with a secret.
pub struct SecretCookie {
    /// The name without HTTPS. Browsers reject names with `__Host-` there.
    name: &'static str,
    /// The name under HTTPS. Browsers require the path `/` for it.
    host_name: &'static str,
    /// The path of the calls that receive the cookie without HTTPS.
    path: &'static str,
}

impl SecretCookie {
    /// Returns the `Set-Cookie` values that store `token` for `lifetime_ms`. Under HTTPS they also delete a cookie with the
    /// name without HTTPS.
    #[must_use]
    pub fn set(&self, scheme: Scheme, token: &str, lifetime_ms: u64) -> Vec<String> {
        let seconds = lifetime_ms / 1000;
        let cookie = |name, value, path, seconds: u64| {
            format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Strict")
        };
        if scheme == Scheme::Https {
            let secure = |cookie| format!("{cookie}; Secure");
            vec![secure(cookie(self.host_name, token, "/", seconds)), secure(cookie(self.name, "", self.path, 0))]
        } else {
            vec![cookie(self.name, token, self.path, seconds)]
        }
    }

    /// Returns the `Set-Cookie` values that delete the cookie.
    #[must_use]
    pub fn clear(&self, scheme: Scheme) -> Vec<String> {
        self.set(scheme, "", 0)
    }

    /// Returns the token in the request's cookie. The name without `__Host-` is accepted under HTTPS too, so that logins of
    /// older versions, and those from before HTTPS, continue.
    #[must_use]
    pub fn read<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        named(headers, self.host_name).or_else(|| named(headers, self.name))
    }
}

/// Returns the value of a cookie that is not empty.
fn named<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, value)| *found == name && !value.is_empty()).map(|(_, value)| value)
}

/// Adds cookies to `response`.
#[must_use]
pub fn with_cookies(cookies: Vec<String>, mut response: Response) -> Response {
    // Cookies consist of visible ASCII characters, so they are always valid header values.
    for value in cookies.into_iter().filter_map(|cookie| HeaderValue::try_from(cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Checks that a page of this origin made the call, or a client that is not a browser.
///
/// # Errors
/// `not_allowed` for a call from another origin.
pub fn same_origin(headers: &HeaderMap) -> Result<(), ApiError> {
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
        assert_eq!(REFRESH.read(&headers(&[("cookie", "a=b; wpp_refresh=f.s; c=d")])), Some("f.s"));
        assert_eq!(REFRESH.read(&headers(&[("cookie", "a=b"), ("cookie", "wpp_refresh=f.s")])), Some("f.s"));
        assert_eq!(REFRESH.read(&headers(&[("cookie", "xwpp_refresh=f.s; wpp_refresh=")])), None);
        assert_eq!(REFRESH.read(&headers(&[("cookie", "wpp_refresh=old; __Host-wpp_refresh=new")])), Some("new"));
    }

    #[test]
    fn https_uses_the_host_prefix() {
        let set = REFRESH.set(Scheme::Https, "f.s", 60_000);
        assert_eq!(set[0], "__Host-wpp_refresh=f.s; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure");
        assert_eq!(set[1], "wpp_refresh=; Path=/api/account; Max-Age=0; HttpOnly; SameSite=Strict; Secure");
    }

    #[test]
    fn plain_http_uses_a_plain_name() {
        let set = REFRESH.set(Scheme::Http, "f.s", 60_000);
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
