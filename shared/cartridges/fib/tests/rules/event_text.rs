//! Describes events in transcripts.

use wpp_fib::{Event, Kind, Ranked};
use wpp_game::ids::PlayerId;

pub fn describe(event: &Event) -> String {
    match event {
        Event::QuestionShown(e) => format!(
            "question {}/{} of round {}/{} (×{}): {} | {}",
            e.question, e.questions, e.round, e.rounds, e.multiplier, e.category, e.prompt
        ),
        Event::LieStarted(e) => format!("write a lie, {}; waiting for {}", limit(e.time_limit_ms), names(&e.waiting)),
        Event::Progress(e) => format!("answered: {}; waiting for {}", names(&e.answered), names(&e.waiting)),
        Event::GuessStarted(e) => {
            let options: Vec<&str> = e.options.iter().map(|option| option.text.as_str()).collect();
            format!("guess, {}; waiting for {}: {}", limit(e.time_limit_ms), names(&e.waiting), options.join(" | "))
        }
        Event::Reaction(e) => format!("reactions: {:?}", e.counts),
        Event::RevealStep(e) => {
            let it = &e.revealed;
            let kind = match it.kind {
                Kind::Lie => format!("a lie by {}", names(&it.authors)),
                Kind::Decoy => "a decoy".into(),
                Kind::Truth => format!("THE TRUTH ({})", it.explanation.as_deref().unwrap_or("no explanation")),
            };
            let points: String = it.awarded.iter().map(|a| format!(", {} +{}", a.player_id, a.points)).collect();
            format!("{}/{}: {:?} picked by {} is {kind}{points}", e.step, e.steps, it.text, names(&it.pickers))
        }
        Event::ScoresCalculated(e) => {
            let deltas: Vec<String> =
                e.deltas.iter().map(|d| format!("{} +{} = {}", d.player_id, d.delta, d.total)).collect();
            format!("scores: {}", deltas.join(", "))
        }
        Event::Scoreboard(e) => {
            format!("{}: {}", if e.is_final { "final standing" } else { "standing" }, board(&e.ranking))
        }
        Event::GameOver(e) => {
            let awards: Vec<String> = e
                .awards
                .iter()
                .map(|a| format!("\n             {} {}: {} ({})", a.emoji, a.title, a.player_id, a.value))
                .collect();
            format!("game over: {}{}", board(&e.ranking), awards.concat())
        }
    }
}

fn names(players: &[PlayerId]) -> String {
    if players.is_empty() {
        "nobody".into()
    } else {
        players.iter().map(PlayerId::as_str).collect::<Vec<_>>().join(" ")
    }
}

fn limit(ms: Option<u64>) -> String {
    ms.map_or("no hurry".into(), |ms| format!("{ms} ms"))
}

fn board(ranking: &[Ranked]) -> String {
    let place = |r: &Ranked| format!("{}. {} {} (+{})", r.rank, r.nickname, r.score, r.delta);
    ranking.iter().map(place).collect::<Vec<_>>().join(", ")
}
