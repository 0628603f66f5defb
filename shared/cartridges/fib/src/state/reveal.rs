//! What a revealed option changes.

use wpp_cartridge_kit::{
    bluff::{Ballot, Kind, Outcome, RevealRecord, Revealed, Reveals},
    highlight::Highlight,
};
use wpp_game::ids::PlayerId;

use super::{Record, Stage, State};

impl Reveals for State {
    fn reveal_mut(&mut self) -> Option<(&mut Ballot, &mut Vec<Vec<usize>>)> {
        if let Stage::Reveal { ballot, to_come } = &mut self.stage { Some((ballot, to_come)) } else { None }
    }

    fn record_mut(&mut self, player: &PlayerId) -> Option<&mut dyn RevealRecord> {
        let record = self.players.get_mut(player)?;
        Some(record)
    }

    fn outcome(&self, at: usize) -> Option<Outcome> {
        self.ballot().map(|ballot| ballot.outcome(at, self.config.pick_points(self.round)))
    }

    /// The truth has an explanation and a source.
    fn revealed(&self, at: usize) -> Option<Revealed> {
        let revealed = self.ballot()?.revealed(at, self.option_ids().id(at))?;
        if revealed.kind != Kind::Truth {
            return Some(revealed);
        }
        let (explanation, source) = (self.current.explanation.clone(), self.current.source.clone());
        Some(Revealed { explanation, source, ..revealed })
    }
}

impl RevealRecord for Record {
    fn picked(&mut self, kind: Kind, option: &Highlight) {
        if kind == Kind::Truth {
            self.truths += 1;
            Highlight::keep_rarest(&mut self.highlights.truth, option.clone());
        } else {
            self.fell += 1;
            Highlight::keep_rarest(&mut self.highlights.believed, option.clone());
        }
    }

    fn wrote(&mut self, _kind: Kind, option: &Highlight) {
        self.fooled += option.count;
        Highlight::keep_largest(&mut self.highlights.lie, option.clone());
    }
}
