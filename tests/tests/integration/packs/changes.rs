//! Changes of many rows commit in chunks, become visible in one step, and leave nothing behind if they fail.

use std::sync::Arc;

use futures_util::{future::maybe_done, poll};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter};
use wpp_entity::{
    pack::{self, Status},
    question,
};
use wpp_game::time::Timestamp;
use wpp_library::packs::{
    PackError, PackSettings, Packs,
    catalog::PackFilter,
    change::LIFETIME_MS,
    format::Format,
    import::{ImportError, Options, Target},
};
use wpp_runtime::{clock::ManualClock, db::Writer, secure_rng::SecureRng};
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use super::support::{assert_in_order, draft, exported, imported, into_new, ready, rows, titled};

on_both_databases! {
    a_change_is_visible_at_its_end,
    failed_changes_leave_nothing,
    cancelled_changes_leave_nothing,
    abandoned_changes_are_swept,
    a_pack_has_one_change_at_a_time,
    deleted_packs_end_their_changes,
    an_account_has_a_number_of_questions,
}

/// Questions of one transaction.
const CHUNK: u64 = 50;

/// Questions of a change with several chunks.
const MANY: usize = 650;

/// Packs with a writer and a clock that the test shares.
struct Setup {
    db: DatabaseConnection,
    writer: Writer,
    clock: Arc<ManualClock>,
    packs: Packs,
}

impl Setup {
    async fn on(database: &TestDatabase) -> Self {
        ready(database).await;
        let (db, writer) = (database.db.clone(), Writer::new(database.db.clone()));
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_000)));
        let packs = Packs::new(db.clone(), writer.clone(), clock.clone(), SecureRng::from_os().unwrap());
        Self { db, writer, clock, packs }
    }

    /// Returns the keys of the packs that Ana can see and the number of questions of each.
    async fn visible(&self) -> Vec<(String, u32)> {
        let found = self.packs.list(PackFilter::Mine("ana"), None, 100).await.unwrap();
        found.into_iter().map(|one| (one.pack.key, one.sizes.values().sum())).collect()
    }

    async fn questions(&self) -> u64 {
        question::Entity::find().count(&self.db).await.unwrap()
    }
}

fn table(questions: std::ops::Range<usize>) -> String {
    let rows = questions.map(|n| format!("Which number comes after {n}?,answer {n},lie {n}|tale {n}\n"));
    format!("prompt,answer,decoys\n{}", rows.collect::<String>())
}

fn into(key: &str) -> Target {
    Target::Pack { key: key.to_owned(), owner: Some("ana".to_owned()) }
}

/// Takes the writer's turns until `change` ends, and calls `observe` after each with the number of questions.
async fn watch<T: Send + 'static>(
    setup: &Setup,
    change: impl Future<Output = T> + Send + 'static,
    mut observe: impl AsyncFnMut(u64),
) -> T {
    let mut turn = Box::pin(maybe_done(setup.writer.begin()));
    turn.as_mut().await;
    let change = tokio::spawn(change);
    while !change.is_finished() {
        turn.as_mut().await;
        let tx = turn.as_mut().take_output().unwrap().unwrap();
        let questions = question::Entity::find().count(&*tx).await.unwrap();
        // The next turn is requested before this one ends. Otherwise the change could take two in between.
        turn.set(maybe_done(setup.writer.begin()));
        let _ = poll!(turn.as_mut());
        tx.commit().await.unwrap();
        observe(questions).await;
    }
    change.await.unwrap()
}

/// Between two turns of another writer, a change commits one chunk at most.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_leaves_turns_to_others() {
    let database = TestDatabase::sqlite().await;
    let setup = Setup::on(&database).await;
    let mut last = setup.questions().await;
    let mut turns = 0;
    let mut observe = async |questions: u64| {
        assert!(questions.abs_diff(last) <= CHUNK, "{last} questions, then {questions}");
        turns += u64::from(questions != last);
        last = questions;
    };

    let packs = setup.packs.clone();
    let import = async move {
        imported(&packs, table(0..MANY).as_bytes(), into_new("ana", "Mine"), Options::default()).await.unwrap().0
    };
    let made = watch(&setup, import, &mut observe).await;
    let packs = setup.packs.clone();
    let key = made.pack.key.clone();
    let copied = watch(&setup, async move { packs.copy(&key, "ana").await.unwrap() }, &mut observe).await;
    assert_eq!(copied.sizes, made.sizes);
    let packs = setup.packs.clone();
    let removal = async move { packs.remove(&made.pack.key, "ana").await.unwrap() };
    watch(&setup, removal, &mut observe).await;
    let (packs, writer) = (setup.packs.clone(), setup.writer.clone());
    let removal = async move {
        let tx = writer.begin().await.unwrap();
        let hidden = packs.hide_all_of(&tx, "ana").await.unwrap();
        tx.commit().await.unwrap();
        packs.finish_removal(hidden).await;
    };
    watch(&setup, removal, &mut observe).await;
    assert!(turns >= 4 * (MANY as u64 / CHUNK - 1), "the changes gave {turns} turns to others");
    assert!(setup.visible().await.is_empty());
    database.close().await;
}

