//! The people of a secrecy test, and what each of them can call.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::harness::client::{Api, HostedSession, Seat, text};

use super::{
    secrets,
    wiretap::{Recording, Wiretap},
};

/// A session with a person in every role, and the recordings of all channels.
pub struct Cast {
    pub api: Api,
    pub session: HostedSession,
    /// The VIP, a player, and a player whom the host removes during the game.
    pub vip: Seat,
    pub player: Seat,
    pub removed: Seat,
    /// The public screen, which paces the test.
    pub screen: Wiretap,
    pub vip_socket: Wiretap,
    pub audience: Seat,
    /// A player of another session.
    outsider: Seat,
    /// The earlier holder of the player's seat.
    replaced: Seat,
    open: Vec<Wiretap>,
    pub recordings: Vec<Recording>,
    actions: u32,
}

impl Cast {
    /// Creates a session of `cartridge` with the secret pack, and opens all sockets.
    pub async fn gather(api: &Api, cartridge: &str, config: Value) -> Self {
        let (owner, pack) = secrets::create_pack(api).await;
        let body = json!({"cartridge": cartridge, "config": config, "pack_ids": [pack]});
        let created = api.post("/api/sessions", Some(&owner.access), &body).await.expect(StatusCode::CREATED);
        let session = HostedSession { code: text(&created["code"]), token: text(&created["host_token"]) };
        Self::enter(api, session).await
    }

    /// Joins the session with everybody, and opens all sockets.
    pub async fn enter(api: &Api, session: HostedSession) -> Self {
        let code = session.code.clone();
        let vip = api.join(&code, "Vip").await;
        let replaced = api.join(&code, "Player").await;
        let release = format!("/api/sessions/{code}/players/{}/release", replaced.player_id);
        let released = api.post(&release, Some(&session.token), &json!({})).await;
        assert_eq!(released.status, StatusCode::NO_CONTENT);
        let player = api.join(&code, "Player").await;
        assert_eq!(player.player_id, replaced.player_id);
        let removed = api.join(&code, "Removed").await;
        let body = json!({"nickname": "Audience", "as": "audience"});
        let joined = api.post(&format!("/api/sessions/{code}/players"), None, &body).await.expect(StatusCode::CREATED);
        let audience = Seat { player_id: text(&joined["player_id"]), token: text(&joined["session_token"]) };
        let elsewhere = api.create_of("lounge", json!({})).await;
        let outsider = api.join(&elsewhere.code, "Outsider").await;

        let game = |query: &str| format!("/ws/game/{code}/?{query}");
        let token = |seat: &Seat| game(&format!("session_token={}", seat.token));
        let screen = Wiretap::open(api, &game("role=host"), "screen", "").await;
        let vip_socket = Wiretap::open(api, &token(&vip), "vip", &vip.player_id).await;
        let mut open = Vec::new();
        let host = game(&format!("role=host&token={}", session.token));
        open.push(Wiretap::open(api, &host, "host", "").await);
        for (name, seat) in [("player", &player), ("removed", &removed), ("audience", &audience)] {
            open.push(Wiretap::open(api, &token(seat), name, &seat.player_id).await);
        }
        let chat = |token: &str| format!("/ws/sessions/{code}/?token={token}");
        open.push(Wiretap::open(api, &chat(&session.token), "chat of the host", "").await);
        for (name, seat) in [("vip", &vip), ("player", &player), ("removed", &removed), ("audience", &audience)] {
            open.push(Wiretap::open(api, &chat(&seat.token), &format!("chat of {name}"), &seat.player_id).await);
        }
        let (api, recordings, actions) = (api.clone(), Vec::new(), 0);
        Self {
            api,
            session,
            vip,
            player,
            removed,
            screen,
            vip_socket,
            audience,
            outsider,
            replaced,
            open,
            recordings,
            actions,
        }
    }

