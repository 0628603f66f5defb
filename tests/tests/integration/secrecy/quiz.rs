use serde_json::{Value, json};
use wpp_tests::harness::{client::Api, environment::TestEnvironment, wait_until};

use super::{
    audit::Audit,
    cast::Cast,
    secrets::{self, QUESTIONS, prompt_word},
};

/// The VIP sets the pace, because the host is lost.
#[tokio::test(flavor = "multi_thread")]
async fn quiz_keeps_its_secrets() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let config = json!({
        "rounds": 1, "questions_per_round": 2, "pace": "host", "question_ms": 400, "scoreboard_ms": 200,
    });
    let mut cast = Cast::gather(&api, "quiz", config).await;
    let mut audit = Audit { secrets: secrets::of_pack(), asked: Vec::new() };
    cast.probe().await;
    play(&api, &cast).await;

    for turn in 0..2 {
        let shown = cast.screen.next("phase.question_shown").await;
        audit.asked.push(question_of(&shown["data"]["prompt"]));
        cast.probe().await;
        let started = cast.screen.next("phase.answer_started").await;
        cast.probe().await;
        let option = |n: usize| json!({"option_id": started["data"]["options"][n]["option_id"]});
        if turn == 0 {
            let removed = cast.removed.clone();
            assert!(cast.act(&removed, "answer.submit", option(0)).await["seq"].is_u64());
            cast.remove_third().await;
        }
        assert_eq!(cast.vip_socket.ask("answer.submit", option(0)).await["type"], "ack");
        cast.probe().await;
        let player = cast.player.clone();
        assert!(cast.act(&player, "answer.submit", option(1)).await["seq"].is_u64());
        cast.probe().await;
        // All have answered, which ends the phase.
        cast.screen.next("phase.solution_shown").await;
        cast.probe().await;
        // The game ignores a second tap right after the answers.
        let ended = async || {
            play(&api, &cast).await;
            api.snapshot(&cast.session.code, None).await["phase"]["name"] != "solution"
        };
        wait_until("the VIP ends the phase", ended).await;
        cast.screen.next("phase.scoreboard").await;
    }
    cast.screen.next("phase.game_over").await;
    cast.probe().await;

    let recordings = cast.finish().await;
    let leaks = audit.leaks(&recordings);
    assert!(leaks.is_empty(), "{} leaks, such as\n{}", leaks.len(), leaks[..leaks.len().min(5)].join("\n"));
    for word in ["zprompt", "zanswer", "zexplanation"] {
        assert!(recordings.iter().any(|recording| recording.texts.iter().any(|text| text.contains(word))), "{word}");
    }
}

async fn play(api: &Api, cast: &Cast) {
    let path = format!("/api/sessions/{}/play", cast.session.code);
    let answer = api.post(&path, Some(&cast.vip.token), &json!({})).await;
    assert!(answer.status.is_success(), "{}", answer.text);
}

fn question_of(prompt: &Value) -> usize {
    let prompt = prompt.as_str().unwrap();
    (0..QUESTIONS).find(|n| prompt.contains(&prompt_word(*n))).unwrap()
}
