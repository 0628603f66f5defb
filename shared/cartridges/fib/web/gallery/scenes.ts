/** Fib's scenes. They include the states that every running game has: pauses, connection loss, the chat. */

import { SCORES } from "$common/gallery/question-script";
import { CONVERSATION } from "$app/gallery/conversation";
import { phoneScene, tvScene, type Scene } from "$app/gallery/scene";
import type { Snapshot } from "$app/contract/types";
import { FibScript, LIE } from "./script";
import { WORST_SCENES } from "./worst";

const tv = (players = 6) => new FibScript(players, null).started(SCORES).question();
const phone = (me = "p0", players = 6) => new FibScript(players, me).started(SCORES).question();
const spectator = () => new FibScript(6, "w0").watched().started(SCORES).question();

const withoutBo = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  players: snapshot.players.map((one, i) => (i === 1 ? { ...one, connected: false } : one)),
});
const CHAT = { ephemeral: CONVERSATION, listener: "button.chat-button" };

const TV: Record<string, Scene> = {
  "tv-question": tvScene(tv()),
  "tv-lie": tvScene(tv().lie().progress(["p0", "p3"]).with(withoutBo)),
  "tv-lie-ending": tvScene(tv().lie(4_800).progress(["p0", "p3", "p4"])),
  "tv-guess": tvScene(tv().lie().guess().progress(["p2"])),
  "tv-guess-twelve": tvScene(tv(12).lie().guess().progress(["p2"])),
  "tv-reveal-decoy": tvScene(tv().lie().guess().reveal("decoy")),
  "tv-reveal-lie": tvScene(tv().lie().guess().reveal("lie")),
  "tv-reveal-crowd": tvScene(tv(12).lie().guess().revealCrowd()),
  "tv-reveal-truth": tvScene(tv().lie().guess().reveal("truth")),
  "tv-scores": tvScene(tv().lie().guess().reveal("truth").scores()),
  "tv-scoreboard": tvScene(tv().played()),
  "tv-scoreboard-twelve": tvScene(tv(12).played(true)),
  "tv-finale": tvScene(tv().played(true).gameOver()),
  "tv-finale-twelve": tvScene(tv(12).played(true).gameOver()),
  "tv-paused": tvScene(tv().lie().progress(["p0"]).paused()),
  "tv-connection-lost": tvScene(tv().lie(), { connection: { state: "waiting", reason: "lost" } }),
  "tv-closed": tvScene(tv(), { ended: "over" }),
};

const PHONE: Record<string, Scene> = {
  "phone-question": phoneScene(phone()),
  "phone-lie": phoneScene(phone().lie()),
  "phone-lie-suggestions": phoneScene(
    phone()
      .lie(4_900)
      .withYou({ suggestions: ["the roof of Tivoli", "a bakery in Odense", "lighthouses"] }),
  ),
  "phone-lie-submitted": phoneScene(phone().lie().progress(["p0", "p3"]).withYou({ lie: LIE })),
  "phone-guess": phoneScene(phone().lie().guess(22_000, LIE)),
  "phone-guess-submitted": phoneScene(
    phone().lie().guess(12_000, LIE).progress(["p0", "p2"]).withYou({ guess: "o4" }),
  ),
  "phone-reveal-lie": phoneScene(phone().lie().guess(9_000, LIE).reveal("lie")),
  "phone-reveal-crowd": phoneScene(phone("p2", 12).lie().guess().revealCrowd()),
  "phone-reveal-truth": phoneScene(phone("p2").lie().guess().reveal("truth")),
  "phone-scores": phoneScene(phone().lie().guess().reveal("truth").scores()),
  "phone-scoreboard": phoneScene(phone().played()),
  "phone-finale": phoneScene(phone().played(true).gameOver()),
  "phone-paused": phoneScene(phone().lie().paused()),
  "phone-lost": phoneScene(phone().lie(), { connection: { state: "waiting", reason: "lost" } }),
  "phone-restart": phoneScene(phone().lie(), {
    connection: { state: "waiting", reason: "restart" },
  }),
  "phone-offline": phoneScene(phone().lie(), {
    connection: { state: "waiting", reason: "offline" },
  }),
  "phone-reconnected": phoneScene(phone().lie(), { reconnects: 1 }),
  "phone-left": phoneScene(phone(), { ended: "left" }),
  "phone-removed": phoneScene(phone(), { ended: "removed" }),
  "phone-closed": phoneScene(phone(), { ended: "over" }),
  "phone-bad-token": phoneScene(phone(), { ended: "bad_token" }),
  "phone-finale-closed": phoneScene(phone().played(true).gameOver(), { ended: "over" }),
  "phone-watching": phoneScene(spectator().lie().guess()),
  "phone-watching-lie": phoneScene(spectator().lie()),
  "phone-late": phoneScene(phone().lie().withYou({ plays: false })),
  "phone-chat": phoneScene(phone().lie(), {
    ...CHAT,
    click: "button.chat-button",
    waitFor: "dialog .content",
  }),
  "phone-chat-unread": phoneScene(phone().lie(), { ...CHAT, waitFor: ".badge" }),
};

export const scenes: Record<string, Scene> = { ...TV, ...PHONE, ...WORST_SCENES };
