//! A full disk: a failed write is an error, and later acknowledged writes are in the file.
//!
//! `PRAGMA max_page_count` stands for the full disk. It applies to one connection, so the pool has only one.

use std::{io::Seek, sync::Arc};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, EntityTrait, PaginatorTrait, Statement, TransactionTrait,
};
use wpp_entity::{account, chat_message, pack, preset, question, question_history};
use wpp_game::{
    content::{Content, Question, QuestionKind, rules::Draft},
    ids::{AccountId, SessionCode},
    time::Timestamp,
};
use wpp_library::{
    accounts::{self, LoginName},
    content,
    packs::{
        Packs,
        catalog::PackDetails,
        import::{Options, Target},
    },
    presets::{NewPreset, Presets},
};
use wpp_migration::prepare;
use wpp_runtime::{
    chat::{ChatLog, PostedMessage, SessionKey},
    clock::SystemClock,
    db::{self, Writer},
    secure_rng::SecureRng,
};
use wpp_tests::harness::database::TestDatabase;

/// Everything that writes, on a database with one connection.
struct Writers {
    db: DatabaseConnection,
    writer: Writer,
    packs: Packs,
    presets: Presets,
    chat: ChatLog,
    pack: String,
    questions: Vec<i32>,
}

/// Text that fills pages of the database.
const FILLER: usize = 1_900;

impl Writers {
    async fn on(database: &TestDatabase) -> Self {
        prepare(&database.db).await.unwrap();
        let mut options = db::connect_options(&database.url);
        options.max_connections(1);
        let db = Database::connect(options).await.unwrap();
        let writer = Writer::new(db.clone());
        let packs = Packs::new(db.clone(), writer.clone(), Arc::new(SystemClock), SecureRng::from_os().unwrap());
        let presets = Presets::new(db.clone(), writer.clone(), wpp_cartridges::registry());
        let chat = ChatLog::new(db.clone(), writer.clone());
        let mut writers = Self { db, writer, packs, presets, chat, pack: String::new(), questions: Vec::new() };
        writers.account("ana", "a_ana").await.unwrap();
        // A long id fills pages with the history of this account.
        writers.account("reader", &reader()).await.unwrap();
        writers.pack = writers.new_pack("First").await.unwrap();
        // Enough questions to fill pages with the history of one account.
        writers.import((0..1_000).map(|n| format!("What is first of {n}?,a,b|c\n")).collect()).await.unwrap();
        let ids = question::Entity::find().all(&writers.db).await.unwrap();
        writers.questions = ids.into_iter().map(|row| row.id).collect();
        writers
    }

    /// Limits the file to its present size, or lifts the limit.
    async fn limit(&self, full: bool) {
        if full {
            // Free pages of the file would be used up first.
            self.db.execute_unprepared("VACUUM").await.unwrap();
        }
        let pages = if full { 1 } else { 1_000_000 };
        self.db.execute_unprepared(&format!("PRAGMA max_page_count = {pages}")).await.unwrap();
    }

    async fn account(&self, name: &str, id: &str) -> Result<(), String> {
        let tx = self.writer.begin().await.map_err(|error| error.to_string())?;
        let name = LoginName::parse(name).unwrap();
        let id = AccountId(id.to_owned());
        let inserted = accounts::insert(&*tx, id, name, "h".repeat(FILLER), Timestamp::EPOCH).await;
        inserted.map_err(|error| error.to_string())?;
        tx.commit().await.map_err(|error| error.to_string())
    }

    async fn new_pack(&self, title: &str) -> Result<String, String> {
        let details = PackDetails {
            title: Some(title.to_owned()),
            language: Some("en".to_owned()),
            description: Some("d".repeat(300)),
            ..PackDetails::default()
        };
        self.packs.create(Some("a_ana"), details).await.map(|made| made.pack.key).map_err(|error| error.to_string())
    }

