//! All faults.

mod chat;
mod clocks;
mod disks;
mod failovers;
mod networks;
mod party_kills;
mod processes;
mod random_kills;
mod rolling_restart;
mod store;

use std::time::Duration;

use self::{
    clocks::WrongClock,
    disks::{DatabaseDiskFull, StoreDiskFull},
    failovers::{Demotion, LaggingReplica},
    networks::{NetworkFault, PhonesCut, StoreCut, StoreSilent},
    party_kills::PartyKilled,
    processes::{ProcessFrozen, ProcessKilled},
    random_kills::RandomKills,
    rolling_restart::RollingRestart,
    store::{OutOfMemory, PowerFailure, StoreFrozen, StoreKilled},
};
use super::{fault::Fault, platform::Role};

const fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

/// Returns all faults, in the order of the table. The seed decides about faults with random parts.
#[must_use]
pub fn all(seed: u64) -> Vec<Box<dyn Fault>> {
    vec![
        Box::new(ProcessKilled { role: Role::Web, instances: 2 }),
        Box::new(ProcessKilled { role: Role::Web, instances: 1 }),
        Box::new(ProcessFrozen { role: Role::Web }),
        Box::new(ProcessKilled { role: Role::Worker, instances: 2 }),
        Box::new(ProcessKilled { role: Role::Worker, instances: 1 }),
        Box::new(ProcessFrozen { role: Role::Worker }),
        Box::new(RandomKills::new(seed)),
        Box::new(PartyKilled::new(seed)),
        Box::new(RollingRestart),
        Box::new(StoreKilled),
        Box::new(StoreFrozen),
        Box::new(PowerFailure::default()),
        Box::new(LaggingReplica),
        Box::new(Demotion),
        Box::new(OutOfMemory),
        Box::new(StoreDiskFull),
        Box::new(DatabaseDiskFull::default()),
        Box::new(StoreCut),
        Box::new(StoreSilent),
        Box::new(NetworkFault::StoreParted),
        Box::new(NetworkFault::StoreLossy),
        Box::new(PhonesCut),
        Box::new(NetworkFault::PhonesParted),
        Box::new(NetworkFault::PhonesLossy),
        Box::new(WrongClock { role: Role::Worker, offset: "+20s" }),
        Box::new(WrongClock { role: Role::Web, offset: "-20s" }),
    ]
}
