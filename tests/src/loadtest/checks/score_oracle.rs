//! Computes the scores of one session from its `reveal.step` events and compares the server's scores with them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, de::DeserializeOwned};

use super::rules::Rules;

/// A question of the game: round and number, both from 1.
pub type Question = (u32, u32);

/// The events that the oracle reads. Callers can leave out all others.
pub const READ: [&str; 6] = [
    "session.started",
    "phase.question_shown",
    "reveal.step",
    "phase.scores_calculated",
    "phase.scoreboard",
    "phase.game_over",
];

/// The expected scores of one session. The oracle reads every [`READ`] event in order and returns the
/// differences as text.
#[derive(Debug)]
pub struct ScoreOracle {
    rules: Rules,
    question: Question,
    totals: BTreeMap<String, i64>,
    deltas: BTreeMap<String, i64>,
    authors: BTreeSet<(Question, String)>,
    pickers: BTreeSet<(Question, String, String)>,
    suggested: BTreeSet<(Question, String)>,
    lies: BTreeSet<(Question, String)>,
    guesses: BTreeSet<(Question, String, String)>,
    /// Whether the next totals of the server are adopted, because events are missing.
    adopts_totals: bool,
    /// Whether the oracle has read every event of the game.
    whole: bool,
}

impl ScoreOracle {
    /// Creates an oracle for a game of these players before its start.
    pub fn new(rules: Rules, players: impl IntoIterator<Item = String>) -> Self {
        Self {
            rules,
            question: (0, 0),
            totals: players.into_iter().map(|player| (player, 0)).collect(),
            deltas: BTreeMap::new(),
            authors: BTreeSet::new(),
            pickers: BTreeSet::new(),
            suggested: BTreeSet::new(),
            lies: BTreeSet::new(),
            guesses: BTreeSet::new(),
            adopts_totals: false,
            whole: true,
        }
    }

    /// Reads the next event and returns the differences.
    pub fn feed(&mut self, kind: &str, data: &str) -> Vec<String> {
        let checked = match kind {
            "session.started" => {
                self.totals.values_mut().for_each(|total| *total = 0);
                Ok(Vec::new())
            }
            "phase.question_shown" => read(data).map(|shown| self.shown(&shown)),
            "reveal.step" => read(data).map(|step| self.step(&step)),
            "phase.scores_calculated" => read(data).map(|scores| self.scores(scores)),
            "phase.scoreboard" | "phase.game_over" => read(data).map(|board| self.board(board)),
            _ => Ok(Vec::new()),
        };
        checked.unwrap_or_else(|unreadable| vec![unreadable]).into_iter().map(|why| format!("{kind}: {why}")).collect()
    }

    /// Records that events are missing: the next totals of the server are adopted.
    pub fn skip(&mut self) {
        self.adopts_totals = true;
        self.whole = false;
    }

    /// Returns whether the oracle has read every event.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Records an accepted lie.
    pub fn accepted_lie(&mut self, question: Question, player: &str) {
        self.lies.insert((question, player.to_owned()));
    }

    /// Records that a player submits a suggested lie.
    pub fn takes_suggestion(&mut self, question: Question, player: &str) {
        self.suggested.insert((question, player.to_owned()));
    }

    /// Records that the game refused a suggested lie; the player writes the next one.
    pub fn forgoes_suggestion(&mut self, question: Question, player: &str) {
        self.suggested.remove(&(question, player.to_owned()));
    }

    /// Records an accepted guess.
    pub fn accepted_guess(&mut self, question: Question, player: &str, option_id: &str) {
        self.guesses.insert((question, player.to_owned(), option_id.to_owned()));
    }

    /// Returns the answers that the server acknowledged and never revealed. Empty when events are missing.
    #[must_use]
    pub fn lost_answers(&self) -> Vec<String> {
        if !self.whole {
            return Vec::new();
        }
        let lies = self.lies.difference(&self.authors);
        let guesses = self.guesses.difference(&self.pickers);
        let lies = lies.map(|(question, player)| format!("lie of {player} to question {question:?}"));
        lies.chain(guesses.map(|(question, player, _)| format!("guess of {player} at question {question:?}"))).collect()
    }

