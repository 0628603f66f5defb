//! The typing state of all participants: which indicators others have received, and when they change.

use std::collections::BTreeMap;

use wpp_game::time::Timestamp;
use wpp_runtime::chat::SessionKey;

use crate::chat::Participant;

/// Minimum time between two `is_typing: true` indicators of one participant.
pub const REPEAT_EVERY_MS: u64 = 2_000;

/// Time without a report after which a participant counts as no longer typing.
pub const SILENCE_MS: u64 = 8_000;

/// The participants who type, and the indicators that others have received about them.
#[derive(Debug, Default)]
pub(crate) struct Typists(BTreeMap<(SessionKey, Participant), Typist>);

#[derive(Debug, Default)]
struct Typist {
    /// Whether the participant types, by the last report.
    typing: bool,
    /// Time of the last report.
    reported_at: Option<Timestamp>,
    /// The last indicator that others received.
    published: bool,
    /// Time of the last `is_typing: true` indicator.
    published_at: Option<Timestamp>,
}

impl Typists {
    /// Records a report of the participant's client. Returns the indicator to publish, if any.
    pub(super) fn on_report(
        &mut self,
        session: &SessionKey,
        participant: &Participant,
        is_typing: bool,
        now: Timestamp,
    ) -> Option<bool> {
        let key = (session.clone(), participant.clone());
        if !is_typing && !self.0.contains_key(&key) {
            return None;
        }
        let typist = self.0.entry(key).or_default();
        typist.typing = is_typing;
        typist.reported_at = Some(now);
        // Repeated, so that participants who connected in the meantime receive the indicator.
        typist.take_change(now, is_typing)
    }

    /// Records that the participant posted a message. Others infer from the message that the participant stopped typing.
    pub(crate) fn on_message(&mut self, session: &SessionKey, participant: &Participant) {
        if let Some(typist) = self.0.get_mut(&(session.clone(), participant.clone())) {
            typist.typing = false;
            typist.published = false;
        }
    }

    /// Returns the participants whom others currently see typing.
    pub(super) fn typing_in(&self, session: &SessionKey) -> Vec<Participant> {
        let typing = self.0.iter().filter(|((key, _), typist)| key == session && typist.published);
        typing.map(|((_, participant), _)| participant.clone()).collect()
    }

    /// Ends the typing of silent participants and returns the indicators to publish. Removes participants without state.
    pub(super) fn expire(&mut self, now: Timestamp) -> Vec<((SessionKey, Participant), bool)> {
        let mut changes = Vec::new();
        for (key, typist) in &mut self.0 {
            if typist.typing && typist.silent_ms(now) >= SILENCE_MS {
                typist.typing = false;
            }
            changes.extend(typist.take_change(now, false).map(|is_typing| (key.clone(), is_typing)));
        }
        self.0.retain(|_, typist| typist.typing || typist.published || typist.silent_ms(now) < SILENCE_MS);
        changes
    }
}

impl Typist {
    /// Returns the indicator to publish now, and records it as published. `repeat` permits an unchanged indicator.
    fn take_change(&mut self, now: Timestamp, repeat: bool) -> Option<bool> {
        let publish = match (self.typing, self.published) {
            (false, published) => published,
            (true, published) => {
                (repeat || !published) && self.published_at.is_none_or(|at| now.ms_since(at) >= REPEAT_EVERY_MS)
            }
        };
        if !publish {
            return None;
        }
        self.published = self.typing;
        if self.typing {
            self.published_at = Some(now);
        }
        Some(self.typing)
    }

    fn silent_ms(&self, now: Timestamp) -> u64 {
        self.reported_at.map_or(u64::MAX, |at| now.ms_since(at))
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
        SessionKey { code: SessionCode::parse("KWXTRN").unwrap(), born: at(0) }
    }

    fn ana() -> Participant {
        Participant::Member(PlayerId("ana".into()))
    }

    /// Returns the indicators that others receive, with their times, if Ana's client sends `reports` and the expiry runs
    /// every half second.
    fn published(reports: &[(i64, bool)], until: i64) -> Vec<(i64, bool)> {
        let mut typists = Typists::default();
        let mut published = Vec::new();
        for now in (0..=until).step_by(100) {
            for (_, is_typing) in reports.iter().filter(|(when, _)| *when == now) {
                published
                    .extend(typists.on_report(&session(), &ana(), *is_typing, at(now)).map(|change| (now, change)));
            }
            if now % 500 == 0 {
                published.extend(typists.expire(at(now)).into_iter().map(|(_, change)| (now, change)));
            }
        }
        assert!(until < 30_000 || typists.0.is_empty(), "silent typists are removed: {typists:?}");
        published
    }

    #[test]
    fn repeats_indicator_every_two_seconds() {
        let keys: Vec<(i64, bool)> = (0..50).map(|n| (n * 100, true)).collect();
        assert_eq!(published(&keys, 30_000), [(0, true), (2000, true), (4000, true), (13_000, false)]);
    }

    #[test]
    fn stop_is_published_once_and_at_once() {
        assert_eq!(published(&[(100, true), (300, false), (400, false)], 30_000), [(100, true), (300, false)]);
        assert_eq!(published(&[(100, false)], 30_000), []);
    }

    #[test]
    fn restart_waits_for_two_seconds() {
        let reports = [(0, true), (200, false), (400, true)];
        assert_eq!(published(&reports, 5_000), [(0, true), (200, false), (2000, true)]);
    }

    #[test]
    fn message_ends_typing_silently() {
        let mut typists = Typists::default();
        assert_eq!(typists.on_report(&session(), &ana(), true, at(0)), Some(true));
        typists.on_message(&session(), &ana());
        assert_eq!(typists.expire(at(500)), []);
        assert_eq!(typists.on_report(&session(), &ana(), false, at(600)), None);
    }
}
