//! Built-in packs in SQL, and draws from them.

use std::collections::{BTreeMap, BTreeSet};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseConnection, EntityTrait, ModelTrait, QueryOrder};
use wpp_entity::{alias, decoy, more_answer, pack, question, word};
use wpp_game::{
    content::{Content, ContentNeed, Difficulty, Question, QuestionKind},
    driver::NotEnoughContent,
};
use wpp_library::content::{self, ContentError, PackSelection};
use wpp_migration::{
    pack::{Pack, PackDifficulty, PackQuestion, PackQuestionKind, built_in},
    prepare, roll_back,
    seed::{self, Written},
};
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

on_both_databases! {
    all_migrations_revert_and_reapply,
    prepare_is_idempotent,
    concurrent_starts_prepare_once,
    pack_updates_keep_question_ids,
    foreign_keys_cascade,
    draws_distinct_complete_questions,
    draws_are_reproducible,
    draws_are_uniform,
    family_draws_exclude_adult_questions,
    default_draws_use_built_in_packs,
    failed_draws_name_the_pack,
}

async fn all_migrations_revert_and_reapply(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    let before = Rows::read(db).await;
    roll_back(db, None).await.unwrap();
    assert!(pack::Entity::find().all(db).await.is_err(), "the table of packs is still there");
    assert!(question::Entity::find().all(db).await.is_err(), "the table of questions is still there");
    assert!(decoy::Entity::find().all(db).await.is_err(), "the table of decoys is still there");
    assert!(alias::Entity::find().all(db).await.is_err(), "the table of aliases is still there");
    prepare(db).await.unwrap();
    assert_eq!(Rows::read(db).await.texts(), before.texts());
}

async fn prepare_is_idempotent(database: &TestDatabase) {
    prepare(&database.db).await.unwrap();
    let once = Rows::read(&database.db).await;
    prepare(&database.db).await.unwrap();
    assert_eq!(Rows::read(&database.db).await, once);
    assert_eq!(once.questions.len(), built_in().unwrap().iter().map(|pack| pack.questions.len()).sum::<usize>());
}

async fn concurrent_starts_prepare_once(database: &TestDatabase) {
    start_at_once(6, &database.url).await;
    let together = Rows::read(&database.db).await;
    assert_eq!(together.packs.len(), built_in().unwrap().len());
    prepare(&database.db).await.unwrap();
    assert_eq!(Rows::read(&database.db).await, together);

    // Each process first reads that migrations are pending, then writes.
    roll_back(&database.db, None).await.unwrap();
    start_at_once(6, &database.url).await;
    assert_eq!(Rows::read(&database.db).await.texts(), together.texts());
}

async fn start_at_once(processes: usize, url: &str) {
    let start = |url: String| async move {
        let db = wpp_runtime::db::connect(&url).await.unwrap();
        prepare(&db).await.unwrap();
        db.close().await.unwrap();
    };
    let starts: Vec<_> = (0..processes).map(|_| tokio::spawn(start(url.to_owned()))).collect();
    for started in starts {
        started.await.unwrap();
    }
}

async fn pack_updates_keep_question_ids(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    let mut edition = small_pack("mine", 4);
    assert_eq!(seed::write(db, &edition).await.unwrap(), Written::Changed);
    let first = Rows::read(db).await;
    assert_eq!(seed::write(db, &edition).await.unwrap(), Written::Unchanged);

    edition.title = "Second edition".to_owned();
    edition.questions[1].prompt = "A corrected sentence with a ____.".to_owned();
    edition.questions[1].decoys.push("brand new lie".to_owned());
    edition.questions[1].aliases.clear();
    edition.questions[1].difficulty = Some(PackDifficulty::Hard);
    edition.questions.swap(0, 3);
    edition.questions.remove(2);
    edition.questions.push(numbered(9));
    assert_eq!(seed::write(db, &edition).await.unwrap(), Written::Changed);
    let second = Rows::read(db).await;

    let mine = |rows: &Rows| rows.packs.iter().find(|pack| pack.key == "mine").cloned().unwrap();
    assert_eq!(mine(&second).id, mine(&first).id);
    assert_eq!(mine(&second).title, "Second edition");
    assert_eq!(first.packs.len(), second.packs.len());
    let (before, after) = (first.ids_of(mine(&first).id), second.ids_of(mine(&first).id));
    assert_eq!(after.keys().copied().collect::<Vec<_>>(), ["question-0", "question-1", "question-3", "question-9"]);
    for kept in ["question-0", "question-1", "question-3"] {
        assert_eq!(after[kept], before[kept], "a kept question has a new row");
    }

    let whole = any(4);
    let drawn = questions(draw(db, &whole, &["mine".to_owned()], &mut seeded(1)).await.unwrap());
    let expected: Vec<Question> = edition.questions.iter().map(as_played).collect();
    assert_eq!(sorted(drawn), sorted(expected));
}