    /// Compares the scores of a snapshot that includes exactly the events read so far.
    #[must_use]
    pub fn check_scores<'a>(&self, scores: impl Iterator<Item = (&'a str, i64)>) -> Vec<String> {
        if self.adopts_totals {
            return Vec::new();
        }
        scores.filter_map(|(player, score)| differs("score", player, score, self.total(player))).collect()
    }

    fn total(&self, player: &str) -> i64 {
        self.totals.get(player).copied().unwrap_or(0)
    }

    fn delta(&self, player: &str) -> i64 {
        self.deltas.get(player).copied().unwrap_or(0)
    }

    fn shown(&mut self, shown: &Shown) -> Vec<String> {
        self.question = (shown.round, shown.question);
        self.deltas.clear();
        Vec::new()
    }

    fn step(&mut self, step: &Step) -> Vec<String> {
        for author in &step.authors {
            self.authors.insert((self.question, author.clone()));
        }
        for picker in &step.pickers {
            self.pickers.insert((self.question, picker.clone(), step.option_id.clone()));
        }
        if self.adopts_totals {
            return Vec::new();
        }
        let expected = self.expected(step);
        let mut stated = BTreeMap::new();
        for award in &step.awarded {
            *stated.entry((award.player_id.clone(), award.reason.clone())).or_insert(0) += award.points;
        }
        let mut wrong = Vec::new();
        if stated != expected {
            wrong.push(format!(
                "{} at question {:?} awards {stated:?} instead of {expected:?}",
                step.kind, self.question
            ));
        }
        let own = step.pickers.iter().filter(|picker| step.authors.contains(picker));
        wrong.extend(own.map(|player| format!("{player} picked their own lie")));
        for ((player, _), points) in expected {
            *self.totals.entry(player.clone()).or_default() += points;
            *self.deltas.entry(player).or_default() += points;
        }
        wrong
    }

    /// Returns the expected points of an option, by player.
    fn expected(&self, step: &Step) -> BTreeMap<(String, String), i64> {
        let (round, _) = self.question;
        let for_truth = |player: &String| ((player.clone(), "truth".to_owned()), self.rules.truth(round));
        let for_fooling = |player: &String| {
            let suggested = self.suggested.contains(&(self.question, player.clone()));
            ((player.clone(), "fooled".to_owned()), self.rules.fooled(round, step.pickers.len(), suggested))
        };
        match step.kind.as_str() {
            "truth" => step.pickers.iter().map(for_truth).collect(),
            "lie" if !step.pickers.is_empty() => step.authors.iter().map(for_fooling).collect(),
            _ => BTreeMap::new(),
        }
    }

    fn scores(&mut self, scores: Scores) -> Vec<String> {
        if self.adopts_totals {
            self.deltas = scores.deltas.iter().map(|one| (one.player_id.clone(), one.delta)).collect();
            self.totals = scores.deltas.into_iter().map(|one| (one.player_id, one.total)).collect();
            self.adopts_totals = false;
            return Vec::new();
        }
        let mut wrong = self.complete("deltas", scores.deltas.iter().map(|one| one.player_id.as_str()));
        wrong.extend(differs("multiplier", "the round", scores.multiplier, self.rules.multiplier(scores.round)));
        for one in &scores.deltas {
            let player = one.player_id.as_str();
            wrong.extend(differs("delta", player, one.delta, self.delta(player)));
            wrong.extend(differs("total", player, one.total, self.total(player)));
        }
        wrong
    }

    fn board(&mut self, board: Board) -> Vec<String> {
        if self.adopts_totals {
            self.totals = board.ranking.into_iter().map(|place| (place.player_id, place.score)).collect();
            self.adopts_totals = false;
            return Vec::new();
        }
        let mut wrong = self.complete("ranking", board.ranking.iter().map(|place| place.player_id.as_str()));
        let mut scores: Vec<i64> = self.totals.values().copied().collect();
        scores.sort_unstable_by_key(|score| std::cmp::Reverse(*score));
        let mut above = i64::MAX;
        for place in &board.ranking {
            let player = place.player_id.as_str();
            wrong.extend(differs("score", player, place.score, self.total(player)));
            // Equal scores share a rank: one more than the number of better scores.
            let rank = 1 + scores.iter().filter(|score| **score > place.score).count();
            wrong.extend(differs("rank", player, place.rank, i64::try_from(rank).unwrap_or(i64::MAX)));
            if place.score > above {
                wrong.push(format!("{player} stands below somebody with fewer points"));
            }
            above = place.score;
        }
        wrong
    }

    /// Checks that a list names every player once.
    fn complete<'a>(&self, what: &str, named: impl Iterator<Item = &'a str>) -> Vec<String> {
        let mut named: Vec<&str> = named.collect();
        named.sort_unstable();
        let everybody: Vec<&str> = self.totals.keys().map(String::as_str).collect();
        if named == everybody { Vec::new() } else { vec![format!("{what} name {named:?} instead of {everybody:?}")] }
    }
}

fn differs(what: &str, whose: &str, stated: i64, reckoned: i64) -> Option<String> {
    (stated != reckoned).then(|| format!("{what} of {whose} is {stated} instead of {reckoned}"))
}

fn read<T: DeserializeOwned>(data: &str) -> Result<T, String> {
    serde_json::from_str(data).map_err(|error| format!("unreadable: {error}"))
}

#[derive(Deserialize)]
struct Shown {
    round: u32,
    question: u32,
}

#[derive(Deserialize)]
struct Step {
    option_id: String,
    kind: String,
    authors: Vec<String>,
    pickers: Vec<String>,
    awarded: Vec<Award>,
}

#[derive(Deserialize)]
struct Award {
    player_id: String,
    points: i64,
    reason: String,
}

#[derive(Deserialize)]
struct Scores {
    round: u32,
    multiplier: i64,
    deltas: Vec<Delta>,
}

#[derive(Deserialize)]
struct Delta {
    player_id: String,
    delta: i64,
    total: i64,
}

