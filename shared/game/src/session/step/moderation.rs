//! Commands about the texts that people write: approve, reject and remove.

use super::{CommandError, Rejected, SessionEvent, SessionStep, Status};
use crate::{
    contract::{ErrorCode, ids::PlayerId, snapshot::ModerationView},
    driver::{FreeText, REMOVED, TextVisitor},
    engine::EngineError,
    session::moderation::text_id,
};

impl SessionStep<'_> {
    /// Starts or ends moderation. Its end approves all texts that wait.
    pub fn moderate(&mut self, on: bool, moderator: Option<&PlayerId>) -> Result<(), CommandError> {
        let moderator = moderator.filter(|_| on);
        if let Some(id) = moderator {
            let member = self.session.player(id).filter(|member| !member.bot);
            member.ok_or_else(|| Rejected::invalid("moderator", "the moderator must be a person in this room"))?;
        }
        let moderation = &mut self.session.moderation;
        if (moderation.on, moderation.appointed.as_ref()) == (on, moderator) {
            return Ok(());
        }
        moderation.on = on;
        moderation.appoint(moderator.cloned());
        self.changed = true;
        if !on && self.has_game() {
            self.change_texts(&mut ApproveAll)?;
            self.signal_roster()?;
        }
        Ok(())
    }

    /// Starts moderation by a member of the audience, whom the caller has checked.
    pub fn moderate_by_spectator(&mut self, player_id: &PlayerId) {
        let moderation = &mut self.session.moderation;
        moderation.on = true;
        (moderation.appointed, moderation.watches) = (Some(player_id.clone()), true);
        self.changed = true;
    }

    /// Approves or rejects a text that is not shown yet. A repetition has no effect.
    pub fn judge_text(&mut self, text_id: &str, approved: bool) -> Result<(), CommandError> {
        let mut judge = Judge { text_id, approved, was_found: false, has_changed: false };
        if self.has_game() {
            self.change_texts(&mut judge)?;
        }
        if !judge.was_found {
            return Err(unknown_text().into());
        }
        if judge.has_changed {
            // A phase may have waited for this decision only.
            self.signal_roster()?;
        }
        Ok(())
    }

    /// Replaces a shown text, and everything that repeats it, on all screens. A repetition has no effect.
    pub fn remove_text(&mut self, text_id: &str) -> Result<(), CommandError> {
        if !self.has_game() {
            return Err(unknown_text().into());
        }
        let mut find = Find { text_id, text: None };
        self.game()?.visit_texts(&mut find);
        let text = find.text.ok_or_else(unknown_text)?;
        if text != REMOVED {
            self.change_texts(&mut Remove { text })?;
        }
        Ok(())
    }

    /// Announces who moderates and how many texts wait, if that changed. A phase that waits for a moderator continues when
    /// the moderator has left.
    pub fn update_moderation(&mut self) -> Result<(), EngineError> {
        let moderation = &self.session.moderation;
        if !moderation.on && moderation.announced.is_none() {
            return Ok(());
        }
        let watches = moderation.watches;
        let is_present = |id: &PlayerId| watches || self.session.player(id).is_some_and(|one| one.presence.counts());
        let attended = moderation.on && self.session.moderator().is_some_and(is_present);
        if attended != moderation.attended {
            self.session.moderation.attended = attended;
            self.changed = true;
            self.signal_roster()?;
        }
        let view = self.moderation_view()?;
        if view != self.session.moderation.announced {
            self.emit(&SessionEvent::ModerationChanged { moderation: view.clone() })?;
            self.session.moderation.announced = view;
        }
        Ok(())
    }

    fn moderation_view(&mut self) -> Result<Option<ModerationView>, EngineError> {
        if !self.session.moderation.on {
            return Ok(None);
        }
        let mut count = Count(0);
        if self.has_game() && self.session.status != Status::Finished {
            self.game()?.visit_texts(&mut count);
        }
        Ok(Some(ModerationView { moderator: self.session.moderator().cloned(), waiting: count.0 }))
    }

    fn has_game(&self) -> bool {
        self.game.is_some() || self.session.has_game()
    }

    /// Applies `change` to the game's texts. If everybody can see the difference, an event contains the new view, and
    /// clients receive no event from before the change again.
    fn change_texts(&mut self, change: &mut impl TextChange) -> Result<(), EngineError> {
        let game = self.game()?;
        let before = game.view()?;
        game.keep_opening();
        game.visit_texts(change);
        if !change.has_changed() {
            return Ok(());
        }
        (self.changed, self.game_changed) = (true, true);
        let after = self.game()?.view()?;
        if before.get() != after.get() {
            let view = serde_json::from_str(after.get())
                .map_err(|e| EngineError::Unreadable { what: "view", cause: e.to_string() })?;
            self.emit(&SessionEvent::TextsChanged { view })?;
            self.session.replay_from = self.session.seq;
        }
        Ok(())
    }
}

