//! Votes and points.

use std::num::NonZeroU32;

use wpp_game::ids::PlayerId;
use wpp_last_word::{CommonRejection, RejectReason, VoteRejection};

use crate::room::{Room, id};

const FIVE: [&str; 5] = ["Ana", "Bo", "Cy", "Dee", "Eli"];

/// A room in which the first prompt is voted on.
fn voting(config: &str) -> (Room, Vec<String>, Vec<String>) {
    let mut room = Room::open(&FIVE, config);
    room.everybody_answers();
    let (authors, others) = room.authors_and_others();
    assert_eq!((room.phase(), authors.len(), others.len()), ("vote", 2, 3));
    (room, authors, others)
}

#[test]
fn votes_share_the_points() {
    let (mut room, authors, others) = voting("{}");
    room.vote(&others[0], &authors[0]).unwrap();
    room.vote(&others[1], &authors[0]).unwrap();
    room.vote(&others[2], &authors[1]).unwrap();
    assert_eq!(room.phase(), "result", "everybody has voted");
    assert_eq!((room.score(&authors[0]), room.score(&authors[1])), (666, 333));
}

#[test]
fn every_vote_is_a_clean_sweep() {
    let (mut room, authors, others) = voting("{}");
    for voter in &others {
        room.vote(voter, &authors[1]).unwrap();
    }
    assert_eq!((room.score(&authors[0]), room.score(&authors[1])), (0, 1_250));
    assert!(room.view().results.iter().any(|result| result.sweep));
}

#[test]
fn audience_weighs_as_one_player() {
    let (mut room, authors, others) = voting("{}");
    assert_eq!(room.ballot(&authors[0]).unwrap().most, NonZeroU32::new(1));
    room.tally(&[(&authors[0], 4)]);
    room.vote(&others[0], &authors[0]).unwrap();
    room.vote(&others[1], &authors[1]).unwrap();
    room.vote(&others[2], &authors[1]).unwrap();
    assert_eq!((room.score(&authors[0]), room.score(&authors[1])), (500, 500));
    assert_eq!(room.view().results.iter().map(|result| result.audience_votes).sum::<u32>(), 4);
    assert!(room.ballot(&authors[0]).is_err(), "the vote is over");
}

#[test]
fn later_sums_replace_earlier_ones() {
    let (mut room, authors, _) = voting("{}");
    room.tally(&[(&authors[0], 4)]);
    room.tally(&[(&authors[0], 4), (&authors[1], 5)]);
    room.pass();
    let votes: Vec<u32> = room.view().results.iter().map(|result| result.audience_votes).collect();
    assert_eq!(votes.iter().sum::<u32>(), 9);
    room.tally_poll("1.1", &[("1.1.1".into(), 50)]);
    assert_eq!(room.view().results.iter().map(|result| result.audience_votes).collect::<Vec<_>>(), votes);
}

#[test]
fn rejects_wrong_votes() {
    let (mut room, authors, others) = voting("{}");
    assert_eq!(room.vote(&authors[0], &authors[1]), Err(RejectReason::Vote(VoteRejection::AuthorCannotVote)));
    assert_eq!(room.vote_id(&others[0], "1.1.9"), Err(RejectReason::Vote(VoteRejection::UnknownOption)));
    room.vote(&others[0], &authors[0]).unwrap();
    assert_eq!(room.vote(&others[0], &authors[1]), Err(RejectReason::Vote(VoteRejection::AlreadyVoted)));
    room.pass();
    assert_eq!(room.vote_id(&others[1], "1.1.1"), Err(RejectReason::Common(CommonRejection::WrongPhase)));
}

#[test]
fn votes_stay_secret_until_the_result() {
    let (mut room, authors, others) = voting("{}");
    room.vote(&others[0], &authors[0]).unwrap();
    assert_eq!(room.view().results, []);
    assert_eq!((room.you(&others[0]).votes.len(), room.you(&others[1]).votes.len()), (1, 0));
    assert_eq!(room.score(&authors[0]), 0);
}

