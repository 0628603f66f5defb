//! The rules of the example game.

use super::*;

impl GameDriver for ExampleGame {
    const KIND: &'static str = "notes";
    const ABOUT: About = About {
        name: "ExampleGame",
        tagline: "Write a note. Read them all.",
        phases: &[PhaseKind::timed("write"), PhaseKind::timed("show"), PhaseKind::untimed("game_over")],
    };
    const ACTIONS: &'static [ActionKind] = &[
        ActionKind { kind: "note.write", description: "Write a note.", fields: &[Field::new("text", FieldType::Text)] },
        ActionKind { kind: "note.hint", description: "Ask for a number.", fields: &[] },
        ActionKind { kind: "cheer", description: "Cheer.", fields: &[] },
    ];
    const CAPABILITIES: Capabilities<Self> = Capabilities {
        bots: Some(&Self),
        late_join: Some(&Self),
        audience: Some(&Self),
        coalescing: Some(&Self),
        replies: Some(&Self),
        ..Capabilities::NONE
    };
    type Config = Config;
    type Deck = Vec<Question>;
    type State = State;
    type Action = Action;
    type Event = Event;
    type Reply = Reply;
    type View = View;
    type You = You;
    type Rejection = RejectReason;

    fn seats(config: &Config) -> SeatLimits {
        SeatLimits { min: if has_bug("never_starts") { 6 } else { 2 }, max: config.max_players as usize }
    }

    fn content(config: &Config, _players: usize) -> ContentNeed {
        ContentNeed::Questions {
            count: config.rounds as usize,
            family_friendly: false,
            kinds: QuestionKind::WITH_DECOYS,
            default_kinds: QuestionKind::WITH_DECOYS,
        }
    }

    fn draw_content(
        config: &Config,
        _players: usize,
        content: Content,
        rng: &mut ChaCha8Rng,
    ) -> Result<Vec<Question>, NotEnoughContent> {
        let mut questions = match content {
            Content::Questions(questions) => questions,
            Content::None => Vec::new(),
        };
        let needed = config.rounds as usize;
        if questions.len() < needed {
            return Err(NotEnoughContent { needed, found: questions.len() });
        }
        Ok((0..needed).map(|_| questions.remove(rng.next_u32() as usize % questions.len())).collect())
    }

    fn start(config: &Config, deck: Vec<Question>, ctx: &mut StepContext<'_>) -> Transition<Self> {
        let (scores, shown, notes, hints) = Default::default();
        let (config, stage) = (config.clone(), Stage::Over);
        State { config, deck, round: 0, stage, notes, hints, scores, shown, cheers: 0 }.write(ctx)
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, RejectReason> {
        let mut state = state.clone();
        match input {
            Input::Action { player, action } => match (action, state.stage) {
                (Action::Write(_), Stage::Write) if state.notes.contains_key(&player) => {
                    Err(RejectReason::AlreadySubmitted)
                }
                (Action::Write(text), Stage::Write) => {
                    state.notes.insert(player, text);
                    let progress = Event::Progress { answered: state.notes.keys().cloned().collect() };
                    let mut transition = state.advance_if_all_answered(ctx);
                    transition.events.insert(0, progress);
                    Ok(transition)
                }
                (Action::Hint, Stage::Write) => {
                    let hint = *state.hints.entry(player).or_insert_with(|| ctx.rng.next_u32() % 100);
                    Ok(Transition { reply: Some(Reply { hint }), ..state.stay(vec![]) })
                }
                (Action::Cheer, Stage::Show) => {
                    state.cheers += 1;
                    Ok(state.stay(vec![Event::Cheer { count: 1 }]))
                }
                _ => Err(RejectReason::WrongPhase),
            },
            Input::Deadline => Ok(match state.stage {
                Stage::Write => state.show(ctx),
                Stage::Show if state.round < state.config.rounds => state.write(ctx),
                Stage::Show => {
                    state.stage = Stage::Over;
                    let events = vec![Event::GameOver {}];
                    Transition { state, events, next: Next::Over, reply: None, rejected: None }
                }
                Stage::Over => state.stay(vec![]),
            }),
            Input::Roster => Ok(state.advance_if_all_answered(ctx)),
        }
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        #[derive(Deserialize)]
        struct Note {
            text: String,
        }
        let invalid = |e: serde_json::Error| ActionError::Invalid(e.to_string());
        match kind {
            "note.write" => {
                serde_json::from_str(data.get()).map(|note: Note| Action::Write(note.text)).map_err(invalid)
            }
            "note.hint" => serde_json::from_str(data.get()).map(|_: IgnoredAny| Action::Hint).map_err(invalid),
            "cheer" => Ok(Action::Cheer),
            _ => Err(ActionError::Unknown),
        }
    }

    fn phase(state: &State) -> Phase {
        let name = match state.stage {
            Stage::Write => "write",
            Stage::Show => "show",
            Stage::Over => "game_over",
        };
        Phase { name, round: state.round, question: 1 }
    }

    fn standing(state: &State, player: &PlayerId) -> Standing {
        let score = state.scores.get(player).copied().unwrap_or(0);
        Standing { score, answered: state.stage == Stage::Write && state.notes.contains_key(player) }
    }

    fn view(state: &State) -> View {
        let question = state.question();
        let leaks = state.hints.len() >= 2 && has_bug("leaks");
        assert!(!has_bug("panics"), "the view fails");
        View {
            rounds: state.config.rounds,
            prompt: question.prompt.clone(),
            truth: (state.stage != Stage::Write || leaks).then(|| question.answer.clone()),
            notes: state.shown.clone(),
            points: state.shown.iter().map(|note| (note.player_id.clone(), note.points)).collect(),
            cheers: state.cheers,
        }
    }

    fn you(state: &State, player: &PlayerId) -> You {
        You { note: state.notes.get(player).cloned() }
    }
}

