//! Who types. Kept by the process that holds their socket, and stored nowhere.
//!
//! Phones say again and again that somebody types, some at every key, and some never say that they
//! stopped. So what others are told is thinned and pruned: one *is typing* in two seconds a person,
//! and *has stopped* by itself after a silence, or when the socket closes.

use std::{collections::BTreeMap, time::Duration};

use wpp_game::time::Timestamp;
use wpp_runtime::chat::SessionKey;

use super::{Speaker, asides};
use crate::app::App;

/// Between two times others are told that the same person types.
pub const TELL_EVERY_MS: u64 = 2_000;

/// Silence after which somebody has stopped.
pub const SILENCE_MS: u64 = 8_000;

/// How often it is looked who has stopped, or may be told of again.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Notes that `speaker` types, or has stopped, and tells the others what is new.
pub async fn note(app: &App, session: &SessionKey, speaker: &Speaker, is_typing: bool) {
    let now = app.sessions.clock().now();
    let news = app.chat.typists().heard(session, speaker, is_typing, now);
    if let Some(is_typing) = news {
        tell(app, session, speaker, is_typing).await;
    }
}

/// Who types now, as far as this process knows, for somebody who has just come.
pub fn now(app: &App, session: &SessionKey, newcomer: &Speaker) -> Vec<asides::Typing> {
    let typing = app.chat.typists().typing_in(session);
    let others = typing.into_iter().filter(|speaker| speaker != newcomer);
    others.map(|speaker| asides::Typing { sender_id: speaker.id().to_owned(), is_typing: true }).collect()
}

/// Looks, again and again, who has stopped without saying so.
pub async fn prune(app: App) {
    let mut beat = tokio::time::interval(LOOK_EVERY);
    loop {
        beat.tick().await;
        let now = app.sessions.clock().now();
        let news = app.chat.typists().look(now);
        for ((session, speaker), is_typing) in news {
            tell(&app, &session, &speaker, is_typing).await;
        }
    }
}

