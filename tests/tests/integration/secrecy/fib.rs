use serde_json::{Value, json};
use wpp_tests::harness::{client::text, environment::TestEnvironment};

use super::{
    audit::Audit,
    cast::Cast,
    secrets::{self, QUESTIONS, Secret, Stage, answer, prompt_word},
};

/// Lies that resemble neither each other nor an answer.
const LIES: [&str; 3] = ["left sock", "paper moon", "quiet engine"];

#[tokio::test(flavor = "multi_thread")]
async fn fib_keeps_its_secrets() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let config = json!({
        "rounds": 1, "questions_per_round": 2, "question_ms": 400, "lie_ms": 600_000, "guess_ms": 600_000,
        "reveal_step_ms": 200, "scores_ms": 200, "scoreboard_ms": 200,
    });
    let mut cast = Cast::gather(&api, "fib", config).await;
    let mut audit = Audit { secrets: secrets::of_pack(), asked: Vec::new() };
    cast.probe().await;
    assert!(api.control(&cast.session, "play").await.status.is_success());

    for turn in 0..2 {
        let shown = cast.screen.next("phase.question_shown").await;
        let question = question_of(&shown["data"]["prompt"]);
        audit.asked.push(question);
        cast.probe().await;
        cast.screen.next("phase.lie_started").await;
        write_lies(&mut cast, &mut audit, turn, question).await;
        cast.screen.next("phase.guess_started").await;
        cast.probe().await;
        guess(&mut cast, turn).await;
        cast.screen.next("reveal.step").await;
        cast.probe().await;
        cast.screen.next("phase.scoreboard").await;
    }
    cast.screen.next("phase.game_over").await;
    cast.probe().await;

    let recordings = cast.finish().await;
    let leaks = audit.leaks(&recordings);
    assert!(leaks.is_empty(), "{} leaks, such as\n{}", leaks.len(), leaks[..leaks.len().min(5)].join("\n"));
    // The search must have found something to judge.
    for word in ["zprompt", "zanswer", "zexplanation", "zlie"] {
        assert!(recordings.iter().any(|recording| recording.texts.iter().any(|text| text.contains(word))), "{word}");
    }
}

/// Writes a lie for everybody, after attempts to learn the truth.
async fn write_lies(cast: &mut Cast, audit: &mut Audit, turn: usize, question: usize) {
    let (vip, player, removed) = (cast.vip.clone(), cast.player.clone(), cast.removed.clone());
    // The VIP asks for suggestions and receives decoys of the question.
    for decoy in audit.secrets.iter_mut().filter(|secret| secret.question == question && secret.word.contains("decoy"))
    {
        decoy.readers.push(vip.player_id.clone());
    }
    let suggested = cast.vip_socket.ask("lie.suggest", json!({})).await;
    assert_eq!(suggested["type"], "ack", "{suggested}");
    let refused = cast.vip_socket.ask("lie.submit", json!({"text": answer(question)})).await;
    assert_eq!(refused["data"]["code"], "too_close_to_truth", "{refused}");
    let mut lie = |n: usize, author: &str| {
        let word = format!("zlie{turn}q{n}z");
        let secret = Secret::new(word.clone(), question, Stage::Options);
        audit.secrets.push(Secret { readers: vec![author.to_owned()], ..secret });
        json!({"text": format!("{} {word}", LIES[n])})
    };
    if turn == 0 {
        let text = lie(2, &removed.player_id);
        assert!(cast.act(&removed, "lie.submit", text).await["seq"].is_u64());
        cast.probe().await;
        cast.remove_third().await;
    }
    let text = lie(0, &vip.player_id);
    assert_eq!(cast.vip_socket.ask("lie.submit", text).await["type"], "ack");
    cast.probe().await;
    let text = lie(1, &player.player_id);
    assert!(cast.act(&player, "lie.submit", text).await["seq"].is_u64());
}

async fn guess(cast: &mut Cast, turn: usize) {
    let snapshot = cast.api.snapshot(&cast.session.code, None).await;
    let options: Vec<Value> = snapshot["view"]["options"].as_array().unwrap().clone();
    let without = |word: String| {
        let option = options.iter().find(|option| !text(&option["text"]).contains(&word)).unwrap();
        json!({"option_id": option["option_id"]})
    };
    let (for_vip, for_player) = (without(format!("zlie{turn}q0z")), without(format!("zlie{turn}q1z")));
    assert_eq!(cast.vip_socket.ask("guess.submit", for_vip).await["type"], "ack");
    cast.probe().await;
    let player = cast.player.clone();
    assert!(cast.act(&player, "guess.submit", for_player).await["seq"].is_u64());
}

fn question_of(prompt: &Value) -> usize {
    let prompt = prompt.as_str().unwrap();
    (0..QUESTIONS).find(|n| prompt.contains(&prompt_word(*n))).unwrap()
}
