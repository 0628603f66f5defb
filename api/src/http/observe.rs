//! The id, the log fields and the metrics of every request.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::Response,
};
use metrics::{counter, histogram};
use tracing::Instrument as _;
use wpp_runtime::telemetry::names;

use crate::app::App;

/// The header with the request's id, in requests and in answers.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest id that is taken from a request.
const MAX_ID: usize = 64;

/// Length of a new id in letters.
const NEW_ID: usize = 16;

/// Adds the request's id to the answer. Every line that is logged meanwhile has the method, the path and the id.
pub async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let clock = app.sessions.clock();
    let begun = clock.micros();
    let id = given_id(&request).unwrap_or_else(|| app.entropy.word(NEW_ID));
    let method = method_label(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    // Only the path is logged: the query may contain a token. At the level of errors, the span also exists in a log that
    // shows errors alone.
    let span = tracing::error_span!("request", method, path = request.uri().path(), request_id = id);

    let mut response = next.run(request).instrument(span.clone()).await;

    let status = response.status();
    let micros = (clock.micros() - begun).max(0);
    span.in_scope(|| tracing::debug!(status = status.as_u16(), micros, "request answered"));
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    counter!(names::HTTP_REQUESTS, "method" => method, "route" => route.clone(), "status" => status.as_str().to_owned())
        .increment(1);
    #[expect(clippy::cast_precision_loss, reason = "a request is far shorter than 2^52 microseconds")]
    histogram!(names::HTTP_DURATION, "method" => method, "route" => route).record(micros as f64 / 1e6);
    if status == StatusCode::TOO_MANY_REQUESTS {
        counter!(names::RATE_LIMITED).increment(1);
    }
    response
}

/// Returns the id that a proxy or client gave the request, if it can be logged.
fn given_id(request: &Request) -> Option<String> {
    let id = request.headers().get(REQUEST_ID)?.to_str().ok()?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    ((1..=MAX_ID).contains(&id.len()) && id.bytes().all(allowed)).then(|| id.to_owned())
}

/// Returns the method as a label. A client can send any word, so others share one label.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn given(id: &str) -> Option<String> {
        given_id(&Request::builder().header(REQUEST_ID, id).body(Body::empty()).unwrap())
    }

    #[test]
    fn takes_ids_that_are_harmless_in_a_log() {
        assert_eq!(given("4f1c-9a.b_2").as_deref(), Some("4f1c-9a.b_2"));
        for refused in ["", "a b", "a\"b", "a=b", "é", &"a".repeat(65)] {
            assert_eq!(given(refused), None, "{refused:?}");
        }
    }
}
