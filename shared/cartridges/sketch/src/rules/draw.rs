//! `draw`: everybody draws a private prompt.

use wpp_cartridge_kit::{answers::Waiting, prelude::*};
use wpp_game::driver::Review;

use crate::{
    Step,
    contract::{BadDrawing, RejectReason},
    drawing::{MAX_BYTES, MAX_STROKES, decode_stroke},
    events,
    state::{Drawing, Stage},
    stock_titles,
};

/// Bytes of a JSON list for each text: quotes and a comma.
const LIST_BYTES: usize = 3;

/// Starts the next round. The drawings are shown in random order, and those of the round before are dropped.
pub(crate) fn enter(step: &mut Step<'_, '_>) {
    step.state.start_scoring(step.ctx.seats);
    let artists = step.shuffled_players();
    let state = &mut step.state;
    (state.round, state.current) = (state.round + 1, 0);
    let prompts = state.deck.split_off(state.deck.len().saturating_sub(artists.len()));
    // Latecomers may be more than the prompts of a small pack.
    let prompts = prompts.into_iter().chain(stock_titles::prompts(state.config.language));
    let blank = |(artist, prompt)| Drawing { artist, prompt, strokes: Vec::new(), review: Review::default() };
    state.drawings = artists.into_iter().zip(prompts).map(blank).collect();
    step.enter(Stage::Draw(Waiting::default()), events::draw_started);
}

/// Accepts a player's drawing. Drawings are final.
pub(super) fn submit(step: &mut Step<'_, '_>, player: &PlayerId, strokes: Vec<String>) -> Result<(), RejectReason> {
    let Stage::Draw(_) = step.state.stage else { return Err(CommonRejection::WrongPhase.into()) };
    let own = step.state.drawings.iter_mut().find(|drawing| drawing.artist == *player);
    let own = own.ok_or(RejectReason::NextRound)?;
    if !own.strokes.is_empty() {
        return Err(CommonRejection::AlreadySubmitted.into());
    }
    check_drawing(&strokes)?;
    own.strokes = strokes;
    own.review = Review::new(step.ctx);
    step.answer_received();
    Ok(())
}

/// Checks the strokes of a drawing.
///
/// # Errors
/// [`BadDrawing`] with the first reason that applies.
fn check_drawing(strokes: &[String]) -> Result<(), BadDrawing> {
    if strokes.is_empty() {
        return Err(BadDrawing::Empty);
    }
    if strokes.len() > MAX_STROKES {
        return Err(BadDrawing::TooManyStrokes);
    }
    if strokes.iter().map(|stroke| stroke.len() + LIST_BYTES).sum::<usize>() > MAX_BYTES {
        return Err(BadDrawing::TooLarge);
    }
    let malformed = strokes.iter().position(|stroke| decode_stroke(stroke).is_none());
    malformed.map_or(Ok(()), |index| Err(BadDrawing::Stroke(index + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::{Point, encode_stroke};

    const DOT: Point = Point { x: 1, y: 2 };

    #[test]
    fn explains_bad_drawings() {
        let dot = encode_stroke(0, &[DOT]);
        let long = encode_stroke(0, &[DOT].repeat(MAX_BYTES / 4));
        assert_eq!(check_drawing(&[]), Err(BadDrawing::Empty));
        assert_eq!(check_drawing(&vec![dot.clone(); MAX_STROKES]), Ok(()));
        assert_eq!(check_drawing(&vec![dot.clone(); MAX_STROKES + 1]), Err(BadDrawing::TooManyStrokes));
        assert_eq!(check_drawing(std::slice::from_ref(&long)), Err(BadDrawing::TooLarge));
        assert_eq!(check_drawing(&[long[..MAX_BYTES - LIST_BYTES].to_owned()]), Ok(()));
        for bad in ["", "0", "6AAAA", "AAAAA", "0AAA", "0AAA=", "0AA A", "0AAAB____", "0AAAA\u{e6}", "\u{e6}"] {
            let second = [dot.clone(), bad.to_owned()];
            assert_eq!(check_drawing(&second), Err(BadDrawing::Stroke(2)), "{bad}");
        }
    }
}
