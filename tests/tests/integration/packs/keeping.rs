//! Creating, changing, sharing, copying and deleting packs.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sea_orm::EntityTrait;
use wpp_entity::{account, pack::Visibility};
use wpp_game::content::{QuestionKind, rules::Draft};
use wpp_library::packs::{
    PackError,
    catalog::{About, Whose},
    format::Format,
};
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use super::shelf::{assert_in_order, draft, exported, packs, ready, rows, titled};

on_both_databases! {
    adds_changes_and_removes_a_question,
    question_pools_stay_consistent,
    finds_questions_by_text,
    stores_equal_questions_once,
    visibility_decides_who_sees_a_pack,
    copy_belongs_to_the_copier,
    lists_packs_by_page,
    deleting_an_account_deletes_its_packs,
    fifty_concurrent_writers_succeed,
}

async fn adds_changes_and_removes_a_question(database: &TestDatabase) {
    let packs = ready(database).await;
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    let first = packs.add(&made.key, "ana", draft(1)).await.unwrap();
    let second = packs.add(&made.key, "ana", draft(2)).await.unwrap();
    assert_eq!(first.kind, QuestionKind::Blank);

    let mut other = draft(3);
    other.prompt = "  Which of these is   true? ".to_owned();
    other.kind = Some(QuestionKind::Choice);
    let rewritten = packs.rewrite(&made.key, "ana", &first.key, other).await.unwrap();
    assert_eq!((rewritten.key.as_str(), rewritten.position), (first.key.as_str(), first.position));
    assert_eq!(rewritten.draft.prompt, "Which of these is true?");
    assert_in_order(&database.db).await;

    let listed = packs.questions(&made.key, "ana", None, None, 10).await.unwrap();
    assert_eq!(listed, [rewritten.clone(), second]);
    assert_eq!(packs.questions(&made.key, "ana", None, Some(listed[0].position), 10).await.unwrap(), listed[1..]);

    packs.drop_question(&made.key, "ana", &first.key).await.unwrap();
    assert!(matches!(packs.drop_question(&made.key, "ana", &first.key).await, Err(PackError::UnknownQuestion)));
    assert_eq!(packs.get(&made.key, Some("ana")).await.unwrap().sizes.values().sum::<u32>(), 1);
    assert_in_order(&database.db).await;

    match packs.add(&made.key, "ana", Draft { decoys: Vec::new(), ..draft(4) }).await {
        Err(PackError::Faults(faults)) => assert_eq!(faults[0].field, "decoys"),
        other => panic!("a question without decoys was taken: {other:?}"),
    }
}

async fn finds_questions_by_text(database: &TestDatabase) {
    let packs = ready(database).await;
    let pack = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    let texts =
        [("Which island is it?", "Ærø", "Sea"), ("What is 100% sure?", "tax!", ""), ("Who SAILED there?", "Bo", "sea")];
    for (n, (prompt, answer, category)) in texts.into_iter().enumerate() {
        let (prompt, answer, category) = (prompt.to_owned(), answer.to_owned(), category.to_owned());
        packs.add(&pack, "ana", Draft { kind: None, prompt, answer, category, ..draft(n) }).await.unwrap();
    }
    let found = async |text: &str, after: Option<i32>| {
        let page = packs.questions(&pack, "ana", Some(text), after, 10).await.unwrap();
        page.into_iter().map(|question| question.position).collect::<Vec<_>>()
    };
    let all: Vec<i32> =
        packs.questions(&pack, "ana", None, None, 10).await.unwrap().iter().map(|q| q.position).collect();
    assert_eq!(found("ISLAND", None).await, all[..1]);
    assert_eq!(found("Ærø", None).await, all[..1]);
    assert_eq!(found("sailed", None).await, all[2..]);
    assert_eq!(found("sea", None).await, [all[0], all[2]]);
    assert_eq!(found("sea", Some(all[0])).await, all[2..]);
    // Wildcards of patterns are searched literally.
    assert_eq!(found("0% s", None).await, all[1..2]);
    assert_eq!(found("x!", None).await, all[1..2]);
    for none in ["%", "_", "nowhere"].map(|text| format!("{text}{text}")) {
        assert_eq!(found(&none, None).await, [0_i32; 0]);
    }
}