    /// Submits an action over REST and records the answer. Returns the answer.
    pub async fn act(&mut self, seat: &Seat, kind: &str, data: Value) -> Value {
        self.actions += 1;
        let answer = self.api.submit_action(&self.session.code, seat, &format!("r{}", self.actions), kind, data).await;
        self.record(&format!("answer to {kind}"), &seat.player_id, answer.text.clone());
        answer.json()
    }

    /// Removes the third player as the host.
    pub async fn remove_third(&mut self) {
        let answer = self.api.remove(&self.session, &self.removed.player_id.clone()).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
    }

    /// Makes every call that returns something about the game, as everybody: snapshots, refused actions, chat, resumed and
    /// refused sockets.
    pub async fn probe(&mut self) {
        let people: Vec<(&str, String, String)> = [
            ("vip", &self.vip),
            ("player", &self.player),
            ("removed", &self.removed),
            ("replaced", &self.replaced),
            ("audience", &self.audience),
            ("outsider", &self.outsider),
        ]
        .into_iter()
        .map(|(name, seat)| (name, seat.player_id.clone(), seat.token.clone()))
        .chain([("host", String::new(), self.session.token.clone()), ("anybody", String::new(), String::new())])
        .collect();
        for (name, viewer, token) in &people {
            self.probe_calls(name, viewer, token).await;
            self.probe_sockets(name, viewer, token).await;
        }
    }

    async fn probe_calls(&mut self, name: &str, viewer: &str, token: &str) {
        let code = self.session.code.clone();
        let calls = [
            (Method::GET, String::new(), Value::Null),
            (Method::GET, "/messages".to_owned(), Value::Null),
            (Method::POST, "/messages".to_owned(), json!({"content": "hello"})),
            (Method::POST, "/players".to_owned(), json!({"nickname": "Vip"})),
            (Method::POST, "/next".to_owned(), json!({"cartridge": "chess"})),
            (Method::PUT, "/vip".to_owned(), json!({"player_id": "p_nobody"})),
            (Method::POST, "/host-links/redeem".to_owned(), json!({"link": "guess"})),
            (Method::POST, "/actions".to_owned(), json!({"id": "?", "type": "truth.get", "data": {}})),
            (Method::POST, "/actions".to_owned(), json!({"id": "? ", "type": "lie.submit", "data": {"text": "x"}})),
        ];
        for (method, path, body) in calls {
            let mut request = self.api.request(method.clone(), &format!("/api/sessions/{code}{path}"));
            if !token.is_empty() {
                request = request.bearer_auth(token);
            }
            if !body.is_null() {
                request = request.json(&body);
            }
            let answer = self.api.send(request).await;
            self.record(&format!("{method} {path} of {name}"), viewer, answer.text);
        }
    }

    async fn probe_sockets(&mut self, name: &str, viewer: &str, token: &str) {
        let (api, code) = (self.api.clone(), self.session.code.clone());
        let epoch = text(&api.snapshot(&code, None).await["epoch"]);
        let game = format!("/ws/game/{code}/?session_token={token}");
        for path in [
            game.clone(),
            format!("{game}&epoch={epoch}&since=0"),
            format!("{game}&epoch=wrong&since=3"),
            format!("{game}&epoch={epoch}&since=99999"),
            format!("/ws/game/{code}/?role=host&epoch={epoch}&since=1"),
            format!("/ws/guitar/{code}/?session_token={token}"),
        ] {
            let socket = Wiretap::open(&api, &path, &format!("{path} of {name}"), viewer).await;
            self.recordings.push(socket.first().await);
        }
    }

    fn record(&mut self, name: &str, viewer: &str, text: String) {
        let mut recording = Recording::new(name, viewer);
        recording.texts.push(text);
        self.recordings.push(recording);
    }

    /// Ends the session. Returns everything that anybody received.
    pub async fn finish(self) -> Vec<Recording> {
        let exited = self.api.control(&self.session, "exit").await;
        let mut recordings = self.recordings;
        let mut exit = Recording::new("exit", "");
        exit.texts.push(exited.text);
        recordings.push(exit);
        for socket in self.open.into_iter().chain([self.screen, self.vip_socket]) {
            recordings.push(socket.finish().await);
        }
        recordings
    }
}
