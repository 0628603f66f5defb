//! The chat log in SQL.

use std::collections::BTreeSet;

use sea_orm::{DatabaseConnection, EntityTrait, PaginatorTrait};
use wpp_entity::{chat, chat_message, chat_reader};
use wpp_game::{ids::SessionCode, time::Timestamp};
use wpp_migration::prepare;
use wpp_runtime::{
    chat::{ChatLog, ChatMessage, Page, PostedMessage, ReadMarker, SessionKey},
    db::Writer,
};
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

on_both_databases! {
    numbers_messages_without_gaps,
    repeated_messages_are_stored_once,
    history_is_paged_backwards,
    a_reused_code_has_no_old_messages,
    removed_messages_keep_their_number,
    read_positions_only_advance,
    deleting_a_chat_leaves_no_rows,
}

async fn log(database: &TestDatabase) -> ChatLog {
    prepare(&database.db).await.unwrap();
    open(database.db.clone())
}

fn open(db: DatabaseConnection) -> ChatLog {
    ChatLog::new(db.clone(), Writer::new(db))
}

fn session(born: i64) -> SessionKey {
    SessionKey { code: SessionCode::parse("KWXTRN").unwrap(), born: Timestamp::from_millis(born) }
}

fn message<'a>(sender_id: &'a str, content: &'a str, client_id: Option<&'a str>) -> PostedMessage<'a> {
    PostedMessage { sender_id, sender_name: "Ana", content, client_id, at: Timestamp::from_millis(1_800_000_000_000) }
}

fn contents(messages: &[ChatMessage]) -> Vec<&str> {
    messages.iter().map(|message| message.content.as_str()).collect()
}

fn all() -> Page {
    Page { before: None, limit: 200 }
}

