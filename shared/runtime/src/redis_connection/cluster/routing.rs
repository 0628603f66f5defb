//! Sending of commands to the primaries of their slots.

use std::{io, sync::Arc, time::Duration};

use futures_util::future::{join_all, try_join_all};
use redis::{Cmd, ErrorKind, Pipeline, RedisError, RedisResult, ServerErrorKind, Value};
use tokio::time::sleep;

use super::{
    Cluster, Shared,
    slots::{Target, target_of},
};
use crate::redis_connection::{fault, generation::Generation, server::Server};

/// Attempts to send a command that servers redirect or postpone.
const ATTEMPTS: u32 = 16;

/// Pause after the first answer that a slot moves just now. The *n*th pause is *n* times as long, so that a command waits
/// up to 2.4 s for the end of the move.
const MOVE_PAUSE: Duration = Duration::from_millis(20);

/// What to do after the answer of a server.
enum Next {
    /// The command was executed, or failed.
    Finished(RedisResult<Value>),
    /// Another server has the slot.
    Moved(Arc<str>),
    /// Another server has the keys already, while the slot moves there.
    Ask(Arc<str>),
    /// Some keys of the command have moved, others have not, or a replica takes over just now.
    Later(RedisError),
}

impl Cluster {
    /// Sends a command to the server of its slot. Follows redirections. A command whose answer is lost is not repeated.
    pub(in crate::redis_connection) async fn command(&self, cmd: &Cmd) -> RedisResult<Value> {
        match target_of(cmd) {
            Target::Slot(slot) => self.0.command_at(slot, cmd).await,
            Target::EveryPrimary => {
                // A primary without a connection takes no other command either.
                let connected = self.0.connected();
                let sending = connected.iter().map(|(server, generation)| server.command_on(generation, cmd));
                let answers = join_all(sending).await.into_iter();
                answers.reduce(|first, next| first.or(next)).unwrap_or_else(|| Err(no_server()))
            }
        }
    }

    /// Sends several commands. They may have different slots; those of one slot are executed in order.
    pub(in crate::redis_connection) async fn commands(
        &self,
        pipeline: &Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisResult<Vec<Value>> {
        let targets: Vec<Target> = pipeline.cmd_iter().map(target_of).collect();
        match targets.first() {
            Some(Target::Slot(slot)) if targets.iter().all(|target| *target == Target::Slot(*slot)) => {
                self.0.commands_at(*slot, pipeline, offset, count).await
            }
            _ if pipeline.is_transaction() => {
                Err((ErrorKind::Client, "the commands of a transaction have several hash slots").into())
            }
            _ => {
                let send = |cmd| async move { self.command(cmd).await.or_else(as_answer) };
                try_join_all(pipeline.cmd_iter().skip(offset).take(count).map(send)).await
            }
        }
    }
}

impl Shared {
    async fn command_at(&self, slot: u16, cmd: &Cmd) -> RedisResult<Value> {
        let mut redirected = None;
        for attempt in 1..=ATTEMPTS {
            let (server, generation) = match &redirected {
                Some((name, _)) => self.usable(name).await?,
                None => self.usable_at(slot).await?,
            };
            let is_asking = matches!(redirected, Some((_, true)));
            let answer = if is_asking {
                send_asking(&server, &generation, cmd).await
            } else {
                server.command_on(&generation, cmd).await
            };
            redirected = match self.next(slot, &generation, answer) {
                Next::Finished(answer) => return answer,
                Next::Moved(name) => Some((name, false)),
                Next::Ask(name) => Some((name, true)),
                Next::Later(error) if attempt == ATTEMPTS => return Err(error),
                Next::Later(_) => {
                    sleep(MOVE_PAUSE * attempt).await;
                    None
                }
            };
        }
        Err(io::Error::other("the servers of the cluster do not agree on who has a hash slot").into())
    }

