//! The teams of a running game.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wpp_game::{
    driver::{Seat, TeamPlay, TeamRules},
    ids::PlayerId,
};

use super::{points::Points, ranked::RankedTeam};
use crate::ranking::{Scored, rank};

/// The teams of a running game.
///
/// A team collects points question by question. People who leave later take none of them away, and people who join later
/// do not lower an average of questions that they did not play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamTable {
    play: TeamPlay,
    /// Points, by team.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    points: BTreeMap<u32, Points>,
    /// The member who answers for each team. Empty when all members answer.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    captains: BTreeMap<u32, PlayerId>,
}

/// A change of a captain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// The captain before.
    pub from: PlayerId,
    /// The captain from now on.
    pub to: PlayerId,
}

impl TeamTable {
    /// Creates teams without points.
    #[must_use]
    pub fn new(rules: TeamRules) -> Self {
        Self { play: rules.play, points: BTreeMap::new(), captains: BTreeMap::new() }
    }

    /// Starts a question that everybody in a seat plays.
    pub fn start_question(&mut self, seats: &[Seat]) {
        self.points.values_mut().for_each(Points::start_question);
        self.choose_captains(seats, |_| true, |_| false, |_, _| true);
    }

    /// Replaces captains who left, and absent ones who have not answered. A captain who leaves hands over the answer too.
    /// `plays` is whether a player plays the current question.
    ///
    /// A bot takes over an answer only. Bots choose the moments of their moves when a phase starts, so the game would wait for the
    /// bot without end.
    pub fn follow_roster(
        &mut self,
        seats: &[Seat],
        plays: impl Fn(&PlayerId) -> bool,
        has_answered: impl Fn(&PlayerId) -> bool,
    ) -> Vec<Handover> {
        let takes_over = |seat: &Seat, old: Option<&PlayerId>| !seat.bot || old.is_some_and(&has_answered);
        self.choose_captains(seats, plays, &has_answered, takes_over)
    }

    fn choose_captains(
        &mut self,
        seats: &[Seat],
        plays: impl Fn(&PlayerId) -> bool,
        has_answered: impl Fn(&PlayerId) -> bool,
        takes_over: impl Fn(&Seat, Option<&PlayerId>) -> bool,
    ) -> Vec<Handover> {
        let mut handovers = Vec::new();
        if self.play == TeamPlay::Average {
            return handovers;
        }
        let before = std::mem::take(&mut self.captains);
        for (team, members) in members(seats) {
            let old = before.get(&team);
            let stays = |seat: &&&Seat| Some(&seat.player_id) == old && (seat.present || has_answered(&seat.player_id));
            let playing = || members.iter().filter(|seat| plays(&seat.player_id));
            // People before bots, and those who are here before those who are not.
            let next = || playing().filter(|seat| takes_over(seat, old)).min_by_key(|seat| (!seat.present, seat.bot));
            let Some(captain) = playing().find(stays).or_else(next) else { continue };
            let to = captain.player_id.clone();
            handovers.extend(old.filter(|old| **old != to).map(|old| Handover { from: old.clone(), to: to.clone() }));
            self.captains.insert(team, to);
        }
        handovers
    }

    /// Returns whether a player answers: for the team or as one of its members.
    #[must_use]
    pub fn may_answer(&self, player: &PlayerId) -> bool {
        self.play == TeamPlay::Average || self.captains.values().any(|captain| captain == player)
    }

    /// Returns who answers for the teams; empty when all members answer.
    #[must_use]
    pub fn captains(&self) -> Vec<PlayerId> {
        self.captains.values().cloned().collect()
    }

    /// Returns the members of each team in which one member answers for all; empty when all members answer.
    #[must_use]
    pub fn one_phone_teams<'s>(&self, seats: &'s [Seat]) -> Vec<Vec<&'s PlayerId>> {
        if self.play == TeamPlay::Average {
            return Vec::new();
        }
        let ids = |members: Vec<&'s Seat>| members.into_iter().map(|seat| &seat.player_id).collect();
        members(seats).into_values().map(ids).collect()
    }

    /// Gives the teams their points of the current question: the average of the members who were here or have answered.
    /// With captains, all members get the captain's points first.
    pub fn award<R: Scored>(
        &mut self,
        seats: &[Seat],
        records: &mut BTreeMap<PlayerId, R>,
        has_answered: impl Fn(&PlayerId) -> bool,
    ) {
        for (team, members) in members(seats) {
            if let Some(captain) = self.captains.get(&team) {
                let points = records.get(captain).map_or(0, Scored::gain);
                for seat in members.iter().filter(|seat| seat.player_id != *captain) {
                    if let Some(record) = records.get_mut(&seat.player_id) {
                        record.earn(points);
                    }
                }
            }
            let counts =
                |seat: &&&Seat| self.play == TeamPlay::OnePhone || seat.present || has_answered(&seat.player_id);
            let records = members.iter().filter(counts).filter_map(|seat| records.get(&seat.player_id));
            let gains: Vec<i64> = records.map(Scored::gain).collect();
            self.points.entry(team).or_default().add_average(&gains);
        }
    }

    /// Returns the teams that have members, best first. Teams with equal scores share a rank.
    #[must_use]
    pub fn ranking(&self, seats: &[Seat]) -> Vec<RankedTeam> {
        let entry = |(team, members): (u32, Vec<&Seat>)| {
            let points = self.points.get(&team).copied().unwrap_or_default();
            let members = members.into_iter().map(|seat| seat.player_id.clone()).collect();
            RankedTeam { rank: 1, team, score: points.score(), delta: points.gain(), members }
        };
        rank(members(seats).into_iter().map(entry).collect())
    }
}

/// Returns the members of each team, in the order in which they joined.
fn members(seats: &[Seat]) -> BTreeMap<u32, Vec<&Seat>> {
    let mut teams: BTreeMap<u32, Vec<&Seat>> = BTreeMap::new();
    for seat in seats {
        if let Some(team) = seat.team {
            teams.entry(team).or_default().push(seat);
        }
    }
    teams
}
