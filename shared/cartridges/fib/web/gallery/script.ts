/** A scripted game, folded event by event: the gallery's states are states the app really reaches. */

import { fold } from "../fold";
import type { Events, FibView } from "../types";
import type { Fold } from "$app/core/session-client";
import { foldSession } from "$app/core/session-fold";
import type { Player, Snapshot, Spectator } from "$app/contract/types";

/** The one in the scenes who watches. */
const WATCHER: Spectator = {
  player_id: "w0",
  nickname: "Mormor",
  avatar: "cup:rose",
  connected: true,
};

export const T0 = Date.parse("2026-11-21T20:00:00.000Z");

const CAST: [string, string][] = [
  ["Ana", "sun:mustard"],
  ["Bo", "boat:coral"],
  ["Cecilie", "fish:sky"],
  ["Dorthe", "crown:rose"],
  ["Emil", "leaf:mint"],
  ["Fru Frederiksen-Holm", "house:coral"],
  ["Gustav", "kite:mustard"],
  ["Håkon", "moon:sky"],
  ["Ida", "bell:rose"],
  ["Jørgen", "cup:mint"],
  ["Kamilla", "star:mustard"],
  ["Løvsøe", "wave:sky"],
];

export const PROMPT =
  "In 1958 the Danish post office gave up a pigeon service because the birds kept stopping at ____.";
const TRUTH = "the fish market in Esbjerg";

function player(index: number): Player {
  const [nickname, avatar] = CAST[index % CAST.length] ?? ["?", "sun:coral"];
  return { player_id: `p${index}`, nickname, avatar, score: 0, connected: true, answered: false };
}

/** A countdown as the wire tells it. */
export const time = (ms: number) => ({
  deadline_at: new Date(T0 + ms).toISOString(),
  remaining_ms: ms,
});

export class Script {
  snapshot: Snapshot;

  constructor(
    players: number,
    me: string | null,
    cartridge = "fib",
    private readonly folds: Fold = fold,
  ) {
    this.snapshot = {
      code: "KWXTR",
      epoch: "e1",
      seq: 0,
      cartridge,
      status: "lobby",
      server_time: new Date(T0).toISOString(),
      phase: null,
      players: Array.from({ length: players }, (_, i) => player(i)),
      view: null,
      audience: [],
      features: ["audience", "bots", "late_join"],
      min_players: 2,
      max_players: 12,
      ...(me && { you: { player_id: me } }),
    };
  }

  get ids(): string[] {
    return this.snapshot.players.map((one) => one.player_id);
  }

  tell(type: string, data: unknown): this {
    const event = { type, epoch: "e1", seq: this.snapshot.seq + 1, data };
    const after = foldSession(this.snapshot, event) ?? this.folds(this.snapshot, event);
    if (!after) throw new Error(`nobody understands ${type}`);
    this.snapshot = { ...after, seq: event.seq };
    return this;
  }

  /** Some seats are the server's to play. */
  bots(...seats: number[]): this {
    const players = this.snapshot.players.map((one, i) =>
      seats.includes(i) ? { ...one, bot: true } : one,
    );
    return this.with((snapshot) => ({ ...snapshot, players }));
  }

  /** Somebody comes to watch. */
  watched(): this {
    return this.tell("session.audience_joined", { member: WATCHER });
  }

  with(change: (snapshot: Snapshot) => Snapshot): this {
    this.snapshot = change(this.snapshot);
    return this;
  }

  started(scores: number[] = []): this {
    const players = this.snapshot.players.map((one, i) => ({ ...one, score: scores[i] ?? 0 }));
    const phase = { name: "question", round: 1, question: 1, ...time(5_000) };
    return this.tell("session.started", { phase, players, view: {} });
  }

  question(round = 2, left = 4_200): this {
    const data: Events["phase.question_shown"] = {
      round,
      rounds: 3,
      question: 2,
      questions: 3,
      multiplier: round,
      prompt: PROMPT,
      category: "Birds at work",
      max_length: 80,
      emoji: ["😂", "🤯", "👏", "🔥", "🙈", "🥶"],
      ...time(left),
    };
    return this.tell("phase.question_shown", data);
  }

  lie(left = 41_000): this {
    const limit = { time_limit_ms: 60_000, waiting: this.ids };
    this.tell("phase.lie_started", { round: 2, question: 2, ...limit, ...time(left) });
    return this;
  }

  progress(answered: string[]): this {
    const waiting = this.ids.filter((id) => !answered.includes(id));
    return this.tell("progress", { answered, waiting });
  }

