mod quiz;

use serde_json::{Value, json};
use wpp_fib::Fib;
use wpp_game::{
    driver::GameDriver,
    session::{Command, Texts},
};
use wpp_last_word::LastWord;
use wpp_lounge::Lounge;
use wpp_sketch::Sketch;

use super::{TestRoom, player};
use crate::world::{at, raw};

const REMOVED: &str = "(removed)";

/// A running game with three connected players, moderated by `ann`.
fn moderated<D: GameDriver>(config: Value) -> TestRoom {
    let mut room = TestRoom::playing::<D>(config, &["ann", "bob", "cyd"]);
    room.must(0, Command::Moderate { on: true, moderator: None });
    room.must(0, Command::Play { content: None });
    room
}

fn fib() -> TestRoom {
    let mut room = moderated::<Fib>(json!({"question_ms": 1_000, "lie_ms": 60_000, "guess_ms": 60_000}));
    room.must(1_000, Command::Wake);
    room
}

fn act(room: &mut TestRoom, ms: u64, id: &str, kind: &str, data: &Value) {
    let (player_id, data) = (player(id), raw(data));
    room.must(ms, Command::Action { player_id, id: format!("{id}-{ms}"), kind: kind.into(), data });
}

fn lie(room: &mut TestRoom, ms: u64, id: &str, text: &str) {
    act(room, ms, id, "lie.submit", &json!({ "text": text }));
}

fn texts(room: &TestRoom) -> Texts {
    room.session.texts(&room.registry).unwrap()
}

fn waiting_id(room: &TestRoom, text: &str) -> String {
    texts(room).waiting.into_iter().find(|waiting| waiting.text == text).unwrap().text_id
}

fn judge(room: &mut TestRoom, ms: u64, text: &str, approved: bool) {
    let text_id = waiting_id(room, text);
    room.must(ms, Command::JudgeText { text_id, approved });
}

fn public(room: &TestRoom) -> Value {
    serde_json::to_value(room.session.snapshot(&room.registry, None, at(0)).unwrap()).unwrap()
}

fn options(room: &TestRoom) -> Vec<(String, String)> {
    let view = public(room)["view"].take();
    let option = |one: &Value| (one["option_id"].as_str().unwrap().into(), one["text"].as_str().unwrap().into());
    view["options"].as_array().unwrap().iter().map(option).collect()
}

#[test]
fn phase_waits_for_the_moderator_until_its_deadline() {
    let mut room = fib();
    let deadline = room.session.deadline();
    for (id, text) in [("ann", "first soup"), ("bob", "second boat"), ("cyd", "third lamp")] {
        lie(&mut room, 2_000, id, text);
    }
    assert_eq!((room.session.phase_name(), room.session.deadline()), (Some("lie"), deadline));
    assert_eq!(public(&room)["moderation"], json!({"moderator": "ann", "waiting": 3}));
    judge(&mut room, 2_000, "first soup", true);
    judge(&mut room, 2_000, "second boat", false);
    assert_eq!(room.session.phase_name(), Some("lie"));
    judge(&mut room, 2_000, "third lamp", true);
    assert_eq!(room.session.phase_name(), Some("guess"));
    let shown: Vec<String> = options(&room).into_iter().map(|(_, text)| text).collect();
    for (text, is_shown) in [("first soup", true), ("second boat", false), ("third lamp", true), (REMOVED, true)] {
        assert_eq!(shown.iter().any(|one| one == text), is_shown, "{text}");
    }
    let bob = room.session.snapshot(&room.registry, Some(&player("bob")), at(2_000)).unwrap().you.unwrap();
    assert_eq!(bob["lie"], "second boat", "the author knows what it was");
}

#[test]
fn deadline_replaces_undecided_texts() {
    let mut room = fib();
    lie(&mut room, 2_000, "bob", "second boat");
    let id = waiting_id(&room, "second boat");
    let deadline = room.session.deadline().unwrap();
    room.must(deadline.ms_since(at(0)), Command::Wake);
    assert_eq!(room.session.phase_name(), Some("guess"));
    assert!(options(&room).iter().any(|(_, text)| text == REMOVED));
    assert!(!room.bodies.iter().any(|body| body.contains("second boat")));
    assert_eq!(room.refused(61_000, Command::JudgeText { text_id: id, approved: true }), "not_found");
}