async fn question_pools_stay_consistent(database: &TestDatabase) {
    let packs = ready(database).await;
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    let mut generator = ChaCha8Rng::seed_from_u64(1);
    let mut keys: Vec<String> = Vec::new();
    for n in 0..60 {
        let mut next = draft(n);
        if generator.random_bool(0.4) {
            next.kind = Some(QuestionKind::Open);
            next.prompt = format!("Open question number {n}?");
        }
        next.family_friendly = generator.random_bool(0.5);
        match generator.random_range(0..4) {
            0 if !keys.is_empty() => {
                let key = keys.remove(generator.random_range(0..keys.len()));
                packs.drop_question(&made.key, "ana", &key).await.unwrap();
            }
            1 if !keys.is_empty() => {
                let key = &keys[generator.random_range(0..keys.len())];
                packs.rewrite(&made.key, "ana", key, next).await.unwrap();
            }
            _ => keys.push(packs.add(&made.key, "ana", next).await.unwrap().key),
        }
    }
    assert!(keys.len() > 10);
    assert_in_order(&database.db).await;
}

async fn stores_equal_questions_once(database: &TestDatabase) {
    let packs = ready(database).await;
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    let one = packs.add(&made.key, "ana", draft(1)).await.unwrap();
    let two = packs.add(&made.key, "ana", draft(2)).await.unwrap();
    let mut again = draft(1);
    again.prompt = again.prompt.to_uppercase();
    assert!(matches!(packs.add(&made.key, "ana", again.clone()).await, Err(PackError::AlreadyThere)));
    assert!(matches!(packs.rewrite(&made.key, "ana", &two.key, again.clone()).await, Err(PackError::AlreadyThere)));
    packs.rewrite(&made.key, "ana", &one.key, again).await.expect("it is itself");
    assert_in_order(&database.db).await;
}

async fn visibility_decides_who_sees_a_pack(database: &TestDatabase) {
    let packs = ready(database).await;
    let made = packs.create(Some("ana"), titled("Secret")).await.unwrap().pack;
    let question = packs.add(&made.key, "ana", draft(1)).await.unwrap();
    let listed = |whose| {
        let (packs, key) = (packs.clone(), made.key.clone());
        async move { packs.list(whose, None, 50).await.unwrap().iter().any(|one| one.pack.key == key) }
    };

    for (visibility, others_see, others_list) in [
        (Visibility::Private, false, false),
        (Visibility::Unlisted, true, false),
        (Visibility::Public, true, true),
        (Visibility::Private, false, false),
    ] {
        packs.change(&made.key, "ana", About { visibility: Some(visibility), ..About::default() }).await.unwrap();
        for who in [None, Some("bo"), Some("nobody"), Some("")] {
            assert_eq!(packs.get(&made.key, who).await.is_ok(), others_see, "{visibility:?} {who:?}");
        }
        assert!(packs.get(&made.key, Some("ana")).await.is_ok());
        assert_eq!(listed(Whose::Public).await, others_list, "{visibility:?}");
        assert_eq!(listed(Whose::All("bo")).await, others_list, "{visibility:?}");
        assert!(listed(Whose::All("ana")).await && listed(Whose::Mine("ana")).await);
        assert!(!listed(Whose::Mine("bo")).await);

        // Visibility grants no right to change a pack.
        let refusal = |error| match error {
            PackError::Unknown => !others_see,
            PackError::NotYours => others_see,
            _ => false,
        };
        let key = &made.key;
        assert!(refusal(packs.change(key, "bo", titled("Stolen")).await.expect_err("changed")));
        assert!(refusal(packs.remove(key, "bo").await.expect_err("removed")));
        assert!(refusal(packs.add(key, "bo", draft(9)).await.expect_err("added")));
        assert!(refusal(packs.rewrite(key, "bo", &question.key, draft(9)).await.expect_err("rewritten")));
        assert!(refusal(packs.drop_question(key, "bo", &question.key).await.expect_err("dropped")));
        assert_eq!(packs.questions(key, "bo", None, None, 5).await.is_ok(), others_see);
        assert_eq!(packs.export(key, "bo", Format::Json).await.is_ok(), others_see);
        assert_eq!(packs.copy(key, "bo").await.is_ok(), others_see);
    }
    let built_in = packs.change("starter-en", "ana", titled("Mine now")).await;
    assert!(matches!(built_in, Err(PackError::NotYours)));
    assert!(matches!(packs.remove("starter-en", "ana").await, Err(PackError::NotYours)));
}

