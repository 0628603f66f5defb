//! Teams: players choose them or chance does, before the game.
//!
//! Everybody has a team when a game starts. People who join later get the smallest one. See
//! `docs/decisions/0170-teams.md`.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::{CommandError, Player, Rejected, Session, SessionEvent, SessionStep, Status};
use crate::{
    contract::{
        ErrorCode,
        event::TeamMember,
        ids::PlayerId,
        teams::{TeamChoice, TeamRules},
    },
    engine,
};

/// Stream of the session's generator that draws teams, apart from those of the game's inputs. The number of the last event
/// selects the draw: unlike the version, it does not depend on wake-ups.
const DRAWING: u64 = 3 << 61;

impl Session {
    /// Replaces the rules about teams. Players keep their team if the new rules have it.
    pub(in crate::session) fn set_team_rules(&mut self, rules: Option<TeamRules>) {
        self.teams = rules;
        let count = rules.map_or(0, |rules| rules.count);
        for player in &mut self.players {
            player.team.take_if(|team| *team > count);
        }
    }

    /// Returns the team of a player who joins. In the lobby people get one only after the teams were drawn.
    pub(super) fn team_of_newcomer(&self, is_bot: bool) -> Option<u32> {
        let rules = self.teams?;
        let is_drawn = rules.choice == TeamChoice::Drawn && self.players.iter().any(|player| player.team.is_some());
        let waits = self.status == Status::Lobby && !is_drawn && !(is_bot && rules.choice == TeamChoice::Chosen);
        (!waits).then(|| smallest(rules.count, &self.players))
    }

    /// Gives a team to everybody who has none: in random order, each the smallest team.
    pub(in crate::session) fn complete_teams(&mut self) {
        let Some(rules) = self.teams else { return };
        let mut rng = self.team_generator();
        let mut without: Vec<usize> =
            (0..self.players.len()).filter(|index| self.players[*index].team.is_none()).collect();
        without.shuffle(&mut rng);
        for index in without {
            self.players[index].team = Some(smallest(rules.count, &self.players));
        }
    }

    fn team_generator(&self) -> ChaCha8Rng {
        engine::generator(self.seed, DRAWING | self.seq)
    }
}

impl SessionStep<'_> {
    /// Moves a player to another team. `controls` is whether the host or the VIP does.
    pub fn set_team(&mut self, player_id: &PlayerId, team: Option<u32>, controls: bool) -> Result<(), CommandError> {
        let rules = self.check_teams_open()?;
        if !controls && rules.choice == TeamChoice::Drawn {
            return Err(Rejected::new(
                ErrorCode::NotAllowed,
                "chance decides about the teams of this game; ask the host to move you",
            )
            .into());
        }
        if let Some(unknown) = team.filter(|team| !(1..=rules.count).contains(team)) {
            let message = format!("this game has no team {unknown}; choose one from 1 to {}", rules.count);
            return Err(Rejected::invalid("team", message).into());
        }
        let index = self.session.index(player_id)?;
        if self.session.players[index].team == team {
            return Ok(());
        }
        self.session.players[index].team = team;
        self.invalidate_seats();
        Ok(self
            .emit(&SessionEvent::TeamsChanged { changed: vec![TeamMember { player_id: player_id.clone(), team }] })?)
    }

    /// Draws the teams of all players. Their sizes differ by one player at most.
    pub fn draw_teams(&mut self) -> Result<(), CommandError> {
        self.check_teams_open()?;
        // The number of the last event selects the stream, whether or not the event is from an earlier step.
        self.flush()?;
        let before: Vec<Option<u32>> = self.session.players.iter().map(|player| player.team).collect();
        for player in &mut self.session.players {
            player.team = None;
        }
        self.session.complete_teams();
        let players = self.session.players.iter().zip(before);
        let changed = players.filter(|(player, before)| player.team != *before);
        let changed: Vec<TeamMember> =
            changed.map(|(player, _)| TeamMember { player_id: player.player_id.clone(), team: player.team }).collect();
        if changed.is_empty() {
            return Ok(());
        }
        self.invalidate_seats();
        Ok(self.emit(&SessionEvent::TeamsChanged { changed })?)
    }

    /// Checks that somebody plays against somebody else: not everybody is in one team.
    pub fn check_teams(&self) -> Result<(), Rejected> {
        let players = &self.session.players;
        let first = players.first().and_then(|player| player.team);
        let is_one_team = first.is_some() && players.iter().all(|player| player.team == first);
        if self.session.teams.is_some() && is_one_team && players.len() > 1 {
            return Err(Rejected::new(
                ErrorCode::NotEnoughPlayers,
                "everybody is in one team; move somebody to another team or draw the teams",
            ));
        }
        Ok(())
    }

    /// Returns the rules about teams, if teams can change now.
    fn check_teams_open(&self) -> Result<TeamRules, Rejected> {
        let rules = self.session.teams.ok_or_else(|| {
            Rejected::new(ErrorCode::NotAllowed, "this game has no teams; turn them on in its settings")
        })?;
        match self.session.status {
            Status::Lobby | Status::Finished => Ok(rules),
            Status::Running | Status::Paused => Err(Rejected::new(
                ErrorCode::AlreadyStarted,
                "the game has started; change the teams before the next one",
            )),
        }
    }
}

/// Returns the team with the fewest members; of several, the one with the lowest number.
fn smallest(count: u32, players: &[Player]) -> u32 {
    let members = |team: u32| players.iter().filter(|player| player.team == Some(team)).count();
    (1..=count).min_by_key(|team| members(*team)).unwrap_or(1)
}
