use std::{collections::BTreeMap, convert::Infallible};

use axum::{
    extract::State,
    response::{
        Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::{Stream, stream};
use serde::Serialize;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use wpp_game::{contract::ErrorCode, time::Timestamp};

use crate::{
    admin::{Overview, Picture, ProcessLog, Update},
    app::App,
    http::{ProblemDetails, extract::Operator},
};

/// Interval at which the login is checked, in milliseconds. Another process may have ended it.
const LOGIN_CHECK_MS: u64 = 5_000;

/// Watch the server
///
/// A stream of server-sent events while the page is open: `overview` once a second, `log` with new lines of the logs of all
/// processes (`[{process, number, text}]`), and `unavailable` while the live store does not answer. The stream ends with the operator's login (`logged_out`), and when the process stops; the browser then
/// connects again.
#[utoipa::path(
    get, path = "/api/admin/events", tag = "administration", operation_id = "watch_server",
    security(("operator" = [])),
    responses(
        (status = 200, description = "The data of each event `overview`", content_type = "text/event-stream", body = Overview),
        (status = 401, description = "`not_authenticated`: no operator is logged in", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a page of another origin made the call", body = ProblemDetails),
    )
)]
pub async fn events(
    State(app): State<App>,
    operator: Operator,
) -> ([(&'static str, &'static str); 1], Sse<impl Stream<Item = Result<Event, Infallible>>>) {
    let watcher = Watcher {
        updates: app.admin_feed.subscribe(),
        stopped: app.admin_feed.stopped(),
        checked_at: app.sessions.clock().now(),
        token: operator.token,
        lines_sent: BTreeMap::new(),
        log: None,
        app,
    };
    let events = stream::unfold(Some(watcher), async |watcher| {
        let mut watcher = watcher?;
        let (event, goes_on) = watcher.next().await?;
        Some((Ok(event), goes_on.then_some(watcher)))
    });
    // nginx buffers answers otherwise.
    ([("x-accel-buffering", "no")], Sse::new(events).keep_alive(KeepAlive::default()))
}

/// One open stream.
struct Watcher {
    app: App,
    token: String,
    updates: watch::Receiver<Update>,
    stopped: CancellationToken,
    checked_at: Timestamp,
    /// The number of the last line that was sent, by process.
    lines_sent: BTreeMap<String, u64>,
    /// An event that follows the one before.
    log: Option<Event>,
}

/// A line of a process's log.
#[derive(Serialize)]
struct SentLine<'a> {
    process: &'a str,
    number: u64,
    text: &'a str,
}

impl Watcher {
    /// Waits for the next event. Returns it, and whether the stream goes on; `None` when the process stops.
    async fn next(&mut self) -> Option<(Event, bool)> {
        if let Some(log) = self.log.take() {
            return Some((log, true));
        }
        loop {
            tokio::select! {
                () = self.stopped.cancelled() => return None,
                changed = self.updates.changed() => changed.ok()?,
            }
            let now = self.app.sessions.clock().now();
            if now.ms_since(self.checked_at) >= LOGIN_CHECK_MS {
                // While the store does not answer, the stream goes on: the page shows that.
                if self.app.operators.find(&self.token).await.is_err_and(|error| error.is_ended()) {
                    return Some((Event::default().event("logged_out").data("{}"), false));
                }
                self.checked_at = now;
            }
            let update = self.updates.borrow_and_update().clone();
            match update {
                Update::Starting => {}
                Update::Unavailable => {
                    return Some((Event::default().event(ErrorCode::Unavailable.as_str()).data("{}"), true));
                }
                Update::Picture(picture) => {
                    self.log = self.new_lines(&picture);
                    return Some((event("overview", &picture.overview)?, true));
                }
            }
        }
    }

    /// Returns the event with the lines that this stream has not sent; `None` without any.
    fn new_lines(&mut self, picture: &Picture) -> Option<Event> {
        let mut lines = Vec::new();
        for ProcessLog { process, lines: newest } in &picture.logs {
            let sent = self.lines_sent.entry(process.clone()).or_default();
            for line in newest.iter().filter(|line| line.number > *sent) {
                lines.push(SentLine { process, number: line.number, text: &line.text });
            }
            *sent = newest.last().map_or(*sent, |line| line.number.max(*sent));
        }
        if lines.is_empty() { None } else { event("log", &lines) }
    }
}

/// Returns an event with JSON data. `None` never happens for data without maps of other keys than texts.
fn event(name: &str, data: &impl Serialize) -> Option<Event> {
    Event::default().event(name).json_data(data).ok()
}