async fn numbers_messages_without_gaps(database: &TestDatabase) {
    let here = log(database).await;
    let there = open(database.open_again().await);
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let log = if writer % 2 == 0 { here.clone() } else { there.clone() };
            tokio::spawn(async move {
                for n in 0..10 {
                    let (sender, content) = (format!("p{writer}"), format!("{n}"));
                    log.append(&session(1), message(&sender, &content, Some(&content))).await.unwrap();
                    log.append(&session(1), message(&sender, &content, Some(&content))).await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let stored = here.messages_after(&session(1), 0, 1000).await.unwrap();
    assert_eq!(stored.iter().map(|message| message.number).collect::<Vec<_>>(), (1..=80).collect::<Vec<_>>());
    let distinct: BTreeSet<_> = stored.iter().map(|message| (&message.sender_id, &message.content)).collect();
    assert_eq!(distinct.len(), 80);
    // Messages of one sender keep their order.
    for sender in 0..8 {
        let own: Vec<_> = stored.iter().filter(|message| message.sender_id == format!("p{sender}")).cloned().collect();
        assert_eq!(contents(&own), ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    }
}

async fn repeated_messages_are_stored_once(database: &TestDatabase) {
    let log = log(database).await;
    let first = log.append(&session(1), message("p1", "hi", Some("a"))).await.unwrap();
    let other = log.append(&session(1), message("p2", "hi", Some("a"))).await.unwrap();
    assert!(first.is_new && other.is_new);
    for content in ["hi", "something else"] {
        let again = log.append(&session(1), message("p1", content, Some("a"))).await.unwrap();
        assert_eq!((again.message, again.is_new), (first.message.clone(), false));
    }
    assert_eq!((first.message.number, other.message.number), (1, 2), "client ids are separate for each sender");
    for _ in 0..2 {
        log.append(&session(1), message("p1", "unnamed", None)).await.unwrap();
    }
    assert_eq!(log.last_number(&session(1)).await.unwrap(), 4, "a repeated message uses no number");
}

async fn history_is_paged_backwards(database: &TestDatabase) {
    let log = log(database).await;
    let empty = log.history(&session(1), all()).await.unwrap();
    assert_eq!((empty.messages.len(), empty.next), (0, None));
    for n in 1..=7 {
        log.append(&session(1), message("p1", &n.to_string(), None)).await.unwrap();
    }
    let (mut page, mut pages) = (Page { before: None, limit: 3 }, Vec::new());
    loop {
        let history = log.history(&session(1), page).await.unwrap();
        pages.push(contents(&history.messages).join(" "));
        let Some(next) = history.next else { break };
        page.before = Some(next);
    }
    assert_eq!(pages, ["7 6 5", "4 3 2", "1"]);
    let exact = log.history(&session(1), Page { before: Some(4), limit: 3 }).await.unwrap();
    assert_eq!((contents(&exact.messages), exact.next), (vec!["3", "2", "1"], None));
    assert_eq!(log.last_message_at(&session(1)).await.unwrap(), Some(Timestamp::from_millis(1_800_000_000_000)));
}

async fn a_reused_code_has_no_old_messages(database: &TestDatabase) {
    let log = log(database).await;
    let old = log.append(&session(1), message("p1", "old", Some("a"))).await.unwrap();
    let new = log.append(&session(2), message("p1", "new", Some("a"))).await.unwrap();
    assert_ne!(old.message.message_id, new.message.message_id);
    assert_eq!(contents(&log.history(&session(2), all()).await.unwrap().messages), ["new"]);
    assert_eq!(log.delete(&session(1)).await.unwrap(), 2);
    assert_eq!(contents(&log.history(&session(2), all()).await.unwrap().messages), ["new"]);
}

async fn removed_messages_keep_their_number(database: &TestDatabase) {
    let log = log(database).await;
    for n in 1..=3 {
        log.append(&session(1), message("p1", &n.to_string(), Some(&n.to_string()))).await.unwrap();
    }
    for _ in 0..2 {
        log.remove(&session(1), 2).await.unwrap();
    }
    log.remove(&session(1), 99).await.unwrap();
    assert_eq!(contents(&log.history(&session(1), all()).await.unwrap().messages), ["3", "1"]);
    assert_eq!(contents(&log.messages_after(&session(1), 0, 10).await.unwrap()), ["1", "", "3"]);
    let again = log.append(&session(1), message("p1", "2", Some("2"))).await.unwrap();
    assert!(again.message.removed && again.message.content.is_empty(), "repeating a removed message restored it");
}

async fn read_positions_only_advance(database: &TestDatabase) {
    let log = log(database).await;
    assert_eq!(log.read_marker(&session(1), "p1").await.unwrap(), ReadMarker::default());
    for (sender, content) in [("p1", "1"), ("p2", "2"), ("p2", "3"), ("p2", "4")] {
        log.append(&session(1), message(sender, content, None)).await.unwrap();
    }
    assert_eq!(log.read_marker(&session(1), "p1").await.unwrap(), ReadMarker { number: 0, unread: 3 });
    assert_eq!(log.read_marker(&session(1), "p2").await.unwrap(), ReadMarker { number: 0, unread: 1 });
    assert_eq!(log.mark_read(&session(1), "p1", 3).await.unwrap(), ReadMarker { number: 3, unread: 1 });
    assert_eq!(log.mark_read(&session(1), "p1", 2).await.unwrap(), ReadMarker { number: 3, unread: 1 });
    assert_eq!(log.mark_read(&session(1), "p1", 5).await.unwrap(), ReadMarker { number: 3, unread: 1 });
    log.remove(&session(1), 4).await.unwrap();
    assert_eq!(log.read_marker(&session(1), "p1").await.unwrap(), ReadMarker { number: 3, unread: 0 });
}

async fn deleting_a_chat_leaves_no_rows(database: &TestDatabase) {
    let log = log(database).await;
    for n in 1..=3 {
        log.append(&session(1), message("p1", &n.to_string(), None)).await.unwrap();
    }
    log.mark_read(&session(1), "p2", 3).await.unwrap();
    log.append(&session(2), message("p1", "stays", None)).await.unwrap();
    let sessions = log.sessions(0, 10).await.unwrap();
    assert_eq!(sessions.iter().map(|(_, key)| key.clone()).collect::<Vec<_>>(), [session(1), session(2)]);
    assert_eq!(log.sessions(sessions[0].0, 1).await.unwrap(), sessions[1..]);

    assert_eq!(log.delete(&session(1)).await.unwrap(), 5);
    assert_eq!(log.delete(&session(1)).await.unwrap(), 0);
    let db = &database.db;
    assert_eq!(chat::Entity::find().count(db).await.unwrap(), 1);
    assert_eq!(chat_message::Entity::find().count(db).await.unwrap(), 1);
    assert_eq!(chat_reader::Entity::find().count(db).await.unwrap(), 0);
}
