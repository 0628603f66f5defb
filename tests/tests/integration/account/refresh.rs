//! Refresh tokens: each works once, and reuse ends the login.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::{
    harness::{client::Api, environment::TestEnvironment},
    on_both_environments,
};

use crate::support::member::{Member, PASSWORD, browse, cookie_of, refresh};

on_both_environments! {
    reused_token_ends_its_family,
    concurrent_reuse_ends_the_login,
    browser_tabs_can_refresh_at_once,
    ignores_cookies_of_other_origins,
    rejects_invalid_refresh_tokens,
}

async fn reused_token_ends_its_family(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    let ana = Member::register(&api, "ana").await;
    let elsewhere = Member::log_in(&api, "ana").await;
    let second = Member::of(&refresh(&api, &ana.refresh).await.expect(StatusCode::OK));
    let third = Member::of(&refresh(&api, &second.refresh).await.expect(StatusCode::OK));
    assert_ne!(second.refresh, third.refresh);
    assert!(third.has_valid_token(&api).await && ana.has_valid_token(&api).await);

    let _ = refresh(&api, &ana.refresh).await.problem("not_authenticated");
    let _ = refresh(&api, &third.refresh).await.problem("not_authenticated");
    for member in [&ana, &second, &third] {
        assert!(!member.has_valid_token(&api).await, "an access token outlived its family");
    }
    assert!(elsewhere.has_valid_token(&api).await, "another login was ended too");
    let _ = refresh(&api, &elsewhere.refresh).await.expect(StatusCode::OK);
}

async fn concurrent_reuse_ends_the_login(env: &TestEnvironment) {
    let (one, other) = (env.start_api().await, env.start_api().await);
    let (api, second_api) = (Api::of(&one), Api::of(&other));
    let ana = Member::register(&api, "ana").await;
    let (first, second) = tokio::join!(refresh(&api, &ana.refresh), refresh(&second_api, &ana.refresh));
    let won: Vec<Value> =
        [first, second].iter().filter(|answer| answer.status == StatusCode::OK).map(|answer| answer.json()).collect();
    assert_eq!(won.len(), 1, "a token was good twice");
    assert!(!Member::of(&won[0]).has_valid_token(&api).await);
}

async fn browser_tabs_can_refresh_at_once(env: &TestEnvironment) {
    let (one, other) = (env.start_api().await, env.start_api().await);
    let apis = [Api::of(&one), Api::of(&other)];
    let api = &apis[0];
    let body = json!({"name": "ana", "password": PASSWORD, "refresh": "cookie"});
    let (status, answer, set) = browse(api, "/api/accounts", None, "same-origin", &body).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    assert!(answer.get("refresh_token").is_none(), "a script can read the token");
    let set = set.unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/api/account;", "Max-Age=259"] {
        assert!(set.contains(part), "{part} is missing: {set}");
    }
    assert!(!set.contains("Secure"), "the cookie would be lost over plain HTTP");
    let cookie = cookie_of(&set).to_owned();

    let tabs = (0..8).map(|n| {
        let (api, cookie) = (apis[n % 2].clone(), cookie.clone());
        tokio::spawn(
            async move { browse(&api, "/api/account/refresh", Some(&cookie), "same-origin", &json!({})).await },
        )
    });
    let mut successors = Vec::new();
    for tab in tabs.collect::<Vec<_>>() {
        let (status, answer, set) = tab.await.unwrap();
        assert_eq!(status, StatusCode::OK, "a tab was logged out: {answer}");
        successors.push(cookie_of(&set.unwrap()).to_owned());
    }
    successors.dedup();
    assert_eq!(successors.len(), 1, "two tabs got different tokens, one of which is stale");
    assert_ne!(successors[0], cookie);
    let (status, ..) = browse(api, "/api/account/refresh", Some(&successors[0]), "same-origin", &json!({})).await;
    assert_eq!(status, StatusCode::OK);
}

async fn ignores_cookies_of_other_origins(env: &TestEnvironment) {
    let web = env.start_api_with(&[("PUBLIC_URL", "https://party.example")]).await;
    let api = Api::of(&web);
    let body = json!({"name": "ana", "password": PASSWORD, "refresh": "cookie"});
    for site in ["cross-site", "same-site"] {
        let (status, answer, set) = browse(&api, "/api/accounts", None, site, &body).await;
        assert_eq!((status, answer["code"].as_str(), set), (StatusCode::FORBIDDEN, Some("not_allowed"), None));
    }
    let (_, _, set) = browse(&api, "/api/accounts", None, "same-origin", &body).await;
    let set = set.unwrap();
    assert!(set.ends_with("; Secure"), "{set}");
    let cookie = cookie_of(&set);
    assert!(cookie.starts_with("__Host-wpp_refresh=") && set.contains("; Path=/;"), "{set}");
    // Logins of older versions continue: their cookie has no prefix.
    let older = cookie.strip_prefix("__Host-").unwrap();
    let (status, _, set) = browse(&api, "/api/account/refresh", Some(older), "same-origin", &json!({})).await;
    assert_eq!(status, StatusCode::OK);
    let set = set.unwrap();
    let cookie = cookie_of(&set);
    assert!(cookie.starts_with("__Host-wpp_refresh="), "{cookie}");
    for path in ["/api/account/refresh", "/api/account/logout"] {
        let (status, answer, _) = browse(&api, path, Some(cookie), "same-site", &json!({})).await;
        assert_eq!((status, answer["code"].as_str()), (StatusCode::FORBIDDEN, Some("not_allowed")));
    }
    let planted = json!({"name": "ana", "password": PASSWORD, "refresh": "cookie"});
    let (status, ..) = browse(&api, "/api/account/login", None, "cross-site", &planted).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "another page logged the browser in");

    let (status, _, set) = browse(&api, "/api/account/logout", Some(cookie), "same-origin", &json!({})).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert!(set.unwrap().starts_with("__Host-wpp_refresh=; Path=/; Max-Age=0"));
    let (status, _, set) = browse(&api, "/api/account/refresh", Some(cookie), "same-origin", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(set.unwrap().contains("Max-Age=0"), "a dead cookie is left in the browser");
}

async fn rejects_invalid_refresh_tokens(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    let ana = Member::register(&api, "ana").await;
    let guessed = format!("{}.{}", ana.refresh.split('.').next().unwrap(), "0".repeat(43));
    for token in ["", ".", "a.b", "a\u{0}.b", "' OR 1=1; --.x", "🦊.🦊", &ana.access, &"x.".repeat(20_000)] {
        let _ = refresh(&api, token).await.problem("not_authenticated");
    }
    assert!(ana.has_valid_token(&api).await);
    let _ = api.post("/api/account/refresh", None, &json!({})).await.problem("not_authenticated");
    let _ = api.post("/api/account/refresh", None, &json!({"refresh_token": 5})).await.problem("invalid_input");
    // Knowledge of the family proves possession of one of its tokens.
    let _ = refresh(&api, &guessed).await.problem("not_authenticated");
    assert!(!ana.has_valid_token(&api).await);
}
