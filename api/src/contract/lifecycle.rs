//! What is kept, where, and for how long: the page, written from the code's own figures.

use wpp_game::{ids::SessionCode, session::snapshot::Status};
use wpp_platform::{
    presence::LEASE_MS,
    queue::QUEUE_NAME,
    store::{Keys, TAIL_LENGTH, channel},
};

/// The page.
#[must_use]
pub fn render() -> String {
    let (keys, channel) = example();
    let minutes = |status: Status| status.lifetime_ms() / 60_000;
    let (lobby, game, finished) = (minutes(Status::Lobby), minutes(Status::Running), minutes(Status::Finished));
    format!(
        "\
# What is kept, and for how long

Written from the code by `cargo run -p wpp-api --bin contract`; CI fails when it is stale.

A session lives in Redis alone. All its keys share one lifetime, which begins anew as it is played,
and one script deletes them at exit.

| where | holds |
|---|---|
| `{state}` | everything of the session: players, phase, answers, scores, reactions |
| `{events}` | its last {TAIL_LENGTH} or so public events |
| `{presence}` | how many sockets each API process holds for each player |
| `{channel}` (a channel) | nothing: what is published is heard or gone |

| the session | is kept |
|---|---|
| a lobby where nothing happens | {lobby} minutes |
| a game, running or paused, where nothing happens | {game} minutes |
| a finished game, for the phones to read | {finished} minutes |
| after exit | not at all |

Beside the sessions:

| where | holds | until |
|---|---|---|
| `{QUEUE_NAME}:…` | wake-ups: a session's code, a version, a due time | superseded or exited: at once; done: within seconds |
| `wpp:instance:<id>` | codes of the sessions an API process holds sockets of | the socket's end, or {lease} s after the process's crash |
| SQL | question packs | the operator deletes them |
| logs | codes, counts and errors; never a token, a nickname or an answer | the operator deletes them |
",
        state = keys.state,
        events = keys.events,
        presence = keys.presence,
        lease = LEASE_MS / 1000,
    )
}

/// The keys and the channel of a session whose code reads `CODE`.
fn example() -> (Keys, String) {
    let code = SessionCode::generate(|_| 0);
    let name = |key: &str| key.replace(code.as_str(), "CODE");
    let Keys { state, events, presence } = Keys::of(&code);
    (Keys { state: name(&state), events: name(&events), presence: name(&presence) }, name(&channel(&code)))
}
