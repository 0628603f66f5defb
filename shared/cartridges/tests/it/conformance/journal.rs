//! The transcript of a game that a law plays: inputs, answers, events and phases. Each thread has its own.

use std::cell::{Cell, RefCell};

use wpp_game::{
    session::{Command, Step},
    time::Timestamp,
};

use super::lines;

#[derive(Default)]
struct Journal {
    lines: Vec<String>,
    phase: String,
    /// What a law tries after the last step.
    attempt: Option<String>,
}

thread_local! {
    static JOURNAL: RefCell<Option<Journal>> = const { RefCell::new(None) };
    static STARTS: Cell<usize> = const { Cell::new(0) };
}

/// Runs `work`, and returns the transcript of the games within.
pub fn record<T>(work: impl FnOnce() -> T) -> (Vec<String>, T) {
    JOURNAL.set(Some(Journal::default()));
    let done = work();
    let Journal { mut lines, attempt, .. } = JOURNAL.take().unwrap_or_default();
    lines.extend(attempt);
    (lines, done)
}

/// Returns how many games have started in this thread.
pub fn starts() -> usize {
    STARTS.get()
}

/// Adds a line about the games that follow.
pub fn note(line: impl FnOnce() -> String) {
    with(|journal| {
        journal.lines.push(line());
        journal.phase.clear();
    });
}

/// Records what a law tries on the current state. Only the last attempt after a step remains.
pub fn attempt(line: impl FnOnce() -> String) {
    with(|journal| journal.attempt = Some(format!("      > {}", line())));
}

/// Adds the inputs of a step, before the step.
pub fn inputs(commands: &[Command], now: Timestamp) {
    with(|journal| {
        journal.attempt = None;
        for command in commands {
            journal.lines.push(format!("{:>6}  {}", lines::ms(now), lines::command(command)));
        }
    });
}

/// Adds answers, events and the new phase. Counts the games that start.
pub fn outcome(step: &Step) {
    STARTS.set(STARTS.get() + step.events.iter().filter(|event| event.body.contains(r#""session.started""#)).count());
    with(|journal| {
        // An acceptance without a reply shows in its events.
        let shown = step.answers.iter().filter(|answer| answer.as_ref().map_or(true, |answer| answer.reply.is_some()));
        journal.lines.extend(shown.map(|answer| format!("        {}", lines::answer(answer))));
        journal.lines.extend(step.events.iter().map(|event| format!("        {}", lines::event(event))));
        let name = step.session.phase_name().unwrap_or("lobby");
        let until = step.session.deadline().map(|deadline| format!(" until {}", lines::ms(deadline)));
        let phase = format!("        phase {name}{}", until.unwrap_or_default());
        if journal.phase != phase {
            journal.lines.push(phase.clone());
            journal.phase = phase;
        }
    });
}

fn with(change: impl FnOnce(&mut Journal)) {
    JOURNAL.with_borrow_mut(|journal| {
        if let Some(journal) = journal {
            change(journal);
        }
    });
}
