//! Teams: points, captains, and people who come and go.

use wpp_game::driver::{Seat, TeamChoice, TeamPlay};
use wpp_quiz::{RankedTeam, RejectReason};

use crate::room::{Room, config, id};

const AVERAGE: &str = r#"{"rounds": 1, "questions_per_round": 3, "teams": "chosen", "streak_points": 0}"#;
const ONE_PHONE: &str =
    r#"{"rounds": 1, "questions_per_round": 3, "teams": "chosen", "team_play": "one_phone", "streak_points": 0}"#;

/// Rank, team, score and delta of each team.
fn board(room: &Room) -> Vec<(usize, u32, i64, i64)> {
    room.view().teams.iter().map(|one| (one.rank, one.team, one.score, one.delta)).collect()
}

const SPEED: &str =
    r#"{"rounds": 1, "questions_per_round": 1, "teams": "chosen", "team_play": "one_phone", "fastest_fingers": true}"#;
const STREAKS: &str = r#"{"rounds": 1, "questions_per_round": 4, "teams": "chosen", "team_play": "one_phone"}"#;

fn answer_all(room: &mut Room, right: &[&str], wrong: &[&str]) {
    room.pass_to("answer");
    let options = (room.right(true), room.right(false));
    for name in right {
        room.answer(name, &options.0).unwrap();
    }
    for name in wrong {
        room.answer(name, &options.1).unwrap();
    }
    room.pass_to("scoreboard");
}

#[test]
fn settings_become_rules() {
    assert_eq!(config("{}").teams, wpp_quiz::TeamMode::Off);
    let rules = |json: &str| {
        use wpp_game::driver::Teams as _;
        wpp_quiz::Quiz.teams(&config(json))
    };
    assert_eq!(rules("{}"), None);
    let rules = rules(r#"{"teams": "drawn", "team_count": 8, "team_play": "one_phone"}"#).unwrap();
    assert_eq!((rules.count, rules.choice, rules.play), (8, TeamChoice::Drawn, TeamPlay::OnePhone));
}

#[test]
fn a_team_gets_the_average_of_its_members() {
    let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 1), ("Cy", 1), ("Dee", 2)], config(AVERAGE));
    answer_all(&mut room, &["Ana", "Dee"], &["Bo", "Cy"]);
    assert_eq!(board(&room), [(1, 2, 1_000, 1_000), (2, 1, 333, 333)]);
    answer_all(&mut room, &["Ana", "Bo"], &["Cy", "Dee"]);
    assert_eq!(board(&room), [(1, 1, 1_000, 667), (1, 2, 1_000, 0)], "equal scores share a rank");
    answer_all(&mut room, &["Cy"], &["Ana", "Bo", "Dee"]);
    room.pass_to("game_over");
    assert_eq!(board(&room), [(1, 1, 1_333, 333), (2, 2, 1_000, 0)]);
    let members = |team: u32| room.view().teams.into_iter().find(|one| one.team == team).unwrap().members;
    assert_eq!((members(1), members(2)), (vec![id("Ana"), id("Bo"), id("Cy")], vec![id("Dee")]));
    assert_eq!(room.score("Ana"), 2_000, "players keep their own points");
}

#[test]
fn people_who_leave_take_no_points_away() {
    let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 1), ("Cy", 2)], config(AVERAGE));
    answer_all(&mut room, &["Ana"], &["Bo", "Cy"]);
    room.remove("Ana");
    answer_all(&mut room, &[], &["Bo", "Cy"]);
    assert_eq!(board(&room), [(1, 1, 500, 0), (2, 2, 0, 0)]);
    room.remove("Cy");
    answer_all(&mut room, &["Bo"], &[]);
    assert_eq!(board(&room), [(1, 1, 1_500, 1_000)], "a team without members is not ranked");
}

#[test]
fn latecomers_count_from_their_first_question() {
    let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 2)], config(AVERAGE));
    room.pass_to("answer");
    room.sit_in("Cy", 1);
    answer_all(&mut room, &["Ana"], &["Bo"]);
    assert_eq!(board(&room), [(1, 1, 1_000, 1_000), (2, 2, 0, 0)]);
    answer_all(&mut room, &["Ana"], &["Bo", "Cy"]);
    assert_eq!(board(&room)[0], (1, 1, 1_500, 500));
}

