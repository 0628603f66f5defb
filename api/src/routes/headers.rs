//! What every answer says to the browser about itself.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header, uri::Authority},
    middleware::Next,
    response::Response,
};

use crate::app::App;

/// Adds the headers that keep a page to its own origin, where the answer does not say otherwise itself.
pub async fn secure(State(app): State<App>, request: Request, next: Next) -> Response {
    let policy = policy(&asked_for(&request), &app.settings.public_url);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut say = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    say(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    say(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    say(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    say(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::try_from(policy) {
        say(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The app is one origin's: scripts from nowhere else, sockets to nowhere else.
///
/// To Safari before 15.4, `'self'` is no socket's origin, so the sockets of this host are named as well:
/// the one the browser asked for, and the public one, which a proxy may have kept from us.
fn policy(asked_for: &str, public_url: &str) -> String {
    let public = public_url.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
    let mut hosts: Vec<&str> = [asked_for, public].into_iter().filter(|host| is_host(host)).collect();
    hosts.dedup();
    let sockets: String = hosts.iter().map(|host| format!(" ws://{host} wss://{host}")).collect();
    format!(
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'{sockets}; \
         object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )
}

/// The host in the request, port and all, as the browser wrote it.
fn asked_for(request: &Request) -> String {
    let header = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    header.or(request.uri().authority().map(Authority::as_str)).unwrap_or_default().to_owned()
}

/// Whether this is a host and nothing else: it comes from outside, and no wildcard or further
/// directive may get into the policy with it. Policies have no form for an IPv6 address.
fn is_host(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':');
    (1..=255).contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sockets(asked_for: &str, public_url: &str) -> String {
        let policy = policy(asked_for, public_url);
        let connect = policy.split("; ").find(|directive| directive.starts_with("connect-src"));
        connect.unwrap_or_default().to_owned()
    }

    #[test]
    fn the_sockets_of_this_host_are_named_and_no_others() {
        assert_eq!(
            sockets("192.168.1.7:8080", "https://party.example.org/games"),
            "connect-src 'self' ws://192.168.1.7:8080 wss://192.168.1.7:8080 \
             ws://party.example.org wss://party.example.org"
        );
        assert_eq!(
            sockets("localhost:8080", "http://localhost:8080"),
            "connect-src 'self' ws://localhost:8080 wss://localhost:8080"
        );
    }

    #[test]
    fn what_is_no_host_does_not_get_in() {
        for evil in ["", "*", "a b", "a;script-src *", "evil.org, x", "[::1]:8080", "é.dk"] {
            assert_eq!(sockets(evil, ""), "connect-src 'self'", "{evil:?}");
        }
    }
}
