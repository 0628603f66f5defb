//! The stored state of a game. Every commit writes the whole state, so it contains nothing twice.

mod bluff;

use std::collections::{BTreeMap, BTreeSet};

use wpp_cartridge_kit::{
    bluff::{Bluffs as _, Guessing, Revealing, Writing},
    highlight::Highlight,
    prelude::*,
    reactions::{Reactable, ReactionRecord, Spotlight},
    scoreboard::Ranked,
};

use crate::{config::Config, contract::BestDrawing};

/// A game of Sketch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) config: Config,
    /// The prompts that nobody has seen, the next one last.
    pub(super) deck: Vec<String>,
    /// The round, from 1.
    pub(super) round: u32,
    /// The drawings of the round.
    pub(super) drawings: Vec<Drawing>,
    /// Index of the shown drawing.
    pub(super) current: usize,
    /// Everyone who has a seat, or had one when the last phase started.
    pub(super) players: BTreeMap<PlayerId, Record>,
    /// Reactions during the shown drawing of players who have no record yet.
    pub(super) latecomer_reactions: BTreeMap<PlayerId, u32>,
    /// The drawing whose title most players found.
    pub(super) best: Option<BestDrawing>,
    pub(super) stage: Stage,
}

/// A drawing of the round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Drawing {
    pub artist: PlayerId,
    pub prompt: String,
    /// The strokes; empty before the drawing is submitted.
    pub strokes: Vec<String>,
}

/// One player's record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    pub score: i64,
    /// Points of the current round.
    pub gain: i64,
    /// How often others picked the player's titles.
    pub fooled: u32,
    /// How often the player found the true title.
    pub truths: u32,
    /// How often others found the true title of the player's drawings.
    pub recognised: u32,
    /// Titles for the shown drawing that were rejected because they resemble the true one.
    pub near_truth: u32,
    /// The player's title that most others picked.
    pub title: Option<Highlight>,
    /// Reactions that the player sent, and those to the player's titles and drawings.
    pub reactions: ReactionRecord,
}

/// The current phase and its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    Draw { waiting: Vec<PlayerId> },
    Title(Writing),
    Guess(Guessing),
    Reveal(Revealing),
    Scoreboard { ranking: Vec<Ranked> },
    GameOver { ranking: Vec<Ranked>, awards: Vec<AwardView> },
}

impl State {
    /// Creates the state before the first round.
    pub(super) fn new(config: Config, deck: Vec<String>) -> Self {
        let stage = Stage::Draw { waiting: Vec::new() };
        let (drawings, players, latecomer_reactions) = Default::default();
        Self { config, deck, round: 0, drawings, current: 0, players, latecomer_reactions, best: None, stage }
    }

    pub(super) fn is_final_round(&self) -> bool {
        self.round == self.config.rounds
    }

    /// Returns the number of the shown drawing, from 1.
    pub(super) fn question(&self) -> u32 {
        u32::try_from(self.current + 1).unwrap_or(u32::MAX)
    }

    pub(super) fn question_count(&self) -> u32 {
        u32::try_from(self.drawings.len()).unwrap_or(u32::MAX)
    }

    /// Returns the shown drawing; `None` while everybody draws, and between rounds.
    pub(super) fn shown(&self) -> Option<&Drawing> {
        match self.stage {
            Stage::Title(_) | Stage::Guess(_) | Stage::Reveal(_) => self.drawings.get(self.current),
            Stage::Draw { .. } | Stage::Scoreboard { .. } | Stage::GameOver { .. } => None,
        }
    }

    /// Returns the texts that nobody but their authors may read now: prompts before their reveal among the titles, and
    /// titles while people write them. A text that is public already is no secret.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let (hidden_from, titles) = match &self.stage {
            Stage::Draw { .. } => (0, [].as_slice()),
            Stage::Title(Writing { lies, .. }) => (self.current, lies.as_slice()),
            Stage::Guess(_) | Stage::Reveal(_) => (self.current + 1, [].as_slice()),
            Stage::Scoreboard { .. } => (self.drawings.len(), [].as_slice()),
            Stage::GameOver { .. } => return Vec::new(),
        };
        let prompts =
            self.drawings.iter().skip(hidden_from).map(|drawing| Secret::known_to(&drawing.artist, &drawing.prompt));
        let titles = titles.iter().filter_map(|title| Some((title.player.as_ref()?, title.text.original())));
        let titles = titles.map(|(author, text)| Secret::known_to(author, text));
        let deck = self.deck.iter().map(|prompt| Secret::from_everybody(prompt));
        let is_public =
            |text: &str| self.ballot().is_some_and(|ballot| ballot.choices.iter().any(|choice| choice.text == text));
        prompts.chain(titles).chain(deck).filter(|secret| !is_public(&secret.text)).collect()
    }

    /// Gives newcomers a record, and forgets people who left. Their titles remain without credit, and so does a drawing
    /// that was shown already.
    pub(super) fn follow_roster(&mut self, seats: &[Seat]) {
        let seated = self.forget_absent(seats);
        self.add_newcomers(seats);
        let shown = if matches!(self.stage, Stage::Draw { .. }) { 0 } else { self.current + 1 };
        let (mut index, drawings) = (0, &mut self.drawings);
        drawings.retain(|drawing| {
            index += 1;
            index <= shown || seated.contains(&drawing.artist)
        });
        self.keep_only(&seated);
    }
}

impl Answers for State {
    fn option_ids(&self) -> OptionIds {
        OptionIds { round: self.round, question: self.question() }
    }

    fn plays(&self, player: &PlayerId) -> bool {
        match (&self.stage, self.shown()) {
            (Stage::Draw { .. }, _) => self.drawings.iter().any(|drawing| drawing.artist == *player),
            (Stage::Title(_) | Stage::Guess(_), Some(drawing)) => {
                self.players.contains_key(player) && drawing.artist != *player
            }
            _ => false,
        }
    }

    fn answered(&self) -> BTreeSet<&PlayerId> {
        match &self.stage {
            Stage::Draw { .. } => {
                let done = self.drawings.iter().filter(|drawing| !drawing.strokes.is_empty());
                done.map(|drawing| &drawing.artist).collect()
            }
            Stage::Title(writing) => writing.answered(),
            Stage::Guess(Guessing { ballot, .. }) => ballot.answered(),
            Stage::Reveal(_) | Stage::Scoreboard { .. } | Stage::GameOver { .. } => BTreeSet::new(),
        }
    }

    fn waiting_mut(&mut self) -> Option<&mut Vec<PlayerId>> {
        match &mut self.stage {
            Stage::Draw { waiting }
            | Stage::Title(Writing { waiting, .. })
            | Stage::Guess(Guessing { waiting, .. }) => Some(waiting),
            Stage::Reveal(_) | Stage::Scoreboard { .. } | Stage::GameOver { .. } => None,
        }
    }

    fn ends_when_all_answered(&self) -> bool {
        self.config.ends_when_all_answered()
    }

    fn waits_for_moderator(&self) -> bool {
        matches!(&self.stage, Stage::Title(writing) if writing.waits_for_moderator())
    }
}

impl Reactable for State {
    fn accepts_reactions(&self) -> bool {
        self.ballot().is_some()
    }

    /// During a reveal, reactions are for the authors of the titles just revealed: with the true one, for the artist.
    fn spotlight(&self) -> Vec<Spotlight> {
        if let Stage::Reveal(revealing) = &self.stage { revealing.spotlight() } else { Vec::new() }
    }
}

wpp_cartridge_kit::players!(State, Record, reactions);
