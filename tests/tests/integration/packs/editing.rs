//! Creates, changes, shares, copies and deletes packs.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sea_orm::EntityTrait;
use wpp_entity::{account, pack::Visibility};
use wpp_game::content::{QuestionKind, rules::Draft};
use wpp_library::packs::{
    PackError,
    catalog::{PackDetails, PackFilter},
    format::Format,
};
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use super::support::{assert_in_order, draft, exported, packs, ready, rows, titled};

on_both_databases! {
    adds_replaces_and_removes_questions,
    slots_have_no_gaps_after_changes,
    finds_questions_by_text,
    rejects_duplicate_questions,
    visibility_decides_who_can_see,
    copies_are_private_and_equal,
    lists_packs_in_pages,
    deleting_an_account_deletes_its_packs,
    fifty_concurrent_writers_succeed,
}

async fn adds_replaces_and_removes_questions(database: &TestDatabase) {
    let packs = ready(database).await;
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    let first = packs.add_question(&made.key, "ana", draft(1)).await.unwrap();
    let second = packs.add_question(&made.key, "ana", draft(2)).await.unwrap();
    assert_eq!(first.kind, QuestionKind::Blank);

    let mut other = draft(3);
    other.prompt = "  Which of these is   true? ".to_owned();
    other.kind = Some(QuestionKind::Choice);
    let rewritten = packs.replace_question(&made.key, "ana", &first.key, other).await.unwrap();
    assert_eq!((rewritten.key.as_str(), rewritten.position), (first.key.as_str(), first.position));
    assert_eq!(rewritten.draft.prompt, "Which of these is true?");
    assert_in_order(&database.db).await;

    let listed = packs.questions(&made.key, "ana", None, None, 10).await.unwrap();
    assert_eq!(listed, [rewritten.clone(), second]);
    assert_eq!(packs.questions(&made.key, "ana", None, Some(listed[0].position), 10).await.unwrap(), listed[1..]);

    packs.remove_question(&made.key, "ana", &first.key).await.unwrap();
    assert!(matches!(packs.remove_question(&made.key, "ana", &first.key).await, Err(PackError::UnknownQuestion)));
    assert_eq!(packs.get(&made.key, Some("ana")).await.unwrap().sizes.values().sum::<u32>(), 1);
    assert_in_order(&database.db).await;

    match packs.add_question(&made.key, "ana", Draft { decoys: Vec::new(), ..draft(4) }).await {
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
        packs.add_question(&pack, "ana", Draft { kind: None, prompt, answer, category, ..draft(n) }).await.unwrap();
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
    // Wildcards of LIKE patterns match only themselves.
    assert_eq!(found("0% s", None).await, all[1..2]);
    assert_eq!(found("x!", None).await, all[1..2]);
    for none in ["%", "_", "nowhere"].map(|text| format!("{text}{text}")) {
        assert_eq!(found(&none, None).await, [0_i32; 0]);
    }
}

async fn slots_have_no_gaps_after_changes(database: &TestDatabase) {
    let packs = ready(database).await;
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut keys: Vec<String> = Vec::new();
    for n in 0..60 {
        let mut next = draft(n);
        if rng.random_bool(0.4) {
            next.kind = Some(QuestionKind::Open);
            next.prompt = format!("Open question number {n}?");
        }
        next.family_friendly = rng.random_bool(0.5);
        match rng.random_range(0..4) {
            0 if !keys.is_empty() => {
                let key = keys.remove(rng.random_range(0..keys.len()));
                packs.remove_question(&made.key, "ana", &key).await.unwrap();
            }
            1 if !keys.is_empty() => {
                let key = &keys[rng.random_range(0..keys.len())];
                packs.replace_question(&made.key, "ana", key, next).await.unwrap();
            }
            _ => keys.push(packs.add_question(&made.key, "ana", next).await.unwrap().key),
        }
    }
    assert!(keys.len() > 10);
    assert_in_order(&database.db).await;
}

async fn rejects_duplicate_questions(database: &TestDatabase) {
    let packs = ready(database).await;
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    let one = packs.add_question(&made.key, "ana", draft(1)).await.unwrap();
    let two = packs.add_question(&made.key, "ana", draft(2)).await.unwrap();
    let mut again = draft(1);
    again.prompt = again.prompt.to_uppercase();
    assert!(matches!(packs.add_question(&made.key, "ana", again.clone()).await, Err(PackError::AlreadyThere)));
    assert!(matches!(
        packs.replace_question(&made.key, "ana", &two.key, again.clone()).await,
        Err(PackError::AlreadyThere)
    ));
    packs.replace_question(&made.key, "ana", &one.key, again).await.expect("a question can keep its text");
    assert_in_order(&database.db).await;
}

async fn visibility_decides_who_can_see(database: &TestDatabase) {
    let packs = ready(database).await;
    let made = packs.create(Some("ana"), titled("Secret")).await.unwrap().pack;
    let question = packs.add_question(&made.key, "ana", draft(1)).await.unwrap();
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
        packs
            .change(&made.key, "ana", PackDetails { visibility: Some(visibility), ..PackDetails::default() })
            .await
            .unwrap();
        for who in [None, Some("bo"), Some("nobody"), Some("")] {
            assert_eq!(packs.get(&made.key, who).await.is_ok(), others_see, "{visibility:?} {who:?}");
        }
        assert!(packs.get(&made.key, Some("ana")).await.is_ok());
        assert_eq!(listed(PackFilter::Public).await, others_list, "{visibility:?}");
        assert_eq!(listed(PackFilter::All("bo")).await, others_list, "{visibility:?}");
        assert!(listed(PackFilter::All("ana")).await && listed(PackFilter::Mine("ana")).await);
        assert!(!listed(PackFilter::Mine("bo")).await);

        // Other accounts cannot change the pack, even if they can see it.
        let as_expected = |error| match error {
            PackError::Unknown => !others_see,
            PackError::NotYours => others_see,
            _ => false,
        };
        let key = &made.key;
        assert!(as_expected(packs.change(key, "bo", titled("Stolen")).await.expect_err("changed")));
        assert!(as_expected(packs.remove(key, "bo").await.expect_err("removed")));
        assert!(as_expected(packs.add_question(key, "bo", draft(9)).await.expect_err("added")));
        assert!(as_expected(packs.replace_question(key, "bo", &question.key, draft(9)).await.expect_err("rewritten")));
        assert!(as_expected(packs.remove_question(key, "bo", &question.key).await.expect_err("dropped")));
        assert_eq!(packs.questions(key, "bo", None, None, 5).await.is_ok(), others_see);
        assert_eq!(packs.export(key, "bo", Format::Json).await.is_ok(), others_see);
        assert_eq!(packs.copy(key, "bo").await.is_ok(), others_see);
    }
    let built_in = packs.change("starter-en", "ana", titled("Mine now")).await;
    assert!(matches!(built_in, Err(PackError::NotYours)));
    assert!(matches!(packs.remove("starter-en", "ana").await, Err(PackError::NotYours)));
}

