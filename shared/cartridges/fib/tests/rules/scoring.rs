//! Recomputes the scores of random games from their events.

use std::collections::BTreeMap;

use proptest::prelude::*;
use wpp_fib::{Action, EMOJI, Event, Kind};
use wpp_game::{driver::Next, ids::PlayerId};

use crate::room::{Room, config};

/// A random move. Indices are taken modulo the number of players or options.
#[derive(Debug, Clone)]
enum Move {
    Lie(usize, String),
    SubmitSuggestion(usize, usize),
    Guess(usize, usize),
    React(usize, usize),
    Away(usize),
    Back(usize),
    Remove(usize),
    Pass,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        4 => (any::<usize>(), "(the )?(gran|grand|truth|walrus|moon)s? (canyon|number 1|2)|.{0,5}").prop_map(|(p, t)| Move::Lie(p, t)),
        2 => any::<(usize, usize)>().prop_map(|(p, n)| Move::SubmitSuggestion(p, n)),
        6 => any::<(usize, usize)>().prop_map(|(p, n)| Move::Guess(p, n)),
        2 => any::<(usize, usize)>().prop_map(|(p, n)| Move::React(p, n)),
        1 => any::<usize>().prop_map(Move::Away),
        1 => any::<usize>().prop_map(Move::Back),
        1 => (0usize..40).prop_map(Move::Remove),
        3 => Just(Move::Pass),
    ];
    proptest::collection::vec(one, 0..150)
}

fn play(room: &mut Room, action: Move) {
    let name = |room: &Room, n: usize| room.seats[n % room.seats.len()].nickname.clone();
    // Rejections are expected; the final check verifies that they changed nothing.
    match action {
        _ if room.next == Next::Over => {}
        Move::Lie(p, text) => drop(room.lie(&name(room, p), &text)),
        Move::SubmitSuggestion(p, n) => {
            let name = name(room, p);
            if let Ok(offers) = room.suggest(&name)
                && let Some(text) = offers.get(n % 3)
            {
                drop(room.lie(&name, text));
            }
        }
        Move::Guess(p, n) => {
            let options = room.view().options;
            if !options.is_empty() {
                let option_id = options[n % options.len()].option_id.clone();
                drop(room.act(&name(room, p), Action::Guess { option_id }));
            }
        }
        Move::React(p, n) => drop(room.react(&name(room, p), EMOJI[n % EMOJI.len()])),
        Move::Away(p) => room.present(&name(room, p), false),
        Move::Back(p) => room.present(&name(room, p), true),
        // Only one in eight removals happens, so that players remain.
        Move::Remove(p) if p < 5 && room.seats.len() > 2 => room.remove(&name(room, p)),
        Move::Remove(_) => {}
        Move::Pass if matches!(room.next, Next::At(_)) => room.pass(),
        Move::Pass => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn scores_follow_from_events(moves in moves(), extended in any::<bool>(), fool in 0u32..1000, first in 1u32..100) {
        let timers = if extended { "extended" } else { "on" };
        let mut room = Room::open(&["Ana", "Bo", "Cy", "Dee"], config(&format!(
            r#"{{"rounds": 2, "questions_per_round": 2, "fool_points": {fool}, "round_multipliers": [{first}, 2], "timers": "{timers}"}}"#
        )));
        for action in moves {
            play(&mut room, action);
        }
        while room.next != Next::Over {
            room.pass();
        }
        check_scores(&room.events)?;
    }
}

/// Recomputes scores, ranks and reveals from the events alone.
fn check_scores(events: &[Event]) -> Result<(), TestCaseError> {
    let mut totals: BTreeMap<PlayerId, i64> = BTreeMap::new();
    let mut gains: BTreeMap<PlayerId, i64> = BTreeMap::new();
    let (mut options, mut steps) = (0, Vec::new());
    for event in events {
        match event {
            Event::QuestionShown(_) => gains.clear(),
            Event::GuessStarted(started) => options = started.options.len(),
            Event::RevealStep(step) => {
                let it = &step.revealed;
                prop_assert!(it.authors.iter().all(|author| !it.pickers.contains(author)), "nobody picks their own");
                for awarded in &it.awarded {
                    *totals.entry(awarded.player_id.clone()).or_default() += awarded.points;
                    *gains.entry(awarded.player_id.clone()).or_default() += awarded.points;
                }
                prop_assert_eq!(it.explanation.is_some(), it.kind == Kind::Truth);
                steps.push(it.kind);
            }
            Event::ScoresCalculated(scores) => {
                prop_assert_eq!(steps.len(), options);
                prop_assert_eq!(steps.iter().position(|kind| *kind == Kind::Truth), Some(options - 1));
                steps.clear();
                for delta in &scores.deltas {
                    prop_assert_eq!(delta.delta, gains.get(&delta.player_id).copied().unwrap_or(0));
                    prop_assert_eq!(delta.total, totals.get(&delta.player_id).copied().unwrap_or(0));
                }
            }
            Event::Scoreboard(board) => {
                for ranked in &board.ranking {
                    let better = board.ranking.iter().filter(|other| other.score > ranked.score).count();
                    prop_assert_eq!(ranked.rank, better + 1);
                    prop_assert_eq!(ranked.score, totals.get(&ranked.player_id).copied().unwrap_or(0));
                }
                prop_assert!(board.ranking.is_sorted_by_key(|ranked| ranked.rank));
            }
            Event::LieStarted(_) | Event::Progress(_) | Event::Reaction(_) | Event::GameOver(_) => {}
        }
    }
    Ok(())
}