    async fn import(&self, rows: String) -> Result<(), String> {
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, format!("prompt,answer,decoys\n{rows}").as_bytes()).unwrap();
        file.rewind().unwrap();
        let target = Target::Pack { key: self.pack.clone(), owner: Some("a_ana".to_owned()) };
        self.packs.import(file, target, Options::default()).await.map(drop).map_err(|error| error.to_string())
    }

    /// Writes something of one kind, different for each number.
    async fn write(&self, kind: &str, n: usize) -> Result<(), String> {
        let error = |error: &dyn std::error::Error| error.to_string();
        match kind {
            "account" => self.account(&format!("person{n}"), &format!("a_{n}")).await,
            "chat" => {
                let session = SessionKey { code: SessionCode::parse("KWXTRN").unwrap(), born: Timestamp::EPOCH };
                let content = "c".repeat(FILLER);
                let message = PostedMessage {
                    sender_id: "p_1",
                    sender_name: "Bo",
                    content: &content,
                    client_id: None,
                    at: Timestamp::EPOCH,
                };
                self.chat.append(&session, message).await.map(drop).map_err(|e| error(&e))
            }
            "preset" => {
                let name = format!("{n} {}", "n".repeat(50));
                let draft = NewPreset {
                    preset_id: format!("s_{n}_{}", "x".repeat(FILLER)),
                    cartridge: "fib",
                    name: &name,
                    config: None,
                    is_default: false,
                };
                let made = self.presets.create(&AccountId("a_ana".to_owned()), draft, Timestamp::EPOCH).await;
                made.map(drop).map_err(|e| error(&e))
            }
            "pack" => self.new_pack(&format!("Pack {n}")).await.map(drop),
            "question" => self.packs.add_question(&self.pack, "a_ana", draft(n)).await.map(drop).map_err(|e| error(&e)),
            "import" => self.import((0..20).map(|row| format!("What is number {n} of {row}?,a,b|c\n")).collect()).await,
            "history" => {
                let ids = self.questions.iter().skip(n * 6).take(6);
                let content = Content::Questions(ids.map(|id| played(*id)).collect());
                content::record_history(&self.writer, &reader(), content.ids(), 1).await.map_err(|e| error(&e))
            }
            other => panic!("{other} is no kind of write"),
        }
    }
}

fn reader() -> String {
    format!("a_{}", "r".repeat(200))
}

fn draft(n: usize) -> Draft {
    Draft {
        kind: None,
        prompt: format!("Sentence number {n} hides a ____."),
        answer: format!("truth {n}"),
        aliases: Vec::new(),
        decoys: (0..4).map(|decoy| format!("decoy {decoy} of {n} {}", "x".repeat(50))).collect(),
        category: String::new(),
        language: None,
        family_friendly: true,
        explanation: Some("e".repeat(290)),
        source: Some("s".repeat(290)),
        ..Draft::default()
    }
}

fn played(id: i32) -> Question {
    Question { id: id.to_string(), kind: QuestionKind::Blank, ..Question::default() }
}

/// Counts the rows of one kind over a separate connection, which sees only what is in the file.
async fn rows(database: &TestDatabase, kind: &str) -> u64 {
    let other = database.open_again().await;
    let count = match kind {
        "account" => account::Entity::find().count(&other).await,
        "chat" => chat_message::Entity::find().count(&other).await,
        "preset" => preset::Entity::find().count(&other).await,
        "pack" => pack::Entity::find().count(&other).await,
        "history" => question_history::Entity::find().count(&other).await,
        _ => question::Entity::find().count(&other).await,
    };
    let count = count.unwrap();
    other.close().await.unwrap();
    count
}

#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_writes_are_in_the_file() {
    for kind in ["account", "chat", "preset", "pack", "question", "import", "history"] {
        let database = TestDatabase::sqlite().await;
        let writers = Writers::on(&database).await;
        let mut next = 0;
        for _ in 0..3 {
            writers.limit(true).await;
            let mut failed = false;
            for _ in 0..60 {
                next += 1;
                if writers.write(kind, next).await.is_err() {
                    failed = true;
                    break;
                }
            }
            assert!(failed, "{kind}: the file never became full");
            writers.limit(false).await;
            // A transaction that only reads ends with a rollback.
            drop(writers.db.begin().await.unwrap());
            let before = rows(&database, kind).await;
            next += 1;
            writers
                .write(kind, next)
                .await
                .unwrap_or_else(|error| panic!("{kind}: no write after space returned: {error}"));
            assert!(rows(&database, kind).await > before, "{kind}: an acknowledged write is not in the file");
        }
        let check = Statement::from_string(writers.db.get_database_backend(), "PRAGMA integrity_check");
        let intact = writers.db.query_one_raw(check).await.unwrap().unwrap();
        assert_eq!(intact.try_get_by_index::<String>(0).unwrap(), "ok");
        writers.db.close().await.unwrap();
        database.close().await;
    }
}

#[tokio::test]
async fn draws_work_after_a_failed_write() {
    let database = TestDatabase::sqlite().await;
    let writers = Writers::on(&database).await;
    writers.limit(true).await;
    let mut n = 0;
    while writers.write("chat", n).await.is_ok() {
        n += 1;
    }
    let need = wpp_game::content::ContentNeed::Questions {
        count: 3,
        family_friendly: false,
        kinds: QuestionKind::ALL,
        default_kinds: QuestionKind::ALL,
    };
    let selection = content::PackSelection::default();
    let drawn = content::draw(&writers.db, &need, selection, &mut ChaCha8Rng::seed_from_u64(1)).await.unwrap();
    assert_eq!(drawn.content.ids().count(), 3);
    writers.db.close().await.unwrap();
    database.close().await;
}