async fn a_change_is_visible_at_its_end(database: &TestDatabase) {
    let setup = Setup::on(database).await;
    let made = setup.packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    for n in 0..3 {
        setup.packs.add_question(&made, "ana", draft(n)).await.unwrap();
    }
    let before = exported(&setup.packs, &made, "ana", Format::Json).await;

    for (target, start) in [(into_new("ana", "Other"), 0), (into(&made), MANY)] {
        let packs = setup.packs.clone();
        let visible = setup.visible().await;
        let import = async move {
            imported(&packs, table(start..start + MANY).as_bytes(), target, Options::default()).await.unwrap()
        };
        let (_, report) = watch(&setup, import, async |_| {
            let listed = setup.packs.questions(&made, "ana", None, None, 200).await.unwrap().len();
            let found = setup.packs.questions(&made, "ana", Some("Which number"), None, 200).await.unwrap().len();
            let text = exported(&setup.packs, &made, "ana", Format::Json).await;
            // What was read before the list of packs changed is what the pack contained before.
            if setup.visible().await == visible {
                assert_eq!((listed, found), (3, 0), "unfinished questions are listed");
                assert_eq!(text, before, "the export contains unfinished questions");
            }
        })
        .await;
        assert_eq!(report.added, MANY);
        assert_in_order(&setup.db).await;
    }
    let sizes: Vec<u32> = setup.visible().await.into_iter().map(|(_, size)| size).collect();
    assert_eq!(sizes, [MANY as u32, MANY as u32 + 3]);
}

async fn failed_changes_leave_nothing(database: &TestDatabase) {
    let setup = Setup::on(database).await;
    let before = (rows(&setup.db).await, setup.visible().await);
    let settings = PackSettings { questions_per_account: MANY - 1, ..PackSettings::default() };
    let packs = setup.packs.clone().with_settings(&settings, "");
    let failed = imported(&packs, table(0..MANY).as_bytes(), into_new("ana", "Mine"), Options::default()).await;
    assert!(matches!(failed, Err(ImportError::Pack(PackError::TooMany { what: "an account", .. }))), "{failed:?}");
    assert_eq!((rows(&setup.db).await, setup.visible().await), before);

    let late = table(0..MANY) + "Who?,,\n";
    let failed = imported(&setup.packs, late.as_bytes(), into_new("ana", "Mine"), Options::default()).await;
    assert!(matches!(failed, Err(ImportError::Refused(_))), "{failed:?}");
    assert_eq!((rows(&setup.db).await, setup.visible().await), before);
}

async fn cancelled_changes_leave_nothing(database: &TestDatabase) {
    let setup = Setup::on(database).await;
    let before = (rows(&setup.db).await, setup.visible().await);
    let existing = before.0.1 as u64;
    let packs = setup.packs.clone();
    let import = tokio::spawn(async move {
        imported(&packs, table(0..20 * MANY).as_bytes(), into_new("ana", "Mine"), Options::default()).await
    });
    while setup.questions().await == existing {
        tokio::task::yield_now().await;
    }
    import.abort();
    assert!(import.await.is_err(), "the import ended before it was cancelled");
    while rows(&setup.db).await != before.0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(setup.visible().await, before.1);
}

/// Writes what a process leaves behind that dies during a change of this pack.
async fn abandon(setup: &Setup, key: &str, status: Status) {
    let found = pack::Entity::with_key(key).one(&setup.db).await.unwrap().unwrap();
    let unfinished = (0..250).map(|n| question::ActiveModel {
        pack_id: Set(found.id),
        key: Set(format!("unfinished-{n}")),
        position: Set(found.end_position + n),
        kind: Set("open".to_owned()),
        prompt: Set(format!("What is unfinished {n}?")),
        answer: Set("this".to_owned()),
        category: Set(String::new()),
        family_friendly: Set(true),
        slot: Set(100 + n),
        digest: Set(format!("unfinished-{n}")),
        ..Default::default()
    });
    question::Entity::insert_many(unfinished).exec_without_returning(&setup.db).await.unwrap();
    let row = pack::ActiveModel {
        id: Set(found.id),
        status: Set(status),
        change_key: Set(Some("of a dead process".to_owned())),
        change_expires_at: Set(Some(1_000 + LIFETIME_MS as i64)),
        ..Default::default()
    };
    pack::Entity::update(row).exec(&setup.db).await.unwrap();
}