#[test]
fn people_who_are_away_lower_no_average() {
    let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 1), ("Cy", 2)], config(AVERAGE));
    room.pass_to("answer");
    room.present("Bo", false);
    answer_all(&mut room, &["Ana"], &["Cy"]);
    assert_eq!(board(&room)[0], (1, 1, 1_000, 1_000));
}

#[test]
fn the_captain_answers_for_the_team() {
    let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 1), ("Cy", 2)], config(ONE_PHONE));
    room.pass_to("answer");
    assert_eq!(room.view().captains, [id("Ana"), id("Cy")]);
    assert_eq!(room.view().waiting, [id("Ana"), id("Cy")]);
    assert_eq!((room.you("Ana").plays, room.you("Bo").plays), (true, false));
    let right = room.right(true);
    assert_eq!(room.answer("Bo", &right), Err(RejectReason::NotCaptain));
    room.answer("Ana", &right).unwrap();
    assert_eq!(room.you("Bo").answer, None, "team members read the captain's answer on the captain's phone");
    room.answer("Cy", &room.right(false)).unwrap();
    assert_eq!(room.phase(), "solution", "nobody waits for the others");
    assert_eq!((room.score("Ana"), room.score("Bo"), room.score("Cy")), (1_000, 1_000, 0));
    room.pass_to("scoreboard");
    assert_eq!(board(&room), [(1, 1, 1_000, 1_000), (2, 2, 0, 0)]);
}

#[test]
fn another_member_replaces_a_captain_who_is_away() {
    let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 1), ("Cy", 2)], config(ONE_PHONE));
    room.pass_to("answer");
    room.present("Ana", false);
    assert_eq!(room.view().captains, [id("Bo"), id("Cy")]);
    assert_eq!(room.view().waiting, [id("Bo"), id("Cy")]);
    room.answer("Bo", &room.right(true)).unwrap();
    room.present("Ana", true);
    assert_eq!(room.view().captains[0], id("Bo"), "a captain who is here stays");
    room.answer("Cy", &room.right(false)).unwrap();
    assert_eq!(room.phase(), "solution");
}

#[test]
fn the_answer_of_a_captain_who_leaves_stays() {
    let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 1), ("Cy", 2)], config(ONE_PHONE));
    room.pass_to("answer");
    room.answer("Ana", &room.right(true)).unwrap();
    room.present("Ana", false);
    assert_eq!(room.view().captains[0], id("Ana"), "the answer is in");
    room.remove("Ana");
    assert_eq!(room.view().captains[0], id("Bo"));
    assert!(room.you("Bo").answer.is_some());
    room.answer("Cy", &room.right(false)).unwrap();
    room.pass_to("scoreboard");
    assert_eq!(board(&room)[0], (1, 1, 1_000, 1_000));
}

/// Passes a question that only `name` answers, if anybody does. Returns the points and the streak of the solution.
fn answer_alone(room: &mut Room, name: Option<(&str, bool)>) -> Option<(i64, u32)> {
    room.pass_to("answer");
    if let Some((name, right)) = name {
        room.answer(name, &room.right(right)).unwrap();
    }
    room.pass_to("solution");
    let award = room.view().solution.unwrap().awarded.first().map(|award| (award.points, award.streak));
    room.pass_to("scoreboard");
    award
}

#[test]
fn a_team_keeps_its_streak_with_another_captain() {
    let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 1), ("Cy", 2)], config(STREAKS));
    assert_eq!(answer_alone(&mut room, Some(("Ana", true))), Some((1_000, 1)));
    assert_eq!(["Ana", "Bo", "Cy"].map(|name| room.you(name).streak), [1, 1, 0]);
    room.remove("Ana");
    assert_eq!(answer_alone(&mut room, Some(("Bo", true))), Some((1_100, 2)));
    room.sit_in("Dee", 1);
    room.present("Bo", false);
    assert_eq!(answer_alone(&mut room, Some(("Dee", true))), Some((1_200, 3)), "a newcomer as captain");
    assert_eq!(answer_alone(&mut room, None), None);
    assert_eq!(["Bo", "Dee"].map(|name| room.you(name).streak), [0, 0], "the streak ends for all members");
}

#[test]
fn a_captain_of_the_same_question_keeps_the_streak() {
    let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 1), ("Cy", 2)], config(STREAKS));
    answer_alone(&mut room, Some(("Ana", true)));
    room.pass_to("answer");
    room.present("Ana", false);
    assert_eq!(answer_alone(&mut room, Some(("Bo", true))), Some((1_100, 2)));
}