async fn foreign_keys_cascade(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    let orphan = decoy::ActiveModel {
        question_id: Set(i32::MAX),
        position: Set(0),
        text: Set("a lie about nothing".to_owned()),
        ..Default::default()
    };
    assert!(orphan.insert(db).await.is_err(), "a decoy without a question was accepted");

    let question = question::Entity::find().one(db).await.unwrap().unwrap();
    let id = question.id;
    question.delete(db).await.unwrap();
    assert!(decoy::Entity::of_questions([id]).one(db).await.unwrap().is_none());
    assert!(alias::Entity::of_questions([id]).one(db).await.unwrap().is_none());

    for pack in pack::Entity::find().all(db).await.unwrap() {
        pack.delete(db).await.unwrap();
    }
    assert_eq!(Rows::read(db).await, Rows::default());
}

async fn draws_distinct_complete_questions(database: &TestDatabase) {
    prepare(&database.db).await.unwrap();
    let all: Vec<Question> = default_packs().iter().flat_map(|pack| &pack.questions).map(as_played).collect();
    let some = any(30);
    let drawn = questions(draw(&database.db, &some, &[], &mut seeded(3)).await.unwrap());
    let prompts: BTreeSet<&str> = drawn.iter().map(|question| question.prompt.as_str()).collect();
    assert_eq!((drawn.len(), prompts.len()), (30, 30));
    assert!(drawn.iter().all(|question| all.contains(question)), "a question differs from its file");

    let everything = any(all.len());
    let drawn = questions(draw(&database.db, &everything, &[], &mut seeded(4)).await.unwrap());
    assert_eq!(sorted(drawn), sorted(all));
    assert_eq!(draw(&database.db, &ContentNeed::None, &[], &mut seeded(5)).await.unwrap(), Content::None);
}

async fn draws_are_reproducible(database: &TestDatabase) {
    prepare(&database.db).await.unwrap();
    let need = any(9);
    let other = database.open_again().await;
    let one = draw(&database.db, &need, &[], &mut seeded(6)).await.unwrap();
    let same = draw(&other, &need, &[], &mut seeded(6)).await.unwrap();
    let different = draw(&database.db, &need, &[], &mut seeded(7)).await.unwrap();
    other.close().await.unwrap();
    assert_eq!(one, same);
    assert_ne!(one, different);
}

async fn draws_are_uniform(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    seed::write(db, &small_pack("two", 2)).await.unwrap();
    seed::write(db, &small_pack("eight", 8)).await.unwrap();
    let packs = ["two".to_owned(), "eight".to_owned()];
    let need = any(3);
    let mut rng = seeded(8);
    let (mut drawn, mut first) = (BTreeMap::<String, u32>::new(), BTreeMap::<String, u32>::new());
    for _ in 0..600 {
        let three = questions(draw(db, &need, &packs, &mut rng).await.unwrap());
        *first.entry(three[0].prompt.clone()).or_default() += 1;
        three.into_iter().for_each(|question| *drawn.entry(question.prompt).or_default() += 1);
    }
    // 600 × 3/10 = 180 expected, standard deviation 11; 600 × 1/10 = 60 in front, 7.
    assert_eq!(drawn.len(), 10);
    assert!(drawn.values().all(|times| (130..=230).contains(times)), "uneven: {drawn:?}");
    assert!(first.values().all(|times| (30..=95).contains(times)), "uneven in front: {first:?}");
}

