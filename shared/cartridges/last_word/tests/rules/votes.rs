//! Votes and points.

use std::num::NonZeroU32;

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