async fn abandoned_changes_are_swept(database: &TestDatabase) {
    let setup = Setup::on(database).await;
    let mut keys = Vec::new();
    for title in ["Kept", "New", "Deleted"] {
        let key = setup.packs.create(Some("ana"), titled(title)).await.unwrap().pack.key;
        for n in 0..3 {
            setup.packs.add_question(&key, "ana", draft(n)).await.unwrap();
        }
        keys.push(key);
    }
    let kept = exported(&setup.packs, &keys[0], "ana", Format::Json).await;
    for (key, status) in keys.iter().zip([Status::Ready, Status::Staged, Status::Removed]) {
        abandon(&setup, key, status).await;
    }
    assert_eq!(setup.visible().await, [(keys[0].clone(), 3)]);
    assert_eq!(exported(&setup.packs, &keys[0], "ana", Format::Json).await, kept);
    for key in &keys[1..] {
        assert!(matches!(setup.packs.get(key, Some("ana")).await, Err(PackError::Unknown)));
    }
    let left = setup.questions().await;
    assert_eq!(setup.packs.sweep().await.unwrap(), 0, "a change was swept before it expired");
    assert_eq!(setup.questions().await, left);

    setup.clock.set(Timestamp::from_millis(1_000).plus_ms(LIFETIME_MS));
    assert_eq!(setup.packs.sweep().await.unwrap(), 3);
    assert_eq!(setup.packs.sweep().await.unwrap(), 0);
    let of_people = pack::Column::BuiltIn.eq(false);
    assert_eq!(pack::Entity::find().filter(of_people).count(&setup.db).await.unwrap(), 1);
    assert_eq!(exported(&setup.packs, &keys[0], "ana", Format::Json).await, kept);
    assert_in_order(&setup.db).await;
    setup.packs.add_question(&keys[0], "ana", draft(9)).await.unwrap();
    imported(&setup.packs, table(0..3).as_bytes(), into(&keys[0]), Options::default()).await.unwrap();
    assert_in_order(&setup.db).await;
}

async fn a_pack_has_one_change_at_a_time(database: &TestDatabase) {
    let setup = Setup::on(database).await;
    let key = setup.packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    let one = setup.packs.add_question(&key, "ana", draft(0)).await.unwrap();
    abandon(&setup, &key, Status::Ready).await;

    let busy = |result: Result<(), PackError>| assert!(matches!(result, Err(PackError::Busy)), "{result:?}");
    busy(setup.packs.add_question(&key, "ana", draft(1)).await.map(drop));
    busy(setup.packs.replace_question(&key, "ana", &one.key, draft(2)).await.map(drop));
    busy(setup.packs.remove_question(&key, "ana", &one.key).await);
    let import = imported(&setup.packs, table(0..3).as_bytes(), into(&key), Options::default()).await;
    assert!(matches!(import, Err(ImportError::Pack(PackError::Busy))), "{import:?}");

    // The details can change, and others can copy the finished questions.
    setup.packs.change(&key, "ana", titled("Renamed")).await.unwrap();
    let copied = setup.packs.copy(&key, "ana").await.unwrap();
    assert_eq!(copied.sizes.values().sum::<u32>(), 1);
}

async fn deleted_packs_end_their_changes(database: &TestDatabase) {
    let setup = Setup::on(database).await;
    let key = setup.packs.create(Some("ana"), titled("Mine")).await.unwrap().pack.key;
    let before = rows(&setup.db).await;
    let packs = setup.packs.clone();
    let target = into(&key);
    let import =
        tokio::spawn(async move { imported(&packs, table(0..20 * MANY).as_bytes(), target, Options::default()).await });
    while setup.questions().await == before.1 as u64 {
        tokio::task::yield_now().await;
    }
    setup.packs.remove(&key, "ana").await.unwrap();
    let ended = import.await.unwrap();
    assert!(matches!(ended, Err(ImportError::Pack(PackError::Unknown))), "{ended:?}");
    assert_eq!(rows(&setup.db).await, (before.0 - 1, before.1));
}

async fn an_account_has_a_number_of_questions(database: &TestDatabase) {
    let setup = Setup::on(database).await;
    let few = PackSettings { questions_per_account: 10, ..PackSettings::default() };
    let packs = setup.packs.clone().with_settings(&few, "");
    let made = imported(&packs, table(0..4).as_bytes(), into_new("ana", "First"), Options::default()).await.unwrap().0;
    packs.copy(&made.pack.key, "ana").await.unwrap();
    let full = |error: &PackError| matches!(error, PackError::TooMany { what: "an account", most: 10, .. });
    assert!(packs.copy(&made.pack.key, "ana").await.is_err_and(|error| full(&error)));
    for n in 0..2 {
        packs.add_question(&made.pack.key, "ana", draft(n)).await.unwrap();
    }
    assert!(packs.add_question(&made.pack.key, "ana", draft(2)).await.is_err_and(|error| full(&error)));
    // The limit of one account does not concern others.
    imported(&packs, table(0..10).as_bytes(), into_new("bo", "Theirs"), Options::default()).await.unwrap();
}