impl LateJoin<Self> for ExampleGame {
    fn late_join(&self, config: &Config) -> bool {
        config.late_join
    }
}

impl AudienceActions<Self> for ExampleGame {
    fn ballot(&self, state: &State, action: &Action) -> Result<Option<Ballot>, RejectReason> {
        match (action, state.stage) {
            (Action::Cheer, Stage::Show) => {
                let poll = state.round.to_string();
                let most = NonZeroU32::new(2);
                Ok(Some(Ballot { kind: BallotKind::Reaction, poll, choice: "cheer".into(), most }))
            }
            (Action::Cheer, _) => Err(RejectReason::WrongPhase),
            (Action::Write(_) | Action::Hint, _) => Ok(None),
        }
    }

    fn tally(&self, state: &mut State, tally: &Tally<'_>) -> Vec<Event> {
        let count: u32 = tally.new.values().sum();
        if tally.poll != state.round.to_string() || state.stage != Stage::Show || count == 0 {
            return Vec::new();
        }
        state.cheers += count;
        vec![Event::Cheer { count }]
    }
}

impl Coalescing<Self> for ExampleGame {
    fn lane(&self, action: &str) -> Lane {
        if action == "cheer" { Lane::Coalesced } else { Lane::Reliable }
    }

    fn merge(&self, earlier: &mut Event, later: &Event) -> bool {
        let (Event::Cheer { count }, Event::Cheer { count: more }) = (earlier, later) else { return false };
        *count += more;
        true
    }
}

impl ReplayableReplies<Self> for ExampleGame {
    fn replay(&self, state: &State, player: &PlayerId, action: &Action) -> Option<Reply> {
        match action {
            Action::Hint => state.hints.get(player).map(|hint| Reply { hint: *hint }),
            Action::Write(_) | Action::Cheer => None,
        }
    }
}

impl Bots<Self> for ExampleGame {
    fn delay_ms(&self, state: &State) -> Option<RangeInclusive<u64>> {
        (state.stage == Stage::Write).then_some(100..=state.config.write_ms / 2)
    }

    /// Asks for a hint, then writes a note.
    fn next_move(&self, seen: &Snapshot<View>, you: &You, tries: u32, rng: &mut ChaCha8Rng) -> Option<Move> {
        let writes = seen.phase.as_ref()?.name == "write" && you.note.is_none();
        writes.then(|| match tries {
            0 => Move { kind: "note.hint", data: json!({}) },
            _ => Move { kind: "note.write", data: json!({ "text": format!("beep {}", rng.next_u32()) }) },
        })
    }
}

impl State {
    pub(super) fn question(&self) -> &Question {
        &self.deck[self.round as usize - 1]
    }

    fn stay(self, events: Vec<Event>) -> Transition<ExampleGame> {
        Transition { state: self, events, next: Next::Keep, reply: None, rejected: None }
    }

    fn write(mut self, ctx: &StepContext<'_>) -> Transition<ExampleGame> {
        (self.stage, self.round, self.cheers) = (Stage::Write, self.round + 1, 0);
        self.notes.clear();
        self.hints.clear();
        self.shown.clear();
        let (next, countdown) = ctx.countdown(self.config.write_ms);
        let event = Event::WriteStarted { round: self.round, prompt: self.question().prompt.clone(), countdown };
        Transition { state: self, events: vec![event], next, reply: None, rejected: None }
    }

    fn show(mut self, ctx: &mut StepContext<'_>) -> Transition<ExampleGame> {
        self.stage = Stage::Show;
        for (player_id, text) in &self.notes {
            let points = i64::from(ctx.rng.next_u32() % 10);
            *self.scores.entry(player_id.clone()).or_default() += points;
            self.shown.push(Shown { player_id: player_id.clone(), text: text.clone(), points });
        }
        let (next, countdown) = ctx.countdown(self.config.show_ms);
        let event = Event::Shown { truth: self.question().answer.clone(), notes: self.shown.clone(), countdown };
        Transition { state: self, events: vec![event], next, reply: None, rejected: None }
    }

    fn advance_if_all_answered(self, ctx: &mut StepContext<'_>) -> Transition<ExampleGame> {
        let mut waiting = ctx.seats.iter().filter(|seat| seat.present && !self.notes.contains_key(&seat.player_id));
        let all_answered = self.stage == Stage::Write && !self.notes.is_empty() && waiting.next().is_none();
        if all_answered { self.show(ctx) } else { self.stay(vec![]) }
    }
}
