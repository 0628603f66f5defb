//! Disks that run full.

use futures_util::{FutureExt, future::LocalBoxFuture};
use wpp_runtime::db::WalCheckpointer;

use super::{chat::Chat, seconds};
use crate::{
    chaos::{
        fault::{Fault, Origin, Profile},
        platform::{DiskUse, Layout, Platform},
        small_disk::SmallDisk,
    },
    harness::redis::Durability,
};

/// Chat messages that are posted before, during and after the fault.
const MESSAGES: usize = 8;

fn disk(platform: &Platform) -> &SmallDisk {
    platform.disk.as_ref().expect("the layout has a small disk")
}

/// The disk of the append-only file is full for three seconds.
#[derive(Debug)]
pub struct StoreDiskFull;

impl Fault for StoreDiskFull {
    fn profile(&self) -> Profile {
        let small_disk = Some(DiskUse::Store);
        let layout = Layout { durability: Durability::AppendOnly, small_disk, ..Layout::default() };
        let profile = Profile::new("redis-disk-full", "the disk of Redis, full", Origin::Healing);
        Profile { layout, lasts: seconds(3), ..profile }.players_see("games stop, and continue when there is space")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { disk(platform).fill() }.boxed_local()
    }

    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async { disk(platform).free() }.boxed_local()
    }
}

/// The disk of the SQLite file is full for two seconds. Chat messages that were confirmed must survive.
#[derive(Debug, Default)]
pub struct DatabaseDiskFull {
    chat: Option<Chat>,
}

impl Fault for DatabaseDiskFull {
    fn profile(&self) -> Profile {
        let layout = Layout { small_disk: Some(DiskUse::Database), ..Layout::default() };
        let title = "the disk of the database, full";
        Profile { layout, ..Profile::new("database-disk-full", title, Origin::Injection) }
            .players_see("games go on; chat, logins and packs fail with 503")
    }

    fn inject<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {
            let api = platform.api();
            let chat = self.chat.insert(Chat::open(&api).await);
            chat.post(&api, MESSAGES).await;
            // Space that the write-ahead log holds already would take some messages.
            let log = WalCheckpointer::connect(&platform.env.database_url()).await.expect("the database opens");
            log.checkpoint().await.expect("the log is truncated");
            disk(platform).fill();
            chat.post(&api, MESSAGES).await;
        }
        .boxed_local()
    }

    fn heal<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, ()> {
        async {
            disk(platform).free();
            let chat = self.chat.as_mut().expect("the fault was injected");
            chat.post(&platform.api(), MESSAGES).await;
        }
        .boxed_local()
    }

    fn verify<'a>(&'a mut self, platform: &'a mut Platform) -> LocalBoxFuture<'a, Vec<String>> {
        async {
            let chat = self.chat.as_ref().expect("the fault was injected");
            // A restart shows what is on the disk.
            for web in &mut platform.webs {
                web.restart().await;
            }
            let lost = chat.lost(&platform.api()).await;
            let mut problems = Vec::new();
            if lost > 0 {
                problems.push(format!("{lost} of {} confirmed chat messages are lost", chat.confirmed()));
            }
            if chat.rejected() == 0 || chat.confirmed() < 2 * MESSAGES {
                let (confirmed, rejected) = (chat.confirmed(), chat.rejected());
                problems.push(format!("the full disk is not visible: {confirmed} confirmed, {rejected} rejected"));
            }
            problems
        }
        .boxed_local()
    }
}
