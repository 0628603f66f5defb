//! The REST calls, as a client outside makes them.

use reqwest::{Method, RequestBuilder, StatusCode, header};
use serde_json::{Value, json};

use super::{TIMEOUT, processes::Process};

/// One API process, reached over HTTP. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Api {
    /// `host:port`.
    pub host: String,
    http: reqwest::Client,
}

/// A session and the right to steer it.
#[derive(Debug, Clone)]
pub struct HostedSession {
    /// Its code.
    pub code: String,
    /// The host's token.
    pub token: String,
}

/// A seat at the table.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Whose.
    pub player_id: String,
    /// Speaks for them.
    pub token: String,
}

/// What a call was answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The body's type.
    pub content_type: String,
    /// The header `Retry-After`.
    pub retry_after: Option<String>,
    /// The body as it came.
    pub text: String,
}

impl Api {
    /// The API of `process`.
    #[must_use]
    pub fn of(process: &Process) -> Self {
        Self::at(&process.address().to_string())
    }

    /// The API at `url`, such as `http://127.0.0.1:8080`.
    ///
    /// # Panics
    /// When HTTP cannot be spoken at all.
    #[must_use]
    pub fn at(url: &str) -> Self {
        let http = reqwest::Client::builder().timeout(TIMEOUT).build().expect("a client without TLS can be made");
        Self { host: url.trim_start_matches("http://").trim_end_matches('/').to_owned(), http }
    }

    /// A call, to be completed and then [`send`](Self::send)-ed.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("http://{}{path}", self.host))
    }

    /// Makes a call.
    ///
    /// # Panics
    /// When there is no answer at all.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.expect("the API answers");
        let text_of = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (status, content_type) = (response.status(), text_of(header::CONTENT_TYPE).unwrap_or_default());
        let retry_after = text_of(header::RETRY_AFTER);
        let text = response.text().await.expect("a body");
        assert!(!status.is_server_error() || status == StatusCode::SERVICE_UNAVAILABLE, "{status}: {text}");
        Answer { status, content_type, retry_after, text }
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// `POST` of a JSON body, with a token if there is one.
    pub async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        let request = self.request(Method::POST, path).json(body);
        self.send(with(request, token)).await
    }

    /// Creates a session of Fib.
    pub async fn create(&self, config: Value) -> HostedSession {
        self.create_of("fib", config).await
    }

    /// Creates a session of any game.
    pub async fn create_of(&self, cartridge: &str, config: Value) -> HostedSession {
        let created = self.post("/api/sessions", None, &json!({"cartridge": cartridge, "config": config})).await;
        let created = created.expect(StatusCode::CREATED);
        HostedSession { code: text(&created["code"]), token: text(&created["host_token"]) }
    }

    /// Joins a session.
    pub async fn join(&self, code: &str, nickname: &str) -> Seat {
        let path = format!("/api/sessions/{code}/players");
        let joined = self.post(&path, None, &json!({"nickname": nickname})).await.expect(StatusCode::CREATED);
        Seat { player_id: text(&joined["player_id"]), token: text(&joined["session_token"]) }
    }

    /// The snapshot, as `token` may see it.
    pub async fn snapshot(&self, code: &str, token: Option<&str>) -> Value {
        let request = self.request(Method::GET, &format!("/api/sessions/{code}"));
        self.send(with(request, token)).await.expect(StatusCode::OK)
    }

    /// `play`, `pause` or `exit`.
    pub async fn control(&self, session: &HostedSession, verb: &str) -> Answer {
        self.post(&format!("/api/sessions/{}/{verb}", session.code), Some(&session.token), &json!({})).await
    }

    /// Removes a player.
    pub async fn remove(&self, session: &HostedSession, player_id: &str) -> Answer {
        let path = format!("/api/sessions/{}/players/{player_id}", session.code);
        self.send(with(self.request(Method::DELETE, &path), Some(&session.token))).await
    }

    /// Acts.
    pub async fn submit_action(&self, code: &str, seat: &Seat, id: &str, kind: &str, data: Value) -> Answer {
        let body = json!({"id": id, "type": kind, "data": data});
        self.post(&format!("/api/sessions/{code}/actions"), Some(&seat.token), &body).await
    }
}

impl Answer {
    /// The body of a success.
    ///
    /// # Panics
    /// When it is another status, or the body is no JSON.
    #[must_use]
    pub fn expect(&self, status: StatusCode) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The problem `code`, told in the contract's form. Returns its body.
    ///
    /// # Panics
    /// When it is anything else.
    #[must_use = "or say `let _`: the check is made, but there may be more to look at"]
    pub fn problem(&self, code: &str) -> Value {
        assert_eq!(self.content_type, "application/problem+json", "{} {}", self.status, self.text);
        let body = self.json();
        assert_eq!(body["code"], code, "{body}");
        assert_eq!(body["status"], self.status.as_u16(), "{body}");
        for field in ["type", "title", "detail"] {
            assert!(body[field].as_str().is_some_and(|words| !words.is_empty()), "{field} is missing: {body}");
        }
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(self.retry_after.is_some(), "Retry-After is missing");
        }
        body
    }
}

fn with(request: RequestBuilder, token: Option<&str>) -> RequestBuilder {
    match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    }
}

/// A text that has to be there.
///
/// # Panics
/// When it is not.
#[must_use]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
