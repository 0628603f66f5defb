use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Seat, text},
    environment::TestEnvironment,
};

use super::{cast::Cast, timeline::Timeline};

const PROMPTS: [&str; 6] = ["marmalade", "thunderbolt", "icebreaker", "zoology", "lighthouse", "umbrella"];
const ROUNDS: u64 = 2;

#[tokio::test(flavor = "multi_thread")]
async fn last_word_keeps_its_secrets() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let prompts: Vec<String> =
        PROMPTS.iter().enumerate().map(|(n, word)| format!("Describe a {word} {}", prompt_word(n))).collect();
    let config = json!({
        "rounds": ROUNDS - 1, "own_prompts": prompts, "write_ms": 600_000, "vote_ms": 600_000, "result_ms": 400,
        "scoreboard_ms": 200,
    });
    let session = api.create_of("last_word", config).await;
    let mut cast = Cast::enter(&api, session).await;
    let mut timeline =
        Timeline { hidden: Vec::new(), private: "write", phases: &["vote", "result"], outcome: "result" };
    cast.probe().await;
    assert!(api.control(&cast.session, "play").await.status.is_success());

    let mut asked = Vec::new();
    for round in 1..=ROUNDS {
        cast.screen.next("phase.write_started").await;
        let questions = write_answers(&mut cast, &mut timeline, round, &mut asked).await;
        for question in 1..=questions {
            let started = cast.screen.next("phase.vote_started").await;
            assert_eq!(started["data"]["question"], question);
            cast.probe().await;
            vote(&mut cast, round == ROUNDS).await;
            cast.screen.next("phase.result_shown").await;
            cast.probe().await;
        }
        cast.screen.next("phase.scoreboard").await;
    }
    cast.screen.next("phase.game_over").await;
    cast.probe().await;
    // Prompts of the host that nobody got.
    for n in (0..PROMPTS.len()).filter(|n| !asked.contains(n)) {
        timeline.hide(&prompt_word(n), &[], None);
    }
    assert_eq!(asked.len(), 4, "three prompts in the first round, and one in the final round");
    timeline.check(&cast.finish().await, &["zprompt", "zanswer", "own_option", "votes_left"]);
}

fn prompt_word(n: usize) -> String {
    format!("zprompt{n}z")
}

/// Answers everybody's prompts, after attempts to answer those of others. In the final round, the third player leaves after
/// answering. Returns the number of prompts.
async fn write_answers(cast: &mut Cast, timeline: &mut Timeline, round: u64, asked: &mut Vec<usize>) -> u64 {
    let mut prompts: Vec<(String, String, Vec<Seat>)> = Vec::new();
    // The player is the last one to answer, which ends the phase.
    let seats = [cast.vip.clone(), cast.removed.clone(), cast.player.clone()];
    for seat in &seats {
        for prompt in own_part(cast, seat).await["prompts"].as_array().unwrap() {
            let id = text(&prompt["prompt_id"]);
            match prompts.iter_mut().find(|(known, ..)| *known == id) {
                Some((.., writers)) => writers.push(seat.clone()),
                None => prompts.push((id, text(&prompt["prompt"]), vec![seat.clone()])),
            }
        }
    }
    for (id, prompt, writers) in &prompts {
        let n = (0..PROMPTS.len()).find(|n| prompt.contains(&prompt_word(*n))).unwrap();
        let readers: Vec<&str> = writers.iter().map(|seat| seat.player_id.as_str()).collect();
        timeline.hide(&prompt_word(n), &readers, timeline.at(round, question_of(id), "vote"));
        asked.push(n);
    }
    cast.probe().await;
    for (n, seat) in seats.iter().enumerate() {
        for (id, _, writers) in &prompts {
            let is_writer = writers.iter().any(|writer| writer.player_id == seat.player_id);
            let word = format!("zanswer{id}w{n}z");
            let data = json!({"prompt_id": id, "text": format!("It is {word}")});
            let answer = cast.act(seat, "answer.submit", data).await;
            if !is_writer {
                assert_eq!(answer["code"], "not_allowed", "{answer}");
                timeline.hide(&word, &[], None);
                continue;
            }
            assert!(answer["seq"].is_u64(), "{answer}");
            // The answer of somebody who leaves before the vote is dropped.
            let is_kept = round < ROUNDS || seat.player_id != cast.removed.player_id;
            let opens = timeline.at(round, question_of(id), "vote").filter(|_| is_kept);
            timeline.hide(&word, &[&seat.player_id], opens);
            if seat.player_id != cast.player.player_id {
                cast.probe().await;
            }
        }
        if n == 1 && round == ROUNDS {
            cast.remove_third().await;
            cast.probe().await;
        }
    }
    prompts.len().try_into().unwrap()
}

/// Returns the number of the prompt with this id, such as 3 of `1.3`.
fn question_of(prompt_id: &str) -> u64 {
    prompt_id.split_once('.').unwrap().1.parse().unwrap()
}

async fn own_part(cast: &Cast, seat: &Seat) -> Value {
    cast.api.snapshot(&cast.session.code, Some(&seat.token)).await["you"].clone()
}

/// Votes as the audience, then as everybody who has votes.
async fn vote(cast: &mut Cast, is_final: bool) {
    let audience = cast.audience.clone();
    let seats = if is_final {
        vec![audience, cast.vip.clone(), cast.player.clone()]
    } else {
        vec![audience, cast.vip.clone(), cast.player.clone(), cast.removed.clone()]
    };
    for seat in &seats {
        let seen = cast.api.snapshot(&cast.session.code, Some(&seat.token)).await;
        if seen["phase"]["name"] != "vote" || seen["you"]["votes_left"] == 0 {
            continue;
        }
        let options = seen["view"]["options"].as_array().unwrap();
        let other = options.iter().find(|option| option["option_id"] != seen["you"]["own_option"]).unwrap();
        let data = json!({"prompt_id": seen["view"]["prompt_id"], "option_id": other["option_id"]});
        let answer = cast.act(seat, "vote.submit", data).await;
        assert!(answer["code"].is_null(), "{answer}");
        cast.probe().await;
    }
}
