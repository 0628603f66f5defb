//! Draws questions for a group with a question history, from packs with different owners.

use std::collections::BTreeSet;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use wpp_entity::{dealt, pack::Visibility};
use wpp_game::content::{Content, ContentNeed, QuestionKind};
use wpp_library::{
    content::{self, Choice, ContentError, Drawn, MAX_REMEMBERED},
    packs::{Packs, catalog::About, import::Options},
};
use wpp_runtime::db::Writer;
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use super::shelf::{draft, imported, into_new, ready, titled};

on_both_databases! {
    prefers_new_questions,
    prefers_new_questions_in_large_packs,
    question_history_is_bounded,
    second_game_draws_other_questions,
    draws_only_supported_kinds,
    visibility_decides_who_plays_a_pack,
    default_is_packs_of_the_language,
}

const NEED: ContentNeed = ContentNeed::Questions { count: 3, family_friendly: false, kinds: QuestionKind::ALL };

async fn filled(packs: &Packs, questions: usize) -> Vec<String> {
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    for n in 0..questions {
        packs.add(&made.key, "ana", draft(n)).await.unwrap();
    }
    vec![made.key]
}

fn ids(drawn: &Drawn) -> BTreeSet<String> {
    drawn.content.ids().map(str::to_owned).collect()
}

async fn prefers_new_questions(database: &TestDatabase) {
    let packs = ready(database).await;
    let (key, writer) = (filled(&packs, 10).await, Writer::new(database.db.clone()));
    let choice = Choice { packs: &key, account: Some("ana"), ..Choice::default() };
    let mut generator = ChaCha8Rng::seed_from_u64(1);
    let mut games = Vec::new();
    for game in 0..4 {
        let drawn = content::draw(&database.db, &NEED, choice, &mut generator).await.unwrap();
        content::remember(&writer, "ana", &drawn.content, game).await.unwrap();
        games.push(ids(&drawn));
    }
    let first_three: BTreeSet<_> = games[..3].iter().flatten().collect();
    assert_eq!(first_three.len(), 9, "something came twice: {games:?}");
    // One question is new; the other two are those drawn longest ago.
    assert_eq!(games[3].iter().filter(|id| !first_three.contains(id)).count(), 1);
    assert_eq!(games[3].intersection(&games[0]).count(), 2);

    let stranger = Choice { packs: &key, account: Some("ana"), ..Choice::default() };
    let of_bo = Choice { account: Some("bo"), ..stranger };
    assert!(content::draw(&database.db, &NEED, of_bo, &mut generator).await.is_err(), "the pack is Ana's");
}

async fn prefers_new_questions_in_large_packs(database: &TestDatabase) {
    let packs = ready(database).await;
    let rows: String = (0..240).map(|n| format!("What is number {n}?,answer {n},decoy {n}\n")).collect();
    let file = format!("prompt,answer,decoys\n{rows}");
    let (made, _) = imported(&packs, file.as_bytes(), into_new("ana", "Large"), Options::default()).await.unwrap();
    let (key, writer) = ([made.pack.key], Writer::new(database.db.clone()));
    let choice = Choice { packs: &key, account: Some("ana"), ..Choice::default() };
    let need = ContentNeed::Questions { count: 12, family_friendly: false, kinds: QuestionKind::ALL };
    let (mut generator, mut met) = (ChaCha8Rng::seed_from_u64(7), BTreeSet::new());
    // The history is empty at first, contains a good part of the pack after some games, and all of it in the
    // end.
    for game in 0..20 {
        let drawn = content::draw(&database.db, &need, choice, &mut generator).await.unwrap();
        content::remember(&writer, "ana", &drawn.content, game).await.unwrap();
        met.extend(ids(&drawn));
        assert_eq!(met.len(), 12 * (usize::try_from(game).unwrap() + 1), "something came twice");
    }
    assert!(content::draw(&database.db, &need, choice, &mut generator).await.is_ok());
}

async fn question_history_is_bounded(database: &TestDatabase) {
    ready(database).await;
    let (db, writer) = (&database.db, Writer::new(database.db.clone()));
    let all = ContentNeed::Questions { count: 160, family_friendly: false, kinds: QuestionKind::ALL };
    let packs = ready_copies(database).await;
    let mut generator = ChaCha8Rng::seed_from_u64(2);
    for game in 0..6 {
        let choice = Choice { packs: &packs, account: Some("ana"), ..Choice::default() };
        let drawn = content::draw(db, &all, choice, &mut generator).await.unwrap();
        content::remember(&writer, "ana", &drawn.content, game).await.unwrap();
    }
    let kept = dealt::Entity::to_account("ana").all(db).await.unwrap();
    assert_eq!(kept.len() as u64, MAX_REMEMBERED);
    assert!(kept.iter().all(|row| row.dealt_at >= 2), "the oldest were kept");
}

