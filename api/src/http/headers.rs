//! Security headers of every response.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header, uri::Authority},
    middleware::Next,
    response::Response,
};

use super::assets;
use crate::{app::App, local_name::LocalName};

/// Features of the browser that the app does not use.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// The sources of scripts and styles. The page contains a few of its own, which the policy names by their hashes. The build
/// of the app computes them.
const PAGE_SOURCES: &str = include!(concat!(env!("OUT_DIR"), "/page_sources.rs"));

/// The policy of an answer of the API, which no browser shows as a page.
const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Adds the headers that restrict a page to its origin. Headers that the handler set take precedence.
///
/// The headers have no effect on the files that a page loads: the page's own headers restrict what those do. A phone loads
/// several of them before it shows a lobby, so they have few headers. The API's answers have a short policy and no headers for
/// pages, for the same reason.
pub async fn secure(State(app): State<App>, request: Request, next: Next) -> Response {
    let local = app.addresses.local_name.as_ref().map(LocalName::host);
    let policy = policy(&requested_host(&request), &app.settings.public_url, local.as_deref());
    let mut response = next.run(request).await;
    let (is_part_of_page, is_json) = (assets::is_part_of_page(response.headers()), is_json(response.headers()));
    let headers = response.headers_mut();
    let mut add = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    add(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    add(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    if is_part_of_page {
        return response;
    }
    add(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    add(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    add(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if !is_json {
        add(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
        add(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS));
    }
    if app.demands_https() {
        add(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    let policy = if is_json { API_POLICY } else { policy.as_str() };
    if let Ok(policy) = HeaderValue::try_from(policy) {
        add(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Reports whether these headers belong to JSON, such as `application/problem+json`.
fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).map_or(&[][..], HeaderValue::as_bytes);
    content_type.starts_with(b"application/json") || content_type.starts_with(b"application/problem+json")
}

/// Returns the content security policy: scripts, styles and sockets only of the app's origin and of the page. Scripts of the app may set
/// styles of elements, but markup cannot.
///
/// In Safari before 15.4 `'self'` does not include sockets. The policy therefore names the sockets of the requested host,
/// and of the public host, because a proxy may have changed the `Host` header.
///
/// A page may also call the server under its name in the local network, to find out whether the name leads here.
fn policy(requested: &str, public_url: &str, local: Option<&str>) -> String {
    let public = public_url.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
    let mut hosts: Vec<&str> = [requested, public].into_iter().filter(|host| is_host(host)).collect();
    hosts.dedup();
    let sockets: String = hosts.iter().map(|host| format!(" ws://{host} wss://{host}")).collect();
    let named = local.map(|host| format!(" http://{host}/healthz")).unwrap_or_default();
    format!(
        "default-src 'self'; {PAGE_SOURCES}; img-src 'self' data:; connect-src 'self'{sockets}{named}; \
         object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )
}

/// Returns the host and port of the request, as the browser sent them.
fn requested_host(request: &Request) -> String {
    let header = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    header.or(request.uri().authority().map(Authority::as_str)).unwrap_or_default().to_owned()
}

/// Reports whether `text` is only a host with an optional port. The text comes from the request, and must not add a
/// wildcard or a directive to the policy. Policies cannot contain IPv6 addresses.
fn is_host(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':');
    (1..=255).contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sockets(requested: &str, public_url: &str) -> String {
        let policy = policy(requested, public_url, Some("party.local:8080"));
        let connect = policy.split("; ").find(|directive| directive.starts_with("connect-src"));
        connect.unwrap_or_default().to_owned()
    }

    #[test]
    fn names_only_sockets_of_this_host() {
        assert_eq!(
            sockets("192.168.1.7:8080", "https://party.example.org/games"),
            "connect-src 'self' ws://192.168.1.7:8080 wss://192.168.1.7:8080 \
             ws://party.example.org wss://party.example.org \
             http://party.local:8080/healthz"
        );
        assert_eq!(
            sockets("localhost:8080", "http://localhost:8080"),
            "connect-src 'self' ws://localhost:8080 wss://localhost:8080 http://party.local:8080/healthz"
        );
    }

    #[test]
    fn excludes_invalid_hosts() {
        for invalid in ["", "*", "a b", "a;script-src *", "evil.org, x", "[::1]:8080", "é.dk"] {
            assert_eq!(sockets(invalid, ""), "connect-src 'self' http://party.local:8080/healthz", "{invalid:?}");
        }
    }
}
