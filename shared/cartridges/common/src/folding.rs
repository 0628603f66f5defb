//! Parts of the reference client that apply to every game with phases and scores.

use wpp_game::{
    ids::PlayerId,
    session::snapshot::{PhaseView, PlayerView, Snapshot},
    time::Countdown,
};

/// Applies the start of a phase: its name and time. No player has answered yet.
pub fn enter_phase<V>(snapshot: &mut Snapshot<V>, name: &str, countdown: Countdown) {
    if let Some(phase) = &mut snapshot.phase {
        name.clone_into(&mut phase.name);
        phase.countdown = countdown;
    }
    for player in &mut snapshot.players {
        player.answered = false;
    }
}

/// Applies the start of a question's first phase.
pub fn enter_question<V>(snapshot: &mut Snapshot<V>, round: u32, question: u32, countdown: Countdown) {
    enter_phase(snapshot, "question", countdown);
    snapshot.phase = Some(PhaseView { name: "question".to_owned(), round, question, countdown });
}

/// Marks the players who have answered.
pub fn set_answered<V>(snapshot: &mut Snapshot<V>, answered: &[PlayerId]) {
    for player in &mut snapshot.players {
        player.answered = answered.contains(&player.player_id);
    }
}

/// Adds points to a player's score.
pub fn add_points<V>(snapshot: &mut Snapshot<V>, player: &PlayerId, points: i64) {
    if let Some(player) = find_player(snapshot, player) {
        player.score = player.score.saturating_add(points);
    }
}

/// Returns the player with this id.
pub fn find_player<'a, V>(snapshot: &'a mut Snapshot<V>, id: &PlayerId) -> Option<&'a mut PlayerView> {
    snapshot.players.iter_mut().find(|player| player.player_id == *id)
}

/// Changes the game's public view, if the game has started.
pub fn with_view<V>(snapshot: &mut Snapshot<V>, change: impl FnOnce(&mut V)) {
    if let Some(view) = &mut snapshot.view {
        change(view);
    }
}
