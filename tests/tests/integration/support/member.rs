//! An account as the owner's client sees it.

use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use wpp_tests::harness::client::{Answer, Api, text};

/// A password that is not in any list of common passwords.
pub const PASSWORD: &str = "seven owls juggle figs";

/// A client that is logged in.
#[derive(Debug, Clone)]
pub struct Member {
    pub id: String,
    pub name: String,
    /// The access token.
    pub access: String,
    /// The refresh token, if the client stores it.
    pub refresh: String,
}

impl Member {
    /// Registers `name` with [`PASSWORD`].
    pub async fn register(api: &Api, name: &str) -> Self {
        let body = json!({"name": name, "password": PASSWORD});
        Self::of(&api.post("/api/accounts", None, &body).await.expect(StatusCode::CREATED))
    }

    /// Logs in with [`PASSWORD`].
    pub async fn log_in(api: &Api, name: &str) -> Self {
        Self::of(&log_in(api, name, PASSWORD).await.expect(StatusCode::OK))
    }

    /// Reads the account from the answer to a registration or login.
    pub fn of(answer: &Value) -> Self {
        let account = &answer["account"];
        Self {
            id: text(&account["id"]),
            name: text(&account["name"]),
            access: text(&answer["access_token"]),
            refresh: text(&answer["refresh_token"]),
        }
    }

    /// Deletes the account.
    pub async fn delete(&self, api: &Api) -> Value {
        call(api, Method::DELETE, "/api/account", Some(&self.access), &json!({"password": PASSWORD}))
            .await
            .expect(StatusCode::OK)
    }

    /// Returns whether the access token is still valid.
    pub async fn has_valid_token(&self, api: &Api) -> bool {
        let answer = call(api, Method::GET, "/api/account", Some(&self.access), &Value::Null).await;
        if answer.status != StatusCode::OK {
            let _ = answer.problem("not_authenticated");
        }
        answer.status == StatusCode::OK
    }
}

/// Tries to log in.
pub async fn log_in(api: &Api, name: &str, password: &str) -> Answer {
    api.post("/api/account/login", None, &json!({"name": name, "password": password})).await
}

/// Exchanges a refresh token that the client stores.
pub async fn refresh(api: &Api, token: &str) -> Answer {
    api.post("/api/account/refresh", None, &json!({"refresh_token": token})).await
}

/// Makes any call.
pub async fn call(api: &Api, method: Method, path: &str, token: Option<&str>, body: &Value) -> Answer {
    let mut request = api.request(method, path);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if !body.is_null() {
        request = request.json(body);
    }
    api.send(request).await
}

/// Makes a call as a browser does: from a page of `site`, with the cookie if there is one. Returns `Set-Cookie`
/// too.
pub async fn browse(
    api: &Api,
    path: &str,
    cookie: Option<&str>,
    site: &str,
    body: &Value,
) -> (StatusCode, Value, Option<String>) {
    let mut request = api.request(Method::POST, path).json(body).header("sec-fetch-site", site);
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, format!("other=1; {cookie}"));
    }
    let response = request.send().await.expect("the API answers");
    let set = response.headers().get(header::SET_COOKIE).map(|value| value.to_str().unwrap().to_owned());
    let status = response.status();
    (status, response.json().await.unwrap_or(Value::Null), set)
}

/// Returns name and value of the cookie in a `Set-Cookie` header, as the browser sends them.
pub fn cookie_of(set: &str) -> &str {
    set.split(';').next().unwrap()
}
