//! What is kept, where, and for how long: the page, written from the code's own figures.

use std::fmt::Write;

use wpp_entity::tables::{Owner, Table};
use wpp_game::{
    ids::{AccountId, SessionCode},
    session::snapshot::Status,
};
use wpp_library::accounts::{attempts::Attempts, export, hosted_sessions, refresh};
use wpp_runtime::{
    deadlines::QUEUE_NAME,
    presence::LEASE_MS,
    store::{Keys, TAIL_LENGTH, channel},
};

/// The page.
#[must_use]
pub fn render() -> String {
    let tables = export::tables(&wpp_cartridges::registry());
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

What players say beside a game (chords) is published and stored nowhere; while sockets of a session are
open, each API process remembers the newest of each player in its memory.

Beside the sessions:

| where | holds | until |
|---|---|---|
| `{QUEUE_NAME}:…` | wake-ups: a session's code, a version, a due time | superseded or exited: at once; done: within seconds |
| `wpp:instance:<id>` | codes of the sessions an API process holds sockets of | the socket's end, or {lease} s after the process's crash |
| `{hosted}` | codes of the sessions an account made | exit, or the next look once the session is gone; {hosted_h} hours after the last one was made |
| `wpp:attempts:account:<hash>` | how often a wrong password was tried for a name, the name as a hash | the right one is given; at most {attempts_min} minutes |
| `wpp:attempts:address:<address>` | the same for an address (of IPv6 the first half), and how many accounts it registered (`:new`) | at most {attempts_min} minutes; {new_min} for registrations |
| a cookie in the browser that logs in, `wpp_refresh` | the login's refresh token | logging out, or {login_days} days without use |
| logs | codes, accounts' ids, counts and errors; never a token, a name or an answer | the operator deletes them |

## In the database

Rows go with the row they belong to, by foreign keys that both databases enforce. SQLite writes zeros
over what is deleted; its log of writes (`wpp.db-wal`) is overwritten as others write.

| table | one row is | until | belongs to |
|---|---|---|---|
{tables}
A login that is used lasts {longest} days at most.

## An account's rights

- **Export**: `GET /api/account/export` gives everything that belongs to the account, as JSON: every row of
  {owned}, and the sessions it hosts. Left out are the secrets alone: {withheld}.
- **Deletion**: `DELETE /api/account` asks for the password and leaves nothing: rows, the list of hosted
  sessions, the sessions themselves, counted tries. A test looks for the account in every column of every table.
- No address, real name or birthday is asked for. So nobody can prove to be the owner of an account whose
  password is forgotten, except to whoever runs the server: `migration account reset-password NAME`.
",
        hosted = hosted_sessions::key(&AccountId("<id>".to_owned())),
        hosted_h = hosted_sessions::LIFETIME_MS / 3_600_000,
        attempts_min = Attempts::WINDOW_MS / 60_000,
        new_min = Attempts::REGISTRATION_WINDOW_MS / 60_000,
        login_days = refresh::IDLE_MS / DAY_MS,
        longest = refresh::LONGEST_MS / DAY_MS,
        tables = tables.iter().fold(String::new(), |mut rows, table| {
            let belongs = owner(table);
            // Writing to a string does not fail.
            let _ = writeln!(rows, "| `{}` | {} | {} | {belongs} |", table.name, table.holds, table.until);
            rows
        }),
        owned = words(tables.iter().filter(|table| table.can_be_owned()).map(|table| table.name.to_string())),
        withheld = words(tables.iter().flat_map(|table| {
            table.withheld.iter().map(|column| format!("{}.{column}", table.name))
        })),
        state = keys.state,
        events = keys.events,
        presence = keys.presence,
        lease = LEASE_MS / 1000,
    )
}

const DAY_MS: u64 = 24 * 3_600_000;

fn owner(table: &Table) -> String {
    match table.owner {
        Owner::Platform => "the platform".to_owned(),
        Owner::Account => "itself".to_owned(),
        Owner::Through { column, table } => format!("`{table}`, by `{column}`"),
    }
}

/// Names as a list in a sentence.
fn words(names: impl Iterator<Item = String>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The keys and the channel of a session whose code reads `CODE`.
fn example() -> (Keys, String) {
    let code = SessionCode::generate(|_| 0);
    let name = |key: &str| key.replace(code.as_str(), "CODE");
    let Keys { state, events, presence } = Keys::of(&code);
    (Keys { state: name(&state), events: name(&events), presence: name(&presence) }, name(&channel(&code)))
}