async fn tell(app: &App, session: &SessionKey, speaker: &Speaker, is_typing: bool) {
    let told = match asides::typing(speaker, is_typing, app.sessions.clock().now()) {
        Ok(aside) => app.sessions.broadcast(&session.code, &aside).await.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    if let Err(error) = told {
        // The next one will be told, or the phones forget by themselves.
        tracing::debug!(code = %session.code, error, "who types could not be told");
    }
}

/// Everybody who types, and what others know of it.
#[derive(Debug, Default)]
pub(super) struct Typists(BTreeMap<(SessionKey, Speaker), Typist>);

#[derive(Debug, Default)]
struct Typist {
    /// Whether they type, as far as we know …
    typing: bool,
    /// … and since when they are silent.
    heard_at: Option<Timestamp>,
    /// Whether the others were told that they type, …
    told: bool,
    /// … and when last.
    told_at: Option<Timestamp>,
}

impl Typists {
    /// A phone says so. Returns what to tell the others, if anything.
    fn heard(&mut self, session: &SessionKey, speaker: &Speaker, is_typing: bool, now: Timestamp) -> Option<bool> {
        let key = (session.clone(), speaker.clone());
        if !is_typing && !self.0.contains_key(&key) {
            return None;
        }
        let typist = self.0.entry(key).or_default();
        typist.typing = is_typing;
        typist.heard_at = Some(now);
        // Who goes on typing is told of again, for those who came meanwhile.
        typist.news(now, is_typing)
    }

    /// Who has spoken types no more, and everybody sees that from the message.
    pub(super) fn has_spoken(&mut self, session: &SessionKey, speaker: &Speaker) {
        if let Some(typist) = self.0.get_mut(&(session.clone(), speaker.clone())) {
            typist.typing = false;
            typist.told = false;
        }
    }

    /// Of whom the others were told that they type.
    fn typing_in(&self, session: &SessionKey) -> Vec<Speaker> {
        let here = self.0.iter().filter(|((there, _), typist)| there == session && typist.told);
        here.map(|((_, speaker), _)| speaker.clone()).collect()
    }

    /// What has changed by itself, and whom to tell of it; forgets who has long been silent.
    fn look(&mut self, now: Timestamp) -> Vec<((SessionKey, Speaker), bool)> {
        let mut news = Vec::new();
        for (key, typist) in &mut self.0 {
            if typist.typing && typist.silent_ms(now) >= SILENCE_MS {
                typist.typing = false;
            }
            news.extend(typist.news(now, false).map(|is_typing| (key.clone(), is_typing)));
        }
        self.0.retain(|_, typist| typist.typing || typist.told || typist.silent_ms(now) < SILENCE_MS);
        news
    }
}

impl Typist {
    /// What the others do not know yet and may be told now; `again` tells them what they know, too.
    fn news(&mut self, now: Timestamp, again: bool) -> Option<bool> {
        let tell = match (self.typing, self.told) {
            (false, told) => told,
            (true, told) => (again || !told) && self.told_at.is_none_or(|at| now.ms_since(at) >= TELL_EVERY_MS),
        };
        if !tell {
            return None;
        }
        self.told = self.typing;
        if self.typing {
            self.told_at = Some(now);
        }
        Some(self.typing)
    }

    fn silent_ms(&self, now: Timestamp) -> u64 {
        self.heard_at.map_or(u64::MAX, |at| now.ms_since(at))
    }
}

#[cfg(test)]
mod tests {
    use wpp_game::ids::{PlayerId, SessionCode};

    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(ms)
    }

    fn session() -> SessionKey {
        SessionKey { code: SessionCode::parse("KWXTR").unwrap(), born: at(0) }
    }

    fn ana() -> Speaker {
        Speaker::Member(PlayerId("ana".into()))
    }

    /// What others are told while Ana's phone says this, at these moments, and the process looks
    /// every half second.
    fn told(says: &[(i64, bool)], until: i64) -> Vec<(i64, bool)> {
        let mut typists = Typists::default();
        let mut told = Vec::new();
        for now in (0..=until).step_by(100) {
            for (_, is_typing) in says.iter().filter(|(when, _)| *when == now) {
                told.extend(typists.heard(&session(), &ana(), *is_typing, at(now)).map(|news| (now, news)));
            }
            if now % 500 == 0 {
                told.extend(typists.look(at(now)).into_iter().map(|(_, news)| (now, news)));
            }
        }
        assert!(until < 30_000 || typists.0.is_empty(), "the silent are forgotten: {typists:?}");
        told
    }

    #[test]
    fn typing_at_every_key_is_told_every_two_seconds() {
        let keys: Vec<(i64, bool)> = (0..50).map(|n| (n * 100, true)).collect();
        assert_eq!(told(&keys, 30_000), [(0, true), (2000, true), (4000, true), (13_000, false)]);
    }

    #[test]
    fn who_stops_has_stopped_at_once_and_is_not_told_of_twice() {
        assert_eq!(told(&[(100, true), (300, false), (400, false)], 30_000), [(100, true), (300, false)]);
        assert_eq!(told(&[(100, false)], 30_000), []);
    }

    #[test]
    fn who_begins_again_is_told_of_when_the_two_seconds_are_over() {
        let says = [(0, true), (200, false), (400, true)];
        assert_eq!(told(&says, 5_000), [(0, true), (200, false), (2000, true)]);
    }

    #[test]
    fn who_has_spoken_types_no_more_and_nobody_has_to_be_told() {
        let mut typists = Typists::default();
        assert_eq!(typists.heard(&session(), &ana(), true, at(0)), Some(true));
        typists.has_spoken(&session(), &ana());
        assert_eq!(typists.look(at(500)), []);
        assert_eq!(typists.heard(&session(), &ana(), false, at(600)), None);
    }
}
