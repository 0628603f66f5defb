//! Teams: captains, points and streaks.

use wpp_cartridge_kit::{
    kinds::{Answering, Ballot},
    prelude::*,
    teams::{Handover, RankedTeam},
};

use crate::state::{Stage, State};

impl State {
    /// Returns the players who answer for their teams; empty when everybody answers.
    pub(crate) fn captains(&self) -> Vec<PlayerId> {
        self.teams.as_ref().map(|teams| teams.captains()).unwrap_or_default()
    }

    /// Replaces captains who left. The answer that a captain gave for the team stays.
    pub(crate) fn hand_over_captains(&mut self, seats: &[Seat]) {
        let Some(mut teams) = self.teams.take() else { return };
        let plays = |player: &PlayerId| self.players.contains_key(player);
        let handovers = teams.follow_roster(seats, plays, |player| self.has_answered(player));
        self.teams = Some(teams);
        if let Stage::Answer(Answering { ballot, .. }) = &mut self.stage {
            for Handover { from, to } in handovers {
                ballot.hand_over(&from, &to);
            }
        }
    }

    /// Starts a question: appoints captains.
    pub(crate) fn start_team_question(&mut self, seats: &[Seat]) {
        if let Some(teams) = &mut self.teams {
            teams.start_question(seats);
            self.share_streaks(seats);
        }
    }

    /// Gives the teams their points of the current question.
    pub(crate) fn award_teams(&mut self, ballot: &Ballot, seats: &[Seat]) {
        if let Some(teams) = &mut self.teams {
            teams.award(seats, &mut self.players, |player| ballot.answer_of(player).is_some());
            self.share_streaks(seats);
        }
    }

    /// Gives all members of a team the streak of its captain, who has the longest one. Each of them may become the captain.
    fn share_streaks(&mut self, seats: &[Seat]) {
        let Some(teams) = &self.teams else { return };
        for members in teams.one_phone_teams(seats) {
            let records = members.iter().filter_map(|player| self.players.get(player));
            let streak = records.map(|record| record.streak).max().unwrap_or_default();
            for player in members {
                if let Some(record) = self.players.get_mut(player) {
                    record.streak = streak;
                }
            }
        }
    }

    /// Returns the teams, best first; empty when everybody plays alone.
    pub(crate) fn ranked_teams(&self, seats: &[Seat]) -> Vec<RankedTeam> {
        self.teams.as_ref().map(|teams| teams.ranking(seats)).unwrap_or_default()
    }
}
