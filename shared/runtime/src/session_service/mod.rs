//! The only way to change a session, from either process.
//!
//! A step is *load → pure step → schedule the wake-up → commit*. The wake-up enters the queue before the commit.
//! A crash between the two leaves a wake-up without a phase, which is a no-op, and never a phase without a
//! wake-up. A commit that loses a race is repeated from the state that won.
//!
//! Every command is safe to repeat. A step with an unknown outcome (Redis failed during the commit) is
//! therefore repeated.
//!
//! | module | content |
//! |---|---|
//! | `service` | [`SessionService`] and its dependencies |
//! | `step` | load, step, schedule and commit, with repetition |
//! | `preparation` | a deadline's step, computed before the deadline |
//! | `store_change` | sessions on a store that may have lost their latest steps |
//! | `plan` | what a step will write, without side effects |
//! | `wake_ups`, `bot_moves` | jobs of a session in the queue |
//! | `create`, `exit` | begin and end of a session |
//! | `batcher`, `command_queues` | concurrent commands of one session, committed together |
//! | `queries` | questions to cartridges that change no session |
//! | `executor`, `executors` | the threads on which cartridges compute |

mod batcher;
mod bot_moves;
mod command_queues;
mod create;
mod error;
mod executor;
mod executors;
mod exit;
mod plan;
mod preparation;
mod queries;
mod service;
mod step;
mod store_change;
mod wake_ups;

pub(crate) use self::command_queues::{CommandQueues, Full};
pub use self::{
    batcher::CommandBatchers,
    error::{RequestError, SessionError},
    exit::Receipt,
    preparation::{Preparation, PreparedStep},
    service::{SessionService, SessionServiceDeps},
    step::StepOutcome,
};
