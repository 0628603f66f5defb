//! `lie`: everybody writes a lie.

use wpp_cartridge_kit::{
    bluff::{Lie, Writing},
    prelude::*,
    questions::spellings,
};
use wpp_game::text::{Key, clean};

use crate::{
    Step,
    contract::{MAX_GRAPHEMES, RejectReason, Reply},
    events,
    state::Stage,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    step.enter(Stage::Lie(Writing::default()), events::lie_started);
}

/// "Lie for me": suggests decoys that no player has written, to a player who has no idea.
pub(super) fn suggest(step: &mut Step<'_, '_>, player: &PlayerId) -> Result<(), RejectReason> {
    step.check_writer(player)?;
    let mut taken = spellings(&step.state.current);
    if let Stage::Lie(Writing { lies, .. }) = &step.state.stage {
        taken.extend(lies.iter().map(|lie| Key::of(lie.text.original())));
    }
    let suggestions = step.state.suggestions.suggest(player, &step.state.current.decoys, taken);
    step.reply(Reply { suggestions });
    Ok(())
}

/// Accepts a player's lie, or rejects a lie that resembles the truth.
///
/// A lie that equals or resembles a suggestion to the same player counts as suggested (half points).
/// A player who invents a decoy without the suggestion receives full points.
pub(super) fn submit(step: &mut Step<'_, '_>, player: PlayerId, typed: &str) -> Result<(), RejectReason> {
    step.check_writer(&player)?;
    let text = clean(typed, MAX_GRAPHEMES).map_err(CommonRejection::Text)?;
    let key = Key::of(&text);
    let suggestions = step.state.suggestions_for(&player).unwrap_or_default();
    let suggested = suggestions.iter().any(|suggestion| Key::of(suggestion).near(&key));
    // The game accepts every lie that it suggests itself, and its own texts need no approval.
    if !suggested {
        step.state.config.profanity.check(&text).map_err(CommonRejection::Profane)?;
    }
    let is_verbatim = suggestions.contains(&text);
    let text = if is_verbatim { FreeText::Open(text) } else { FreeText::new(text, step.ctx) };
    // Last, so that the truth changes no other rejection, and only as often as a person needs it.
    let spellings = spellings(&step.state.current);
    step.accept_lie(Lie { player: Some(player), text, suggested }, &spellings, RejectReason::TooCloseToTruth);
    Ok(())
}
