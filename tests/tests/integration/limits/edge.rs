//! Headers of responses and requests.

use reqwest::{Method, StatusCode, header};
use serde_json::json;
use wpp_tests::harness::{client::Api, environment::TestEnvironment};

#[tokio::test(flavor = "multi_thread")]
async fn responses_have_security_headers() {
    let env = TestEnvironment::start().await;
    for (public_url, is_secure) in [("https://party.example.org", true), ("http://party.example.org", false)] {
        let web = env.start_api_with(&[("PUBLIC_URL", public_url)]).await;
        let api = Api::of(&web);
        for path in ["/", "/assets/missing.js", "/api/cartridges", "/api/nothing", "/healthz"] {
            let response = api.request(Method::GET, path).send().await.unwrap();
            let headers = response.headers();
            // Pages under another address of the server call this address, to find out whether they reach it.
            let resource_policy = if path == "/healthz" { "cross-origin" } else { "same-origin" };
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "no-referrer"),
                ("cross-origin-resource-policy", resource_policy),
            ] {
                assert_eq!(headers[name], value, "{path}");
            }
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            let sources = if path.starts_with("/api/") { "default-src 'none'; " } else { "default-src 'self'; " };
            assert!(policy.starts_with(sources) && !policy.contains("unsafe-"), "{path}: {policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            // Headers for pages, which answers of the API are not.
            let is_api = path.starts_with("/api/");
            let permissions = headers.get("permissions-policy").map(|value| value.to_str().unwrap());
            assert_eq!(permissions.is_some_and(|value| value.contains("camera=()")), !is_api, "{path}");
            assert_eq!(headers.contains_key("cross-origin-opener-policy"), !is_api, "{path}");
            assert_eq!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY), is_secure, "{path} of {public_url}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn serves_the_notice() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let notice = Api::of(&web).get("/NOTICE").await;
    assert_eq!(notice.status, StatusCode::OK);
    assert!(notice.content_type.starts_with("text/plain"), "{}", notice.content_type);
    assert!(notice.text.contains("SIL Open Font License"), "{}", notice.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn json_bodies_need_their_type() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let body = json!({"cartridge": "lounge"}).to_string();
    let send = |kind: Option<&str>| {
        let request = api.request(Method::POST, "/api/sessions").body(body.clone());
        api.send(match kind {
            Some(kind) => request.header(header::CONTENT_TYPE, kind),
            None => request,
        })
    };
    for kind in [None, Some("text/plain"), Some("application/x-www-form-urlencoded")] {
        let _ = send(kind).await.problem("invalid_input");
    }
    for kind in ["application/json", "application/json; charset=utf-8"] {
        let _ = send(Some(kind)).await.expect(StatusCode::CREATED);
    }
}
