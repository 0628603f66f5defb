//! The effects of a script's operations in a session.

use wpp_game::{
    driver::BallotKind,
    ids::PlayerId,
    session::{AUDIENCE_ID, Command, NextGame, Origin, PollSums, Status},
    time::Timestamp,
};

use super::{World, raw};
use crate::{playable::Playable, script::Op};

impl<D: Playable> World<D> {
    /// Returns the command of an operation, if it makes sense now.
    pub fn command(&self, op: &Op, n: usize, before: &[(Timestamp, Command)]) -> Option<Command> {
        let people: Vec<_> = self.session.players().iter().collect();
        let seated = |id: &PlayerId| self.session.player(id).is_some();
        let player = |index: &usize| people.get(index % people.len().max(1)).map(|person| person.player_id.clone());
        let can_leave = |id: &PlayerId| !seated(id) || self.session.players().len() > 2;
        Some(match op {
            Op::Act { player: index, pick } => {
                let player_id = player(index)?;
                let (kind, data) = D::action(self, &player_id, *pick);
                Command::Action { player_id, id: format!("a-{n}"), kind, data: raw(&data) }
            }
            Op::Repeat => before.iter().rev().map(|(_, c)| c).find(|c| matches!(c, Command::Action { .. })).cloned()?,
            Op::Connect { player: index } => Command::Presence { player_id: player(index)?, connected: true },
            Op::Disconnect { player: index } => Command::Presence { player_id: player(index)?, connected: false },
            Op::Host { connected } => Command::HostPresence { connected: *connected },
            Op::Leave { player: index } => Command::Leave { player_id: player(index).filter(can_leave)? },
            Op::Kick { player: index } => Command::Remove { player_id: player(index).filter(can_leave)? },
            Op::Release { player: index } => Command::Release { player_id: player(index)? },
            Op::Rename { player: index } => {
                Command::Rename { player_id: player(index)?, nickname: format!("Renamed {n}") }
            }
            Op::AppointVip { player: index } => Command::SetVip { player_id: player(index)? },
            Op::SetTeam { player: index, team, controls } => {
                let team = Some(*team).filter(|team| *team > 0);
                Command::SetTeam { player_id: player(index)?, team, controls: *controls }
            }
            Op::DrawTeams => Command::DrawTeams,
            Op::SetExtraTime { player: index, percent } => {
                Command::SetExtraTime { player_id: player(index)?, percent: *percent }
            }
            Op::RequireApproval { required } => Command::RequireApproval { required: *required },
            Op::DecideJoin { accepted } => {
                let snapshot = self.session.snapshot(&self.registry, None, self.now).unwrap();
                Command::DecideJoin { player_id: snapshot.waiting.first()?.player_id.clone(), accepted: *accepted }
            }
            Op::Moderate { on, player: index } => {
                Command::Moderate { on: *on, moderator: index.as_ref().and_then(player) }
            }
            Op::JudgeText { pick, approved } => {
                let waiting = self.session.texts(&self.registry).unwrap().waiting;
                let text_id = waiting.get(pick % waiting.len().max(1))?.text_id.clone();
                Command::JudgeText { text_id, approved: *approved }
            }
            Op::RemoveText { pick } => {
                let shown = self.session.texts(&self.registry).unwrap().shown;
                Command::RemoveText { text_id: shown.get(pick % shown.len().max(1))?.text_id.clone() }
            }
            Op::Join => Command::Join {
                player_id: PlayerId(format!("player-late-{n}")),
                nickname: self.released_nickname(before).unwrap_or_else(|| format!("Late {n}")),
                avatar: None,
                origin: Origin::default(),
            },
            Op::Watch if self.crowd.is_some() => Command::Wake,
            Op::Watch => Command::JoinAudience {
                player_id: PlayerId(format!("guest-{n}")),
                nickname: format!("Guest {n}"),
                avatar: None,
                origin: Origin::default(),
            },
            Op::Next => Command::Next(Box::new(NextGame {
                cartridge: D::KIND.to_owned(),
                config: Some(self.session.config().to_owned()),
                pack_ids: Vec::new(),
                content: self.content.clone(),
                number: self.session.games_chosen() + 1,
            })),
            Op::Pause => Command::Pause { by: None },
            Op::Play => {
                let again = self.session.status() == Status::Finished;
                Command::Play { content: again.then(|| self.content.clone()) }
            }
        })
    }

    /// A member joins the audience, and acts if the game accepts it. The store counts both.
    pub(super) fn audience_acts(&mut self, op: &Op, n: usize) {
        let (Op::Watch, Some(mut sums)) = (op, self.crowd.clone()) else { return };
        sums.members += 1;
        sums.connected += u32::try_from(n % 2).unwrap();
        let (kind, data) = D::action(self, &PlayerId(AUDIENCE_ID.into()), u32::try_from(n).unwrap());
        let ballots = self.session.ballots(&self.registry, &[(kind, raw(&data))]).unwrap();
        if let Some(Ok(ballot)) = ballots.into_iter().next() {
            let poll = match ballot.kind {
                BallotKind::Vote => &mut sums.votes,
                BallotKind::Reaction => &mut sums.reactions,
            };
            if poll.poll != ballot.poll {
                *poll = PollSums { poll: ballot.poll, ..PollSums::default() };
            }
            poll.people += 1;
            *poll.sums.entry(ballot.choice).or_default() += 1;
        }
        self.crowd = Some(sums);
    }

    /// Returns the nickname of the seat that was released last.
    fn released_nickname(&self, before: &[(Timestamp, Command)]) -> Option<String> {
        let released = before.iter().rev().find_map(|(_, command)| match command {
            Command::Release { player_id } => Some(player_id),
            _ => None,
        });
        released.and_then(|id| self.session.player(id)).map(|player| player.nickname.clone())
    }
}
