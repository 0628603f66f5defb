use serde_json::{Value, json};
use wpp_game::session::{Command, NextGame, Origin, Status};
use wpp_quiz::Quiz;

use super::{TestRoom, player};
use crate::{playable::content, world::raw};

fn room(teams: &str, count: u32, names: &[&str]) -> TestRoom {
    let config = json!({"teams": teams, "team_count": count, "late_join": true, "question_ms": 60_000});
    TestRoom::playing::<Quiz>(config, names)
}

fn choose(id: &str, team: Option<u32>, controls: bool) -> Command {
    Command::SetTeam { player_id: player(id), team, controls }
}

/// The team of every player, in the order in which they joined; 0 without one.
fn teams(room: &TestRoom) -> Vec<u32> {
    let snapshot = room.session.snapshot(&room.registry, None, crate::world::at(0)).unwrap();
    snapshot.players.iter().map(|player| player.team.unwrap_or_default()).collect()
}

fn sizes(room: &TestRoom) -> Vec<usize> {
    let of = |team: u32| teams(room).into_iter().filter(|one| *one == team).count();
    let mut sizes: Vec<usize> = (1..=8).map(of).filter(|size| *size > 0).collect();
    sizes.sort_unstable();
    sizes
}

#[test]
fn players_choose_before_the_game() {
    let mut room = room("chosen", 3, &["ann", "bob", "cyd"]);
    assert_eq!(teams(&room), [0, 0, 0]);
    room.must(0, choose("ann", Some(2), false));
    room.must(0, choose("bob", Some(3), false));
    room.must(0, choose("bob", Some(2), true));
    assert_eq!(room.events.iter().filter(|kind| *kind == "session.teams_changed").count(), 3);
    let events = room.events.len();
    room.must(0, choose("ann", Some(2), false));
    assert_eq!(room.events.len(), events, "the same team again is no change");
    for team in [0, 4] {
        assert_eq!(room.refused(0, choose("cyd", Some(team), false)), "invalid_input");
    }
    room.must(0, Command::Play { content: None });
    assert_eq!(teams(&room), [2, 2, 1], "who has not chosen gets the smallest team");
    assert_eq!(room.refused(1, choose("ann", Some(1), true)), "already_started");
    assert_eq!(room.refused(1, Command::DrawTeams), "already_started");
}

#[test]
fn only_the_host_moves_players_of_drawn_teams() {
    let mut room = room("drawn", 2, &["ann", "bob", "cyd", "dan", "fay"]);
    assert_eq!(room.refused(0, choose("ann", Some(1), false)), "not_allowed");
    room.must(0, Command::DrawTeams);
    assert_eq!(sizes(&room), [2, 3]);
    let drawn = teams(&room);
    room.join(0, "flo", "Flo", Origin::default()).unwrap();
    assert_eq!(sizes(&room), [3, 3], "a newcomer gets the smallest team");
    let other = 3 - drawn[0];
    room.must(0, choose("ann", Some(other), true));
    assert_eq!(teams(&room)[0], other);
    room.must(0, Command::Play { content: None });
    assert_eq!(sizes(&room), [2, 4], "the start changes no drawn team");
}

#[test]
fn draws_are_balanced_and_differ() {
    let names: Vec<String> = (0..23).map(|n| format!("p{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut room = room("drawn", 8, &names);
    let mut seen = Vec::new();
    for _ in 0..4 {
        room.must(0, Command::DrawTeams);
        let sizes = sizes(&room);
        assert_eq!((sizes.len(), sizes.iter().sum::<usize>()), (8, 23));
        assert!(sizes[7] - sizes[0] <= 1, "{sizes:?}");
        assert!(!seen.contains(&teams(&room)));
        seen.push(teams(&room));
    }
    let mut again = self::room("drawn", 8, &names);
    again.must(0, Command::DrawTeams);
    assert_eq!(teams(&again), seen[0], "the same seed draws the same teams");
}

#[test]
fn the_game_draws_what_nobody_drew() {
    let mut room = room("drawn", 2, &["ann", "bob", "cyd", "dan"]);
    room.must(0, Command::Play { content: None });
    assert_eq!(sizes(&room), [2, 2]);
    room.must(1, Command::Remove { player_id: player("ann") });
    room.join(2, "flo", "Flo", Origin::default()).unwrap();
    assert_eq!(sizes(&room), [2, 2], "latecomers join the smallest team");
}

#[test]
fn one_team_alone_cannot_play() {
    let mut room = room("chosen", 2, &["ann", "bob"]);
    room.must(0, choose("ann", Some(1), false));
    room.must(0, choose("bob", Some(1), false));
    assert_eq!(room.refused(0, Command::Play { content: None }), "not_enough_players");
    room.must(0, choose("bob", None, false));
    room.must(0, Command::Play { content: None });
    assert_eq!((room.session.status(), teams(&room)), (Status::Running, vec![1, 2]));
}

#[test]
fn bots_join_the_smallest_team() {
    let mut room = room("chosen", 2, &["ann", "bob"]);
    room.must(0, choose("ann", Some(1), false));
    room.must(0, Command::AddBots { player_ids: vec![player("bot1"), player("bot2")] });
    assert_eq!(teams(&room), [1, 0, 2, 1]);
}

#[test]
fn another_game_keeps_the_teams_that_it_has() {
    let mut room = room("chosen", 3, &["ann", "bob"]);
    room.must(0, choose("ann", Some(3), false));
    room.must(0, choose("bob", Some(1), false));
    let next = |room: &TestRoom, config: Value| {
        let config = raw(&config);
        let need = room.registry.get("quiz").unwrap().content_need(Some(&config)).unwrap();
        let number = room.session.games_chosen() + 1;
        let (cartridge, pack_ids) = ("quiz".to_owned(), Vec::new());
        Command::Next(Box::new(NextGame { cartridge, config: Some(config), pack_ids, content: content(&need), number }))
    };
    let two = next(&room, json!({"teams": "chosen", "team_count": 2}));
    room.must(1, two);
    assert_eq!(teams(&room), [0, 1]);
    let alone = next(&room, json!({}));
    room.must(2, alone);
    assert_eq!(teams(&room), [0, 0]);
    assert_eq!(room.refused(3, choose("ann", Some(1), true)), "not_allowed");
    assert_eq!(room.refused(3, Command::DrawTeams), "not_allowed");
}
