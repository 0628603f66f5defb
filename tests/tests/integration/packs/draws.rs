//! Draws with question history, exclusions, kinds and visibility.

use std::collections::BTreeSet;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use wpp_entity::{pack::Visibility, question_history};
use wpp_game::content::{Content, ContentNeed, QuestionKind};
use wpp_library::{
    content::{self, ContentError, DrawnContent, MAX_HISTORY, PackSelection},
    packs::{Packs, catalog::PackDetails, import::Options},
};
use wpp_runtime::db::Writer;
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use super::support::{draft, imported, into_new, ready, titled};

on_both_databases! {
    repeats_only_after_all_were_played,
    large_packs_repeat_nothing_in_20_games,
    question_history_is_bounded,
    excluded_questions_are_not_drawn,
    draws_only_usable_kinds,
    evenings_repeat_no_prompt,
    visibility_decides_who_can_play,
    default_packs_follow_the_language,
}

const NEED: ContentNeed = ContentNeed::Questions {
    count: 3,
    family_friendly: false,
    kinds: QuestionKind::ALL,
    default_kinds: QuestionKind::ALL,
};

async fn filled(packs: &Packs, questions: usize) -> Vec<String> {
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    for n in 0..questions {
        packs.add_question(&made.key, "ana", draft(n)).await.unwrap();
    }
    vec![made.key]
}

fn ids(drawn: &DrawnContent) -> BTreeSet<String> {
    drawn.content.ids().map(str::to_owned).collect()
}

async fn repeats_only_after_all_were_played(database: &TestDatabase) {
    let packs = ready(database).await;
    let (key, writer) = (filled(&packs, 10).await, Writer::new(database.db.clone()));
    let choice = PackSelection { packs: &key, account: Some("ana"), ..PackSelection::default() };
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut games = Vec::new();
    for game in 0..4 {
        let drawn = content::draw(&database.db, &NEED, choice, &mut rng).await.unwrap();
        content::record_history(&writer, "ana", drawn.content.ids(), game).await.unwrap();
        games.push(ids(&drawn));
    }
    let first_three: BTreeSet<_> = games[..3].iter().flatten().collect();
    assert_eq!(first_three.len(), 9, "a question was repeated: {games:?}");
    // One question is new; the other two are the ones played longest ago.
    assert_eq!(games[3].iter().filter(|id| !first_three.contains(id)).count(), 1);
    assert_eq!(games[3].intersection(&games[0]).count(), 2);

    let stranger = PackSelection { packs: &key, account: Some("ana"), ..PackSelection::default() };
    let of_bo = PackSelection { account: Some("bo"), ..stranger };
    assert!(content::draw(&database.db, &NEED, of_bo, &mut rng).await.is_err(), "the pack belongs to Ana");
}

async fn large_packs_repeat_nothing_in_20_games(database: &TestDatabase) {
    let packs = ready(database).await;
    let rows: String = (0..240).map(|n| format!("What is number {n}?,answer {n},decoy {n}\n")).collect();
    let file = format!("prompt,answer,decoys\n{rows}");
    let (made, _) = imported(&packs, file.as_bytes(), into_new("ana", "Large"), Options::default()).await.unwrap();
    let (key, writer) = ([made.pack.key], Writer::new(database.db.clone()));
    let choice = PackSelection { packs: &key, account: Some("ana"), ..PackSelection::default() };
    let need = ContentNeed::Questions {
        count: 12,
        family_friendly: false,
        kinds: QuestionKind::ALL,
        default_kinds: QuestionKind::ALL,
    };
    let (mut rng, mut played) = (ChaCha8Rng::seed_from_u64(7), BTreeSet::new());
    // The history grows from nothing to the whole pack, so both sampling methods are used.
    for game in 0..20 {
        let drawn = content::draw(&database.db, &need, choice, &mut rng).await.unwrap();
        content::record_history(&writer, "ana", drawn.content.ids(), game).await.unwrap();
        played.extend(ids(&drawn));
        assert_eq!(played.len(), 12 * (usize::try_from(game).unwrap() + 1), "a question was repeated");
    }
    assert!(content::draw(&database.db, &need, choice, &mut rng).await.is_ok());
}

async fn question_history_is_bounded(database: &TestDatabase) {
    ready(database).await;
    let (db, writer) = (&database.db, Writer::new(database.db.clone()));
    let all = ContentNeed::Questions {
        count: 160,
        family_friendly: false,
        kinds: QuestionKind::ALL,
        default_kinds: QuestionKind::ALL,
    };
    let packs = copies(database).await;
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    for game in 0..6 {
        let choice = PackSelection { packs: &packs, account: Some("ana"), ..PackSelection::default() };
        let drawn = content::draw(db, &all, choice, &mut rng).await.unwrap();
        content::record_history(&writer, "ana", drawn.content.ids(), game).await.unwrap();
    }
    let kept = question_history::Entity::of_account("ana").all(db).await.unwrap();
    assert_eq!(kept.len() as u64, MAX_HISTORY);
    assert!(kept.iter().all(|row| row.drawn_at >= 2), "old entries were kept");
}

/// Returns packs with more questions than the history holds.
async fn copies(database: &TestDatabase) -> Vec<String> {
    let packs = super::support::packs(&database.db);
    let mut keys = Vec::new();
    for _ in 0..6 {
        keys.push(packs.copy("starter-en", "ana").await.unwrap().pack.key);
    }
    keys
}