async fn copies_are_private_and_equal(database: &TestDatabase) {
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

async fn lists_packs_in_pages(database: &TestDatabase) {
    let packs = ready(database).await;
    let mut made = Vec::new();
    for n in 0..5 {
        made.insert(0, packs.create(Some("ana"), titled(&format!("Pack {n}"))).await.unwrap().pack.key);
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = packs.list(PackFilter::Mine("ana"), after, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.pack.id);
        seen.extend(page.into_iter().map(|listed| listed.pack.key));
    }
    assert_eq!(seen, made);

    let with_the_platform = packs.list(PackFilter::BuiltIn, None, 100).await.unwrap();
    assert!(with_the_platform.iter().all(|listed| listed.pack.built_in));
    assert!(with_the_platform.iter().any(|listed| listed.pack.language == "da"));
}

async fn deleting_an_account_deletes_its_packs(database: &TestDatabase) {
    let packs = ready(database).await;
    let before = rows(&database.db).await;
    packs.copy("starter-en", "ana").await.unwrap();
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    packs.add_question(&made.key, "ana", draft(1)).await.unwrap();
    account::Entity::delete_by_id("ana").exec(&database.db).await.unwrap();
    assert_eq!(rows(&database.db).await, before);
    assert_in_order(&database.db).await;
}

/// Uses two connections pools, as two processes would.
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
                    let added = packs.add_question(&key, "ana", draft(n * 10 + round)).await.unwrap();
                    packs.get(&key, Some("ana")).await.unwrap();
                    if round == 3 {
                        packs.remove_question(&key, "ana", &added.key).await.unwrap();
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
