//! Causes the failures of a game: killed processes and stores that fail over.

use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};

use super::{
    phone::Room,
    processes::{ApiProcess, WorkerProcess},
};
use crate::loadtest::history::{LossRecord, Record};

/// Time before the first failure. What a failover loses begins after the start of the game.
const QUIET: Duration = Duration::from_millis(1_500);

/// Longest pause between two failures.
const BETWEEN: Duration = Duration::from_secs(9);

/// Longest time until a killed process runs again.
const RESTART: Duration = Duration::from_secs(3);

/// Largest loss of a failover.
const LOST: Duration = Duration::from_millis(1_000);

/// Shortest time without a store, longer than the pause between two calls of a worker, and the longest addition to it.
const DOWN: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(1_300)];

/// Causes the failures of a game's climate. Ends after the last one.
pub async fn disturb(room: Arc<Room>, mut workers: Vec<WorkerProcess>) {
    let world = room.world.clone();
    let (mut failovers, mut kills) = (world.climate.failovers, world.climate.kills);
    world.time.sleep(QUIET).await;
    while failovers + kills > 0 {
        world.pause(BETWEEN).await;
        if kills == 0 || (failovers > 0 && world.chance(0.5)) {
            failovers -= 1;
            let (lost, down) = (world.up_to(LOST), DOWN[0] + world.up_to(DOWN[1]));
            fail_over(&room, lost, down);
            continue;
        }
        kills -= 1;
        if world.chance(0.5) {
            kill_worker(&room, &mut workers, kills).await;
        } else {
            kill_api(&room, kills).await;
        }
    }
}

fn fail_over(room: &Room, lost: Duration, down: Duration) {
    let micros = |length: Duration| i64::try_from(length.as_micros()).unwrap_or(i64::MAX);
    let now_us = room.world.time.now_us();
    let (since_us, until_us) = (now_us - micros(lost), now_us + micros(down));
    room.record(Record::Loss(LossRecord { session: room.code.to_string(), since_us, until_us }));
    room.world.fail_over(lost, down);
}

async fn kill_worker(room: &Room, workers: &mut Vec<WorkerProcess>, number: u32) {
    let victim = workers.swap_remove(room.world.pick(workers.len()));
    victim.kill();
    room.world.pause(RESTART).await;
    workers.push(WorkerProcess::start(&room.world, format!("worker-{}", number + 10)));
}

async fn kill_api(room: &Room, number: u32) {
    let victim = {
        let chosen = room.world.pick(room.apis.lock().unwrap_or_else(PoisonError::into_inner).len());
        room.apis.lock().unwrap_or_else(PoisonError::into_inner).swap_remove(chosen)
    };
    victim.kill();
    room.world.pause(RESTART).await;
    let successor = ApiProcess::start(&room.world, format!("web-{}", number + 10));
    room.apis.lock().unwrap_or_else(PoisonError::into_inner).push(successor);
}
