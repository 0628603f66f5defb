//! The answer of every route to every role.
//!
//! **A new route needs a line in [`table`]**; the test fails for a route without one. A cell is the error code
//! of the answer, or `ok`. The calls change nothing that later lines need: they use a wrong password, an empty
//! body or an invalid name.

use std::{collections::BTreeSet, sync::Arc};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_library::tokens::Tokens;
use wpp_runtime::clock::ManualClock;
use wpp_runtime::token_secret::TokenSecret;
use wpp_tests::{
    harness::{
        client::{Api, HostedSession, text},
        environment::{TOKEN_SECRET, TestEnvironment},
        test_game::short_config,
    },
    on_both_environments,
};

use crate::support::member::{Member, call};

on_both_environments! {
    every_route_answers_every_role,
}

/// The roles: no token; of the session: a player, the VIP, a player whom the host removed, the earlier holder of a released
/// seat, and the host; the account that owns the session, another account, a deleted account, and the owner with an expired
/// token.
const ROLES: [&str; 10] =
    ["anonymous", "player", "vip", "removed", "replaced", "host", "owner", "another", "deleted", "expired"];

type Cells = [&'static str; 10];
type Row = (Method, &'static str, Value, Cells);

const OUT: &str = "not_authenticated";
const NO: &str = "not_allowed";

/// A public route, which ignores tokens.
const fn all(answer: &'static str) -> Cells {
    [answer; 10]
}

/// A route for accounts, which session tokens cannot use.
const fn accounts(anonymous: &'static str, owner: &'static str, another: &'static str) -> Cells {
    [anonymous, NO, NO, NO, NO, NO, owner, another, OUT, OUT]
}

/// A route about the caller's account.
const fn own(answer: &'static str) -> Cells {
    accounts(OUT, answer, answer)
}

/// A route for the owner of the preset; for others the preset does not exist.
const fn owned(answer: &'static str) -> Cells {
    accounts(OUT, answer, "unknown_preset")
}

/// A route for the owner of the private pack; for others the pack does not exist.
const fn packed(answer: &'static str) -> Cells {
    accounts(OUT, answer, "unknown_pack")
}

/// A route for the host of the session and the account that owns it.
const fn host(answer: &'static str) -> Cells {
    [OUT, NO, NO, NO, NO, answer, answer, NO, OUT, OUT]
}

/// A route for the host of the session, the account that owns it, and the VIP.
const fn host_or_vip(answer: &'static str) -> Cells {
    [OUT, NO, answer, NO, OUT, answer, answer, NO, OUT, OUT]
}

/// A route for the participants of the session, including the host.
const fn part(answer: &'static str) -> Cells {
    [OUT, answer, answer, NO, OUT, answer, answer, NO, OUT, OUT]
}

fn table() -> Vec<Row> {
    let (get, post, put) = (|| Method::GET, || Method::POST, || Method::PUT);
    let (patch, delete) = (|| Method::PATCH, || Method::DELETE);
    let wrong = || json!({"password": "not my password", "new_password": "nine newts knit hats"});
    let nobody = || json!({"name": "nobody", "password": "x"});
    let unknown = || json!({"cartridge": "none"});
    let action = || json!({"id": "1", "type": "lie.submit", "data": {"text": "x"}});
    let rows = vec![
        (post(), "/api/accounts", json!({"name": "?", "password": "x"}), all("invalid_input")),
        (post(), "/api/account/login", nobody(), all("wrong_credentials")),
        (post(), "/api/account/refresh", json!({}), all(OUT)),
        (post(), "/api/account/logout", json!({}), all("ok")),
        (get(), "/api/account", Value::Null, own("ok")),
        (get(), "/api/account/sessions", Value::Null, own("ok")),
        (get(), "/api/account/export", Value::Null, own("ok")),
        (put(), "/api/account/password", wrong(), own("wrong_password")),
        (delete(), "/api/account", wrong(), own("wrong_password")),
        (get(), "/api/presets", Value::Null, own("ok")),
        (post(), "/api/presets", json!({"cartridge": "none", "name": "Friday"}), own("invalid_input")),
        (get(), "/api/presets/{preset_id}", Value::Null, owned("ok")),
        (patch(), "/api/presets/{preset_id}", json!({"name": ""}), owned("invalid_input")),
        (post(), "/api/sessions/{code}/preset", json!({"name": ""}), accounts(OUT, "invalid_input", NO)),
        (delete(), "/api/presets/{preset_id}", Value::Null, owned("ok")),
        (get(), "/api/packs", Value::Null, accounts("ok", "ok", "ok")),
        (post(), "/api/packs", json!({"title": ""}), own("invalid_input")),
        (post(), "/api/packs/preview", json!({}), own("invalid_file")),
        (post(), "/api/packs/import", json!({}), own("invalid_file")),
        (get(), "/api/packs/{pack_id}", Value::Null, accounts("unknown_pack", "ok", "unknown_pack")),
        (patch(), "/api/packs/{pack_id}", json!({}), packed("ok")),
        (post(), "/api/packs/{pack_id}/copy", Value::Null, packed("ok")),
        (post(), "/api/packs/{pack_id}/import", json!({}), packed("invalid_file")),
        (get(), "/api/packs/{pack_id}/export", Value::Null, packed("ok")),
        (get(), "/api/packs/{pack_id}/questions", Value::Null, packed("ok")),
        (post(), "/api/packs/{pack_id}/questions", question(2), packed("ok")),
        (put(), "/api/packs/{pack_id}/questions/{question_id}", question(3), packed("ok")),
        (delete(), "/api/packs/{pack_id}/questions/{question_id}", Value::Null, packed("ok")),
        (delete(), "/api/packs/{pack_id}", Value::Null, packed("ok")),
        (get(), "/api/cartridges", Value::Null, all("ok")),
        (post(), "/api/sessions", unknown(), accounts("invalid_input", "invalid_input", "invalid_input")),
        (get(), "/api/sessions/{code}", Value::Null, ["ok", "ok", "ok", NO, OUT, "ok", "ok", NO, OUT, OUT]),
        (post(), "/api/sessions/{code}/players", json!({"nickname": ""}), all("invalid_input")),
        (delete(), "/api/sessions/{code}/players/{player_id}", Value::Null, host("not_found")),
        (post(), "/api/sessions/{code}/bots", json!({"count": 0}), host("invalid_input")),
        (
            post(),
            "/api/sessions/{code}/actions",
            action(),
            [OUT, "wrong_phase", "wrong_phase", NO, OUT, NO, NO, NO, OUT, OUT],
        ),
        (get(), "/api/sessions/{code}/messages", Value::Null, part("ok")),
        (post(), "/api/sessions/{code}/messages", json!({"content": ""}), part("invalid_input")),
        (put(), "/api/sessions/{code}/messages/read", json!({"message_id": "none"}), part("invalid_input")),
        (
            delete(),
            "/api/sessions/{code}/messages/{message_id}",
            Value::Null,
            [OUT, NO, NO, NO, OUT, "ok", "ok", NO, OUT, OUT],
        ),
        (delete(), "/api/sessions/{code}/players", Value::Null, host("invalid_input")),
        (patch(), "/api/sessions/{code}/players/{player_id}", json!({"nickname": "Ann"}), host("not_found")),
        (post(), "/api/sessions/{code}/players/{player_id}/release", Value::Null, host_or_vip("not_found")),
        (put(), "/api/sessions/{code}/vip", json!({"player_id": "p_nobody"}), host_or_vip("invalid_input")),
        (post(), "/api/sessions/{code}/next", unknown(), host_or_vip("invalid_input")),
        (post(), "/api/sessions/{code}/players/{player_id}/seat-codes", Value::Null, host_or_vip("not_found")),
        (post(), "/api/sessions/{code}/host-codes", Value::Null, host_or_vip("ok")),
        (post(), "/api/sessions/{code}/host-links", Value::Null, host("ok")),
        (post(), "/api/sessions/{code}/host-links/redeem", json!({"link": "no link"}), all("not_allowed")),
        (post(), "/api/sessions/{code}/play", json!({}), host_or_vip("not_enough_players")),
        (post(), "/api/sessions/{code}/pause", json!({}), host_or_vip("wrong_phase")),
        (put(), "/api/sessions/{code}/lock", json!({"locked": false}), host_or_vip("ok")),
        (post(), "/api/sessions/{code}/exit", json!({}), host_or_vip("ok")),
        (get(), "/healthz", Value::Null, all("ok")),
        (get(), "/readyz", Value::Null, all("ok")),
        (get(), "/version", Value::Null, all("ok")),
        (get(), "/openapi.json", Value::Null, all("ok")),
        (get(), "/asyncapi.json", Value::Null, all("ok")),
    ];
    rows.into_iter().chain(control_of_joins_and_texts()).chain(operators()).chain(media()).collect()
}

/// Routes for pictures and sounds.
fn media() -> Vec<Row> {
    vec![
        (Method::POST, "/api/media", json!({}), own("invalid_file")),
        (Method::GET, "/api/media", Value::Null, own("ok")),
        (Method::DELETE, "/api/media/{file}", Value::Null, own("not_found")),
        (Method::GET, "/media/{file}", Value::Null, all("not_found")),
    ]
}

/// Routes for operators. No token in the header has an effect; the suite `admin` tests the cookie.
fn operators() -> Vec<Row> {
    // Another name than that of the login of accounts, because attempts are limited by name.
    let credentials = json!({"name": "nobody.else", "password": "x"});
    let needs_login = [
        (Method::GET, "/api/admin/login"),
        (Method::GET, "/api/admin/events"),
        (Method::GET, "/api/admin/settings"),
        (Method::GET, "/api/admin/accounts"),
        (Method::DELETE, "/api/admin/accounts/{account_id}"),
        (Method::DELETE, "/api/admin/packs/{pack_id}"),
        (Method::DELETE, "/api/admin/sessions/{code}"),
        (Method::POST, "/api/admin/backups"),
    ];
    let mut rows = vec![
        (Method::POST, "/api/admin/login", credentials, all("wrong_credentials")),
        (Method::POST, "/api/admin/links/redeem", json!({"link": "no link"}), all(NO)),
        (Method::POST, "/api/admin/logout", Value::Null, all("ok")),
    ];
    rows.extend(needs_login.map(|(method, path)| (method, path, Value::Null, all(OUT))));
    rows
}

fn control_of_joins_and_texts() -> Vec<Row> {
    let put = || Method::PUT;
    vec![
        (put(), "/api/sessions/{code}/approval", json!({"required": false}), host_or_vip("ok")),
        (
            put(),
            "/api/sessions/{code}/players/{player_id}/admission",
            json!({"accepted": false}),
            host_or_vip("not_found"),
        ),
        (put(), "/api/sessions/{code}/moderation", json!({"on": false}), host_or_vip("ok")),
        // The game has no teams.
        (Method::POST, "/api/sessions/{code}/teams/draw", Value::Null, host_or_vip(NO)),
        (put(), "/api/sessions/{code}/players/{player_id}/team", json!({"team": 1}), host_or_vip("not_found")),
        (
            put(),
            "/api/sessions/{code}/players/{player_id}/extra-time",
            json!({"percent": 50}),
            host_or_vip("not_found"),
        ),
        // Nobody is appointed, so the VIP moderates.
        (Method::GET, "/api/sessions/{code}/texts", Value::Null, host_or_vip("ok")),
        (put(), "/api/sessions/{code}/texts/{text_id}", json!({"approved": true}), host_or_vip("not_found")),
        (Method::DELETE, "/api/sessions/{code}/texts/{text_id}", Value::Null, host_or_vip("not_found")),
    ]
}

/// Returns a valid question, different for each number.
fn question(n: u32) -> Value {
    json!({"prompt": format!("What is number {n}?"), "answer": "this", "decoys": ["that"]})
}

/// One token for each role, and the objects of the calls.
struct Cast {
    api: Api,
    owner: Member,
    another: Member,
    deleted: Member,
    expired: String,
}

impl Cast {
    async fn gather(api: &Api) -> Self {
        let [owner, another, deleted] = [
            Member::register(api, "owner").await,
            Member::register(api, "another").await,
            Member::register(api, "gone").await,
        ];
        deleted.delete(api).await;
        let now = Tokens::new(&TokenSecret::new(TOKEN_SECRET.into()), Arc::new(wpp_runtime::clock::SystemClock));
        let past = Arc::new(ManualClock::at(wpp_game::time::Timestamp::from_millis(1_700_000_000_000)));
        let access = now.read_access(&owner.access).unwrap();
        let expired = Tokens::new(&TokenSecret::new(TOKEN_SECRET.into()), past).issue_access(&access).unwrap();
        Self { api: api.clone(), owner, another, deleted, expired }
    }

    /// Returns the answer to `role`, in a new session and about objects created for this call.
    async fn answer(&self, role: &str, (method, path, body, _): &Row) -> String {
        let mut config = short_config(1, 1);
        config["min_players"] = json!(5);
        let session = self.made("/api/sessions", &json!({"cartridge": "fib", "config": config})).await;
        let (code, host) = (text(&session["code"]), text(&session["host_token"]));
        let session = HostedSession { code: code.clone(), token: host.clone() };
        let vip = self.api.join(&code, "Vip").await;
        let mut path = path.replace("{code}", &code).replace("{player_id}", "p_nobody");
        let mut spare = None;
        if path.contains("{message_id}") {
            let messages = format!("/api/sessions/{code}/messages");
            let message = self.api.post(&messages, Some(&host), &json!({"content": "hello"})).await;
            path = path.replace("{message_id}", &text(&message.expect(StatusCode::CREATED)["message_id"]));
        }
        if path.contains("{preset_id}") {
            let preset =
                text(&self.made("/api/presets", &json!({"cartridge": "fib", "name": "Friday"})).await["preset_id"]);
            spare = Some(format!("/api/presets/{preset}"));
            path = path.replace("{preset_id}", &preset);
        }
        if path.contains("{pack_id}") {
            let pack = text(&self.made("/api/packs", &json!({"title": "Friday", "language": "en"})).await["pack_id"]);
            let first = self.made(&format!("/api/packs/{pack}/questions"), &question(1)).await;
            spare = Some(format!("/api/packs/{pack}"));
            path = path.replace("{pack_id}", &pack).replace("{question_id}", &text(&first["question_id"]));
        }
        let token = match role {
            "anonymous" => None,
            "player" => Some(self.api.join(&code, "Player").await.token),
            "vip" => Some(vip.token),
            "removed" => {
                let seat = self.api.join(&code, "Removed").await;
                let _ = self.api.remove(&session, &seat.player_id).await;
                Some(seat.token)
            }
            "replaced" => {
                let seat = self.api.join(&code, "Replaced").await;
                let release = format!("/api/sessions/{code}/players/{}/release", seat.player_id);
                let released = self.api.post(&release, Some(&host), &Value::Null).await;
                assert_eq!(released.status, StatusCode::NO_CONTENT);
                Some(seat.token)
            }
            "host" => Some(host),
            "owner" => Some(self.owner.access.clone()),
            "another" => Some(self.another.access.clone()),
            "deleted" => Some(self.deleted.access.clone()),
            _ => Some(self.expired.clone()),
        };
        let answer = call(&self.api, method.clone(), &path, token.as_deref(), body).await;
        if let Some(spare) = spare {
            // Deletes the object, because its owner may have only a few.
            let _ = call(&self.api, Method::DELETE, &spare, Some(&self.owner.access), &Value::Null).await;
        }
        if answer.status.is_success() { "ok".to_owned() } else { text(&answer.json()["code"]) }
    }

    /// Creates an object of the owner.
    async fn made(&self, path: &str, body: &Value) -> Value {
        self.api.post(path, Some(&self.owner.access), body).await.expect(StatusCode::CREATED)
    }
}

async fn every_route_answers_every_role(env: &TestEnvironment) {
    let web = env.start_api_with(&[("ACTIONS_PER_SECOND", "10000")]).await;
    let api = Api::of(&web);
    let cast = Cast::gather(&api).await;
    let mut wrong = Vec::new();
    for row in table() {
        for (role, expected) in ROLES.iter().zip(row.3) {
            let answered = cast.answer(role, &row).await;
            if answered != expected {
                wrong.push(format!("{} {} as {role}: {answered}, not {expected}", row.0, row.1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cast.owner.has_valid_token(&api).await && cast.another.has_valid_token(&api).await, "the cast was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn table_lists_every_route() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let contract = Api::of(&web).get("/openapi.json").await.json();
    let named = |method: &str, path: &str| format!("{} {path}", method.to_uppercase());
    let mut routes = BTreeSet::new();
    for (path, methods) in contract["paths"].as_object().unwrap() {
        routes.extend(methods.as_object().unwrap().keys().map(|method| named(method, path)));
    }
    let tabled: BTreeSet<String> = table().iter().map(|(method, path, ..)| named(method.as_str(), path)).collect();
    assert_eq!(tabled, routes, "a route has no line in the table of roles");
}