#[test]
fn the_speed_bonus_counts_those_who_may_answer() {
    let members = |team: u32| (0..10).map(move |n| (format!("T{team}M{n}"), team));
    let names: Vec<(String, u32)> = members(1).chain(members(2)).collect();
    let names: Vec<(&str, u32)> = names.iter().map(|(name, team)| (name.as_str(), *team)).collect();
    let mut room = Room::open_in_teams(&names, config(SPEED));
    room.pass_to("answer");
    for captain in ["T1M0", "T2M0"] {
        room.answer(captain, &room.right(true)).unwrap();
    }
    let awarded = room.view().solution.unwrap().awarded;
    let speed: Vec<(Option<u32>, i64)> = awarded.iter().map(|award| (award.team, award.speed_points)).collect();
    assert_eq!(speed, [(Some(1), 500), (Some(2), 250)], "one of two, not one of twenty");
}

#[test]
fn points_name_the_team_only_if_it_has_a_captain() {
    for (settings, expected) in [(AVERAGE, None), (ONE_PHONE, Some(1))] {
        let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 2)], config(settings));
        room.pass_to("answer");
        room.answer("Ana", &room.right(true)).unwrap();
        room.pass_to("solution");
        assert_eq!(room.view().solution.unwrap().awarded[0].team, expected);
    }
}

#[test]
fn deltas_of_a_team_add_up_to_its_score() {
    let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 1), ("Cy", 1), ("Dee", 2)], config(AVERAGE));
    let mut sum = 0;
    for _ in 0..3 {
        answer_all(&mut room, &["Ana"], &["Bo", "Cy", "Dee"]);
        let (_, _, score, delta) = board(&room)[0];
        sum += delta;
        assert_eq!(score, sum);
    }
    assert_eq!(sum, 1_000);
}

#[test]
fn a_team_without_members_does_not_delay_the_others() {
    let mut room = Room::open_in_teams(&[("Ana", 1), ("Bo", 2), ("Cy", 3)], config(STREAKS));
    room.pass_to("answer");
    room.remove("Cy");
    assert_eq!(room.view().captains, [id("Ana"), id("Bo")]);
    for name in ["Ana", "Bo"] {
        room.answer(name, &room.right(true)).unwrap();
    }
    assert_eq!(room.phase(), "solution");
    room.pass_to("scoreboard");
    assert_eq!(board(&room), [(1, 1, 1_000, 1_000), (1, 2, 1_000, 1_000)]);
}

#[test]
fn people_are_captains_before_bots() {
    let mut room = Room::open_in_teams(&[("Bot", 1), ("Ana", 1), ("Cy", 2)], config(ONE_PHONE));
    let bot: &mut Seat = &mut room.seats[0];
    bot.bot = true;
    room.pass_to("scoreboard");
    room.present("Bot", false);
    assert_eq!(room.view().captains[0], id("Ana"));
    room.present("Bot", true);
    room.present("Ana", false);
    room.pass_to("answer");
    assert_eq!(room.view().captains[0], id("Bot"), "a bot answers when no person is here");
}

#[test]
fn a_bot_becomes_no_captain_during_a_question() {
    let mut room = Room::open_in_teams(&[("Bot", 1), ("Ana", 1), ("Cy", 2)], config(ONE_PHONE));
    let bot: &mut Seat = &mut room.seats[0];
    bot.bot = true;
    room.pass_to("scoreboard");
    room.present("Bot", false);
    room.present("Bot", true);
    room.pass_to("answer");
    assert_eq!(room.view().captains, [id("Ana"), id("Cy")]);
    room.present("Ana", false);
    assert_eq!((room.view().captains, room.view().waiting), (vec![id("Ana"), id("Cy")], vec![id("Cy")]));
    room.answer("Cy", &room.right(true)).unwrap();
    assert_eq!(room.phase(), "solution", "nobody waits for the bot, whose moment may be over");
}

#[test]
fn games_without_teams_have_none() {
    let mut room = Room::open(&["Ana", "Bo"], config(r#"{"rounds": 1, "questions_per_round": 1}"#));
    room.pass_to("scoreboard");
    assert_eq!((room.view().teams, room.view().captains), (Vec::<RankedTeam>::new(), Vec::new()));
    assert!(!serde_json::to_string(&room.view()).unwrap().contains("teams"));
}
