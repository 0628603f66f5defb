//! `question`: everybody reads.

use super::{
    event::{Event, QuestionShown},
    lie::MAX_GRAPHEMES,
    reaction::EMOJI,
    state::Stage,
    turn::Turn,
};
use wpp_game::content::Question;

/// Puts the next question on the table.
pub(super) fn deal(turn: &mut Turn<'_, '_>, next: Question) {
    let state = &mut turn.state;
    if state.question < state.config.questions_per_round {
        state.question += 1;
    } else {
        state.round += 1;
        state.question = 1;
    }
    state.current = next;
    enter(turn);
}

/// Shows the question on the table.
pub(super) fn enter(turn: &mut Turn<'_, '_>) {
    let countdown = turn.ends_after(Some(turn.state.config.question_ms.into()));
    let state = &mut turn.state;
    state.stage = Stage::Question;
    state.offers.clear();
    state.onlookers.clear();
    // Who sat down during the last question plays from here on.
    for seat in turn.ctx.seats {
        let record = state.players.entry(seat.player_id.clone()).or_default();
        record.gain = 0;
        record.reactions = 0;
    }
    let shown = QuestionShown {
        round: state.round,
        rounds: state.config.rounds,
        question: state.question,
        questions: state.config.questions_per_round,
        multiplier: state.multiplier(),
        prompt: state.current.prompt.clone(),
        category: state.current.category.clone(),
        max_length: MAX_GRAPHEMES,
        emoji: EMOJI.map(str::to_owned).to_vec(),
        countdown,
    };
    turn.tell(Event::QuestionShown(shown));
}
