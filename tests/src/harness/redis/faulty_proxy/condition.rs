//! What a faulty network does to data.

use std::time::Duration;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// The direction in which a connection passes no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// No command reaches the server.
    Commands,
    /// No answer and no published message reaches the client.
    Answers,
    /// Nothing passes.
    Both,
}

/// The network that all connections of a proxy share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// Everything passes at once.
    Whole,
    /// Nothing passes. Connections stay open, and data arrives when the network is whole again.
    Parted,
    /// This share of packets, in percent, is lost and sent again by TCP.
    Lossy(u8),
}

/// The least time after which TCP sends a lost packet again; each further loss of the packet doubles the time.
const RETRANSMISSION: Duration = Duration::from_millis(200);

/// Losses in a row of one packet, at most. More would end the connection in a real network too.
const LOSSES: u32 = 5;

impl Network {
    /// Draws the time for which TCP holds back the next data.
    pub(super) fn delay(self, rng: &mut ChaCha8Rng) -> Duration {
        let Self::Lossy(percent) = self else { return Duration::ZERO };
        let lost = |_: &u32| rng.random_range(0..100) < percent;
        let losses = (0..LOSSES).take_while(lost).count();
        (0..losses).map(|loss| RETRANSMISSION * (1 << loss)).sum()
    }
}

/// The state of a proxy.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) targets: Vec<u16>,
    pub(super) network: Network,
    /// The number of connections that are silent, from the first one on, and the direction.
    pub(super) silent: (usize, Silence),
    /// The number of connections that are closed, from the first one on.
    pub(super) cut: usize,
}

impl State {
    pub(super) fn new(targets: Vec<u16>) -> Self {
        Self { targets, network: Network::Whole, silent: (0, Silence::Both), cut: 0 }
    }

    /// Returns whether data of connection `number` passes in this direction.
    pub(super) fn passes(&self, number: usize, direction: Silence) -> bool {
        let (silent, which) = self.silent;
        let is_silent = number < silent && (which == direction || which == Silence::Both);
        self.network != Network::Parted && !is_silent
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    fn delay(network: Network) -> Duration {
        network.delay(&mut ChaCha8Rng::seed_from_u64(1))
    }

    #[test]
    fn only_lost_packets_are_late() {
        assert_eq!(delay(Network::Whole), Duration::ZERO);
        assert_eq!(delay(Network::Lossy(0)), Duration::ZERO);
        // 200 + 400 + 800 + 1,600 + 3,200 ms.
        assert_eq!(delay(Network::Lossy(100)), Duration::from_millis(6_200));
    }

    #[test]
    fn silence_has_a_direction_and_spares_new_connections() {
        let state = State { silent: (1, Silence::Answers), ..State::new(vec![1]) };
        assert!(state.passes(0, Silence::Commands) && !state.passes(0, Silence::Answers));
        assert!(state.passes(1, Silence::Answers));
    }

    #[test]
    fn nothing_passes_a_partition() {
        let state = State { network: Network::Parted, ..State::new(vec![1]) };
        assert!(!state.passes(0, Silence::Commands) && !state.passes(7, Silence::Answers));
    }
}
