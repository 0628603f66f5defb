//! The host names under which the server answers.
//!
//! A page of another site can give its name the address of this server (DNS rebinding) and then read its answers. The
//! `Host` header still has the name of the other site, so requests for unknown names are refused.

use std::net::IpAddr;

use axum::http::{HeaderMap, header};
use wpp_game::contract::ErrorCode;

use crate::error::ApiError;

/// Host names that the operator allows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowedHosts(Vec<String>);

impl AllowedHosts {
    /// Creates the list from `PUBLIC_URL` and the comma-separated names of `ALLOWED_HOSTS`.
    #[must_use]
    pub fn new(public_url: &str, names: &str) -> Self {
        let public = public_url.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
        let names = names.split(',').chain([public]).filter_map(host_name);
        Self(names.collect())
    }

    /// Reports whether the operator named this host.
    fn contains(&self, name: &str) -> bool {
        self.0.iter().any(|allowed| allowed == name)
    }

    /// Reports whether the server answers under `name`. Other sites cannot own an IP address of this server, `localhost`,
    /// or a name of the local network.
    fn answers(&self, name: &str) -> bool {
        let is_address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
        let is_local = ["localhost", "local"].iter().any(|domain| {
            name.strip_suffix(domain)
                .is_some_and(|rest| rest.ends_with('.') || (rest.is_empty() && *domain == "localhost"))
        });
        is_address || is_local || self.contains(name)
    }

    /// Checks a `Host` header.
    ///
    /// # Errors
    /// `not_allowed`.
    pub fn check_host(&self, host: &[u8]) -> Result<(), ApiError> {
        let name = std::str::from_utf8(host).ok().and_then(host_name);
        if name.is_some_and(|name| self.answers(&name)) {
            return Ok(());
        }
        let detail = "This server does not answer under this host name. Set PUBLIC_URL or ALLOWED_HOSTS.";
        Err(ApiError::new(ErrorCode::NotAllowed, detail))
    }

    /// Checks the `Origin` header of a handshake: the page must come from the requested host, or from a host that the
    /// operator named. Clients that are not browsers send no `Origin`.
    ///
    /// # Errors
    /// `not_allowed`.
    pub fn check_origin(&self, headers: &HeaderMap) -> Result<(), ApiError> {
        let mut origins = headers.get_all(header::ORIGIN).iter();
        let Some(origin) = origins.next() else { return Ok(()) };
        let requested = headers.get(header::HOST).and_then(|host| host.to_str().ok()).and_then(host_name);
        let name =
            origin.to_str().ok().and_then(|origin| origin.split_once("://")).and_then(|(_, host)| host_name(host));
        let is_allowed = name.is_some_and(|name| Some(&name) == requested.as_ref() || self.contains(&name));
        if is_allowed && origins.next().is_none() {
            return Ok(());
        }
        let detail = "A page of another site cannot open this socket. Add its host to ALLOWED_HOSTS.";
        Err(ApiError::new(ErrorCode::NotAllowed, detail))
    }
}

/// Returns the host of `host` or `host:port` in lower case, without a trailing dot. Returns `None` for malformed text.
fn host_name(text: &str) -> Option<String> {
    let text = text.trim();
    let (name, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            (format!("[{address}]"), port.strip_prefix(':').unwrap_or(port))
        }
        None => {
            let (name, port) = text.split_once(':').unwrap_or((text, ""));
            (name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase(), port)
        }
    };
    (!name.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> AllowedHosts {
        AllowedHosts::new("https://Party.Example.org:8443", "tv.example.org, box")
    }

    #[test]
    fn answers_under_local_and_named_hosts() {
        let known = [
            "party.example.org",
            "party.example.org:443",
            "PARTY.EXAMPLE.ORG.",
            "tv.example.org",
            "box:8080",
            "localhost",
            "localhost:8080",
            "app.localhost",
            "party.local",
            "party.local:80",
            "192.168.1.7",
            "192.168.1.7:8080",
            "[::1]:8080",
            "[fd00::7]",
            "127.0.0.1",
        ];
        for host in known {
            assert!(hosts().check_host(host.as_bytes()).is_ok(), "{host}");
        }
    }

    #[test]
    fn refuses_other_hosts() {
        let unknown = [
            "evil.example",
            "example.org",
            "party.example.org.evil.example",
            "local",
            ".local.evil.example",
            "notlocalhost",
            "192.168.1.7.evil.example",
            "",
            "party.example.org:80x",
            "[::1",
            "1.2.3",
            "party.example.org@evil.example",
        ];
        for host in unknown {
            assert!(hosts().check_host(host.as_bytes()).is_err(), "{host}");
        }
        assert!(hosts().check_host(b"\xff.local").is_err());
    }

    #[test]
    fn sockets_belong_to_pages_of_this_host() {
        let check = |host: &str, origins: &[&str]| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            for origin in origins {
                headers.append(header::ORIGIN, origin.parse().unwrap());
            }
            hosts().check_origin(&headers).is_ok()
        };
        assert!(check("192.168.1.7:8080", &[]));
        assert!(check("192.168.1.7:8080", &["http://192.168.1.7:8080"]));
        assert!(check("localhost:8080", &["http://localhost:5173"]), "a development server on another port");
        assert!(check("10.0.0.1", &["https://party.example.org"]));
        assert!(check("10.0.0.1", &["https://tv.example.org"]));
        for origin in ["https://evil.example", "null", "", "http://192.168.1.8", "https://localhost.evil.example"] {
            assert!(!check("192.168.1.7:8080", &[origin]), "{origin}");
        }
        assert!(!check("192.168.1.7", &["http://192.168.1.7", "https://evil.example"]));
    }
}