/// Creates enough questions to exceed the history's limit.
async fn ready_copies(database: &TestDatabase) -> Vec<String> {
    let packs = super::shelf::packs(&database.db);
    let mut keys = Vec::new();
    for _ in 0..6 {
        keys.push(packs.copy("starter-en", "ana").await.unwrap().pack.key);
    }
    keys
}

async fn second_game_draws_other_questions(database: &TestDatabase) {
    let packs = ready(database).await;
    let key = filled(&packs, 8).await;
    let mut generator = ChaCha8Rng::seed_from_u64(3);
    let mut met: Vec<String> = Vec::new();
    for _ in 0..2 {
        let choice = Choice { packs: &key, account: Some("ana"), not_again: &met, ..Choice::default() };
        let drawn = content::draw(&database.db, &NEED, choice, &mut generator).await.unwrap();
        assert!(drawn.content.ids().all(|id| met.iter().all(|old| old != id)));
        met.extend(drawn.content.ids().map(str::to_owned));
    }
}

async fn draws_only_supported_kinds(database: &TestDatabase) {
    let packs = ready(database).await;
    let key = filled(&packs, 2).await;
    for (n, kind) in [QuestionKind::Open, QuestionKind::Choice, QuestionKind::Choice].into_iter().enumerate() {
        let mut question = draft(n);
        (question.kind, question.prompt) = (Some(kind), format!("Question number {n}?"));
        packs.add(&key[0], "ana", question).await.unwrap();
    }
    let need = |count, kinds| ContentNeed::Questions { count, family_friendly: false, kinds };
    let choice = Choice { packs: &key, account: Some("ana"), ..Choice::default() };
    let mut generator = ChaCha8Rng::seed_from_u64(4);
    let usable = &[QuestionKind::Blank, QuestionKind::Open];
    let drawn = content::draw(&database.db, &need(3, usable), choice, &mut generator).await.unwrap();
    let Content::Questions(questions) = drawn.content else { panic!("no questions") };
    assert!(questions.iter().all(|question| question.kind != QuestionKind::Choice));
    match content::draw(&database.db, &need(4, usable), choice, &mut generator).await {
        Err(ContentError::TooLittle(too_little)) => assert_eq!(too_little.found, 3),
        other => panic!("{other:?}"),
    }
    assert!(content::draw(&database.db, &need(5, QuestionKind::ALL), choice, &mut generator).await.is_ok());
}

async fn visibility_decides_who_plays_a_pack(database: &TestDatabase) {
    let packs = ready(database).await;
    let key = filled(&packs, 5).await;
    let mut generator = ChaCha8Rng::seed_from_u64(5);
    for (visibility, others) in [(Visibility::Private, false), (Visibility::Unlisted, true), (Visibility::Public, true)]
    {
        packs.change(&key[0], "ana", About { visibility: Some(visibility), ..About::default() }).await.unwrap();
        for (account, may) in [(None, others), (Some("bo"), others), (Some("ana"), true)] {
            let choice = Choice { packs: &key, account, ..Choice::default() };
            let drawn = content::draw(&database.db, &NEED, choice, &mut generator).await;
            assert_eq!(drawn.is_ok(), may, "{visibility:?} {account:?}");
            if let Err(error) = drawn {
                assert!(matches!(error, ContentError::UnknownPack { .. }), "the error reveals a private pack: {error}");
            }
        }
    }
    // A session continues with the remaining packs when one is deleted.
    let both = [key[0].clone(), "starter-en".to_owned()];
    packs.remove(&key[0], "ana").await.unwrap();
    let lenient = Choice { packs: &both, lenient: true, ..Choice::default() };
    let drawn = content::draw(&database.db, &NEED, lenient, &mut generator).await.unwrap();
    assert_eq!(drawn.packs, ["starter-en"]);
    let strict = Choice { lenient: false, ..lenient };
    assert!(content::draw(&database.db, &NEED, strict, &mut generator).await.is_err());
}

async fn default_is_packs_of_the_language(database: &TestDatabase) {
    ready(database).await;
    let mut generator = ChaCha8Rng::seed_from_u64(6);
    for (language, pack) in [
        (None, "starter-en"),
        (Some("en-GB"), "starter-en"),
        (Some("da"), "starter-da"),
        (Some("DA"), "starter-da"),
        (Some("fr"), "starter-en"),
        (Some("%'; --"), "starter-en"),
    ] {
        let choice = Choice { language, ..Choice::default() };
        let drawn = content::draw(&database.db, &NEED, choice, &mut generator).await.unwrap();
        assert_eq!(drawn.packs, [pack], "{language:?}");
    }
}
