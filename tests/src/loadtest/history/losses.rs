//! Losses of the store, and the answers that nobody could offer again after them.

use wpp_game::session::{STORE_CHANGE_ABSENCE_MS, STORE_CHANGE_HOLD_MS};

use super::{AbsenceRecord, ActionRecord, LossRecord, checker::SessionHistory};

/// Longest time from the first frame of a phone to the commit of what it offers again, in microseconds.
const OFFER_US: i64 = 500_000;

impl SessionHistory {
    /// Returns whether the store lost an action whose phone came back after the end of the hold.
    ///
    /// The hold is short while the server has not noticed that the phone is away, and otherwise has a limit.
    pub(super) fn is_lost_with_its_phone(&self, action: &ActionRecord) -> bool {
        let mut absences = self.absences.iter().filter(|absence| absence.player == action.player);
        absences.any(|absence| self.losses.iter().any(|loss| loss.takes(action) && is_too_late(absence, loss)))
    }

    /// Returns whether the store lost an action with its phase, which started again at `started_us`: the player decides
    /// again.
    pub(super) fn is_lost_with_its_phase(&self, action: &ActionRecord, started_us: i64) -> bool {
        self.losses.iter().any(|loss| loss.takes(action) && started_us > loss.until_us)
    }
}

impl LossRecord {
    /// Returns whether the store may have lost the action.
    fn takes(&self, action: &ActionRecord) -> bool {
        (self.since_us..=self.until_us).contains(&action.end_us)
    }
}

/// Returns whether a phone left before the end of the hold and came back when it was over.
fn is_too_late(absence: &AbsenceRecord, loss: &LossRecord) -> bool {
    let hold_us = loss.until_us + micros(STORE_CHANGE_HOLD_MS);
    let is_noticed = absence.noticed_us.is_some_and(|noticed_us| noticed_us + OFFER_US < hold_us);
    let end_us = if is_noticed { loss.until_us + micros(STORE_CHANGE_ABSENCE_MS) } else { hold_us };
    absence.from_us < hold_us && absence.until_us + OFFER_US > end_us
}

fn micros(ms: u64) -> i64 {
    i64::try_from(ms * 1000).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loadtest::history::Operation;

    const LOSS_US: i64 = 10_000_000;

    fn loss() -> LossRecord {
        LossRecord { session: "KWXTRN".to_owned(), since_us: LOSS_US - 500_000, until_us: LOSS_US }
    }

    fn absence(noticed_us: Option<i64>, until_us: i64) -> AbsenceRecord {
        let (session, player) = ("KWXTRN".to_owned(), "p_0".to_owned());
        AbsenceRecord { session, player, from_us: LOSS_US - 100_000, noticed_us, until_us }
    }

    #[test]
    fn only_late_phones_lose_answers() {
        for (noticed_us, until_us, is_late) in [
            (None, 900_000, false),
            (None, 1_100_000, true),
            (Some(2_000_000), 1_100_000, true),
            (Some(500_000), 1_100_000, false),
            (Some(500_000), 4_400_000, false),
            (Some(500_000), 4_600_000, true),
        ] {
            let absence = absence(noticed_us.map(|at| LOSS_US + at), LOSS_US + until_us);
            assert_eq!(is_too_late(&absence, &loss()), is_late, "{noticed_us:?} {until_us}");
        }
    }

    #[test]
    fn only_lost_phases_excuse_answers() {
        let history = SessionHistory { losses: vec![loss()], ..SessionHistory::default() };
        let action = |end_us| ActionRecord {
            session: "KWXTRN".to_owned(),
            player: "p_0".to_owned(),
            id: "a1".to_owned(),
            operation: Operation::Other,
            start_us: end_us,
            end_us,
            epoch: "e".to_owned(),
            seq: Some(7),
            code: None,
        };
        for (end_us, started_us, is_lost) in
            [(-100_000, 1, true), (-600_000, 1, false), (-100_000, -200_000, false), (100_000, 200_000, false)]
        {
            let lost = history.is_lost_with_its_phase(&action(LOSS_US + end_us), LOSS_US + started_us);
            assert_eq!(lost, is_lost, "{end_us} {started_us}");
        }
    }
}
