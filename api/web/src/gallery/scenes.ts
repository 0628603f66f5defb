/** Every screen of the app by name, for looking at and for the checks that look at all of them. */

import type { EndReason } from "$app/core/close-codes";
import type { Account } from "$app/account/auth-client";
import type { LinkState } from "$app/core/connection";
import type { Envelope, Snapshot } from "$app/contract/types";
import { GUITAR_SCENES } from "$cartridges/air_guitar/web/gallery/scenes";
import { QuizScript } from "$cartridges/quiz/web/gallery/script";
import { lounge, TALK } from "$cartridges/lounge/web/gallery/script";
import { Script } from "$cartridges/fib/web/gallery/script";

export interface Scene {
  on: "tv" | "phone";
  show: "start" | "account" | "room" | "join" | "play" | "end";
  snapshot?: Snapshot;
  account?: Account;
  code?: string | null;
  link?: LinkState;
  ended?: EndReason;
  returns?: number;
  /** Said beside the numbered events, once who hears them is there. */
  asides?: Envelope[];
  /** Who hears them, as a selector: the page itself, unless said otherwise. */
  ears?: string;
  /** Opened by a tap on it. */
  tap?: string;
  /** What has to be there before one looks, as a selector. */
  shows?: string;
}

/** A conversation that is heard behind a door, and one in the lounge itself. */
const CHAT = { asides: TALK, ears: "button.door" };
const LOUNGE = { asides: TALK, ears: "[data-phase]" };

const SCORES = [3500, 4200, 2500, 4200, 1000, 500, 2500, 3000, 0, 1500, 2000, 700];

const room = (script: Script, more: Partial<Scene> = {}): Scene => ({
  on: "tv",
  show: "room",
  snapshot: script.snapshot,
  ...more,
});
const play = (script: Script, more: Partial<Scene> = {}): Scene => ({
  on: "phone",
  show: "play",
  snapshot: script.snapshot,
  ...more,
});
const tv = (players = 6) => new Script(players, null).started(SCORES).question();
const phone = (me = "p0", players = 6) => new Script(players, me).started(SCORES).question();

const asleep = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  players: snapshot.players.map((one, i) => (i === 1 ? { ...one, connected: false } : one)),
});
const pausedNow = (script: Script) =>
  script.tell("session.paused", {
    phase: { ...script.snapshot.phase, deadline_at: null, remaining_ms: 23_400 },
    reason: "host",
  });

