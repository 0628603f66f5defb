/** Air Guitar's scenes. */

import { countdown, phoneScene, T0, tvScene, type Scene } from "$app/gallery/scene";
import { SessionScript } from "$app/gallery/session-script";
import { LONG_NAMES, NAMES } from "$app/gallery/worst";
import type { Envelope, Snapshot } from "$app/contract/types";
import type { GuitarView, Part, PracticeResult } from "../types";

const CHORDS = ["Am", "F#m7", "C", "G", "Bb", "Dsus2", "E7", "Cadd9"];

class GuitarScript extends SessionScript {
  constructor(players: number, me: string | null) {
    super("air_guitar", players, me);
    const view: GuitarView = {
      ...{ practice: 1, practices: 5, time_limit_ms: 180_000, goal_percent: 60, parts: [] },
      ...{ lines: [], reached: null, streak: 2, best_streak: 4, goals: null, ranking: [] },
    };
    const phase = { name: "ready", round: 1, question: 1, deadline_at: null, remaining_ms: null };
    const limits = { min_players: 1, max_players: 8 };
    this.with((snapshot) => ({
      ...{ ...snapshot, ...limits, status: "running", features: ["late_join"], phase, view },
    }));
  }

  practice(left = 71_000, who = this.ids): this {
    const data = { practice: 2, practices: 5, time_limit_ms: 180_000, ...countdown(left) };
    const parts = who.map((player_id, i): Part => ({
      ...{ player_id, playing: true, goal_ms: 108_000, chords: 61 + 17 * i },
      played_ms: Math.min(1, 0.3 + 0.22 * i) * 109_000,
    }));
    const phase = { name: "practice", round: 2, ...countdown(left) };
    return this.event("phase.practice_started", data, { phase, view: { practice: 2, parts } });
  }

  summary(reached: boolean): this {
    const lines = this.snapshot.players.map((one, i): PracticeResult => ({
      ...{ player_id: one.player_id, nickname: one.nickname, goal_ms: 108_000 },
      ...{ played_ms: reached || i > 0 ? 151_000 - 9_000 * i : 61_000, chords: 312 - 41 * i },
      ...{ steadiness: i === 2 ? null : 91 - 13 * i, reached: reached || i > 0 },
      ...{ stars: reached || i > 0 ? Math.max(1, 3 - i) : 0, score: 9 - i, streak: 2 },
    }));
    const streak = reached ? 3 : 0;
    const result = { reached, streak, best_streak: 4, lines };
    const data = { practice: 2, practices: 5, ...result, ...countdown(20_000) };
    const players = this.snapshot.players.map((one, i) => ({ ...one, score: 9 - i }));
    const phase = { name: "summary", ...countdown(20_000) };
    return this.event("phase.summary", data, { phase, players, view: { ...result, parts: [] } });
  }

  gameOver(): this {
    const ranking = this.snapshot.players.map((one, i) => ({
      ...{ rank: Math.max(1, i), player_id: one.player_id, nickname: one.nickname },
      ...{ score: i < 2 ? 11 : 11 - i, chords: 1_412 - 97 * i, played_ms: 705_000 - 31_000 * i },
      ...{ steadiness: 88, best_streak: 3 },
    }));
    const result = { ranking, goals: 4, best_streak: 3 };
    const phase = { name: "game_over", deadline_at: null, remaining_ms: null };
    const view = { ...result, lines: [], reached: null };
    return this.event("phase.game_over", result, { phase, view, status: "finished" });
  }

  /** Returns a chord change for each player. */
  chords(): Envelope[] {
    return this.ids.map((player_id, i) => ({
      type: "chord_change",
      data: { chord: CHORDS[i], player_id, timestamp: new Date(T0).toISOString(), stroke: "down" },
    }));
  }
}

const ephemeral = (script: GuitarScript) => ({ ephemeral: script.chords() });
const audience = (snapshot: Snapshot): Snapshot => ({ ...snapshot, you: { player_id: "w0" } });
const tv = (size: number) => new GuitarScript(size, null);
const worst = (size: number) => tv(size).named(NAMES);
const phone = (size = 3) => new GuitarScript(size, "p0");
const words = (me: string | null = null) => new GuitarScript(8, me).named(LONG_NAMES);

export const scenes: Record<string, Scene> = {
  "tv-worst-words-guitar-band": tvScene(words().practice(), ephemeral(tv(8))),
  "tv-worst-words-guitar-summary": tvScene(words().practice().summary(true)),
  "tv-worst-words-guitar-finale": tvScene(words().practice().summary(true).gameOver()),
  "phone-worst-words-guitar-summary": phoneScene(words("p0").practice().summary(true)),
  "phone-worst-words-guitar-finale": phoneScene(words("p0").practice().summary(true).gameOver()),
  "tv-guitar-ready": tvScene(tv(3)),
  "tv-guitar-one": tvScene(tv(1).practice(), ephemeral(tv(1))),
  "tv-guitar-band": tvScene(tv(4).practice(), ephemeral(tv(4))),
  "tv-guitar-eight": tvScene(tv(8).practice(4_800), ephemeral(tv(8))),
  "tv-guitar-summary": tvScene(tv(4).practice().summary(true)),
  "tv-guitar-missed": tvScene(tv(8).practice().summary(false)),
  "tv-guitar-finale": tvScene(tv(5).practice().summary(true).gameOver()),
  "tv-worst-guitar-ready": tvScene(worst(8)),
  "tv-worst-guitar-band": tvScene(worst(8).practice(71_000), ephemeral(tv(8))),
  "tv-worst-guitar-four": tvScene(worst(4).practice(71_000, ["p0"]), ephemeral(tv(2))),
  "tv-worst-guitar-summary": tvScene(worst(8).practice().summary(true)),
  "tv-worst-guitar-finale": tvScene(worst(8).practice().summary(true).gameOver()),
  "phone-guitar-ready": phoneScene(phone(1)),
  "phone-guitar-practice": phoneScene(phone().practice(), ephemeral(phone())),
  "phone-guitar-not-playing": phoneScene(phone().practice(71_000, ["p1"])),
  "phone-guitar-summary": phoneScene(phone().practice().summary(true)),
  "phone-guitar-missed": phoneScene(phone().practice().summary(false)),
  "phone-guitar-finale": phoneScene(phone().practice().summary(true).gameOver()),
  "phone-guitar-watching": phoneScene(phone().practice().with(audience), ephemeral(phone())),
};
