/** Gallery scripts for games that ask questions: progress, scoreboard and final result. */

import { countdown } from "$app/gallery/scene";
import { SessionScript } from "$app/gallery/session-script";
import type { Countdown, Player } from "$app/contract/types";

/** Scores of twelve players, with ties. */
export const SCORES = [3500, 4200, 2500, 4200, 1000, 500, 2500, 3000, 0, 1500, 2000, 700];

/** An award's code, English title, winner's index, emoji and value. */
export type Award = [award: string, title: string, winner: number, emoji: string, value: number];
const AWARDS: Award[] = [
  ["fooled_most", "Master of lies", 0, "🎭", 7],
  ["most_truths", "Truth seeker", 2, "🔎", 5],
  ["most_gullible", "Most gullible", 1, "🎣", 6],
  ["funniest_lies", "Funniest liar", 3, "😂", 12],
  ["fire_starter", "Fire starter", 1, "🔥", 4],
];

export abstract class QuestionScript extends SessionScript {
  /** Returns the points of the current question, by the player's id. */
  protected abstract gains(): Map<string, number>;

  /** Returns the fields of the view that are empty on the scoreboard. */
  protected emptied(): object {
    return {};
  }

  progress(answered: string[]): this {
    const waiting = this.ids.filter((id) => !answered.includes(id));
    const players = this.snapshot.players.map((one) => ({
      ...one,
      answered: answered.includes(one.player_id),
    }));
    return this.event("progress", { answered, waiting }, { players, view: { waiting } });
  }

  /** `you` is the change of what this phone's participant sees. */
  scoreboard(final = false, you?: object): this {
    const [ranking, time] = [this.ranking(), countdown(8_000)];
    const patch = this.phase("scoreboard", time, { ...this.emptied(), ranking, final });
    return this.event("phase.scoreboard", { ranking, final, ...time }, patch, you);
  }

  gameOver(): this {
    const awards = this.awards().map(([award, title, winner, emoji, value]) => ({
      award,
      title,
      player_id: this.ids[winner] ?? this.ids[0],
      emoji,
      value,
      ...this.momentOf(award),
    }));
    const [ranking, time] = [this.ranking(), { deadline_at: null, remaining_ms: null }];
    const patch = this.phase("game_over", time, {
      ...this.emptied(),
      ranking,
      awards,
      final: true,
    });
    return this.event("phase.game_over", { ranking, awards }, { ...patch, status: "finished" });
  }

  /** Returns the patch of a phase that starts. Nobody has answered, and `points` are added to the scores. */
  protected phase(
    name: string,
    { deadline_at, remaining_ms }: Countdown,
    view: object,
    points: ReadonlyMap<string, number> = new Map(),
  ): { phase: object; players: Player[]; view: object } {
    const players = this.snapshot.players.map((one) => ({
      ...one,
      answered: false,
      score: one.score + (points.get(one.player_id) ?? 0),
    }));
    return { phase: { name, deadline_at, remaining_ms }, players, view };
  }

  /** Returns the awards of the game. */
  protected awards(): Award[] {
    return AWARDS;
  }

  /** Returns the text and the question that earned an award. */
  protected momentOf(_award: string): { quote?: string; question?: string } {
    return {};
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
}