export const SCENES: Record<string, Scene> = {
  "tv-start": { on: "tv", show: "start", shows: ".game" },
  "account-log-in": { on: "phone", show: "account" },
  "account-mine": {
    on: "phone",
    show: "account",
    account: {
      id: "a_1",
      name: "Ana.Søe",
      created_at: "2026-11-01T18:00:00.000Z",
      password_changed_at: "2026-11-01T18:00:00.000Z",
    },
  },
  "tv-lobby-empty": room(new Script(0, null)),
  "tv-lobby-one": room(new Script(1, null)),
  "tv-lobby": room(new Script(6, null)),
  "tv-lobby-full": room(new Script(12, null)),
  "tv-lobby-bots": room(new Script(4, null).bots(1, 2, 3).watched()),
  "tv-question": room(tv()),
  "tv-lie": room(tv().lie().progress(["p0", "p3"]).with(asleep)),
  "tv-lie-last": room(tv().lie(4_800).progress(["p0", "p3", "p4"])),
  "tv-guess": room(
    tv()
      .lie()
      .guess()
      .progress(["p2"])
      .tell("reaction", { counts: { "😂": 4, "🔥": 2, "🤯": 1 } }),
  ),
  "tv-guess-twelve": room(tv(12).lie().guess().progress(["p2"])),
  "tv-reveal-decoy": room(tv().lie().guess().reveal("decoy")),
  "tv-reveal-lie": room(tv().lie().guess().reveal("lie")),
  "tv-reveal-crowd": room(tv(12).lie().guess().crowd()),
  "tv-reveal-truth": room(
    tv()
      .lie()
      .guess()
      .reveal("truth")
      .tell("reaction", { counts: { "😂": 5, "👏": 3, "🤯": 2 } }),
  ),
  "tv-scores": room(tv().lie().guess().reveal("truth").scores()),
  "tv-scoreboard": room(tv().lie().guess().reveal("truth").scores().scoreboard()),
  "tv-scoreboard-twelve": room(tv(12).lie().guess().reveal("truth").scores().scoreboard(true)),
  "tv-finale": room(tv().lie().guess().reveal("truth").scores().scoreboard(true).over()),
  "tv-finale-twelve": room(tv(12).lie().guess().reveal("truth").scores().scoreboard(true).over()),
  "tv-paused": room(pausedNow(tv().lie().progress(["p0"]))),
  "tv-trouble": room(tv().lie(), { link: { state: "waiting", why: "lost" } }),
  "tv-lounge": room(lounge(null), LOUNGE),
  "tv-lounge-toast": room(
    lounge(null, 12).tell("toast.raised", { player_id: "p2", words: "To the cook!" }),
    LOUNGE,
  ),
  "tv-gone": room(tv(), { ended: "over" }),

  "tv-quiz-question": room(new QuizScript(6, null).started(SCORES).question()),
  "tv-quiz-answer": room(
    new QuizScript(6, null).started(SCORES).question().answer().progress(["p2"]),
  ),
  "tv-quiz-host": room(
    new QuizScript(6, null).started(SCORES).question().answer(true).progress(["p2", "p4"]),
  ),
  "tv-quiz-solution": room(new QuizScript(6, null).started(SCORES).question().answer().solution()),
  "tv-quiz-solution-host": room(
    new QuizScript(12, null).started(SCORES).question().answer(true).solution(true),
  ),

  "phone-code": { on: "phone", show: "join", code: null },
  "phone-join": {
    on: "phone",
    show: "join",
    code: "KWXTR",
    snapshot: new Script(2, null).snapshot,
  },
  "phone-join-late": {
    on: "phone",
    show: "join",
    code: "KWXTR",
    snapshot: new Script(4, null).started(SCORES).question().lie().snapshot,
  },
  "phone-join-begun": {
    on: "phone",
    show: "join",
    code: "KWXTR",
    snapshot: new Script(4, null)
      .started(SCORES)
      .question()
      .lie()
      .with((s) => ({ ...s, features: ["audience", "bots"] })).snapshot,
  },
  "phone-lobby-alone": play(new Script(1, "p0")),
  "phone-lobby": play(new Script(6, "p0")),
  "phone-question": play(phone()),
  "phone-lie": play(phone().lie()),
  "phone-lie-offers": play(
    phone()
      .lie(4_900)
      .with((s) => ({
        ...s,
        you: {
          player_id: "p0",
          suggestions: ["the roof of Tivoli", "a bakery in Odense", "lighthouses"],
        },
      })),
  ),
  "phone-lie-sent": play(
    phone()
      .lie()
      .progress(["p0", "p3"])
      .with((s) => ({ ...s, you: { player_id: "p0", lie: "a pub called the Drunken Gull" } })),
  ),
  "phone-guess": play(phone().lie().guess(22_000, "a pub called the Drunken Gull")),
  "phone-guessed": play(
    phone()
      .lie()
      .guess(12_000, "a pub called the Drunken Gull")
      .progress(["p0", "p2"])
      .with((s) => ({ ...s, you: { ...s.you, player_id: "p0", guess: "o4" } })),
  ),
  "phone-reveal-lie": play(
    phone().lie().guess(9_000, "a pub called the Drunken Gull").reveal("lie"),
  ),
  "phone-reveal-crowd": play(phone("p2", 12).lie().guess().crowd()),
  "phone-reveal-truth": play(phone("p2").lie().guess().reveal("truth")),
  "phone-scores": play(phone().lie().guess().reveal("truth").scores()),
  "phone-scoreboard": play(phone().lie().guess().reveal("truth").scores().scoreboard()),
  "phone-over": play(phone().lie().guess().reveal("truth").scores().scoreboard(true).over()),
  "phone-paused": play(pausedNow(phone().lie())),
  "phone-lost": play(phone().lie(), { link: { state: "waiting", why: "lost" } }),
  "phone-restart": play(phone().lie(), { link: { state: "waiting", why: "restart" } }),
  "phone-offline": play(phone().lie(), { link: { state: "waiting", why: "offline" } }),
  "phone-back": play(phone().lie(), { returns: 1 }),
  "phone-connecting": { on: "phone", show: "play" },
  "phone-left": play(phone(), { ended: "left" }),
  "phone-removed": play(phone(), { ended: "removed" }),
  "phone-closed": play(phone(), { ended: "over" }),
  "phone-seat-gone": play(phone(), { ended: "bad_token" }),
  "phone-over-kept": play(phone().lie().guess().reveal("truth").scores().scoreboard(true).over(), {
    ended: "over",
  }),
  "phone-quiz-question": play(new QuizScript(6, "p0").started(SCORES).question()),
  "phone-quiz-answer": play(new QuizScript(6, "p0").started(SCORES).question().answer()),
  "phone-quiz-answered": play(
    new QuizScript(6, "p0").started(SCORES).question().answer().progress(["p0", "p2"]).picked("o1"),
  ),
  "phone-quiz-right": play(
    new QuizScript(6, "p0").started(SCORES).question().answer().picked("o1").solution(),
  ),
  "phone-quiz-wrong": play(
    new QuizScript(6, "p3").started(SCORES).question().answer().picked("o2").solution(),
  ),
  "phone-watching": play(new Script(6, "w0").watched().started(SCORES).question().lie().guess()),
  "phone-watching-lie": play(new Script(6, "w0").watched().started(SCORES).question().lie()),
  "phone-late": play(
    phone()
      .lie()
      .with((s) => ({ ...s, you: { player_id: "p0", plays: false } })),
  ),
  "phone-chat": play(phone().lie(), { ...CHAT, tap: "button.door", shows: "dialog .words" }),
  "phone-chat-unread": play(phone().lie(), { ...CHAT, shows: ".badge" }),
  "phone-lounge": play(lounge("p0"), LOUNGE),
  "phone-lounge-toast": play(
    lounge("p0").tell("toast.raised", { player_id: "p2", words: "To the cook!" }),
    LOUNGE,
  ),

  ...GUITAR_SCENES,
};