#[test]
fn repeated_decision_changes_nothing() {
    let mut room = fib();
    lie(&mut room, 2_000, "bob", "second boat");
    let text_id = waiting_id(&room, "second boat");
    let approve = Command::JudgeText { text_id, approved: true };
    room.must(2_000, approve.clone());
    let (seq, version) = (room.session.seq(), room.session.version());
    room.must(2_000, approve);
    assert_eq!((room.session.seq(), room.session.version()), (seq, version));
    assert_eq!(room.refused(2_000, Command::JudgeText { text_id: "0".into(), approved: true }), "not_found");
    assert_eq!((room.session.seq(), room.session.version()), (seq, version));
}

#[test]
fn nothing_identifies_the_author() {
    let mut room = fib();
    lie(&mut room, 2_000, "bob", "second boat");
    lie(&mut room, 2_100, "cyd", "third lamp");
    let listed = serde_json::to_string(&texts(&room)).unwrap();
    assert!(listed.contains("second boat") && listed.contains("third lamp"));
    for name in ["bob", "cyd"] {
        assert!(!listed.contains(name), "{listed}");
    }
    let ids: Vec<String> = texts(&room).waiting.into_iter().map(|text| text.text_id).collect();
    assert!(ids.is_sorted(), "the order of arrival is not visible");
    assert!(!public(&room).to_string().contains("boat"));
}

#[test]
fn no_phase_waits_without_a_moderator() {
    let mut room = fib();
    for id in ["bob", "cyd"] {
        lie(&mut room, 2_000, id, &format!("{id} soup"));
    }
    room.presence(3_000, "ann", false);
    assert_eq!(room.session.phase_name(), Some("lie"), "the grace period of the moderator");
    // The role of the VIP passes to `bob`, who is here.
    room.must(23_000, Command::Wake);
    assert_eq!(public(&room)["moderation"], json!({"moderator": "bob", "waiting": 2}));
    for (ms, id) in [(24_000, "bob"), (24_000, "cyd")] {
        room.presence(ms, id, false);
    }
    room.must(44_000, Command::Wake);
    assert_eq!(room.session.phase_name(), Some("lie"), "nobody is here, so the deadline ends the phase");
}

#[test]
fn phase_continues_when_the_moderator_leaves() {
    let mut room = TestRoom::playing::<Fib>(json!({"question_ms": 1_000, "timers": "off"}), &["ann", "bob"]);
    room.must(0, Command::ModerateBySpectator { player_id: player("gus") });
    assert_eq!(room.session.moderator(), Some(&player("gus")));
    room.must(0, Command::Play { content: None });
    room.must(1_000, Command::Wake);
    for id in ["ann", "bob"] {
        lie(&mut room, 2_000, id, &format!("{id} soup"));
    }
    assert_eq!(room.session.phase_name(), Some("lie"));
    room.must(2_000, Command::DismissSpectator { player_id: player("gus"), kept_out: None });
    assert_eq!(room.session.moderator(), Some(&player("ann")), "the VIP takes over");
    room.must(2_000, Command::Moderate { on: false, moderator: None });
    assert_eq!(room.session.phase_name(), Some("guess"));
    assert!(options(&room).iter().all(|(_, text)| text != REMOVED));
    assert_eq!(public(&room)["moderation"], Value::Null);
}

#[test]
fn removed_text_disappears_everywhere() {
    let mut room = fib();
    for (id, text) in [("ann", "first soup"), ("bob", "second boat"), ("cyd", "third lamp")] {
        lie(&mut room, 2_000, id, text);
        judge(&mut room, 2_000, text, true);
    }
    let listed: Vec<(String, String)> =
        texts(&room).shown.into_iter().map(|shown| (shown.text_id, shown.text)).collect();
    assert_eq!(listed, options(&room), "the list does not show which options are lies");
    let boat = options(&room).into_iter().find(|(_, text)| text == "second boat").unwrap().0;
    for id in ["ann", "cyd"] {
        act(&mut room, 3_000, id, "guess.submit", &json!({ "option_id": boat }));
    }
    let before = room.session.seq();
    room.must(3_000, Command::RemoveText { text_id: boat.clone() });
    assert!(!room.session.can_replay_after(before) && room.session.can_replay_after(before + 1));
    assert_eq!(room.events.last().unwrap(), "session.texts_changed");
    room.must(3_000, Command::RemoveText { text_id: boat });
    assert_eq!(room.session.seq(), before + 1, "a repetition has no effect");
    let removed_at = room.bodies.len();
    for _ in 0..400 {
        let Some(due) = room.session.wake_at() else { break };
        room.must(due.ms_since(at(0)), Command::Wake);
    }
    assert!(public(&room)["players"][1]["score"].as_i64().unwrap() > 0, "bob fooled two people");
    assert!(!room.bodies[removed_at..].iter().any(|body| body.contains("second boat")));
    assert!(!public(&room).to_string().contains("second boat"));
}

