/** Simulated evenings of games that ask questions. */

import { QuestionScript } from "$common/gallery/question-script";
import { countdown } from "$app/gallery/scene";
import type { Countdown } from "$app/contract/types";
import { randomOf, record } from "$test/voice/evening";

export class QuestionEvening extends QuestionScript {
  readonly random: () => number;
  /** What the evening consists of so far, and the secrets of now. */
  readonly recorded: ReturnType<typeof record>;

  /** Three to six people play. The evening follows from the seed. */
  constructor(kind: string, seed: number) {
    super(kind, 3 + (seed % 4), null);
    this.random = randomOf(seed);
    this.recorded = record(this, `PARTY${seed}`);
    this.started();
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  /** Applies the event that starts a phase. */
  starts<Data extends Countdown>(
    [type, name]: [type: string, name: string],
    data: Data,
    view: object,
    points?: ReadonlyMap<string, number>,
  ): this {
    return this.event(type, data, this.phase(name, data, view, points));
  }

  /** Shows the scoreboard, and forgets the secrets of the questions before it. */
  board(final: boolean): void {
    const players = [...this.snapshot.players].sort((a, b) => b.score - a.score);
    const ranking = players.map((player, i) => ({
      ...{ rank: i + 1, player_id: player.player_id, nickname: player.nickname },
      ...{ score: player.score, delta: 0 },
    }));
    const board = { ranking, final };
    this.starts(["phase.scoreboard", "scoreboard"], { ...board, ...countdown(8_000) }, board);
    this.recorded.secrets.length = 0;
  }

  protected gains(): Map<string, number> {
    return new Map();
  }
}
