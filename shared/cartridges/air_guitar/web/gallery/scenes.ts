/** The air guitar's screens: states the app reaches event by event. */

import { fold } from "../fold";
import type { Events, GuitarView, Line } from "../types";
import { foldSession } from "$app/core/session-fold";
import type { Envelope, Player, Snapshot } from "$app/contract/types";
import type { Scene } from "$app/gallery/scenes";
import { T0 } from "$cartridges/fib/web/gallery/script";

const CAST: [string, string][] = [
  ["Ana", "sun:mustard"],
  ["Bo", "boat:coral"],
  ["Cecilie", "fish:sky"],
  ["Dorthe", "crown:rose"],
  ["Emil", "leaf:mint"],
  ["Fru Frederiksen-Holm", "house:coral"],
  ["Gustav", "kite:mustard"],
  ["Håkon", "moon:sky"],
];
const CHORDS = ["Am", "F#m7", "C", "G", "Bb", "Dsus2", "E7", "Cadd9"];

const time = (ms: number) => ({ deadline_at: new Date(T0 + ms).toISOString(), remaining_ms: ms });

class Band {
  snapshot: Snapshot;

  constructor(size: number, me: string | null) {
    const player = ([nickname, avatar]: [string, string], i: number): Player => ({
      ...{ player_id: `p${i}`, nickname, avatar, score: 0, connected: true, answered: false },
    });
    const view: GuitarView = {
      ...{ practice: 1, practices: 5, time_limit_ms: 180_000, goal_percent: 60, parts: [] },
      ...{ lines: [], reached: null, streak: 2, best_streak: 4, goals: null, ranking: [] },
    };
    this.snapshot = {
      ...{ code: "KWXTR", epoch: "e1", seq: 0, cartridge: "air_guitar", status: "running" },
      server_time: new Date(T0).toISOString(),
      phase: { name: "ready", round: 1, question: 1, deadline_at: null, remaining_ms: null },
      players: CAST.slice(0, size).map(player),
      ...{ view, audience: [], features: ["late_join"], min_players: 1, max_players: 8 },
      ...(me && { you: { player_id: me } }),
    };
  }

  tell<K extends keyof Events>(type: K, data: Events[K]): this {
    const event = { type, epoch: "e1", seq: this.snapshot.seq + 1, data };
    const after = foldSession(this.snapshot, event) ?? fold(this.snapshot, event);
    if (!after) throw new Error(`nobody understands ${type}`);
    this.snapshot = { ...after, seq: event.seq };
    return this;
  }

  get ids(): string[] {
    return this.snapshot.players.map((one) => one.player_id);
  }

  practice(left = 71_000, who = this.ids): this {
    const started = { practice: 2, practices: 5, time_limit_ms: 180_000 };
    this.tell("phase.practice_started", { ...started, ...time(left) });
    who.forEach((player_id, i) => {
      this.tell("practice.joined", { player_id, goal_ms: 108_000 });
      const played_ms = Math.min(1, 0.3 + 0.22 * i) * 109_000;
      this.tell("practice.progress", { player_id, chords: 61 + 17 * i, played_ms });
    });
    return this;
  }

  summary(reached: boolean): this {
    const lines = this.snapshot.players.map((one, i): Line => ({
      ...{ player_id: one.player_id, nickname: one.nickname, goal_ms: 108_000 },
      ...{ played_ms: reached || i > 0 ? 151_000 - 9_000 * i : 61_000, chords: 312 - 41 * i },
      ...{ steadiness: i === 2 ? null : 91 - 13 * i, reached: reached || i > 0 },
      ...{ stars: reached || i > 0 ? Math.max(1, 3 - i) : 0, score: 9 - i, streak: 2 },
    }));
    const streak = reached ? 3 : 0;
    const told = { practice: 2, practices: 5, reached, streak, best_streak: 4, lines };
    this.tell("phase.counting", time(800));
    return this.tell("phase.summary", { ...told, ...time(20_000) });
  }

  over(): this {
    const ranking = this.snapshot.players.map((one, i) => ({
      ...{ rank: Math.max(1, i), player_id: one.player_id, nickname: one.nickname },
      ...{ score: i < 2 ? 11 : 11 - i, chords: 1_412 - 97 * i, played_ms: 705_000 - 31_000 * i },
      ...{ steadiness: 88, best_streak: 3 },
    }));
    return this.tell("phase.game_over", { ranking, goals: 4, best_streak: 3 });
  }

  with(change: (snapshot: Snapshot) => Snapshot): this {
    this.snapshot = change(this.snapshot);
    return this;
  }

  /** What each of them strikes this moment. */
  chords(): Envelope[] {
    return this.ids.map((player_id, i) => ({
      type: "chord_change",
      data: { chord: CHORDS[i], player_id, timestamp: new Date(T0).toISOString(), stroke: "down" },
    }));
  }
}

const tv = (band: Band, asides: Envelope[] = []): Scene => ({
  ...{ on: "tv", show: "room", snapshot: band.snapshot, asides },
});
const phone = (band: Band, asides: Envelope[] = []): Scene => ({
  ...{ on: "phone", show: "play", snapshot: band.snapshot, asides },
});
const audience = (snapshot: Snapshot): Snapshot => ({ ...snapshot, you: { player_id: "w0" } });
const whole = (size: number) => new Band(size, null);
const mine = (size = 3) => new Band(size, "p0");

export const GUITAR_SCENES: Record<string, Scene> = {
  "tv-guitar-ready": tv(whole(3)),
  "tv-guitar-one": tv(whole(1).practice(), whole(1).chords()),
  "tv-guitar-band": tv(whole(4).practice(), whole(4).chords()),
  "tv-guitar-eight": tv(whole(8).practice(4_800), whole(8).chords()),
  "tv-guitar-summary": tv(whole(4).practice().summary(true)),
  "tv-guitar-missed": tv(whole(8).practice().summary(false)),
  "tv-guitar-over": tv(whole(5).practice().summary(true).over()),
  "phone-guitar-ready": phone(mine(1)),
  "phone-guitar-practice": phone(mine().practice(), mine().chords()),
  "phone-guitar-along": phone(mine().practice(71_000, ["p1"])),
  "phone-guitar-summary": phone(mine().practice().summary(true)),
  "phone-guitar-missed": phone(mine().practice().summary(false)),
  "phone-guitar-over": phone(mine().practice().summary(true).over()),
  "phone-guitar-watching": phone(mine().practice().with(audience), mine().chords()),
};
