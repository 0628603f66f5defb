//! The REST calls of the load test.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::{clock, messages::Snapshot, report::tally::SharedTally};

/// Attempts before a call counts as failed, so that the server can restart meanwhile.
const TRIES: u32 = 5;

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// The server cannot be reached, or its answer cannot be read.
    #[error("{call}: {source}")]
    Transport {
        /// Name of the call.
        call: &'static str,
        /// The cause.
        source: reqwest::Error,
    },
    /// The server refused the call.
    #[error("{call}: {status} {code}: {detail}")]
    Refused {
        /// Name of the call.
        call: &'static str,
        /// The HTTP status.
        status: StatusCode,
        /// The error code.
        code: String,
        /// The explanation of the server.
        detail: String,
    },
}

/// Answer to `POST /api/sessions`.
#[derive(Debug, Clone, Deserialize)]
pub struct Created {
    /// The join code.
    pub code: String,
    /// The host's token.
    pub host_token: String,
}

/// Answer to `POST /api/sessions/{code}/players`.
#[derive(Debug, Clone, Deserialize)]
pub struct Joined {
    /// The player's id.
    pub player_id: String,
    /// The player's session token.
    pub session_token: String,
    /// The snapshot of the lobby with the player.
    pub snapshot: Snapshot,
}

/// A client of the API at one address.
#[derive(Debug, Clone)]
pub struct Rest {
    http: Client,
    url: String,
}

impl Rest {
    /// Creates a client of the API at `url` that shares connections of `http`.
    #[must_use]
    pub fn new(http: Client, url: String) -> Self {
        Self { http, url }
    }

    /// Returns the address without a trailing slash.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Creates a session of Fib.
    ///
    /// # Errors
    /// Returns [`RestError`] when the server refuses or cannot be reached.
    pub async fn create(&self, tally: &SharedTally, config: &Map<String, Value>) -> Result<Created, RestError> {
        let body = json!({"cartridge": "fib", "config": config});
        self.call(tally, "create", |rest| rest.request(Method::POST, "").json(&body)).await
    }

    /// Joins a session.
    ///
    /// # Errors
    /// Returns [`RestError`] when the server refuses or cannot be reached.
    pub async fn join(&self, tally: &SharedTally, code: &str, nickname: &str) -> Result<Joined, RestError> {
        let body = json!({"nickname": nickname});
        self.call(tally, "join", |rest| rest.request(Method::POST, &format!("/{code}/players")).json(&body)).await
    }

    /// Starts the game.
    ///
    /// # Errors
    /// Returns [`RestError`] when the server refuses or cannot be reached.
    pub async fn play(&self, tally: &SharedTally, created: &Created) -> Result<Snapshot, RestError> {
        let path = format!("/{}/play", created.code);
        self.call(tally, "play", |rest| rest.request(Method::POST, &path).bearer_auth(&created.host_token)).await
    }

    /// Ends the session.
    ///
    /// # Errors
    /// Returns [`RestError`] when the server refuses or cannot be reached.
    pub async fn exit(&self, tally: &SharedTally, created: &Created) -> Result<Value, RestError> {
        let path = format!("/{}/exit", created.code);
        self.call(tally, "exit", |rest| rest.request(Method::POST, &path).bearer_auth(&created.host_token)).await
    }

    /// Returns the public snapshot of a session.
    ///
    /// # Errors
    /// Returns [`RestError`], with code `unknown_session` when the session does not exist.
    pub async fn get(&self, tally: &SharedTally, code: &str) -> Result<Snapshot, RestError> {
        self.call(tally, "get", |rest| rest.request(Method::GET, &format!("/{code}"))).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}/api/sessions{path}", self.url))
    }

    /// Makes a call, and repeats it when the server is busy or down for a moment.
    async fn call<T: DeserializeOwned>(
        &self,
        tally: &SharedTally,
        call: &'static str,
        request: impl Fn(&Self) -> RequestBuilder,
    ) -> Result<T, RestError> {
        let mut tries = 1;
        loop {
            let begun = clock::now();
            let outcome = answer(call, request(self)).await;
            tally.lock().rest.entry(call).or_default().record_span(begun.elapsed());
            let wait = match outcome {
                Ok(answer) => return Ok(answer),
                Err((error, wait)) => {
                    tally.lock().error(error.code());
                    wait.filter(|_| tries < TRIES).ok_or(error)?
                }
            };
            tries += 1;
            tokio::time::sleep(wait).await;
        }
    }
}

impl RestError {
    /// Returns the error code; `unreachable` when the server did not answer.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Transport { .. } => "unreachable",
            Self::Refused { code, .. } => code,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Problem {
    code: String,
    detail: String,
}

/// Makes a call once. An error carries the time after which another attempt makes sense.
async fn answer<T: DeserializeOwned>(
    call: &'static str,
    request: RequestBuilder,
) -> Result<T, (RestError, Option<Duration>)> {
    let lost = |source| (RestError::Transport { call, source }, Some(Duration::from_millis(500)));
    let response = request.send().await.map_err(lost)?;
    let status = response.status();
    if status.is_success() {
        return response.json().await.map_err(lost);
    }
    let header = response.headers().get(reqwest::header::RETRY_AFTER);
    let wait = header.and_then(|value| value.to_str().ok()?.parse().ok()).map(Duration::from_secs);
    let Problem { code, detail } = response.json().await.unwrap_or_default();
    let code = if code.is_empty() { format!("http_{}", status.as_u16()) } else { code };
    Err((RestError::Refused { call, status, code, detail }, wait))
}