#[test]
fn quotes_of_awards_can_be_removed() {
    let config = json!({"question_ms": 1_000, "rounds": 1, "questions_per_round": 1});
    let mut room = TestRoom::playing::<Fib>(config, &["ann", "bob"]);
    room.must(0, Command::Play { content: None });
    room.must(1_000, Command::Wake);
    lie(&mut room, 2_000, "ann", "first soup");
    lie(&mut room, 2_000, "bob", "second boat");
    let boat = options(&room).into_iter().find(|(_, text)| text == "second boat").unwrap().0;
    act(&mut room, 3_000, "ann", "guess.submit", &json!({ "option_id": boat }));
    while let Some(due) = room.session.wake_at() {
        room.must(due.ms_since(at(0)), Command::Wake);
    }
    let quote = texts(&room).shown.into_iter().find(|shown| shown.text == "second boat").unwrap();
    room.must(400_000, Command::RemoveText { text_id: quote.text_id });
    assert!(!public(&room).to_string().contains("second boat"));
}

#[test]
fn answers_of_later_prompts_can_still_be_approved() {
    let mut room = moderated::<LastWord>(json!({"write_ms": 60_000, "vote_ms": 10_000, "result_ms": 1_000}));
    for id in ["ann", "bob", "cyd"] {
        let you = room.session.snapshot(&room.registry, Some(&player(id)), at(0)).unwrap().you.unwrap();
        for (n, prompt) in you["prompts"].as_array().unwrap().iter().enumerate() {
            let data = json!({"prompt_id": prompt["prompt_id"], "text": format!("{id} writes {n}")});
            act(&mut room, 1_000 + n as u64, id, "answer.submit", &data);
        }
    }
    let waiting = texts(&room).waiting;
    assert!(waiting.iter().all(|text| text.question.is_some()) && waiting.len() == 6);
    assert_eq!(room.session.phase_name(), Some("write"));
    room.must(60_000, Command::Wake);
    assert_eq!(room.session.phase_name(), Some("vote"));
    assert!(options(&room).iter().all(|(_, text)| text == REMOVED));
    for text in texts(&room).waiting {
        room.must(60_000, Command::JudgeText { text_id: text.text_id, approved: true });
    }
    for _ in 0..2 {
        let due = room.session.wake_at().unwrap();
        room.must(due.ms_since(at(0)), Command::Wake);
    }
    assert_eq!(room.session.phase_name(), Some("vote"));
    assert!(options(&room).iter().all(|(_, text)| text.contains("writes")));
}

#[test]
fn lounge_shows_approved_texts_at_once() {
    let mut room = moderated::<Lounge>(json!({}));
    act(&mut room, 1_000, "bob", "status.set", &json!({"status": "dancing"}));
    act(&mut room, 1_000, "cyd", "toast.raise", &json!({"words": "to the cook"}));
    assert!(!public(&room).to_string().contains("dancing") && !public(&room).to_string().contains("the cook"));
    judge(&mut room, 2_000, "dancing", true);
    assert_eq!(public(&room)["view"]["statuses"]["bob"], "dancing");
    judge(&mut room, 2_000, "to the cook", false);
    assert_eq!(public(&room)["view"]["toast"]["words"], Value::Null);
    room.must(3_000, Command::RemoveText { text_id: "status.bob".into() });
    assert_eq!(public(&room)["view"]["statuses"]["bob"], REMOVED);
}

/// A moderated room of Sketch, in which each of three players has submitted a drawing.
fn drawn() -> TestRoom {
    let mut room = moderated::<Sketch>(json!({"rounds": 1, "draw_ms": 60_000, "title_ms": 60_000}));
    for (ms, id) in [(1_000, "ann"), (1_001, "bob"), (1_002, "cyd")] {
        let strokes = json!([format!("{}AAAA", ms - 1_000)]);
        act(&mut room, ms, id, "drawing.submit", &json!({ "strokes": strokes }));
    }
    room
}

