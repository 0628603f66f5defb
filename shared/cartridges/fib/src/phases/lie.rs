//! `lie`: everybody writes a lie.

use wpp_cartridge_kit::{
    bluff::{Lie, is_too_close},
    phases::Started,
    questions::spellings,
};
use wpp_game::{
    driver::FreeText,
    ids::PlayerId,
    text::{self, Key},
};

use crate::{
    Step,
    contract::{
        action::{MAX_GRAPHEMES, Reply},
        event::Event,
        phase_data::LieStarted,
        reject_reason::RejectReason,
    },
    state::Stage,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    step.state.stage = Stage::Lie { lies: Vec::new(), waiting: Vec::new() };
    let Started { time_limit_ms, waiting, countdown } = step.begin();
    let state = &step.state;
    let started = LieStarted {
        round: state.round,
        question: state.question,
        prompt: state.current.prompt.clone(),
        max_length: MAX_GRAPHEMES,
        time_limit_ms,
        waiting,
        countdown,
    };
    step.emit(Event::LieStarted(started));
}

/// "Lie for me": suggests decoys that no player has written, to a player who has no idea.
pub(crate) fn suggest(step: &mut Step<'_, '_>, player: &PlayerId) -> Result<(), RejectReason> {
    let Stage::Lie { lies, .. } = &step.state.stage else { return Err(RejectReason::WrongPhase) };
    step.state.check_can_answer(player)?;
    let mut taken = spellings(&step.state.current);
    taken.extend(lies.iter().map(|lie| Key::of(lie.text.original())));
    let suggestions = step.state.suggestions.suggest(player, &step.state.current.decoys, taken);
    step.reply(Reply { suggestions });
    Ok(())
}

/// Accepts a player's lie, or rejects a lie that resembles the truth, up to
/// [`NEAR_TRUTH_REJECTIONS`](wpp_cartridge_kit::bluff::NEAR_TRUTH_REJECTIONS) times.
///
/// A lie that equals or resembles a suggestion to the same player counts as suggested (half points).
/// A player who invents a decoy without the suggestion receives full points.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, typed: &str) -> Result<(), RejectReason> {
    let Stage::Lie { .. } = step.state.stage else { return Err(RejectReason::WrongPhase) };
    step.state.check_can_answer(&player)?;
    let text = text::clean(typed, MAX_GRAPHEMES)?;
    let key = Key::of(&text);
    let suggestions = step.state.suggestions_for(&player).unwrap_or_default();
    let suggested = suggestions.iter().any(|suggestion| Key::of(suggestion).near(&key));
    // The game accepts every lie that it suggests itself.
    if !suggested {
        step.state.config.profanity.check(&text)?;
    }
    // Last, so that the truth changes no other rejection, and only as often as a person needs it.
    if let Some(record) = step.state.players.get_mut(&player)
        && is_too_close(&spellings(&step.state.current), &key, &mut record.near_truth)
    {
        step.reject(RejectReason::TooCloseToTruth);
        return Ok(());
    }
    // The game's own texts need no approval.
    let is_verbatim = suggestions.contains(&text);
    let text = if is_verbatim { FreeText::Open(text) } else { FreeText::new(text, step.ctx) };
    if let Stage::Lie { lies, .. } = &mut step.state.stage {
        lies.push(Lie { player: Some(player), text, suggested });
    }
    step.answer_received();
    Ok(())
}
