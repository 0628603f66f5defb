//! A browser in which an operator is logged in.

use reqwest::{Method, RequestBuilder, StatusCode, header};
use serde_json::{Value, json};
use tokio::time::timeout;
use wpp_tests::harness::{
    TIMEOUT,
    client::{Answer, Api},
    environment::TestEnvironment,
};

use crate::{
    deployment::support::wpp,
    support::member::{Member, PASSWORD, browse, cookie_of},
};

/// A browser with the cookie of an operator's login.
#[derive(Debug, Clone)]
pub(super) struct OperatorBrowser {
    pub(super) api: Api,
    pub(super) cookie: String,
}

impl OperatorBrowser {
    /// Registers `name`, gives the account the right, and logs in.
    pub(super) async fn start(env: &TestEnvironment, api: &Api, name: &str) -> Self {
        Member::register(api, name).await;
        run(env, &["account", "make-operator", name]);
        Self::log_in(api, name).await
    }

    /// Logs an operator in.
    pub(super) async fn log_in(api: &Api, name: &str) -> Self {
        let (status, body, set) = log_in(api, name, PASSWORD).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        Self { api: api.clone(), cookie: cookie_of(&set.unwrap()).to_owned() }
    }

    /// Returns the same browser at another process.
    pub(super) fn at(&self, api: &Api) -> Self {
        Self { api: api.clone(), cookie: self.cookie.clone() }
    }

    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.api.request(method, &format!("/api/admin/{path}"));
        request.header(header::COOKIE, &self.cookie).header("sec-fetch-site", "same-origin")
    }

    pub(super) async fn call(&self, method: Method, path: &str) -> Answer {
        self.api.send(self.request(method, path)).await
    }

    /// Reports whether the login is valid.
    pub(super) async fn is_logged_in(&self) -> bool {
        let answer = self.call(Method::GET, "login").await;
        if answer.status != StatusCode::OK {
            let _ = answer.problem("not_authenticated");
        }
        answer.status == StatusCode::OK
    }

    /// Opens the stream of events.
    pub(super) async fn watch(&self) -> EventStream {
        let response = self.request(Method::GET, "events").send().await.expect("the API answers");
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        EventStream { response, buffer: String::new() }
    }
}

/// An open stream of server-sent events.
pub(super) struct EventStream {
    response: reqwest::Response,
    buffer: String,
}

impl EventStream {
    /// Waits for an event of this kind whose data fulfils the condition. Returns the data.
    pub(super) async fn until(&mut self, kind: &str, is_right: impl Fn(&Value) -> bool) -> Value {
        let found = timeout(TIMEOUT, async {
            loop {
                let (found, data) = self.next().await.expect("the stream has not ended");
                if found == kind && is_right(&data) {
                    return data;
                }
            }
        });
        found.await.unwrap_or_else(|_| panic!("no such event {kind}"))
    }

    /// Waits for the next event. `None` at the end of the stream.
    pub(super) async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((event, rest)) = self.buffer.split_once("\n\n") {
                let field = |name: &str| {
                    event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned()
                };
                let (kind, data) = (field("event:"), field("data:"));
                self.buffer = rest.to_owned();
                if !kind.is_empty() {
                    return Some((kind, serde_json::from_str(&data).unwrap()));
                }
                continue;
            }
            let chunk = self.response.chunk().await.ok().flatten()?;
            self.buffer.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}

/// Logs in as a browser does.
pub(super) async fn log_in(api: &Api, name: &str, password: &str) -> (StatusCode, Value, Option<String>) {
    let body = json!({"name": name, "password": password});
    browse(api, "/api/admin/login", None, "same-origin", &body).await
}

/// Runs a command of `wpp` that must succeed. Returns its output.
pub(super) fn run(env: &TestEnvironment, arguments: &[&str]) -> String {
    let (succeeded, output) = wpp(env, arguments, &[("RUST_LOG", "warn")]);
    assert!(succeeded, "{output}");
    output
}
