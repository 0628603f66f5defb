/** English: connection trouble, refused actions, and errors. Each names what happened, then what to do. */

import type { Message } from "../message";

export const problems = {
  link_lost: "Connection lost. Reconnecting…",
  link_restart: "The server is restarting. Your game will resume in a moment…",
  link_slow: "Your connection is very slow. Trying again…",
  link_too_many: "That was a bit too fast. Back in a few seconds…",
  link_offline: "You’re offline. We’ll keep trying to reconnect.",
  link_back: "You’re back!",

  load_failed: "This part of the game didn’t load. Check your connection.",
  load_again: "Try again",

  refused_too_close_to_truth: "That’s too close for comfort. Try another lie.",
  refused_profanity: "This room keeps its language clean. Try putting it another way.",
  refused_own_lie: "That’s your own lie. Pick another answer.",
  refused_paused: "The game is paused. Send it again when the game resumes.",
  refused_already_submitted: "You’ve already answered.",
  refused_invalid_input: "That text can’t be shown to the others. Change it and send it again.",
  refused_too_many_requests: "Slow down! Wait a moment and try again.",
  refused_not_allowed: "You’re in the audience, so you can only watch.",

  error_unexpected: "Something went wrong. Try again.",
  error_unreachable: "We can’t reach the server. Check your connection and try again.",
  error_unavailable: "The server is unavailable right now. Try again shortly.",
  error_unknown_session: "There’s no room with that code. Check the code on the TV.",
  error_not_authenticated: "This screen is no longer the host. Open a new room.",
  error_not_allowed: "Only the screen that opened the room can do that.",
  error_nickname_taken:
    "That name is taken. Add a letter. If it’s you, ask the host to let you back in, then use the same name.",
  error_removed: "The host removed you from this room. You can’t join it again.",
  error_join_declined: "The host didn’t let you in. Ask them in person.",
  error_still_connected: "They’re still connected. Close the game on their old device first.",
  error_session_full: "The room is full. You can still watch.",
  error_room_locked: "The room is locked. Ask the host to unlock it, then try again.",
  error_already_started: "The game has started. You can watch and react.",
  error_too_many_players:
    "There are more of you than that game takes. Choose another one, or let someone watch.",
  error_wrong_seat_code:
    "That code doesn’t match the name, or it has expired. Get a new one on your old phone or from the host.",
  error_not_enough_players: "You need a player or two more.",
  error_not_enough_content:
    "There aren’t enough questions for a game that long. Choose a shorter game or more packs.",
  error_invalid_input: "That name can’t be used. Use up to 20 ordinary characters.",
  error_too_many_requests: "That was a bit too fast. Wait a moment and try again.",
  error_profanity: "This room keeps its language clean. Choose another name.",
  error_wrong_phase: "Too late: the game has moved on.",
  error_too_many_presets: "You’ve reached the preset limit. Delete one first.",
  error_paused: "The game is paused. Try again when it resumes.",
} satisfies Record<string, Message>;
