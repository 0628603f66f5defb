//! Evenings of rooms that choose no packs: each game draws what is made for it.

use std::collections::{BTreeMap, BTreeSet};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use reqwest::{Method, StatusCode};
use sea_orm::{DatabaseConnection, EntityTrait};
use serde_json::json;
use wpp_entity::{question, question_history};
use wpp_game::content::{Content, ContentNeed, QuestionKind};
use wpp_library::content::{self, DrawnContent, PackSelection};
use wpp_runtime::db::Writer;
use wpp_tests::{
    harness::{client::text, database::TestDatabase, environment::TestEnvironment},
    on_both_databases, on_both_environments,
};

use super::{
    support::{draft, ready, titled},
    uploads::server,
};

on_both_databases! {
    default_evenings_mix_kinds_and_repeat_nothing,
    no_two_games_share_default_questions,
    a_room_keeps_the_default_for_other_games,
    chosen_packs_are_drawn_evenly,
    few_questions_are_filled_up,
}

mod over_http {
    use super::{on_both_environments, rooms_of_quiz_mix_kinds};

    on_both_environments! { rooms_of_quiz_mix_kinds }
}

/// Most questions of one kind among the twelve of Quiz.
const MOST_OF_A_KIND: usize = 6;

/// The kinds of which players pick one of several options.
const ONE_OF_SEVERAL: &[QuestionKind] = QuestionKind::WITH_DECOYS;

/// Returns what a game with the default settings needs.
fn need(cartridge: &str) -> ContentNeed {
    wpp_cartridges::registry().get(cartridge).unwrap().content_need(None).unwrap()
}

fn by_default(language: &str) -> PackSelection<'_> {
    PackSelection { language: Some(language), account: Some("ana"), ..PackSelection::default() }
}

async fn draw(db: &DatabaseConnection, need: &ContentNeed, choice: PackSelection<'_>, seed: u64) -> DrawnContent {
    content::draw(db, need, choice, &mut ChaCha8Rng::seed_from_u64(seed)).await.unwrap()
}

fn kinds(drawn: &DrawnContent) -> Vec<QuestionKind> {
    match &drawn.content {
        Content::Questions(questions) => questions.iter().map(|question| question.kind).collect(),
        Content::None => Vec::new(),
    }
}

/// Checks the kinds of an evening of Quiz.
fn assert_varied(kinds: &[QuestionKind]) {
    let mut times = BTreeMap::<QuestionKind, usize>::new();
    kinds.iter().for_each(|kind| *times.entry(*kind).or_default() += 1);
    assert_eq!(kinds.len(), 12);
    assert!(times.values().all(|times| *times <= MOST_OF_A_KIND), "{times:?}");
    assert!(kinds.iter().filter(|kind| !ONE_OF_SEVERAL.contains(kind)).count() >= 6, "{times:?}");
    assert!(!times.contains_key(&QuestionKind::Blank), "a sentence for Fib: {times:?}");
}

async fn default_evenings_mix_kinds_and_repeat_nothing(database: &TestDatabase) {
    ready(database).await;
    let (db, writer, quiz) = (&database.db, Writer::new(database.db.clone()), need("quiz"));
    for language in ["en", "da"] {
        let mut played = BTreeSet::new();
        for evening in 1..=10 {
            let drawn = draw(db, &quiz, by_default(language), evening).await;
            assert_varied(&kinds(&drawn));
            content::record_history(&writer, "ana", drawn.content.ids(), evening.cast_signed()).await.unwrap();
            played.extend(drawn.content.ids().map(str::to_owned));
            assert_eq!(played.len() as u64, 12 * evening, "a question of {language} was repeated");
        }
    }
}

async fn no_two_games_share_default_questions(database: &TestDatabase) {
    ready(database).await;
    let registry = wpp_cartridges::registry();
    let mut games = BTreeMap::<QuestionKind, &str>::new();
    for cartridge in registry.kinds() {
        for seed in 0..10 {
            for kind in kinds(&draw(&database.db, &need(cartridge), by_default("en"), seed).await) {
                let game = games.entry(kind).or_insert(cartridge);
                assert_eq!(*game, cartridge, "both draw {kind:?}");
            }
        }
    }
    assert!(games.len() >= 8, "{games:?}");
}

