//! Actions that the game rejects.

use reqwest::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use wpp_entity::question;
use wpp_tests::harness::{
    client::text,
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, option_but, short_config},
};

#[tokio::test(flavor = "multi_thread")]
async fn rejects_wrong_moves_by_code() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let (code, seat) = (game.session.code.clone(), game.seats[0].clone());
    game.phones[0].refused("lie.submit", json!({"text": "too early"}), "wrong_phase").await;
    game.play(&api).await;
    game.phones[0].refused("guess.submit", json!({"option_id": "?"}), "wrong_phase").await;

    let phone = &mut game.phones[0];
    phone.next("phase.lie_started").await;
    phone.refused("guess.submit", json!({"option_id": "?"}), "wrong_phase").await;
    phone.refused("reaction.send", json!({"emoji": "🔥"}), "wrong_phase").await;
    for text in ["", "   ", "a\u{0}b", "\u{202e}", &"x".repeat(81), &"😀".repeat(3_000)] {
        phone.refused("lie.submit", json!({"text": text}), "invalid_input").await;
    }
    for data in [json!({}), json!(null), json!([]), json!(7), json!({"text": 7}), json!({"text": null})] {
        phone.refused("lie.submit", data, "invalid_input").await;
    }
    for kind in ["", "lie", "phase.game_over", "session.exited", "💥"] {
        let refused = phone.ask(kind, json!({})).await;
        assert_eq!(refused["type"], "error", "{kind}: {refused}");
    }
    phone.accepted("lie.submit", json!({"text": lie_of(0)})).await;
    phone.refused("lie.submit", json!({"text": "a second one"}), "already_submitted").await;
    phone.refused("lie.suggest", json!({}), "already_submitted").await;
    game.phones[1].accepted("lie.submit", json!({"text": lie_of(1)})).await;

    let phone = &mut game.phones[0];
    let options = phone.next("phase.guess_started").await["data"]["options"].clone();
    let own = options.as_array().unwrap().iter().find(|option| option["text"] == lie_of(0)).unwrap();
    phone.refused("guess.submit", json!({"option_id": own["option_id"]}), "own_lie").await;
    for option_id in ["", "nothing", &"9".repeat(2_000)] {
        phone.refused("guess.submit", json!({"option_id": option_id}), "invalid_input").await;
    }
    phone.refused("reaction.send", json!({"emoji": "💩"}), "invalid_input").await;
    let pick = json!({"option_id": option_but(&options, &lie_of(0))});
    phone.accepted("guess.submit", pick.clone()).await;
    phone.refused("guess.submit", pick.clone(), "already_submitted").await;
    let over_rest = api.submit_action(&code, &seat, "r", "guess.submit", pick).await;
    assert_eq!(over_rest.status, StatusCode::CONFLICT);
    let _ = over_rest.problem("already_submitted");

    let options = game.phones[1].next("phase.guess_started").await["data"]["options"].clone();
    let pick = json!({"option_id": option_but(&options, &lie_of(1))});
    game.phones[1].accepted("guess.submit", pick).await;
    game.screen.next("phase.game_over").await;
    game.phones[0].refused("lie.submit", json!({"text": "too late"}), "wrong_phase").await;
    game.screen.assert_matches_server(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_the_truth_as_a_lie() {
    let (env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    game.play(&api).await;
    let prompt = text(&game.screen.next("phase.question_shown").await["data"]["prompt"]);
    let database = env.open_database().await;
    let asked = question::Entity::find().filter(question::Column::Prompt.eq(prompt)).one(&database).await;
    let answer = asked.unwrap().unwrap().answer;

    let phone = &mut game.phones[0];
    phone.next("phase.lie_started").await;
    for truth in [answer.clone(), answer.to_uppercase(), format!("  {answer}!  ")] {
        let refused = phone.ask("lie.submit", json!({"text": truth})).await;
        assert_eq!(refused["data"]["code"], "too_close_to_truth", "{refused}");
        assert!(!refused["data"]["message"].as_str().unwrap().contains(&answer));
    }
    phone.accepted("lie.submit", json!({"text": lie_of(0)})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_invalid_action_ids() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    game.play(&api).await;
    let phone = &mut game.phones[0];
    phone.next("phase.lie_started").await;
    for id in ["", "a b", "ü", "\u{7}", &"x".repeat(65)] {
        let refused = phone.ask_as(id, "lie.submit", json!({"text": lie_of(0)})).await;
        assert_eq!(refused["data"]["code"], "invalid_input", "{refused}");
        let rest =
            api.submit_action(&game.session.code, &game.seats[0], id, "lie.submit", json!({"text": lie_of(0)})).await;
        let _ = rest.problem("invalid_input");
    }
    phone.ask_as(&"x".repeat(64), "lie.submit", json!({"text": lie_of(0)})).await;
}
