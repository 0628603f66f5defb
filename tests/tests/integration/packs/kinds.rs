//! Questions of every kind are stored, copied, exported, imported and drawn without a loss.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use wpp_entity::question;
use wpp_game::content::{Content, ContentNeed, Difficulty, QuestionKind, rules::Draft};
use wpp_library::{
    content::{self, PackSelection},
    packs::{
        PackError, digest,
        format::Format,
        import::{Options, Target},
        questions::StoredQuestion,
    },
};
use wpp_migration::{prepare, roll_back, steps_since};
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use super::support::{assert_in_order, exported, imported, into_new, ready, titled};

on_both_databases! {
    every_kind_is_stored_and_drawn,
    exports_of_every_kind_are_read_back,
    a_question_can_change_its_kind,
    an_older_schema_has_no_new_kinds,
    the_schema_before_has_no_word_lists,
    a_pack_has_a_title_or_a_pair_once,
    questions_with_the_same_prompt_and_answer_can_differ,
    a_pack_of_an_older_version_knows_its_questions,
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Returns one question of each kind, with all fields that the kind uses.
pub fn drafts() -> Vec<Draft> {
    let of = |kind: QuestionKind| Draft {
        kind: Some(kind),
        prompt: format!("What about {}?", kind.as_str().replace('_', " ")),
        family_friendly: true,
        ..Draft::default()
    };
    let (answer, decoys) = ("first".to_owned(), texts(&["wrong", "false"]));
    let [mut blank, open, choice] = [QuestionKind::Blank, QuestionKind::Open, QuestionKind::Choice].map(|kind| Draft {
        answer: answer.clone(),
        decoys: decoys.clone(),
        ..of(kind)
    });
    blank.prompt = "There is a ____ here.".to_owned();
    vec![
        Draft { points: 0, difficulty: Some(Difficulty::Easy), ..blank },
        Draft { points: 2, time_limit_s: Some(600), ..open },
        Draft { difficulty: Some(Difficulty::Hard), ..choice },
        Draft { answer: "false".to_owned(), ..of(QuestionKind::TrueFalse) },
        Draft { answer: answer.clone(), more_answers: texts(&["second | third"]), decoys, ..of(QuestionKind::Several) },
        Draft { answer: answer.clone(), aliases: texts(&["number one"]), ..of(QuestionKind::Typed) },
        Draft { answer: "-40.5".to_owned(), time_limit_s: Some(5), ..of(QuestionKind::Number) },
        Draft { answer, more_answers: texts(&["second", "third", "fourth"]), ..of(QuestionKind::Order) },
        Draft { decoys: texts(&["tea", "coffee"]), ..of(QuestionKind::Poll) },
        of(QuestionKind::WordCloud),
        of(QuestionKind::Prompt),
        of(QuestionKind::Drawing),
        Draft {
            prompt: "C".to_owned(),
            words: texts(&["cat | dog", "=crab", "'cow'", r"c\\od", "ice cream"]),
            category: "Animals".to_owned(),
            language: Some("da".to_owned()),
            ..of(QuestionKind::WordList)
        },
        Draft { prompt: "=Norway".to_owned(), answer: "Oslo | Bergen".to_owned(), ..of(QuestionKind::Pair) },
    ]
}

fn drafts_of(stored: Vec<StoredQuestion>) -> Vec<Draft> {
    stored.into_iter().map(|question| question.draft).collect()
}

async fn every_kind_is_stored_and_drawn(database: &TestDatabase) {
    let packs = ready(database).await;
    let pack = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    for draft in drafts() {
        packs.add_question(&pack, "ana", draft).await.unwrap();
    }
    assert_eq!(drafts_of(packs.questions(&pack, "ana", None, None, 20).await.unwrap()), drafts());
    assert_in_order(&database.db).await;

    let need = ContentNeed::Questions {
        count: drafts().len(),
        family_friendly: true,
        kinds: QuestionKind::ALL,
        default_kinds: QuestionKind::ALL,
    };
    let selection = PackSelection { packs: &[pack], account: Some("ana"), ..PackSelection::default() };
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let drawn = content::draw(&database.db, &need, selection, &mut rng).await.unwrap().content;
    let Content::Questions(drawn) = drawn else { panic!("no questions were drawn") };
    for draft in drafts() {
        let question = drawn.iter().find(|question| Some(question.kind) == draft.kind).unwrap();
        let fields = (&question.answer, &question.more_answers, &question.aliases, &question.decoys);
        assert_eq!(fields, (&draft.answer, &draft.more_answers, &draft.aliases, &draft.decoys), "{:?}", draft.kind);
        assert_eq!((&question.prompt, &question.words), (&draft.prompt, &draft.words), "{:?}", draft.kind);
        let settings = (question.points, question.time_limit_s, question.difficulty);
        assert_eq!(settings, (draft.points, draft.time_limit_s, draft.difficulty), "{:?}", draft.kind);
    }
}

async fn exports_of_every_kind_are_read_back(database: &TestDatabase) {
    let packs = ready(database).await;
    let pack = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    for draft in drafts() {
        packs.add_question(&pack, "ana", draft).await.unwrap();
    }
    for format in [Format::Json, Format::Csv, Format::CsvSemicolon] {
        let file = exported(&packs, &pack, "ana", format).await;
        let target = into_new("ana", &format!("From {format:?}"));
        let (copy, report) = imported(&packs, file.as_bytes(), target, Options::default()).await.unwrap();
        assert_eq!((report.added, report.refused), (drafts().len(), 0), "{format:?}");
        let copied = packs.questions(&copy.pack.key, "ana", None, None, 20).await.unwrap();
        assert_eq!(drafts_of(copied), drafts(), "{format:?}");
    }
}

async fn a_question_can_change_its_kind(database: &TestDatabase) {
    let packs = ready(database).await;
    let pack = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    let key = packs.add_question(&pack, "ana", drafts().remove(0)).await.unwrap().key;
    for draft in drafts() {
        let replaced = packs.replace_question(&pack, "ana", &key, draft.clone()).await.unwrap();
        assert_eq!(replaced.draft, draft);
        assert_in_order(&database.db).await;
    }
}

async fn an_older_schema_has_no_new_kinds(database: &TestDatabase) {
    let (packs, db) = (ready(database).await, &database.db);
    let pack = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    for draft in drafts() {
        packs.add_question(&pack, "ana", draft).await.unwrap();
    }
    roll_back(db, steps_since("m0013_question_kinds")).await.unwrap();
    prepare(db).await.unwrap();
    let left = packs.questions(&pack, "ana", None, None, 20).await.unwrap();
    let kinds: Vec<QuestionKind> = left.iter().map(|question| question.kind).collect();
    assert_eq!(kinds, QuestionKind::WITH_DECOYS);
    assert_eq!(left[0].draft.points, 1, "the older schema has no points");
    assert_in_order(db).await;
}

async fn the_schema_before_has_no_word_lists(database: &TestDatabase) {
    let (packs, db) = (ready(database).await, &database.db);
    let pack = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    for draft in drafts() {
        packs.add_question(&pack, "ana", draft).await.unwrap();
    }
    roll_back(db, steps_since("m0023_word_lists_and_pairs")).await.unwrap();
    prepare(db).await.unwrap();
    let left = drafts_of(packs.questions(&pack, "ana", None, None, 20).await.unwrap());
    let is_new = |draft: &Draft| matches!(draft.kind, Some(QuestionKind::WordList | QuestionKind::Pair));
    let expected: Vec<Draft> = drafts().into_iter().filter(|draft| !is_new(draft)).collect();
    assert_eq!(left, expected);
    assert_in_order(db).await;
}

/// A word list is known by its title, and a pair by both of its texts.
async fn a_pack_has_a_title_or_a_pair_once(database: &TestDatabase) {
    let packs = ready(database).await;
    let pack = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    let list = |title: &str, first: &str| Draft {
        prompt: title.to_owned(),
        words: texts(&[first, "towel", "shell", "gull", "wave"]),
        ..Draft::default()
    };
    let pair = |left: &str, right: &str| Draft {
        kind: Some(QuestionKind::Pair),
        prompt: left.to_owned(),
        answer: right.to_owned(),
        ..Draft::default()
    };
    for draft in [list("On the beach", "sand"), pair("Norway", "Oslo"), pair("Norway", "Bergen")] {
        packs.add_question(&pack, "ana", draft).await.unwrap();
    }
    for again in [list("on the BEACH", "stone"), pair("norway", "oslo")] {
        let refused = packs.add_question(&pack, "ana", again.clone()).await.unwrap_err();
        assert!(matches!(refused, PackError::AlreadyThere), "{again:?}: {refused}");
    }
}

/// Returns orders with the same first item, and polls with the same prompt.
fn alike() -> Vec<Draft> {
    let order = |items: [&str; 2]| Draft {
        kind: Some(QuestionKind::Order),
        prompt: "Order these by their age.".to_owned(),
        answer: "Rome".to_owned(),
        more_answers: texts(&items),
        ..Draft::default()
    };
    let poll = |options: [&str; 2]| Draft {
        kind: Some(QuestionKind::Poll),
        prompt: "Which is better?".to_owned(),
        decoys: texts(&options),
        ..Draft::default()
    };
    vec![
        order(["Paris", "Oslo"]),
        order(["Oslo", "Paris"]),
        order(["Oslo", "Berlin"]),
        poll(["tea", "coffee"]),
        poll(["cats", "dogs"]),
    ]
}

async fn questions_with_the_same_prompt_and_answer_can_differ(database: &TestDatabase) {
    let packs = ready(database).await;
    let pack = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    let mut keys = Vec::new();
    for draft in alike() {
        keys.push(packs.add_question(&pack, "ana", draft).await.unwrap().key);
    }
    for draft in alike() {
        let refused = packs.add_question(&pack, "ana", draft.clone()).await.unwrap_err();
        assert!(matches!(refused, PackError::AlreadyThere), "{draft:?}: {refused}");
    }
    for (key, draft) in keys.iter().zip(alike()) {
        packs.replace_question(&pack, "ana", key, draft).await.expect("a question can keep its text");
    }
    let taken = packs.replace_question(&pack, "ana", &keys[1], alike().remove(0)).await.unwrap_err();
    assert!(matches!(taken, PackError::AlreadyThere), "{taken}");

    for format in [Format::Json, Format::Csv] {
        let file = exported(&packs, &pack, "ana", format).await;
        let target = into_new("ana", &format!("From {format:?}"));
        let (copy, report) = imported(&packs, file.as_bytes(), target, Options::default()).await.unwrap();
        assert_eq!((report.added, report.already_there), (alike().len(), 0), "{format:?}");
        let target = Target::Pack { key: copy.pack.key, owner: Some("ana".to_owned()) };
        let (_, report) = imported(&packs, file.as_bytes(), target, Options::default()).await.unwrap();
        assert_eq!((report.added, report.already_there), (0, alike().len()), "{format:?}");
    }
    let copy = packs.copy(&pack, "ana").await.unwrap().pack.key;
    assert_eq!(drafts_of(packs.questions(&copy, "ana", None, None, 20).await.unwrap()), alike());

    // Without the first question, whose digest others do not have, the others are known.
    packs.remove_question(&pack, "ana", &keys[0]).await.unwrap();
    let known = packs.add_question(&pack, "ana", alike().remove(1)).await.unwrap_err();
    assert!(matches!(known, PackError::AlreadyThere), "{known}");
    packs.add_question(&pack, "ana", alike().remove(0)).await.expect("the first one was removed");
    assert_in_order(&database.db).await;
}

/// Older versions stored the digest of prompt and answer for every question.
async fn a_pack_of_an_older_version_knows_its_questions(database: &TestDatabase) {
    let packs = ready(database).await;
    let pack = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    let (first, second) = (alike().remove(0), alike().remove(1));
    packs.add_question(&pack, "ana", first.clone()).await.unwrap();
    let stored = question::Entity::find().filter(question::Column::Prompt.eq(&first.prompt));
    let stored = stored.one(&database.db).await.unwrap().unwrap();
    assert_eq!(stored.digest, digest(&first.prompt, &first.answer));
    let known = packs.add_question(&pack, "ana", first).await.unwrap_err();
    assert!(matches!(known, PackError::AlreadyThere), "{known}");
    packs.add_question(&pack, "ana", second).await.expect("a different question");
}