  /** `own` is what this phone's player wrote. */
  guess(left = 22_000, own?: string): this {
    if (own) this.with((s) => ({ ...s, you: { player_id: "p0", ...s.you, lie: own } }));
    const texts = [
      "a pub called the Drunken Gull",
      "every wedding they flew over",
      TRUTH,
      "Sweden",
      "the window sills of the royal palace, where the queen herself fed them marzipan",
      "Bo’s grandmother",
    ];
    const options = texts.map((text, i) => ({ option_id: `o${i}`, text }));
    const limit = { time_limit_ms: 30_000, waiting: this.ids };
    this.tell("phase.guess_started", { round: 2, question: 2, options, ...limit, ...time(left) });
    return this;
  }

  reveal(upTo: "decoy" | "lie" | "truth", left = 4_000): this {
    const [, p1 = "", p2 = "", p3 = "", p4 = ""] = this.ids;
    const p0 = this.ids[0] ?? "";
    const none = { authors: [], pickers: [], awarded: [] };
    const step = (data: object, n: number) =>
      this.tell("reveal.step", { ...data, step: n, steps: 4, together: 1, ...time(left) });
    step({ option_id: "o3", text: "Sweden", kind: "decoy", ...none }, 1);
    if (upTo === "decoy") return this;
    step(
      {
        option_id: "o0",
        text: "a pub called the Drunken Gull",
        kind: "lie",
        authors: [p0],
        pickers: [p1, p3],
        awarded: [{ player_id: p0, points: 2000, reason: "fooled" }],
      },
      2,
    );
    if (upTo === "lie") return this;
    step(
      {
        option_id: "o2",
        text: TRUTH,
        kind: "truth",
        authors: [],
        pickers: [p2, p4].filter(Boolean),
        awarded: [p2, p4]
          .filter(Boolean)
          .map((id) => ({ player_id: id, points: 2000, reason: "truth" })),
        explanation: "They were fed there on their training flights, and never forgot it.",
        source: "https://example.org",
      },
      3,
    );
    return this;
  }

  /** A crowd's lies that nobody fell for, all at once. */
  crowd(): this {
    const texts = [
      "a lamp post in Vejle",
      "their mothers",
      "the tax office",
      "cheese",
      "nothing at all",
    ];
    for (let n = 1; n <= 30; n++) {
      this.tell("reveal.step", {
        option_id: `c${n}`,
        text: `${texts[n % texts.length]} number ${n}`,
        kind: n % 7 === 0 ? "decoy" : "lie",
        authors: n % 7 === 0 ? [] : [this.ids[n % this.ids.length]],
        pickers: [],
        awarded: [],
        step: n,
        steps: 38,
        together: n,
        ...time(4_000),
      });
    }
    return this;
  }

  protected gains(): Map<string, number> {
    const gains = new Map<string, number>();
    const view = this.snapshot.view as FibView;
    for (const { player_id, points } of view.revealed.flatMap((one) => one.awarded)) {
      gains.set(player_id, (gains.get(player_id) ?? 0) + points);
    }
    return gains;
  }

  scores(): this {
    const gains = this.gains();
    const deltas = this.snapshot.players.map((one) => ({
      player_id: one.player_id,
      delta: gains.get(one.player_id) ?? 0,
      total: one.score,
    }));
    return this.tell("phase.scores_calculated", {
      round: 2,
      multiplier: 2,
      deltas,
      ...time(4_000),
    });
  }

  private ranking() {
    const gains = this.gains();
    const all = this.snapshot.players;
    return [...all]
      .sort((a, b) => b.score - a.score)
      .map((one) => ({
        rank: 1 + all.filter((other) => other.score > one.score).length,
        player_id: one.player_id,
        nickname: one.nickname,
        score: one.score,
        delta: gains.get(one.player_id) ?? 0,
      }));
  }

  scoreboard(final = false): this {
    return this.tell("phase.scoreboard", { ranking: this.ranking(), final, ...time(8_000) });
  }

  over(): this {
    const [p0, p1, p2, p3] = this.ids;
    const award = (
      word: string,
      title: string,
      id: string | undefined,
      emoji: string,
      value: number,
    ) => ({
      award: word,
      title,
      player_id: id ?? p0,
      emoji,
      value,
    });
    const awards = [
      award("fooled_most", "Master of lies", p0, "🎭", 7),
      award("most_truths", "Truth seeker", p2, "🔎", 5),
      award("most_gullible", "Most gullible", p1, "🎣", 6),
      award("funniest_lies", "Funniest liar", p3, "😂", 12),
      award("fire_starter", "Fire starter", p1, "🔥", 4),
    ];
    return this.tell("phase.game_over", { ranking: this.ranking(), awards });
  }
}