#[test]
fn final_round_has_three_votes() {
    let mut room = Room::open(&FIVE, r#"{"rounds": 1}"#);
    room.pass_to("scoreboard");
    room.pass();
    room.everybody_answers();
    assert_eq!((room.phase(), room.view().votes_each), ("vote", 3));
    assert_eq!(room.vote("Ana", "Ana"), Err(RejectReason::Vote(VoteRejection::OwnOption)));
    for author in ["Bo", "Cy", "Dee"] {
        room.vote("Ana", author).unwrap();
    }
    assert_eq!(room.vote("Ana", "Eli"), Err(RejectReason::Vote(VoteRejection::AlreadyVoted)));
    room.pass();
    assert_eq!(room.score("Bo"), 666, "a third of the double pot");
    room.pass_to("game_over");
    assert_eq!(room.view().ranking.len(), 5);
    let awards = room.view().awards;
    let award = awards.iter().find(|award| award.award == "most_votes").unwrap();
    assert_eq!((&award.player_id, award.quote.as_deref()), (&id("Bo"), Some("Bo wrote 0")));
}

/// A room in whose final round everybody has answered.
fn final_vote(names: &[&str]) -> Room {
    let mut room = Room::open(names, r#"{"rounds": 1}"#);
    room.pass_to("scoreboard");
    room.pass();
    room.everybody_answers();
    assert_eq!((room.phase(), room.view().options.len()), ("vote", names.len()));
    room
}

#[test]
fn the_final_round_decides_with_few_players() {
    for (players, scores) in [(3, [888, 1_111, 0, 0]), (4, [833, 1_000, 166, 0])] {
        let names = &FIVE[..players];
        let mut room = final_vote(names);
        assert!(names.iter().all(|name| room.you(name).votes_left == 3), "{players} players");
        // Ana and Bo are close, and one vote decides.
        let mut votes = vec![("Ana", "Bo"), ("Ana", "Bo"), ("Ana", "Cy"), ("Bo", "Ana"), ("Bo", "Ana"), ("Bo", "Ana")];
        votes.extend([("Cy", "Bo"), ("Cy", "Bo"), ("Cy", "Bo")]);
        if players == 3 {
            votes[2].1 = "Bo";
            votes[8].1 = "Ana";
        } else {
            votes.extend([("Dee", "Ana"), ("Dee", "Ana"), ("Dee", "Bo")]);
        }
        for (voter, author) in votes {
            room.vote(voter, author).unwrap();
        }
        assert_eq!(room.phase(), "result", "everybody has used all votes");
        let results = room.view().results;
        assert_eq!(results.iter().map(|result| result.voters.len()).sum::<usize>(), 3 * players);
        assert!(results.iter().all(|result| !result.sweep));
        for (name, score) in names.iter().zip(scores) {
            assert_eq!(room.score(name), score, "{name} of {players}");
        }
    }
}

#[test]
fn votes_for_one_answer_are_listed_one_by_one() {
    let mut room = final_vote(&FIVE[..3]);
    room.vote("Ana", "Bo").unwrap();
    room.vote("Ana", "Bo").unwrap();
    let you = room.you("Ana");
    assert_eq!((you.votes.len(), you.votes_left), (2, 1));
    assert_eq!(you.votes[0], you.votes[1]);
    room.vote("Ana", "Bo").unwrap();
    assert_eq!(room.vote("Ana", "Cy"), Err(RejectReason::Vote(VoteRejection::AlreadyVoted)));
    room.pass();
    let bo = room.view().results.into_iter().find(|result| result.player_id == id("Bo")).unwrap();
    assert_eq!(bo.voters, [id("Ana"), id("Ana"), id("Ana")]);
}

#[test]
fn two_answers_of_the_final_round_take_one_vote_of_each_author() {
    let mut room = Room::open(&FIVE[..3], r#"{"rounds": 1}"#);
    room.pass_to("scoreboard");
    room.pass();
    room.answer("Ana", 0, "Ana wrote").unwrap();
    room.answer("Bo", 0, "Bo wrote").unwrap();
    room.pass();
    assert_eq!((room.you("Ana").votes_left, room.you("Bo").votes_left, room.you("Cy").votes_left), (1, 1, 3));
    room.vote("Ana", "Bo").unwrap();
    room.vote("Bo", "Ana").unwrap();
    for _ in 0..3 {
        room.vote("Cy", "Ana").unwrap();
    }
    assert_eq!((room.phase(), room.score("Ana"), room.score("Bo")), ("result", 1_600, 400));
}

#[test]
fn the_audience_cannot_vote_for_every_answer() {
    for (players, most) in [(3, 2), (4, 3), (5, 3)] {
        let room = final_vote(&FIVE[..players]);
        assert_eq!(room.ballot("Ana").unwrap().most, NonZeroU32::new(most), "{players} answers");
        assert_eq!(room.you("Spectator").votes_left, most as usize);
    }
}

/// Plays a round of three players, in which the voters of the first `voted` prompts of Ana vote for her. Returns who swept.
fn sweeps_of_three(voted: usize) -> Vec<PlayerId> {
    let mut room = Room::open(&FIVE[..3], "{}");
    room.everybody_answers();
    let (mut votes, mut sweeps) = (0, Vec::new());
    while room.phase() != "scoreboard" {
        let (authors, others) = room.authors_and_others();
        if room.phase() == "vote" && votes < voted && authors.iter().any(|author| author == "Ana") {
            votes += 1;
            room.vote(&others[0], "Ana").unwrap();
        }
        if room.phase() == "result" {
            sweeps.extend(room.view().results.into_iter().filter(|result| result.sweep).map(|result| result.player_id));
        }
        room.pass();
    }
    assert_eq!((votes, room.score("Ana")), (voted, if voted == 2 { 2_250 } else { 1_000 }));
    sweeps
}

#[test]
fn three_players_sweep_with_both_answers() {
    assert_eq!(sweeps_of_three(2), [id("Ana")]);
    assert_eq!(sweeps_of_three(1), [], "one vote alone is no sweep");
}

#[test]
fn one_vote_of_four_players_is_no_sweep() {
    let mut room = Room::open(&FIVE[..4], "{}");
    room.everybody_answers();
    while room.phase() != "scoreboard" {
        let (authors, others) = room.authors_and_others();
        if room.phase() == "vote" {
            room.vote(&others[0], &authors[0]).unwrap();
            room.pass();
        }
        assert!(room.view().results.iter().all(|result| !result.sweep));
        room.pass();
    }
}