#[test]
fn drawings_wait_for_the_moderator() {
    let mut room = drawn();
    assert_eq!((room.session.phase_name(), &public(&room)["moderation"]["waiting"]), (Some("draw"), &json!(3)));
    assert!(!public(&room).to_string().contains("AAAA"));
    let waiting = texts(&room).waiting;
    let mut strokes: Vec<String> = waiting.iter().flat_map(|text| text.drawing.clone().unwrap()).collect();
    strokes.sort_unstable();
    assert_eq!(strokes, ["0AAAA", "1AAAA", "2AAAA"]);
    assert!(waiting.iter().all(|text| text.text == "(drawing)" && text.question.is_none()), "the prompt is the truth");
    for text in waiting {
        let approved = text.drawing != Some(vec!["1AAAA".to_owned()]);
        room.must(2_000, Command::JudgeText { text_id: text.text_id, approved });
    }
    let mut shown = Vec::new();
    for _ in 0..40 {
        let public = public(&room);
        if room.session.phase_name() == Some("title") && public["phase"]["question"] == shown.len() + 1 {
            shown.push((public["view"]["artist"].clone(), public["view"]["drawing"].clone()));
        }
        let Some(due) = room.session.wake_at() else { break };
        room.must(due.ms_since(at(0)), Command::Wake);
    }
    shown.sort_by_key(|(artist, _)| artist.to_string());
    let expected = [("ann", json!(["0AAAA"])), ("bob", json!([])), ("cyd", json!(["2AAAA"]))];
    assert_eq!(shown, expected.map(|(artist, drawing)| (json!(artist), drawing)), "a hidden drawing is an empty paper");
    assert!(!room.bodies.iter().any(|body| body.contains("1AAAA")), "nobody received the hidden drawing");
    assert_ne!(public(&room)["view"]["best"]["artist"], "bob");
}

#[test]
fn undecided_drawings_stay_hidden_after_the_deadline() {
    let mut room = drawn();
    room.must(60_000, Command::Wake);
    assert_eq!((room.session.phase_name(), &public(&room)["view"]["drawing"]), (Some("title"), &json!([])));
    assert_eq!(texts(&room).waiting.len(), 2, "later drawings can still be approved");
    for text in texts(&room).waiting {
        room.must(60_000, Command::JudgeText { text_id: text.text_id, approved: true });
    }
    while public(&room)["phase"]["question"] == 1 {
        let due = room.session.wake_at().unwrap();
        room.must(due.ms_since(at(0)), Command::Wake);
    }
    assert_eq!(public(&room)["view"]["drawing"].as_array().unwrap().len(), 1);
}

#[test]
fn approved_drawings_are_shown_before_undecided_ones() {
    for approved in ["0AAAA", "1AAAA", "2AAAA"] {
        let mut room = drawn();
        let one =
            texts(&room).waiting.into_iter().find(|text| text.drawing == Some(vec![approved.to_owned()])).unwrap();
        room.must(2_000, Command::JudgeText { text_id: one.text_id, approved: true });
        room.must(60_000, Command::Wake);
        assert_eq!(public(&room)["view"]["drawing"], json!([approved]), "the moderator has more time for the others");
    }
}

#[test]
fn shown_drawing_can_be_removed() {
    let mut room = drawn();
    for text in texts(&room).waiting {
        room.must(2_000, Command::JudgeText { text_id: text.text_id, approved: true });
    }
    assert_eq!(public(&room)["view"]["drawing"].as_array().unwrap().len(), 1);
    let shown = texts(&room).shown;
    assert_eq!(shown.iter().map(|text| text.text.as_str()).collect::<Vec<_>>(), ["(drawing)"]);
    room.must(3_000, Command::RemoveText { text_id: shown[0].text_id.clone() });
    assert_eq!(public(&room)["view"]["drawing"], json!([]));
    assert_eq!(room.events.last().unwrap(), "session.texts_changed");
    assert_eq!(texts(&room).shown, []);
    while let Some(due) = room.session.wake_at() {
        room.must(due.ms_since(at(0)), Command::Wake);
    }
    let best = texts(&room).shown.into_iter().find(|text| text.text == "(drawing)").unwrap();
    assert!(public(&room)["view"]["best"].is_object());
    room.must(900_000, Command::RemoveText { text_id: best.text_id });
    assert_eq!(public(&room)["view"]["best"], Value::Null);
}

#[test]
fn moderator_is_a_person_of_the_room() {
    let mut room = fib();
    for id in ["nobody", "bot"] {
        let moderate = Command::Moderate { on: true, moderator: Some(player(id)) };
        assert_eq!(room.refused(0, moderate), "invalid_input", "{id}");
    }
    room.must(0, Command::Moderate { on: true, moderator: Some(player("bob")) });
    assert_eq!(room.session.moderator(), Some(&player("bob")));
    room.presence(0, "bob", false);
    assert_eq!(room.session.moderator(), Some(&player("ann")), "the VIP stands in");
}
