<<<<<<< HEAD
//! Accounts as rows, for tests that are about what belongs to them and not about logging in.

use std::sync::Arc;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseConnection};
use wpp_entity::{account, refresh_token};
use wpp_game::ids::AccountId;
use wpp_platform::{
    clock::SystemClock,
    tokens::{Access, TokenSecret, Tokens},
};
use wpp_tests::harness::world::TOKEN_SECRET;

/// An account that is logged in once; returns its id.
pub async fn account(db: &DatabaseConnection, name: &str) -> AccountId {
    let id = format!("a_{name}");
    let row = account::ActiveModel {
        id: Set(id.clone()),
        name: Set(name.to_owned()),
        name_key: Set(name.to_owned()),
        password_hash: Set("none".to_owned()),
        created_at: Set(0),
        password_changed_at: Set(0),
    };
    row.insert(db).await.unwrap();
    let login = refresh_token::ActiveModel {
        family: Set(format!("f_{name}")),
        account_id: Set(id.clone()),
        hash: Set("none".to_owned()),
        previous_hash: Set(None),
        created_at: Set(0),
        rotated_at: Set(0),
        expires_at: Set(i64::MAX),
    };
    login.insert(db).await.unwrap();
    AccountId(id)
}

/// An access token of that login.
pub fn token(account: &AccountId) -> String {
    let tokens = Tokens::new(&TokenSecret::new(TOKEN_SECRET.into()), Arc::new(SystemClock));
    let family = account.as_str().replacen("a_", "f_", 1);
    tokens.issue_access(&Access { account: account.clone(), family }).unwrap()
=======
//! An account, as its owner's client sees it.

use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use wpp_tests::harness::client::{Answer, Api, text};

/// A password nobody guesses first.
pub const PASSWORD: &str = "seven owls juggle figs";

/// Somebody who is logged in.
#[derive(Debug, Clone)]
pub struct Member {
    pub id: String,
    pub name: String,
    /// The access token.
    pub access: String,
    /// The refresh token, where the client keeps it.
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

    /// Whoever an answer says is logged in.
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

    /// Whether the access token still speaks for the account.
    pub async fn is_heard(&self, api: &Api) -> bool {
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

/// Exchanges a refresh token that the client keeps.
pub async fn refresh(api: &Api, token: &str) -> Answer {
    api.post("/api/account/refresh", None, &json!({"refresh_token": token})).await
}

/// Any call.
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

/// A call as a browser makes it: with a cookie, if it has one, from a page of `site`. Returns the
/// answer's `Set-Cookie` too.
pub async fn browse(
    api: &Api,
    path: &str,
    cookie: Option<&str>,
    site: &str,
    body: &Value,
) -> (StatusCode, Value, Option<String>) {
    let mut request = api.request(Method::POST, path).json(body).header("sec-fetch-site", site);
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, format!("other=1; wpp_refresh={cookie}"));
    }
    let response = request.send().await.expect("the API answers");
    let set = response.headers().get(header::SET_COOKIE).map(|value| value.to_str().unwrap().to_owned());
    let status = response.status();
    (status, response.json().await.unwrap_or(Value::Null), set)
}

/// The value a `Set-Cookie` gives.
pub fn value_of(set: &str) -> &str {
    set.strip_prefix("wpp_refresh=").unwrap().split(';').next().unwrap()
>>>>>>> e0ba43c (tests: every role at every route, and every table of an account)
}
