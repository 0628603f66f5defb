//! Random scripts, the input of the laws.

use proptest::{collection::vec, option, prelude::*};

/// A random session.
#[derive(Debug, Clone)]
pub struct Script {
    pub seed: u64,
    pub players: usize,
    pub config: u32,
    pub ops: Vec<(u64, Op)>,
    /// Behaviour of the wake-ups, repeated cyclically.
    pub wakes: Vec<Wakeup>,
}

/// An operation of people. Indices are taken modulo the number of players and spectators.
#[derive(Debug, Clone)]
pub enum Op {
    Act {
        player: usize,
        pick: u32,
    },
    /// Repeats the previous action with the same id.
    Repeat,
    Connect {
        player: usize,
    },
    Disconnect {
        player: usize,
    },
    /// The host's first device connects, or the last one disconnects.
    Host {
        connected: bool,
    },
    Leave {
        player: usize,
    },
    /// A new player joins.
    Join,
    /// A new spectator joins.
    Watch,
    Kick {
        player: usize,
    },
    /// Releases a seat; the next new player takes it.
    Release {
        player: usize,
    },
    Rename {
        player: usize,
    },
    AppointVip {
        player: usize,
    },
    /// Moves a player to a team, as the player or the host.
    SetTeam {
        player: usize,
        team: u32,
        controls: bool,
    },
    DrawTeams,
    /// A player takes more or less extra time.
    SetExtraTime {
        player: usize,
        percent: u32,
    },
    RequireApproval {
        required: bool,
    },
    /// Decides about the person who has waited longest.
    DecideJoin {
        accepted: bool,
    },
    /// Starts or ends moderation, with a person or the VIP as moderator.
    Moderate {
        on: bool,
        player: Option<usize>,
    },
    /// Decides about one of the waiting texts.
    JudgeText {
        pick: usize,
        approved: bool,
    },
    /// Removes one of the shown texts.
    RemoveText {
        pick: usize,
    },
    Pause,
    Play,
    /// The host chooses another game of the same cartridge.
    Next,
}

/// One wake-up, as the queue may deliver it.
#[derive(Debug, Clone)]
pub enum Wakeup {
    /// At the deadline.
    OnTime,
    /// Late by this many milliseconds, less than an outage.
    Late(u64),
    /// Twice.
    Doubled,
    /// Early by this many milliseconds, and again at the deadline.
    Early(u64),
    /// Missing; the next command or a waiting process replaces it.
    Missing,
}

/// Returns scripts of up to 40 operations.
pub fn scripts() -> impl Strategy<Value = Script> {
    let gap = prop_oneof![3 => 0..60_u64, 4 => 60..1_200_u64, 1 => 1_200..9_000_u64, 1 => Just(0)];
    let ops = vec((gap, op()), 0..40);
    (any::<u64>(), 2..=5_usize, any::<u32>(), ops, vec(wakeup(), 1..12))
        .prop_map(|(seed, players, config, ops, wakes)| Script { seed, players, config, ops, wakes })
}

fn op() -> impl Strategy<Value = Op> {
    let player = 0..8_usize;
    prop_oneof![
        24 => (player.clone(), any::<u32>()).prop_map(|(player, pick)| Op::Act { player, pick }),
        2 => Just(Op::Repeat),
        2 => player.clone().prop_map(|player| Op::Connect { player }),
        2 => player.clone().prop_map(|player| Op::Disconnect { player }),
        2 => any::<bool>().prop_map(|connected| Op::Host { connected }),
        1 => player.clone().prop_map(|player| Op::Leave { player }),
        1 => player.clone().prop_map(|player| Op::Kick { player }),
        1 => player.clone().prop_map(|player| Op::Release { player }),
        1 => player.clone().prop_map(|player| Op::Rename { player }),
        1 => player.clone().prop_map(|player| Op::AppointVip { player }),
        1 => (player.clone(), 0..4_u32, any::<bool>())
            .prop_map(|(player, team, controls)| Op::SetTeam { player, team, controls }),
        1 => Just(Op::DrawTeams),
        2 => (player.clone(), 0..=110_u32).prop_map(|(player, percent)| Op::SetExtraTime { player, percent }),
        1 => any::<bool>().prop_map(|required| Op::RequireApproval { required }),
        1 => any::<bool>().prop_map(|accepted| Op::DecideJoin { accepted }),
        2 => (any::<bool>(), option::of(player)).prop_map(|(on, player)| Op::Moderate { on, player }),
        3 => (any::<usize>(), any::<bool>()).prop_map(|(pick, approved)| Op::JudgeText { pick, approved }),
        1 => any::<usize>().prop_map(|pick| Op::RemoveText { pick }),
        2 => Just(Op::Join),
        2 => Just(Op::Watch),
        1 => Just(Op::Pause),
        4 => Just(Op::Play),
        1 => Just(Op::Next),
    ]
}

fn wakeup() -> impl Strategy<Value = Wakeup> {
    prop_oneof![
        Just(Wakeup::OnTime),
        (1..=2_000_u64).prop_map(Wakeup::Late),
        Just(Wakeup::Doubled),
        (1..5_000_u64).prop_map(Wakeup::Early),
        Just(Wakeup::Missing),
    ]
}
