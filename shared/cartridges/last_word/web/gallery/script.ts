/** A scripted game of Last Word. */

import { QuestionScript } from "$common/gallery/question-script";
import { countdown } from "$app/gallery/scene";
import { fold } from "../fold";
import type { Events, LastWordView } from "../types";

const PROMPT = "What the cat writes in its diary on Mondays";
const ANSWERS = ["Day 412. They still believe I cannot open doors.", "Nap, nap, vase, nap."];

export class LastWordScript extends QuestionScript {
  /** `texts` replaces the prompt and its answers. */
  constructor(
    players: number,
    me: string | null,
    private readonly texts = { prompt: PROMPT, answers: ANSWERS },
  ) {
    super("last_word", players, me, fold);
  }

  /** Starts writing. On a phone, `prompts` is the number of the player's prompts. */
  write(round = 1, left = 60_000, prompts = 2): this {
    const data: Events["phase.write_started"] = {
      round,
      rounds: 3,
      questions: this.ids.length,
      multiplier: round,
      max_length: 80,
      time_limit_ms: 90_000,
      waiting: this.ids,
      ...countdown(left),
    };
    this.asTv("phase.write_started", data);
    if (!this.snapshot.you) return this;
    const yours = ["A", "B"].slice(0, prompts).map((id) => ({
      prompt_id: id,
      prompt: this.texts.prompt,
      answer: null,
    }));
    return this.withYou({ prompts: yours });
  }

  /** Answers the phone's prompts. */
  answered(): this {
    const you = this.snapshot.you as { prompts?: { answer: string | null }[] } | undefined;
    const prompts = you?.prompts?.map((one) => ({ ...one, answer: this.texts.answers[0] ?? "" }));
    return this.withYou({ prompts });
  }

  /** Starts voting. */
  vote(
    votesEach = 1,
    you: { own_option?: string; votes?: string[]; votes_left?: number } = {},
  ): this {
    const data: Events["phase.vote_started"] = {
      question: 2,
      prompt_id: "1.2",
      prompt: this.texts.prompt,
      options: this.texts.answers.map((text, i) => ({ option_id: `o${i}`, text })),
      votes_each: votesEach,
      time_limit_ms: 20_000,
      waiting: this.ids.slice(2),
      ...countdown(14_000),
    };
    this.asTv("phase.vote_started", data);
    return this.snapshot.you ? this.withYou({ votes: [], votes_left: votesEach, ...you }) : this;
  }

  result(sweep = false): this {
    const [, , ...voters] = this.ids;
    const results = this.texts.answers.map((text, i) => ({
      option_id: `o${i}`,
      text,
      player_id: this.ids[i] ?? "p0",
      voters: sweep
        ? i === 0
          ? voters
          : []
        : voters.filter((_, n) => n % this.texts.answers.length === i),
      audience_votes: i === 0 ? 12 : 0,
      points: i === 0 ? 1_250 : sweep ? 0 : 400,
      sweep: sweep && i === 0,
    }));
    const data: Events["phase.result_shown"] = {
      question: 2,
      prompt_id: "1.2",
      prompt: this.texts.prompt,
      results,
      ...countdown(8_000),
    };
    return this.event("phase.result_shown", data);
  }

  protected gains(): Map<string, number> {
    const { results } = this.snapshot.view as LastWordView;
    return new Map(results.map((result) => [result.player_id, result.points]));
  }

  /** Applies an event whose private part a phone would fetch. */
  private asTv(type: string, data: unknown): this {
    const { you, ...rest } = this.snapshot;
    this.with(() => rest).event(type, data);
    return you ? this.withYou({ player_id: you.player_id }) : this;
  }
}
