//! What happens at a table, drawn at random: the input of the laws.

use proptest::{collection::vec, prelude::*};

/// A whole evening.
#[derive(Debug, Clone)]
pub struct Script {
    pub seed: u64,
    pub players: usize,
    pub config: u32,
    pub ops: Vec<(u64, Op)>,
    /// How the wake-ups behave, one after the other, over and over.
    pub wakes: Vec<Wakeup>,
}

/// Something people do; they are chosen modulo those who are there, the audience included.
#[derive(Debug, Clone)]
pub enum Op {
    Act {
        player: usize,
        pick: u32,
    },
    /// The action before, under the same id.
    Repeat,
    Connect {
        player: usize,
    },
    Disconnect {
        player: usize,
    },
    Leave {
        player: usize,
    },
    /// Somebody new asks for a seat.
    Join,
    /// Somebody new comes to watch.
    Watch,
    Kick {
        player: usize,
    },
    Pause,
    Play,
}

/// One wake-up, as the queue may deliver it.
#[derive(Debug, Clone)]
pub enum Wakeup {
    /// In the very millisecond.
    OnTime,
    /// So many milliseconds late, within what counts as lag.
    Late(u64),
    /// Twice.
    Doubled,
    /// Before its time as well.
    Early(u64),
    /// Not at all: found by the next command, or by those who wait.
    Missing,
}

/// Evenings of up to 40 events.
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
        1 => player.clone().prop_map(|player| Op::Leave { player }),
        1 => player.prop_map(|player| Op::Kick { player }),
        2 => Just(Op::Join),
        2 => Just(Op::Watch),
        1 => Just(Op::Pause),
        4 => Just(Op::Play),
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