    /// Sends commands of one slot together. Sends those again that were redirected, one after the other.
    async fn commands_at(
        &self,
        slot: u16,
        pipeline: &Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisResult<Vec<Value>> {
        let (server, generation) = self.usable_at(slot).await?;
        let mut answers = server.commands_on(&generation, pipeline, offset, count).await?;
        if pipeline.is_transaction() {
            // A refused transaction has changed nothing. Its caller repeats it after the refresh.
            if fault::first_error(&answers).is_some_and(|error| error.is_cluster_error()) {
                self.moved.notify_one();
            }
            return Ok(answers);
        }
        for (answer, cmd) in answers.iter_mut().zip(pipeline.cmd_iter().skip(offset)) {
            if let Value::ServerError(error) = answer
                && RedisError::from(error.clone()).is_cluster_error()
            {
                *answer = self.command_at(slot, cmd).await.or_else(as_answer)?;
            }
        }
        Ok(answers)
    }

    /// Returns the connection to the primary of a slot. Waits for a moment while the primary is replaced.
    async fn usable_at(&self, slot: u16) -> RedisResult<(Server, Arc<Generation>)> {
        loop {
            let owner = self.owner(slot).ok_or_else(no_server)?;
            tokio::select! {
                biased;
                usable = self.usable(&owner) => return usable,
                () = self.owner_changes(slot, &owner) => {}
            }
        }
    }

    /// Waits until another server than `owner` has a slot.
    async fn owner_changes(&self, slot: u16, owner: &Arc<str>) {
        let mut topologies = self.topology.subscribe();
        // Fails only without a sender, which `self` holds.
        let _ = topologies.wait_for(|topology| topology.owner(slot) != Some(owner)).await;
    }

    async fn usable(&self, name: &Arc<str>) -> RedisResult<(Server, Arc<Generation>)> {
        let server = self.server(name).ok_or_else(no_server)?;
        if server.healthy().is_none() {
            self.moved.notify_one();
        }
        let generation = server.usable().await?;
        Ok((server, generation))
    }

    /// Reads an answer. Records a moved slot.
    fn next(&self, slot: u16, generation: &Generation, answer: RedisResult<Value>) -> Next {
        let error = match answer {
            Ok(value) => return Next::Finished(Ok(value)),
            Err(error) => error,
        };
        let named = error.redirect_node().map(|(name, _)| full_name(name, &generation.server));
        match (error.kind(), named) {
            (ErrorKind::Server(ServerErrorKind::Moved), Some(name)) => {
                self.topology.send_if_modified(|topology| topology.set_owner(slot, &name));
                self.moved.notify_one();
                Next::Moved(name)
            }
            (ErrorKind::Server(ServerErrorKind::Ask), Some(name)) => Next::Ask(name),
            (ErrorKind::Server(ServerErrorKind::TryAgain | ServerErrorKind::ClusterDown), _) => {
                self.moved.notify_one();
                Next::Later(error)
            }
            (kind, _) => {
                if kind == ErrorKind::Server(ServerErrorKind::ReadOnly) || error.is_io_error() {
                    self.moved.notify_one();
                }
                Next::Finished(Err(error))
            }
        }
    }
}

/// Sends a command to a server that has its keys, but not yet its slot.
async fn send_asking(server: &Server, generation: &Generation, cmd: &Cmd) -> RedisResult<Value> {
    let mut pipeline = redis::pipe();
    pipeline.cmd("ASKING").add_command(cmd.clone());
    let answers = server.commands_on(generation, &pipeline, 1, 1).await?;
    answers.into_iter().next().unwrap_or(Value::Nil).extract_error()
}

/// Returns the name of a server that another one has named. A missing host means the one that answered.
fn full_name(name: &str, answered: &str) -> Arc<str> {
    match (name.strip_prefix(':'), answered.rsplit_once(':')) {
        (Some(port), Some((host, _))) => format!("{host}:{port}").into(),
        _ => name.into(),
    }
}

/// Turns the error of a server into an answer, as pipelines report it.
fn as_answer(error: RedisError) -> RedisResult<Value> {
    error.try_into().map(Value::ServerError)
}

pub(super) fn no_server() -> RedisError {
    io::Error::new(io::ErrorKind::NotConnected, "no server of the cluster has the hash slot").into()
}
