//! The rules of the game of items.

use super::*;

impl GameDriver for ItemGame {
    const KIND: &'static str = "items";
    const ABOUT: About = About {
        name: "ItemGame",
        tagline: "Name what belongs to it.",
        phases: &[PhaseKind::timed("name"), PhaseKind::untimed("game_over")],
    };
    const ACTIONS: &'static [ActionKind] = &[ActionKind {
        kind: "word.name",
        description: "Name a word.",
        fields: &[Field::new("text", FieldType::Text)],
    }];
    const CAPABILITIES: Capabilities<Self> = Capabilities::NONE;
    type Config = Config;
    type Deck = Vec<Question>;
    type State = State;
    type Action = String;
    type Event = Event;
    type Reply = ();
    type View = View;
    type You = You;
    type Rejection = RejectReason;

    fn seats(_: &Config) -> SeatLimits {
        SeatLimits { min: 2, max: 5 }
    }

    fn content(_: &Config, players: usize) -> ContentNeed {
        ContentNeed::Items {
            count: players,
            spare: 0,
            family_friendly: false,
            kinds: &[QuestionKind::WordList, QuestionKind::Pair, QuestionKind::Picture],
            language: "en",
        }
    }

    fn draw_content(
        _: &Config,
        players: usize,
        content: Content,
        _: &mut ChaCha8Rng,
    ) -> Result<Vec<Question>, NotEnoughContent> {
        let mut items = match content {
            Content::Questions(items) => items,
            Content::None => Vec::new(),
        };
        if items.len() < players {
            return Err(NotEnoughContent { needed: players, found: items.len() });
        }
        items.truncate(players);
        Ok(items)
    }

    fn start(config: &Config, deck: Vec<Question>, ctx: &mut StepContext<'_>) -> Transition<Self> {
        let (item, named, scores) = Default::default();
        let state = State { config: config.clone(), deck, item, round: 0, named, scores, is_over: false };
        let mut step = Step::<Self>::new(state, ctx);
        show_next(&mut step);
        step.finish()
    }

    fn apply(state: &State, input: Input<String>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, RejectReason> {
        let mut step = Step::<Self>::new(state.clone(), ctx);
        match input {
            Input::Action { .. } if state.is_over => return Err(RejectReason::WrongPhase),
            Input::Action { player, .. } if state.named.contains_key(&player) => {
                return Err(RejectReason::AlreadySubmitted);
            }
            Input::Action { player, action } => {
                let is_right = texts(&state.item).any(|text| Key::of(text) == Key::of(&action));
                *step.state.scores.entry(player.clone()).or_default() += i64::from(is_right);
                step.state.named.insert(player, is_right);
                let answered = step.state.named.keys().cloned().collect();
                step.emit(Event::Progress { answered });
            }
            Input::Deadline => {
                let texts = texts(&state.item).cloned().collect();
                step.emit(Event::ItemShown { texts });
                show_next(&mut step);
            }
            Input::Roster => {}
        }
        Ok(step.finish())
    }

    fn parse(kind: &str, data: &RawValue) -> Result<String, ActionError> {
        #[derive(Deserialize)]
        struct Named {
            text: String,
        }
        if kind != "word.name" {
            return Err(ActionError::Unknown);
        }
        let named: Named = serde_json::from_str(data.get()).map_err(|e| ActionError::Invalid(e.to_string()))?;
        Ok(named.text)
    }

    fn phase(state: &State) -> Phase {
        Phase { name: if state.is_over { "game_over" } else { "name" }, round: state.round, question: 1 }
    }

    fn standing(state: &State, player: &PlayerId) -> Standing {
        let score = state.scores.get(player).copied().unwrap_or(0);
        // A point would reveal whether the word belongs to the item.
        let open = i64::from(!state.is_over && state.named.get(player) == Some(&true));
        Standing { score: score - open, answered: !state.is_over && state.named.contains_key(player) }
    }

    fn view(state: &State) -> View {
        let view = |media: &Option<Media>| media.as_ref().and_then(Media::view);
        View {
            prompt: prompt(&state.item).to_owned(),
            media: state.item.media_view(),
            background: view(&state.config.background),
            fanfare: view(&state.config.fanfare).filter(|_| state.is_over),
            answered: state.named.keys().cloned().collect(),
        }
    }

    fn you(state: &State, player: &PlayerId) -> You {
        You { named: state.named.contains_key(player) }
    }

    fn secrets(state: &State) -> Vec<Secret> {
        let now = Some(&state.item).filter(|_| !state.is_over);
        let texts = now.into_iter().chain(&state.deck).flat_map(texts);
        // Everybody who has the address of a picture sees it.
        let media = state.deck.iter().filter_map(|item| item.media.as_ref());
        let media = media.flat_map(|media| [&media.file, &media.alt]);
        texts.chain(media).map(|text| Secret::from_everybody(text)).collect()
    }
}

/// Returns what people can name: the words of a list, the other text of a pair, or the title of a picture.
fn texts(item: &Question) -> impl Iterator<Item = &String> {
    let title = Some(&item.prompt).filter(|_| item.kind == QuestionKind::Picture);
    item.words.iter().chain(Some(&item.answer)).chain(title).filter(|text| !text.is_empty())
}

/// Returns what everybody reads. A picture is shown without its title.
fn prompt(item: &Question) -> &str {
    if item.kind == QuestionKind::Picture { "" } else { &item.prompt }
}

fn show_next(step: &mut Step<'_, '_, ItemGame>) {
    step.state.named.clear();
    let Some(item) = step.state.deck.pop() else {
        step.state.is_over = true;
        step.emit(Event::GameOver {});
        step.end_game();
        return;
    };
    (step.state.item, step.state.round) = (item, step.state.round + 1);
    let countdown = step.set_timer(Some(step.state.config.name_ms));
    let item = &step.state.item;
    let (kind, prompt, media) = (item.kind, prompt(item).to_owned(), item.media_view());
    step.emit(Event::NameStarted { kind, prompt, media, countdown });
}
