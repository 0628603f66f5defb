//! Settings, manifest and content.

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use wpp_game::{
    content::Content,
    driver::{GameDriver, SeatLimits},
    manifest::Manifest,
};
use wpp_quiz::{Config, Quiz};

use crate::room::question;

#[test]
fn manifest_lists_every_setting() {
    insta::assert_json_snapshot!(Manifest::of::<Quiz>());
    assert_eq!(Quiz::seats(&Config::default()), SeatLimits { min: 2, max: 40 });
}

#[test]
fn rejects_too_few_seats() {
    let config = Config { min_players: 5, max_players: 4, ..Config::default() };
    assert_eq!(Quiz::check(&config).unwrap_err().to_string(), "max_players must be a whole number from 5 to 500");
}

#[test]
fn skips_questions_without_decoys() {
    let mut rng = ChaCha8Rng::from_seed([0; 32]);
    let mut questions: Vec<_> = (0..12).map(question).collect();
    questions[3].decoys.clear();
    let refused = Quiz::draw_content(&Config::default(), 2, Content::Questions(questions), &mut rng).unwrap_err();
    assert_eq!((refused.needed, refused.found), (12, 11));
}
