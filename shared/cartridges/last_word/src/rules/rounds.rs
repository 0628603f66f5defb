//! The rounds, and the awards after the last one: for answers that players or the audience voted for.

use wpp_cartridge_kit::{
    awards::{Award, Awards, Moment},
    prelude::*,
};

use crate::{
    LastWord,
    state::{Quote, Record, State},
};

impl Rounds for LastWord {
    fn is_final_round(state: &State) -> bool {
        state.round == state.config.all_rounds()
    }

    fn awards(state: &State, seats: &[Seat]) -> Vec<AwardView> {
        let mut awards = Awards::new(seats, &state.players);
        let award = |key, title, emoji| Award { key, title, emoji };
        let moment =
            |quote: &Option<Quote>| Moment { quote: quote.as_ref().map(|quote| quote.text.clone()), question: None };
        let best = |record: &Record| moment(&record.best);
        awards.give_for(award("most_votes", "Wit of the evening", "👏"), 1, |record| record.votes, best);
        awards.give_for(award("clean_sweeps", "Clean sweep", "🧹"), 1, |record| record.sweeps, best);
        let favourite = |record: &Record| moment(&record.favourite);
        awards.give_for(
            award("audience_favourite", "Audience favourite", "💐"),
            1,
            |record| record.audience,
            favourite,
        );
        awards.finish()
    }
}
