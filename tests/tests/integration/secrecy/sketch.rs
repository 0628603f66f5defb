use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Seat, text},
    environment::TestEnvironment,
};

use super::{cast::Cast, timeline::Timeline};

const PROMPTS: [&str; 8] =
    ["marmalade", "thunderbolt", "icebreaker", "zoology", "lighthouse", "umbrella", "saxophone", "parachute"];

#[tokio::test(flavor = "multi_thread")]
async fn sketch_keeps_its_secrets() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let prompts: Vec<String> =
        PROMPTS.iter().enumerate().map(|(n, word)| format!("A {word} {}", prompt_word(n))).collect();
    let config = json!({
        "rounds": 1, "own_prompts": prompts, "draw_ms": 600_000, "title_ms": 600_000, "guess_ms": 600_000,
        "reveal_step_ms": 200, "scoreboard_ms": 200,
    });
    let session = api.create_of("sketch", config).await;
    let mut cast = Cast::enter(&api, session).await;
    let mut timeline =
        Timeline { hidden: Vec::new(), private: "draw", phases: &["title", "guess", "reveal"], outcome: "reveal" };
    cast.probe().await;
    assert!(api.control(&cast.session, "play").await.status.is_success());

    cast.screen.next("phase.draw_started").await;
    let mut drawn = draw(&mut cast).await;
    for question in 1..=2 {
        let started = cast.screen.next("phase.title_started").await;
        assert_eq!(started["data"]["question"], question);
        let artist = text(&started["data"]["artist"]);
        let opens = timeline.at(1, question, "guess");
        let place = drawn.iter().position(|(player, _)| *player == artist).unwrap();
        let (_, prompt) = drawn.remove(place);
        timeline.hide(&prompt_word(prompt), &[&artist], opens);
        cast.probe().await;

        let is_vip = artist == cast.vip.player_id;
        let guesser = if is_vip { cast.player.clone() } else { cast.vip.clone() };
        let word = format!("ztitle{question}z");
        timeline.hide(&word, &[&guesser.player_id], opens);
        let near = json!({"text": format!("A {} {}", PROMPTS[prompt], prompt_word(prompt))});
        let refused = cast.act(&guesser, "title.submit", near).await;
        assert_eq!(refused["code"], "too_close_to_truth", "{refused}");
        let answer = cast.act(&guesser, "title.submit", json!({"text": format!("Breakfast {word}")})).await;
        assert!(answer["seq"].is_u64(), "{answer}");

        // Prompts that nobody draws fill up the titles.
        let options = cast.screen.next("phase.guess_started").await["data"]["options"].to_string();
        let fillers = (0..PROMPTS.len()).filter(|n| *n != prompt && options.contains(&prompt_word(*n)));
        for filler in fillers {
            assert!(drawn.iter().all(|(_, other)| *other != filler), "a prompt of another drawing is a title");
            timeline.hide(&prompt_word(filler), &[], opens);
        }
        cast.probe().await;
        guess(&mut cast, &guesser, &word).await;
        cast.screen.next("reveal.step").await;
        cast.probe().await;
    }
    cast.screen.next("phase.game_over").await;
    cast.probe().await;
    for n in 0..PROMPTS.len() {
        // A prompt that is hidden already opens later, or never.
        if !timeline.hidden.iter().any(|hidden| hidden.word == prompt_word(n)) {
            let artists: Vec<&str> =
                drawn.iter().filter(|(_, other)| *other == n).map(|(artist, _)| artist.as_str()).collect();
            timeline.hide(&prompt_word(n), &artists, None);
        }
    }
    timeline.check(&cast.finish().await, &["zprompt", "ztitle", "title_option_id"]);
}

fn prompt_word(n: usize) -> String {
    format!("zprompt{n}z")
}

/// Draws everybody's prompt. The third player is removed after drawing. Returns the players with the numbers of their prompts.
async fn draw(cast: &mut Cast) -> Vec<(String, usize)> {
    let seats = [cast.removed.clone(), cast.vip.clone(), cast.player.clone()];
    let mut drawn = Vec::new();
    for seat in &seats {
        let prompt = text(&own_part(cast, seat).await["prompt"]);
        let prompt = (0..PROMPTS.len()).find(|n| prompt.contains(&prompt_word(*n))).unwrap();
        drawn.push((seat.player_id.clone(), prompt));
    }
    for (n, seat) in seats.iter().enumerate() {
        cast.probe().await;
        let answer = cast.act(seat, "drawing.submit", json!({"strokes": [format!("{n}AAAAZZZZ")]})).await;
        assert!(answer["seq"].is_u64(), "{answer}");
        if n == 0 {
            cast.probe().await;
            cast.remove_third().await;
        }
    }
    drawn
}

/// Picks a title that the player did not write, if the player takes part in the guess.
async fn guess(cast: &mut Cast, guesser: &Seat, own_title: &str) {
    let seen = cast.api.snapshot(&cast.session.code, Some(&guesser.token)).await;
    let options = seen["view"]["options"].as_array().unwrap();
    let other = options.iter().find(|option| !text(&option["text"]).contains(own_title)).unwrap();
    let data = json!({"option_id": other["option_id"]});
    let answer = cast.act(guesser, "guess.submit", data).await;
    assert!(answer["seq"].is_u64(), "{answer}");
}

async fn own_part(cast: &Cast, seat: &Seat) -> Value {
    cast.api.snapshot(&cast.session.code, Some(&seat.token)).await["you"].clone()
}