async fn copy_belongs_to_the_copier(database: &TestDatabase) {
    let packs = ready(database).await;
    let copy = packs.copy("starter-da", "bo").await.unwrap();
    assert_eq!((copy.pack.owner_id.as_deref(), copy.pack.visibility), (Some("bo"), Visibility::Private));
    assert!(!copy.pack.built_in);
    let (original, copied) = (
        exported(&packs, "starter-da", "bo", Format::Json).await,
        exported(&packs, &copy.pack.key, "bo", Format::Json).await,
    );
    assert_eq!(original, copied);
    assert!(original.matches("\"prompt\"").count() >= 40);
    assert_in_order(&database.db).await;
}

async fn lists_packs_by_page(database: &TestDatabase) {
    let packs = ready(database).await;
    let mut made = Vec::new();
    for n in 0..5 {
        made.insert(0, packs.create(Some("ana"), titled(&format!("Pack {n}"))).await.unwrap().pack.key);
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = packs.list(Whose::Mine("ana"), after, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.pack.id);
        seen.extend(page.into_iter().map(|listed| listed.pack.key));
    }
    assert_eq!(seen, made);

    let with_the_platform = packs.list(Whose::BuiltIn, None, 100).await.unwrap();
    assert!(with_the_platform.iter().all(|listed| listed.pack.built_in));
    assert!(with_the_platform.iter().any(|listed| listed.pack.language == "da"));
}

async fn deleting_an_account_deletes_its_packs(database: &TestDatabase) {
    let packs = ready(database).await;
    let before = rows(&database.db).await;
    packs.copy("starter-en", "ana").await.unwrap();
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    packs.add(&made.key, "ana", draft(1)).await.unwrap();
    account::Entity::delete_by_id("ana").exec(&database.db).await.unwrap();
    assert_eq!(rows(&database.db).await, before);
    assert_in_order(&database.db).await;
}

/// Two connection pools act as two processes.
async fn fifty_concurrent_writers_succeed(database: &TestDatabase) {
    let here = ready(database).await;
    let other = database.open_again().await;
    let there = packs(&other);
    let made = here.create(Some("ana"), titled("Crowded")).await.unwrap().pack;
    let writers: Vec<_> = (0..50)
        .map(|n| {
            let (packs, key) = (if n % 2 == 0 { here.clone() } else { there.clone() }, made.key.clone());
            tokio::spawn(async move {
                for round in 0..4 {
                    let added = packs.add(&key, "ana", draft(n * 10 + round)).await.unwrap();
                    packs.get(&key, Some("ana")).await.unwrap();
                    if round == 3 {
                        packs.drop_question(&key, "ana", &added.key).await.unwrap();
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("a writer was refused");
    }
    assert_eq!(here.get(&made.key, Some("ana")).await.unwrap().sizes.values().sum::<u32>(), 150);
    assert_in_order(&database.db).await;
    other.close().await.unwrap();
}