/// A visitor that changes texts.
trait TextChange: TextVisitor {
    /// Returns whether the visitor may have changed a text.
    fn has_changed(&self) -> bool {
        true
    }
}

fn unknown_text() -> Rejected {
    Rejected::new(ErrorCode::NotFound, "no text has this id now; read the list of texts again")
}

/// Counts the texts that wait for a decision.
struct Count(usize);

impl TextVisitor for Count {
    fn unshown(&mut self, text: &mut FreeText, _question: Option<&str>) {
        self.0 += usize::from(text.is_waiting());
    }

    fn shown(&mut self, _text_id: String, _text: &mut String) {}

    fn copy(&mut self, _text: &mut String) {}
}

/// Approves every text that waits for a decision.
struct ApproveAll;

impl TextVisitor for ApproveAll {
    fn unshown(&mut self, text: &mut FreeText, _question: Option<&str>) {
        if let FreeText::Moderated { approved: approved @ None, .. } = text {
            *approved = Some(true);
        }
    }

    fn shown(&mut self, _text_id: String, _text: &mut String) {}

    fn copy(&mut self, _text: &mut String) {}
}

impl TextChange for ApproveAll {}

/// Decides about one text.
struct Judge<'a> {
    text_id: &'a str,
    approved: bool,
    was_found: bool,
    has_changed: bool,
}

impl TextVisitor for Judge<'_> {
    fn unshown(&mut self, text: &mut FreeText, _question: Option<&str>) {
        if let FreeText::Moderated { id, approved, .. } = text
            && text_id(*id) == self.text_id
        {
            self.was_found = true;
            self.has_changed |= approved.replace(self.approved) != Some(self.approved);
        }
    }

    fn shown(&mut self, _text_id: String, _text: &mut String) {}

    fn copy(&mut self, _text: &mut String) {}
}

impl TextChange for Judge<'_> {
    fn has_changed(&self) -> bool {
        self.has_changed
    }
}

/// Finds a shown text.
struct Find<'a> {
    text_id: &'a str,
    text: Option<String>,
}

impl TextVisitor for Find<'_> {
    fn unshown(&mut self, _text: &mut FreeText, _question: Option<&str>) {}

    fn shown(&mut self, text_id: String, text: &mut String) {
        if text_id == self.text_id {
            self.text = Some(text.clone());
        }
    }

    fn copy(&mut self, _text: &mut String) {}
}

/// Replaces a text wherever the game shows or repeats it.
struct Remove {
    text: String,
}

impl TextVisitor for Remove {
    fn unshown(&mut self, _text: &mut FreeText, _question: Option<&str>) {}

    fn shown(&mut self, _text_id: String, text: &mut String) {
        self.copy(text);
    }

    fn copy(&mut self, text: &mut String) {
        if *text == self.text {
            REMOVED.clone_into(text);
        }
    }
}

impl TextChange for Remove {}