async fn family_draws_exclude_adult_questions(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    let mut mixed = small_pack("mixed", 6);
    for rude in &mut mixed.questions[2..] {
        rude.family_friendly = false;
    }
    seed::write(db, &mixed).await.unwrap();
    let need = |count| questions_of(count, true);
    let packs = ["mixed".to_owned()];
    let drawn = questions(draw(db, &need(2), &packs, &mut seeded(9)).await.unwrap());
    assert_eq!(sorted(drawn), sorted(mixed.questions[..2].iter().map(as_played).collect()));
    match draw(db, &need(3), &packs, &mut seeded(9)).await {
        Err(ContentError::TooLittle(too_little)) => assert_eq!(too_little, NotEnoughContent { needed: 3, found: 2 }),
        other => panic!("expected too little content, got {other:?}"),
    }
}

async fn default_draws_use_built_in_packs(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    seed::write(db, &small_pack("private", 3)).await.unwrap();
    let private = pack::Entity::with_key("private").one(db).await.unwrap().unwrap();
    pack::ActiveModel { id: Set(private.id), built_in: Set(false), ..Default::default() }.update(db).await.unwrap();

    let built_in: usize = default_packs().iter().map(|pack| pack.questions.len()).sum();
    let need = any(built_in + 1);
    let error = draw(db, &need, &[], &mut seeded(10)).await.expect_err("drew from a private pack");
    assert!(matches!(error, ContentError::TooLittle(NotEnoughContent { found, .. }) if found == built_in));
    let mut chosen: Vec<String> = default_packs().into_iter().map(|pack| pack.key).collect();
    chosen.extend(["private", "private"].map(str::to_owned));
    assert!(draw(db, &need, &chosen, &mut seeded(10)).await.is_ok(), "a chosen pack was not drawn from");
}