async fn excluded_questions_are_not_drawn(database: &TestDatabase) {
    let packs = ready(database).await;
    let key = filled(&packs, 8).await;
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let mut played: Vec<String> = Vec::new();
    for _ in 0..2 {
        let choice = PackSelection { packs: &key, account: Some("ana"), exclude: &played, ..PackSelection::default() };
        let drawn = content::draw(&database.db, &NEED, choice, &mut rng).await.unwrap();
        assert!(drawn.content.ids().all(|id| played.iter().all(|old| old != id)));
        played.extend(drawn.content.ids().map(str::to_owned));
    }
}

async fn draws_only_usable_kinds(database: &TestDatabase) {
    let packs = ready(database).await;
    let key = filled(&packs, 2).await;
    for (n, kind) in [QuestionKind::Open, QuestionKind::Choice, QuestionKind::Choice].into_iter().enumerate() {
        let mut question = draft(n);
        (question.kind, question.prompt) = (Some(kind), format!("Question number {n}?"));
        packs.add_question(&key[0], "ana", question).await.unwrap();
    }
    let need = |count, kinds| ContentNeed::Questions { count, family_friendly: false, kinds, default_kinds: kinds };
    let choice = PackSelection { packs: &key, account: Some("ana"), ..PackSelection::default() };
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let usable = &[QuestionKind::Blank, QuestionKind::Open];
    let drawn = content::draw(&database.db, &need(3, usable), choice, &mut rng).await.unwrap();
    let Content::Questions(questions) = drawn.content else { panic!("no questions") };
    assert!(questions.iter().all(|question| question.kind != QuestionKind::Choice));
    match content::draw(&database.db, &need(4, usable), choice, &mut rng).await {
        Err(ContentError::TooLittle(too_little)) => assert_eq!(too_little.found, 3),
        other => panic!("{other:?}"),
    }
    assert!(content::draw(&database.db, &need(5, QuestionKind::ALL), choice, &mut rng).await.is_ok());
}

/// The spare prompts, which become false titles, may be known, and do not count as played.
async fn evenings_repeat_no_prompt(database: &TestDatabase) {
    ready(database).await;
    let (db, writer, mut rng) = (&database.db, Writer::new(database.db.clone()), ChaCha8Rng::seed_from_u64(5));
    let need = ContentNeed::Items {
        count: 9,
        spare: 8,
        family_friendly: true,
        kinds: &[QuestionKind::Drawing],
        language: "da",
    };
    let choice = PackSelection { account: Some("ana"), ..PackSelection::default() };
    let mut played = BTreeSet::new();
    for evening in 1..=4 {
        let drawn = content::draw(db, &need, choice, &mut rng).await.unwrap();
        content::record_history(&writer, "ana", drawn.content.ids(), i64::from(evening)).await.unwrap();
        let Content::Questions(prompts) = &drawn.content else { panic!("no prompts") };
        let texts: BTreeSet<&str> = prompts.iter().map(|prompt| prompt.prompt.as_str()).collect();
        assert_eq!((prompts.len(), texts.len()), (17, 17));
        assert!(prompts.iter().all(|prompt| prompt.kind == QuestionKind::Drawing && prompt.answer.is_empty()));
        assert!(drawn.packs.contains(&"sketch-da".to_owned()), "the language of the settings is used");
        played.extend(prompts[..9].iter().map(|prompt| prompt.prompt.clone()));
        assert_eq!((ids(&drawn).len(), played.len()), (9, 9 * evening as usize), "a prompt was repeated");
    }
}

async fn visibility_decides_who_can_play(database: &TestDatabase) {
    let packs = ready(database).await;
    let key = filled(&packs, 5).await;
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    for (visibility, others) in [(Visibility::Private, false), (Visibility::Unlisted, true), (Visibility::Public, true)]
    {
        packs
            .change(&key[0], "ana", PackDetails { visibility: Some(visibility), ..PackDetails::default() })
            .await
            .unwrap();
        for (account, may) in [(None, others), (Some("bo"), others), (Some("ana"), true)] {
            let choice = PackSelection { packs: &key, account, ..PackSelection::default() };
            let drawn = content::draw(&database.db, &NEED, choice, &mut rng).await;
            assert_eq!(drawn.is_ok(), may, "{visibility:?} {account:?}");
            if let Err(error) = drawn {
                assert!(
                    matches!(error, ContentError::UnknownPack { .. }),
                    "the error reveals that the pack exists: {error}"
                );
            }
        }
    }
    // A session whose pack was deleted continues with the remaining packs.
    let both = [key[0].clone(), "starter-en".to_owned()];
    packs.remove(&key[0], "ana").await.unwrap();
    let skip_missing = PackSelection { packs: &both, skip_missing: true, ..PackSelection::default() };
    let drawn = content::draw(&database.db, &NEED, skip_missing, &mut rng).await.unwrap();
    assert_eq!(drawn.packs, ["starter-en"]);
    let strict = PackSelection { skip_missing: false, ..skip_missing };
    assert!(content::draw(&database.db, &NEED, strict, &mut rng).await.is_err());
}

async fn default_packs_follow_the_language(database: &TestDatabase) {
    ready(database).await;
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    for (language, packs) in [
        (None, "en"),
        (Some("en-GB"), "en"),
        (Some("da"), "da"),
        (Some("DA"), "da"),
        (Some("fr"), "en"),
        (Some("%'; --"), "en"),
    ] {
        let choice = PackSelection { language, ..PackSelection::default() };
        let drawn = content::draw(&database.db, &NEED, choice, &mut rng).await.unwrap();
        let names = ["last-word", "quiz-easy", "quiz-hard", "quiz-kinds", "quiz-medium", "sketch", "starter"];
        let keys = names.map(|pack| format!("{pack}-{packs}"));
        assert_eq!(drawn.packs, keys, "{language:?}");
    }
}
