/** English: the TV’s lobby, menu and end. Phones do not load these texts. */

import type { Message } from "../message";

export const screen = {
  way_in: "How to join",
  qr_label: "QR code to join on your phone",
  code_hidden: "Code hidden",
  lobby_go_to: "On your phone, go to",
  lobby_code: "and enter the code",
  lobby_scan: "or scan me",
  lobby_need: { one: "You need {n} player", other: "You need {n} players" },
  lobby_need_more: { one: "You need {n} more player", other: "You need {n} more players" },
  lobby_ready: {
    one: "{n} player. Ready when you are.",
    other: "{n} players. Ready when you are.",
  },
  join_waiting: {
    one: "{names} wants to join. Open “Room”.",
    other: "{names} want to join. Open “Room”.",
  },
  audience_voted: { one: "{n} voted", other: "{n} voted" },
  add_bot: "Add a bot",
  full_screen: "Full screen",
  code_hide: "Hide code",
  code_show: "Show code",
  keys_on: "Turn on shortcuts",
  keys_off: "Turn off shortcuts",
  remove_title: "Remove {name}?",
  remove_what: "They’ll be out of the game and can’t come back to this room.",
  remove_yes: "Yes, remove",
  paused_fault_tv: "Something went wrong, so we paused the game. Choose Resume to carry on.",
  paused_tv: "The clock has stopped.",
  gone_title: "This room is closed",
  gone_tv: "The game is over, or the room was closed. All its data has been deleted.",
  gone_denied_title: "This screen isn’t the host",
  gone_denied_tv:
    "This screen can’t control the room. Use the screen that opened it, or open a new room.",
  gone_new: "Open a new room",
  what_next: "What’s next?",
  finished_kept: "The results stay up for ten minutes. Then everything is deleted.",
} satisfies Record<string, Message>;
