//! A client of the REST API.

use reqwest::{Method, RequestBuilder, StatusCode, header};
use serde_json::{Value, json};

use super::{TIMEOUT, processes::Process};

/// One API process, reached over HTTP. Clones share connections.
#[derive(Debug, Clone)]
pub struct Api {
    /// Address as `host:port`.
    pub host: String,
    http: reqwest::Client,
}

/// A session with the token of its host.
#[derive(Debug, Clone)]
pub struct HostedSession {
    /// The join code.
    pub code: String,
    /// The host's token.
    pub token: String,
}

/// A player's place in a session.
#[derive(Debug, Clone)]
pub struct Seat {
    /// The player's id.
    pub player_id: String,
    /// The player's session token.
    pub token: String,
}

/// The answer to a call.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: StatusCode,
    /// Value of `Content-Type`, empty where the header is missing.
    pub content_type: String,
    /// Value of `Retry-After`.
    pub retry_after: Option<String>,
    /// The body, unparsed.
    pub text: String,
}

impl Api {
    /// Returns a client of this process.
    #[must_use]
    pub fn of(process: &Process) -> Self {
        Self::at(&process.address().to_string())
    }

    /// Returns a client of the API at `url`, such as `http://127.0.0.1:8080`.
    ///
    /// # Panics
    /// Panics if the HTTP client cannot be built.
    #[must_use]
    pub fn at(url: &str) -> Self {
        let http = reqwest::Client::builder().timeout(TIMEOUT).build().expect("a client without TLS can be made");
        Self { host: url.trim_start_matches("http://").trim_end_matches('/').to_owned(), http }
    }

    /// Prepares a call for [`send`](Self::send).
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("http://{}{path}", self.host))
    }

    /// Makes a call. Fails the test at a server error other than 503.
    ///
    /// # Panics
    /// Panics if the API does not answer.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.expect("the API answers");
        let text_of = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (status, content_type) = (response.status(), text_of(header::CONTENT_TYPE).unwrap_or_default());
        let retry_after = text_of(header::RETRY_AFTER);
        let text = response.text().await.expect("a body");
        assert!(!status.is_server_error() || status == StatusCode::SERVICE_UNAVAILABLE, "{status}: {text}");
        Answer { status, content_type, retry_after, text }
    }

    /// Sends `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Sends `POST` with a JSON body, and with a bearer token if there is one.
    pub async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        let request = self.request(Method::POST, path).json(body);
        self.send(with(request, token)).await
    }

    /// Creates a session of Fib.
    pub async fn create(&self, config: Value) -> HostedSession {
        self.create_of("fib", config).await
    }

    /// Creates a session of this cartridge.
    pub async fn create_of(&self, cartridge: &str, config: Value) -> HostedSession {
        self.create_from_packs(cartridge, config, &[]).await
    }

    /// Creates a session that draws its questions from these packs; from all built-in ones if there are none.
    pub async fn create_from_packs(&self, cartridge: &str, config: Value, packs: &[&str]) -> HostedSession {
        let body = json!({"cartridge": cartridge, "config": config, "pack_ids": packs});
        let created = self.post("/api/sessions", None, &body).await.expect(StatusCode::CREATED);
        HostedSession { code: text(&created["code"]), token: text(&created["host_token"]) }
    }

    /// Joins a session as a player.
    pub async fn join(&self, code: &str, nickname: &str) -> Seat {
        let path = format!("/api/sessions/{code}/players");
        let joined = self.post(&path, None, &json!({"nickname": nickname})).await.expect(StatusCode::CREATED);
        Seat { player_id: text(&joined["player_id"]), token: text(&joined["session_token"]) }
    }

    /// Returns the snapshot that the holder of `token` sees; the public one without a token.
    pub async fn snapshot(&self, code: &str, token: Option<&str>) -> Value {
        let request = self.request(Method::GET, &format!("/api/sessions/{code}"));
        self.send(with(request, token)).await.expect(StatusCode::OK)
    }

    /// Calls `play`, `pause` or `exit` as the host.
    pub async fn control(&self, session: &HostedSession, verb: &str) -> Answer {
        self.post(&format!("/api/sessions/{}/{verb}", session.code), Some(&session.token), &json!({})).await
    }

    /// Removes a player as the host.
    pub async fn remove(&self, session: &HostedSession, player_id: &str) -> Answer {
        let path = format!("/api/sessions/{}/players/{player_id}", session.code);
        self.send(with(self.request(Method::DELETE, &path), Some(&session.token))).await
    }

    /// Submits an action over REST.
    pub async fn submit_action(&self, code: &str, seat: &Seat, id: &str, kind: &str, data: Value) -> Answer {
        let body = json!({"id": id, "type": kind, "data": data});
        self.post(&format!("/api/sessions/{code}/actions"), Some(&seat.token), &body).await
    }
}

impl Answer {
    /// Checks the status and returns the body.
    ///
    /// # Panics
    /// Panics if the status differs, or if the body is not JSON.
    #[must_use]
    pub fn expect(&self, status: StatusCode) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json()
    }

    /// Parses the body as JSON.
    ///
    /// # Panics
    /// Panics if the body is not JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// Checks that the answer is `application/problem+json` with this error code. Returns the body.
    ///
    /// # Panics
    /// Panics if the answer has another form or code.
    #[must_use = "write `let _` where the check is enough; the body may deserve checks too"]
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

/// Returns a JSON string.
///
/// # Panics
/// Panics if it is not.
#[must_use]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