async fn failed_draws_name_the_pack(database: &TestDatabase) {
    prepare(&database.db).await.unwrap();
    let need = any(1);
    let packs = ["starter-en", "'; DROP TABLE pack; --"].map(str::to_owned);
    let error = draw(&database.db, &need, &packs, &mut seeded(11)).await.expect_err("drew from no pack");
    assert!(matches!(&error, ContentError::UnknownPack { pack_id } if pack_id == "'; DROP TABLE pack; --"));
    assert_eq!(error.to_string(), r#"there is no pack "'; DROP TABLE pack; --""#);
}

/// All rows, ordered by id.
#[derive(Debug, Default, PartialEq)]
struct Rows {
    packs: Vec<pack::Model>,
    questions: Vec<question::Model>,
    decoys: Vec<decoy::Model>,
    aliases: Vec<alias::Model>,
    more_answers: Vec<more_answer::Model>,
    words: Vec<word::Model>,
}

impl Rows {
    async fn read(db: &DatabaseConnection) -> Self {
        Self {
            packs: pack::Entity::find().order_by_asc(pack::Column::Id).all(db).await.unwrap(),
            questions: question::Entity::find().order_by_asc(question::Column::Id).all(db).await.unwrap(),
            decoys: decoy::Entity::find().order_by_asc(decoy::Column::Id).all(db).await.unwrap(),
            aliases: alias::Entity::find().order_by_asc(alias::Column::Id).all(db).await.unwrap(),
            more_answers: more_answer::Entity::find().order_by_asc(more_answer::Column::Id).all(db).await.unwrap(),
            words: word::Entity::find().order_by_asc(word::Column::Id).all(db).await.unwrap(),
        }
    }

    /// Returns the texts of the rows without their ids.
    fn texts(&self) -> BTreeSet<&str> {
        let packs = self.packs.iter().map(|row| row.digest.as_str());
        let questions = self.questions.iter().map(|row| row.prompt.as_str());
        let decoys = self.decoys.iter().map(|row| row.text.as_str());
        let aliases = self.aliases.iter().map(|row| row.text.as_str());
        let more_answers = self.more_answers.iter().map(|row| row.text.as_str());
        let words = self.words.iter().map(|row| row.text.as_str());
        packs.chain(questions).chain(decoys).chain(aliases).chain(more_answers).chain(words).collect()
    }

    fn ids_of(&self, pack: i32) -> BTreeMap<&str, i32> {
        let questions = self.questions.iter().filter(|question| question.pack_id == pack);
        questions.map(|question| (question.key.as_str(), question.id)).collect()
    }
}

fn small_pack(key: &str, questions: usize) -> Pack {
    Pack {
        key: key.to_owned(),
        title: "First edition".to_owned(),
        language: "en".to_owned(),
        description: "Made for a test.".to_owned(),
        questions: (0..questions)
            .map(|n| {
                let mut question = numbered(n);
                question.prompt = format!("{key}: {}", question.prompt);
                question
            })
            .collect(),
    }
}

fn numbered(n: usize) -> PackQuestion {
    PackQuestion {
        key: format!("question-{n}"),
        kind: PackQuestionKind::Blank,
        category: "Numbers".to_owned(),
        prompt: format!("Sentence number {n} hides a ____."),
        answer: format!("truth {n}"),
        more_answers: Vec::new(),
        aliases: vec![format!("fact {n}")],
        decoys: ["lie", "fib", "tale", "yarn"].map(|word| format!("{word} {n}")).to_vec(),
        words: Vec::new(),
        family_friendly: true,
        explanation: "It was made for a test.".to_owned(),
        source: "This very test".to_owned(),
        difficulty: None,
    }
}

fn as_played(question: &PackQuestion) -> Question {
    Question {
        id: String::new(),
        kind: QuestionKind::parse(question.kind.as_str()).unwrap(),
        prompt: question.prompt.clone(),
        answer: question.answer.clone(),
        aliases: question.aliases.clone(),
        decoys: question.decoys.clone(),
        category: question.category.clone(),
        explanation: Some(question.explanation.clone()).filter(|text| !text.is_empty()),
        source: Some(question.source.clone()).filter(|text| !text.is_empty()),
        more_answers: question.more_answers.clone(),
        words: question.words.clone(),
        difficulty: question.difficulty.and_then(|difficulty| Difficulty::parse(difficulty.as_str())),
        ..Question::default()
    }
}

async fn draw(
    db: &DatabaseConnection,
    need: &ContentNeed,
    packs: &[String],
    rng: &mut ChaCha8Rng,
) -> Result<Content, ContentError> {
    content::draw(db, need, PackSelection { packs, ..PackSelection::default() }, rng).await.map(|drawn| drawn.content)
}

/// Returns the default packs: built in and English.
fn any(count: usize) -> ContentNeed {
    questions_of(count, false)
}

fn questions_of(count: usize, family_friendly: bool) -> ContentNeed {
    let kinds = QuestionKind::ALL;
    ContentNeed::Questions { count, family_friendly, kinds, default_kinds: kinds }
}

fn default_packs() -> Vec<Pack> {
    built_in().unwrap().into_iter().filter(|pack| pack.language == "en").collect()
}

fn questions(content: Content) -> Vec<Question> {
    match content {
        Content::Questions(mut questions) => {
            assert!(questions.iter().all(|question| !question.id.is_empty()));
            questions.iter_mut().for_each(|question| question.id.clear());
            questions
        }
        Content::None => panic!("no questions were drawn"),
    }
}

fn sorted(mut questions: Vec<Question>) -> Vec<Question> {
    questions.sort_by(|one, other| one.prompt.cmp(&other.prompt));
    questions
}

fn seeded(seed: u8) -> ChaCha8Rng {
    ChaCha8Rng::from_seed([seed; 32])
}
