//! Describes events in transcripts.

use wpp_game::ids::PlayerId;
use wpp_quiz::{Event, Ranked};

pub fn describe(event: &Event) -> String {
    match event {
        Event::QuestionShown(e) => format!(
            "question {}/{} of round {}/{} (×{}): {} | {}",
            e.question, e.questions, e.round, e.rounds, e.multiplier, e.category, e.prompt
        ),
        Event::AnswerStarted(e) => {
            let options: Vec<&str> = e.options.iter().map(|option| option.text.as_str()).collect();
            let limit = e.time_limit_ms.map_or("no hurry".into(), |ms| format!("{ms} ms"));
            let host = if e.waits_for_host { " or the host" } else { "" };
            format!("answer, {limit}; waiting for {}{host}: {}", names(&e.waiting), options.join(" | "))
        }
        Event::Progress(e) => format!("answered: {}; waiting for {}", names(&e.answered), names(&e.waiting)),
        Event::Reaction(e) => format!("reactions: {:?}", e.counts),
        Event::SolutionShown(e) => {
            let points: String = e
                .solution
                .awarded
                .iter()
                .map(|a| {
                    format!(", {} +{} ({} in a row, {} for speed)", a.player_id, a.points, a.streak, a.speed_points)
                })
                .collect();
            let host = if e.waits_for_host { "; the host goes on" } else { "" };
            format!("it is {:?}{points}{host}", e.solution.text)
        }
        Event::Scoreboard(e) => {
            format!("{}: {}", if e.is_final { "final standing" } else { "standing" }, board(&e.ranking))
        }
        Event::GameOver(e) => {
            let award = |a: &wpp_quiz::AwardView| {
                format!("\n            {} {}: {} ({})", a.emoji, a.title, a.player_id, a.value)
            };
            format!("game over: {}{}", board(&e.ranking), e.awards.iter().map(award).collect::<String>())
        }
    }
}

fn names(players: &[PlayerId]) -> String {
    if players.is_empty() {
        return "nobody".into();
    }
    players.iter().map(PlayerId::as_str).collect::<Vec<_>>().join(" ")
}

fn board(ranking: &[Ranked]) -> String {
    let place = |r: &Ranked| format!("{}. {} {} (+{})", r.rank, r.nickname, r.score, r.delta);
    ranking.iter().map(place).collect::<Vec<_>>().join(", ")
}