#[derive(Deserialize)]
struct Board {
    ranking: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    rank: i64,
    player_id: String,
    score: i64,
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;

    fn after_reveal(suggested: bool) -> ScoreOracle {
        let mut oracle = ScoreOracle::new(Rules::of(&Map::new()), ["a", "b", "c"].map(str::to_owned));
        assert!(oracle.feed("phase.question_shown", &json!({"round": 2, "question": 1}).to_string()).is_empty());
        let lie = |points| {
            json!({"option_id": "1", "kind": "lie", "authors": ["a"], "pickers": ["b"],
                   "awarded": [{"player_id": "a", "points": points, "reason": "fooled"}]})
        };
        if suggested {
            oracle.takes_suggestion((2, 1), "a");
        }
        let points = if suggested { 500 } else { 1_000 };
        assert_eq!(oracle.feed("reveal.step", &lie(points).to_string()), Vec::<String>::new());
        let truth = json!({"option_id": "2", "kind": "truth", "authors": [], "pickers": ["c"],
                           "awarded": [{"player_id": "c", "points": 2_000, "reason": "truth"}]});
        assert_eq!(oracle.feed("reveal.step", &truth.to_string()), Vec::<String>::new());
        oracle
    }

    fn scores(a: i64, total: i64) -> String {
        let delta = |player, delta, total| json!({"player_id": player, "delta": delta, "total": total});
        json!({"round": 2, "multiplier": 2, "deltas": [delta("a", a, total), delta("b", 0, 0), delta("c", 2_000, 2_000)]})
            .to_string()
    }

    fn board(ranks: [i64; 3]) -> String {
        let place = |rank, player, score| json!({"rank": rank, "player_id": player, "score": score});
        json!({"ranking": [place(ranks[0], "c", 2_000), place(ranks[1], "a", 1_000), place(ranks[2], "b", 0)]})
            .to_string()
    }

    #[test]
    fn accepts_correct_scores() {
        let mut oracle = after_reveal(false);
        assert!(oracle.feed("phase.scores_calculated", &scores(1_000, 1_000)).is_empty());
        assert!(oracle.feed("phase.scoreboard", &board([1, 2, 3])).is_empty());
        assert!(oracle.check_scores([("a", 1_000), ("b", 0)].into_iter()).is_empty());
    }

    #[test]
    fn suggested_lie_counts_half() {
        let mut oracle = after_reveal(true);
        assert!(oracle.feed("phase.scores_calculated", &scores(500, 500)).is_empty());
    }

    #[test]
    fn finds_wrong_points_of_a_step() {
        let mut oracle = after_reveal(false);
        let step = json!({"option_id": "3", "kind": "lie", "authors": ["b"], "pickers": ["a"],
                          "awarded": [{"player_id": "b", "points": 999, "reason": "fooled"}]});
        assert_eq!(oracle.feed("reveal.step", &step.to_string()).len(), 1);
        let decoy = json!({"option_id": "4", "kind": "decoy", "authors": [], "pickers": ["a"],
                           "awarded": [{"player_id": "b", "points": 1, "reason": "fooled"}]});
        assert_eq!(oracle.feed("reveal.step", &decoy.to_string()).len(), 1);
        let own = json!({"option_id": "5", "kind": "lie", "authors": ["a", "b"], "pickers": ["a"], "awarded": []});
        assert_eq!(oracle.feed("reveal.step", &own.to_string()).len(), 2, "the awards, and who picked");
    }

    #[test]
    fn finds_wrong_totals() {
        assert_eq!(after_reveal(false).feed("phase.scores_calculated", &scores(1_000, 1_001)).len(), 1);
        assert_eq!(after_reveal(false).feed("phase.scores_calculated", &scores(1, 1_000)).len(), 1);
        assert_eq!(after_reveal(false).feed("phase.scoreboard", &board([1, 1, 3])).len(), 1);
        assert_eq!(after_reveal(false).check_scores([("a", 0)].into_iter()).len(), 1);
    }

    #[test]
    fn finds_missing_player() {
        let short =
            json!({"round": 2, "multiplier": 2, "deltas": [{"player_id": "a", "delta": 1_000, "total": 1_000}]});
        assert_eq!(after_reveal(false).feed("phase.scores_calculated", &short.to_string()).len(), 1);
    }

    #[test]
    fn finds_lost_answer() {
        let mut oracle = after_reveal(false);
        oracle.accepted_lie((2, 1), "a");
        oracle.accepted_guess((2, 1), "c", "2");
        assert!(oracle.lost_answers().is_empty());
        oracle.accepted_guess((2, 1), "a", "2");
        oracle.accepted_lie((2, 1), "b");
        assert_eq!(oracle.lost_answers().len(), 2);
    }

    #[test]
    fn adopts_totals_after_a_gap() {
        let mut oracle = after_reveal(false);
        oracle.skip();
        assert!(oracle.feed("phase.scores_calculated", &scores(70, 70)).is_empty());
        assert_eq!(oracle.feed("phase.scores_calculated", &scores(71, 71)).len(), 2);
    }
}
