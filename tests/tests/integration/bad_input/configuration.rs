//! Configurations out of bounds.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{client::Api, environment::TestEnvironment};

#[tokio::test(flavor = "multi_thread")]
async fn rejects_values_out_of_bounds() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let cases: [(&str, Value, &[&str]); 21] = [
        ("rounds", json!(0), &["1", "10"]),
        ("rounds", json!(11), &["1", "10"]),
        ("rounds", json!(-1), &["1", "10"]),
        ("rounds", json!(2.5), &["1", "10"]),
        ("rounds", json!("three"), &["1", "10"]),
        ("rounds", json!(null), &["1", "10"]),
        ("rounds", json!(u64::MAX), &["1", "10"]),
        ("questions_per_round", json!(0), &["1", "10"]),
        ("lie_ms", json!(199), &["200", "600000"]),
        ("lie_ms", json!(600_001), &["200", "600000"]),
        ("guess_ms", json!(0), &["200", "600000"]),
        ("question_ms", json!([]), &["200", "600000"]),
        ("reveal_step_ms", json!({}), &["200", "600000"]),
        ("min_players", json!(1), &["2", "200"]),
        ("max_players", json!(201), &["200"]),
        ("max_players", json!(1), &["2", "200"]),
        ("truth_points", json!(-5), &["0", "100000"]),
        ("round_multipliers", json!([]), &["1", "100"]),
        ("round_multipliers", json!([1, 2, "x"]), &["1", "100"]),
        ("timers", json!("sometimes"), &["on", "extended", "off"]),
        ("all_in_advances", json!("yes"), &["true", "false"]),
    ];
    for (field, value, bounds) in cases {
        let config = json!({"cartridge": "fib", "config": {field: value}});
        let refused = api.post("/api/sessions", None, &config).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{config}");
        let problem = refused.problem("invalid_input");
        let detail = problem["detail"].as_str().unwrap();
        for word in [&[field], bounds].concat() {
            assert!(detail.contains(word), "{config}: {detail:?} does not name {word:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_unknown_games_and_packs() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    for (body, field) in [
        (json!({"cartridge": "chess"}), "cartridge"),
        (json!({"cartridge": ""}), "cartridge"),
        (json!({"cartridge": "fib", "pack_ids": ["none"]}), "pack_ids"),
        (json!({"cartridge": "fib", "pack_ids": ["'; DROP TABLE packs; --"]}), "pack_ids"),
        (json!({"cartridge": "fib", "preset_id": "none"}), "preset_id"),
    ] {
        let problem = api.post("/api/sessions", None, &body).await.problem("invalid_input");
        assert_eq!(problem["field"], field, "{problem}");
    }
    for config in [json!([]), json!(7), json!("fast")] {
        let body = json!({"cartridge": "fib", "config": config});
        let _ = api.post("/api/sessions", None, &body).await.problem("invalid_input");
    }
    for body in [
        json!({"cartridge": "fib"}),
        json!({"cartridge": "fib", "config": null}),
        json!({"cartridge": "fib", "config": {}, "colour": "red"}),
        json!({"cartridge": "fib", "config": {"colour": "red"}}),
    ] {
        let _ = api.post("/api/sessions", None, &body).await.expect(StatusCode::CREATED);
    }
}
