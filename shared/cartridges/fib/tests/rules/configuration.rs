//! Settings, manifest and content.

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use serde_json::value::RawValue;
use wpp_fib::{Config, Fib};
use wpp_game::{
    content::{Content, ContentNeed, QuestionKind},
    driver::{GameDriver, SeatLimits},
    manifest::{Manifest, Settings},
};

use crate::room::question;

/// What the game makes of a configuration.
fn read(json: &str) -> String {
    let given: Box<RawValue> = serde_json::from_str(json).unwrap();
    match Config::read(&given).and_then(|config| Fib::check(&config)) {
        Err(out) => format!("{json}: {out}"),
        Ok(()) => format!("{json}: fine"),
    }
}

#[test]
fn every_field_is_optional_and_bounded() {
    assert_eq!(serde_json::from_str::<Config>("{}").unwrap(), Config::default());
    let tried = [
        r#"{}"#,
        r#"{"unknown": [1, {"a": null}]}"#,
        r#"{"rounds": 0}"#,
        r#"{"rounds": 11}"#,
        r#"{"rounds": -1}"#,
        r#"{"rounds": 1.5}"#,
        r#"{"rounds": "three"}"#,
        r#"{"rounds": null}"#,
        r#"{"rounds": 99999999999999999999}"#,
        r#"{"questions_per_round": 11}"#,
        r#"{"question_ms": 199}"#,
        r#"{"question_ms": 200}"#,
        r#"{"lie_ms": 600000}"#,
        r#"{"lie_ms": 600001}"#,
        r#"{"guess_ms": 1}"#,
        r#"{"reveal_step_ms": 1}"#,
        r#"{"scores_ms": 1}"#,
        r#"{"scoreboard_ms": 1}"#,
        r#"{"truth_points": 100001}"#,
        r#"{"truth_points": 0, "fool_points": 0}"#,
        r#"{"fool_points": 100001}"#,
        r#"{"round_multipliers": []}"#,
        r#"{"round_multipliers": [0]}"#,
        r#"{"round_multipliers": [101]}"#,
        r#"{"round_multipliers": [1,1,1,1,1,1,1,1,1,1,1]}"#,
        r#"{"round_multipliers": 2}"#,
        r#"{"round_multipliers": [100]}"#,
        r#"{"timers": "sometimes"}"#,
        r#"{"timers": "extended"}"#,
        r#"{"all_in_advances": "yes"}"#,
        r#"{"family_friendly": 1}"#,
        r#"{"min_players": 1}"#,
        r#"{"max_players": 201}"#,
        r#"{"min_players": 20}"#,
        r#"{"min_players": 200, "max_players": 200}"#,
        r#"[]"#,
    ];
    insta::assert_snapshot!(tried.map(read).join("\n"));
}

#[test]
fn defaults_match_the_contract() {
    insta::assert_json_snapshot!(Config::default());
    assert_eq!(Fib::seats(&Config::default()), SeatLimits { min: 2, max: 12 });
    let kinds = &[QuestionKind::Blank, QuestionKind::Open];
    assert_eq!(
        Fib::content(&Config::default(), 2),
        ContentNeed::Questions { count: 9, family_friendly: false, kinds, default_kinds: kinds }
    );
}

#[test]
fn manifest_lists_every_setting() {
    let manifest = Manifest::of::<Fib>();
    insta::assert_json_snapshot!(manifest);
    insta::assert_json_snapshot!("configuration_schema", manifest.config_schema());
}

#[test]
fn reports_too_few_questions() {
    let mut rng = ChaCha8Rng::from_seed([0; 32]);
    let few = Content::Questions((0..8).map(question).collect());
    let refused = Fib::draw_content(&Config::default(), 2, few, &mut rng).unwrap_err();
    assert_eq!((refused.needed, refused.found), (9, 8));
    assert_eq!(Fib::draw_content(&Config::default(), 2, Content::None, &mut rng).unwrap_err().found, 0);
}
