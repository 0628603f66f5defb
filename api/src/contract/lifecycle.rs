//! The data page: all stored data, its place and its lifetime. The figures come from the code.

use std::fmt::Write;

use wpp_entity::tables::{Owner, Table};
use wpp_game::{
    ids::{AccountId, SessionCode},
    registry::Registry,
    session::snapshot::Status,
};
use wpp_library::{
    accounts::{attempts::Attempts, export, hosted_sessions, refresh},
    operators::{LINK_LIFETIME_MS, LOGIN_LIFETIME_MS},
};
use wpp_runtime::{
    deadlines::QUEUE_NAME,
    presence::LEASE_MS,
    process_reports,
    store::{Keys, TAIL_LENGTH, channel},
};

/// Renders the page.
#[must_use]
pub fn render(games: &Registry) -> String {
    redis_section() + &database_section(games)
}

fn redis_section() -> String {
    let (keys, channel) = example();
    let minutes = |status: Status| status.lifetime_ms() / 60_000;
    let (lobby, game, finished) = (minutes(Status::Lobby), minutes(Status::Running), minutes(Status::Finished));
    format!(
        "\
# Stored data and its lifetime

Generated from the code by `cargo run -p wpp -- contract`. CI fails if this page is out of date.

Redis alone stores the state of a session. All keys of a session share one lifetime, which restarts with every change of
the session. One script deletes all keys at exit.

| key | content |
|---|---|
| `{state}` | the session: players, phase, answers, scores, reactions, extra times, sums of the audience; hashes of the device ids and addresses from which people joined; digests of unused host links |
| `{events}` | about the last {TAIL_LENGTH} public events |
| `{presence}` | the number of sockets that each API process holds for each player and for `host`, and the number of people in the audience whose sockets it holds |
| `{crowd}` | the audience: nickname, avatar, time of joining, and hashes of the device id and address of each member |
| `{ballots}` | the latest votes and reactions of each member of the audience |
| `{channel}` (a channel) | nothing: Redis passes messages to the subscribers and does not store them |

| session | lifetime |
|---|---|
| a lobby without activity | {lobby} minutes |
| a running or paused game without activity | {game} minutes |
| a finished game, so that players can read the result | {finished} minutes |
| after exit | none |

Ephemeral messages (chords) are published and never stored. While sockets of a session are open, each API process caches
the newest message of each player in memory.

Other data in Redis and elsewhere:

| place | content | lifetime |
|---|---|---|
| `{QUEUE_NAME}:…`; on a cluster `{{wpp:deadlines:…}}:…` | wake-ups: the code of a session, a version, a due time | deleted at once if superseded or after exit, and within seconds when done |
| `wpp:instance:<id>` | the codes of the sessions of which an API process holds sockets | until the last socket closes, or {lease} s after a crash of the process |
| `{hosted}` | the codes of the sessions that an account created | until exit, or the first read after the session expired; at most {hosted_h} hours after the last creation |
| `wpp:attempts:account:<hash>` | the number of failed logins for a name; the name is hashed | until a successful login; at most {attempts_min} minutes |
| `wpp:attempts:address:<address>` | the number of failed logins from an address (IPv6: its first half), and of registrations (`:new`) | at most {attempts_min} minutes; {new_min} for registrations |
| `wpp:processes`, `wpp:process:<id>` | the report of each process: roles, version, machine, and while an operator watches its metrics and the newest lines of its log | {report} s after the last report |
| `wpp:operators:watching` | that an operator watches | seconds after the last one stops |
| `wpp:operator:backup`, `wpp:operator:backup:running` | the last backup that an operator started: folder, machine, time, name of the operator, error | until the next backup |
| `wpp:operator:login:<hash>` | the login of an operator: an account id, or nothing for a one-time link; the token is hashed | until logout; at most {operator_h} hours |
| `wpp:operator:link:<hash>` | an unused one-time link to the operator's page; its secret is hashed | until it is used; at most {link_min} minutes |
| `wpp:operator:generation` | a random name, by which earlier logins and links of operators are known to have ended | {operator_h} hours after the logins were ended |
| the cookie `wpp_operator` in the browser (under HTTPS `__Host-wpp_operator`) | the token of an operator's login | until logout; at most {operator_h} hours |
| the cookie `wpp_refresh` in the browser (under HTTPS `__Host-wpp_refresh`) | the refresh token of the login | until logout, or {login_days} days without use |
| logs | codes, account ids, counts, errors, and the client address of each wrong password; never a token, a name or an answer | until the operator deletes them |

",
        hosted = hosted_sessions::key(&AccountId("<id>".to_owned())),
        hosted_h = hosted_sessions::LIFETIME_MS / 3_600_000,
        attempts_min = Attempts::WINDOW_MS / 60_000,
        new_min = Attempts::REGISTRATION_WINDOW_MS / 60_000,
        report = process_reports::LEASE_MS / 1000,
        operator_h = LOGIN_LIFETIME_MS / 3_600_000,
        link_min = LINK_LIFETIME_MS / 60_000,
        login_days = refresh::IDLE_MS / DAY_MS,
        state = keys.state,
        events = keys.events,
        presence = keys.presence,
        crowd = keys.crowd,
        ballots = keys.ballots,
        lease = LEASE_MS / 1000,
    )
}

fn database_section(games: &Registry) -> String {
    let tables = export::tables(games);
    let withheld =
        tables.iter().flat_map(|table| table.withheld.iter().map(|column| format!("{}.{column}", table.name)));
    format!(
        "\
## Database

Deleting a row deletes all rows that belong to it: both databases enforce foreign keys. SQLite overwrites deleted data with
zeros. Later writes overwrite its write-ahead log (`wpp.db-wal`).

| table | one row is | lifetime | belongs to |
|---|---|---|---|
{tables}
A login ends after at most {longest} days, even if it is used.

## An account's rights

- **Export**: `GET /api/account/export` returns everything that belongs to the account, as JSON: every row of
  {owned}, and the hosted sessions. Only the secrets are left out: {withheld}.
- **Deletion**: `DELETE /api/account` requires the password. It deletes the rows, the list of hosted sessions, the
  sessions, and the counters of failed logins. A test searches every column of every table for the account.
- The server stores no e-mail address, real name or birthday, so it cannot verify the owner of an account whose password
  is forgotten. The operator can reset the password: `wpp account reset-password NAME`.
",
        longest = refresh::LONGEST_MS / DAY_MS,
        withheld = list(withheld),
        owned = list(tables.iter().filter(|table| table.can_be_owned()).map(|table| table.name.to_string())),
        tables = tables.iter().fold(String::new(), |mut rows, table| {
            let owner = owner(table);
            // Writing to a `String` cannot fail.
            let _ = writeln!(rows, "| `{}` | {} | {} | {owner} |", table.name, table.holds, table.until);
            rows
        }),
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

/// Formats names as a list within a sentence.
fn list(names: impl Iterator<Item = String>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Returns the keys and the channel of a session, with `CODE` in place of its code.
fn example() -> (Keys, String) {
    let code = SessionCode::generate(|_| 0);
    let name = |key: &str| key.replace(code.as_str(), "CODE");
    let Keys { state, events, presence, crowd, ballots } = Keys::of(&code);
    let keys = Keys {
        state: name(&state),
        events: name(&events),
        presence: name(&presence),
        crowd: name(&crowd),
        ballots: name(&ballots),
    };
    (keys, name(&channel(&code)))
}