/// A room stores the packs of its first game. They are no choice of the host for the next one.
async fn a_room_keeps_the_default_for_other_games(database: &TestDatabase) {
    ready(database).await;
    let db = &database.db;
    let mut packs = draw(db, &need("quiz"), by_default("da"), 1).await.packs;
    for (cartridge, seed) in [("fib", 2), ("last_word", 3), ("quiz", 4), ("quiz", 5)] {
        let of_room = PackSelection { packs: &packs, skip_missing: true, ..by_default("en") };
        let drawn = draw(db, &need(cartridge), of_room, seed).await;
        assert!(drawn.packs.iter().all(|pack| pack.ends_with("-da")), "{cartridge}: {:?}", drawn.packs);
        match cartridge {
            "quiz" => assert_varied(&kinds(&drawn)),
            "fib" => assert!(kinds(&drawn).iter().all(|kind| *kind == QuestionKind::Blank)),
            _ => assert!(kinds(&drawn).iter().all(|kind| *kind == QuestionKind::Prompt)),
        }
        packs = drawn.packs;
    }
}

async fn chosen_packs_are_drawn_evenly(database: &TestDatabase) {
    let packs = ready(database).await;
    let own = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    for n in 0..12 {
        packs.add_question(&own, "ana", draft(n)).await.unwrap();
    }
    let (db, quiz) = (&database.db, need("quiz"));
    let of_fib = ["starter-en".to_owned()];
    let drawn = draw(db, &quiz, PackSelection { packs: &of_fib, ..by_default("da") }, 1).await;
    assert!(kinds(&drawn).iter().all(|kind| *kind == QuestionKind::Blank), "the host chose sentences");

    // A pack of a person with the built-in packs is a choice. 12 of 791 questions are its own.
    let built_in = draw(db, &quiz, by_default("en"), 1).await.packs;
    let all: Vec<String> = built_in.into_iter().chain([own]).collect();
    let chosen = PackSelection { packs: &all, ..by_default("en") };
    let mut sentences = 0;
    for seed in 0..10 {
        let drawn = kinds(&draw(db, &quiz, chosen, seed).await);
        sentences += drawn.iter().filter(|kind| **kind == QuestionKind::Blank).count();
    }
    // 120 × 463/791 = 70 expected, standard deviation 5.
    assert!((50..90).contains(&sentences), "{sentences} of 120 questions are sentences");
}

/// A long game of a language with few questions also draws what is made for another game.
async fn few_questions_are_filled_up(database: &TestDatabase) {
    ready(database).await;
    let ContentNeed::Questions { family_friendly, kinds: accepted, default_kinds, .. } = need("quiz") else {
        panic!("Quiz needs questions")
    };
    let of = |count| ContentNeed::Questions { count, family_friendly, kinds: accepted, default_kinds };
    let sentences = async |count| {
        let drawn = kinds(&draw(&database.db, &of(count), by_default("da"), 1).await);
        assert_eq!(drawn.len(), count);
        drawn.iter().filter(|kind| **kind == QuestionKind::Blank).count()
    };
    let made_for_quiz = 178;
    assert_eq!(sentences(made_for_quiz).await, 0);
    let filled_up = sentences(made_for_quiz + 2).await;
    assert!((2..=90).contains(&filled_up), "{filled_up} sentences");
}

async fn rooms_of_quiz_mix_kinds(env: &TestEnvironment) {
    let (_web, db, [ana, bo]) = server(env).await;
    for evening in 1..=4 {
        let language = ["da", "en"][evening % 2];
        let body = json!({"cartridge": "quiz", "language": language});
        let created = ana.call(Method::POST, "/api/sessions", body).await.expect(StatusCode::CREATED);
        let (code, host) = (text(&created["code"]), text(&created["host_token"]));
        for name in ["Ana", "Bo"] {
            bo.api.join(&code, name).await;
        }
        let play = format!("/api/sessions/{code}/play");
        let _ = bo.api.post(&play, Some(&host), &json!({})).await.expect(StatusCode::OK);
        let history = question_history::Entity::find().all(&db).await.unwrap();
        assert_eq!(history.len(), 12 * evening, "a question was repeated");
        let latest = history.iter().map(|row| row.drawn_at).max().unwrap();
        let played = history.iter().filter(|row| row.drawn_at == latest).map(|row| row.question_id);
        let questions = question::Entity::with_ids(played).all(&db).await.unwrap();
        let kinds: Vec<_> = questions.iter().map(|row| QuestionKind::parse(&row.kind).unwrap()).collect();
        assert_varied(&kinds);
    }
}
