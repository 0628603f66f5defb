//! Prints a report as text.

use std::{collections::BTreeMap, fmt};

use super::{Report, tally::Quantiles};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} sessions × {} players, {} sockets", self.sessions, self.players, self.sockets)?;
        line(f, "games finished", format!("{} of {}", self.finished, self.sessions))?;
        line(f, "set up / played", format!("{:.1} s / {:.1} s", self.set_up_s, self.wall_s))?;
        line(f, "messages", format!("{} ({:.1} µs of our own CPU each)", self.messages, self.own_cpu_us_per_message))?;
        line(f, "lost / doubled / out of order", format!("{} / {} / {}", self.lost, self.doubled, self.out_of_order))?;
        line(f, "contradictions / unreadable", format!("{} / {}", self.contradictions, self.unreadable))?;
        line(f, "scores wrong / answers lost", format!("{} / {}", self.misscored, self.answers_lost))?;
        line(f, "partly reckoned / left behind", format!("{} / {}", self.unreckoned, self.left_behind))?;
        line(
            f,
            "reconnects: resumed / snapshot",
            format!("{}: {} / {}", self.reconnects, self.resumed, self.snapshots),
        )?;
        if let Some(spread) = self.instant_spread_ms {
            line(f, "first deadlines fell within", format!("{spread:.1} ms"))?;
        }
        line(f, "received before due", self.early.to_string())?;
        counts(f, "refusals", &self.errors)?;
        counts(f, "unexpected closes", &self.closes)?;

        writeln!(f, "\n{:<34} {:>9} {:>9} {:>9} {:>9} {:>9}", "ms", "count", "p50", "p90", "p99", "max")?;
        spread(f, "lateness", &self.lateness_ms)?;
        spreads(f, "  ", &self.lateness_ms_by_event)?;
        spread(f, "answer to a message", &self.ack_ms)?;
        spreads(f, "REST ", &self.rest_ms)?;

        for note in &self.notes {
            writeln!(f, "! {note}")?;
        }
        match self.failures().as_slice() {
            [] => writeln!(f, "\nAll is well."),
            failures => writeln!(f, "\nFAILED: {}.", failures.join(", ")),
        }
    }
}

fn line(f: &mut fmt::Formatter<'_>, name: &str, value: String) -> fmt::Result {
    writeln!(f, "  {name:<32} {value}")
}

fn counts(f: &mut fmt::Formatter<'_>, name: &str, counts: &BTreeMap<String, u64>) -> fmt::Result {
    let listed: Vec<String> = counts.iter().map(|(what, count)| format!("{count} {what}")).collect();
    line(f, name, if listed.is_empty() { "none".to_owned() } else { listed.join(", ") })
}

fn spreads(f: &mut fmt::Formatter<'_>, prefix: &str, spreads: &BTreeMap<String, Quantiles>) -> fmt::Result {
    spreads.iter().try_for_each(|(name, quantiles)| spread(f, &format!("{prefix}{name}"), quantiles))
}

fn spread(f: &mut fmt::Formatter<'_>, name: &str, spread: &Quantiles) -> fmt::Result {
    let Quantiles { count, p50, p90, p99, max } = spread;
    writeln!(f, "{name:<34} {count:>9} {p50:>9.2} {p90:>9.2} {p99:>9.2} {max:>9.2}")
}
