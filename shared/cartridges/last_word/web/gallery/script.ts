/** A scripted game of Last Word. */

import { QuestionScript, type Award } from "$common/gallery/question-script";
import { countdown } from "$app/gallery/scene";
import { lastWordYou } from "../state";
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
    super("last_word", players, me);
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
    const yours = ["A", "B"].slice(0, prompts).map((id) => ({
      prompt_id: id,
      prompt: this.texts.prompt,
      answer: null,
    }));
    const { round: _round, deadline_at, remaining_ms, ...view } = data;
    const time = { deadline_at, remaining_ms };
    const patch = this.phase("write", time, { ...this.emptied(), awards: [], ...view });
    const phase = { ...patch.phase, round, question: 1 };
    return this.event("phase.write_started", data, { ...patch, phase }, { prompts: yours });
  }

  /** Answers the phone's prompts. */
  answered(): this {
    const prompts = lastWordYou(this.snapshot)?.prompts.map((one) => ({
      ...one,
      answer: this.texts.answers[0] ?? "",
    }));
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
    const { question, deadline_at, remaining_ms, ...view } = data;
    const patch = this.phase("vote", { deadline_at, remaining_ms }, { ...this.emptied(), ...view });
    const own = { prompts: [], own_option: null, votes: [], votes_left: votesEach, ...you };
    const phase = { ...patch.phase, question };
    return this.event("phase.vote_started", data, { ...patch, phase }, own);
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
    const { question: _question, deadline_at, remaining_ms, ...view } = data;
    const points = new Map(results.map((one) => [one.player_id, one.points]));
    const time = { deadline_at, remaining_ms };
    const patch = this.phase("result", time, { ...this.emptied(), ...view }, points);
    return this.event("phase.result_shown", data, patch, { votes: [], votes_left: 0 });
  }

  protected override emptied(): Partial<LastWordView> {
    return {
      ...{ time_limit_ms: null, waiting: [], prompt_id: null, prompt: null, options: [] },
      ...{ votes_each: 0, results: [], ranking: [], final: false },
    };
  }

  protected override awards(): Award[] {
    return [
      ["most_votes", "Wit of the evening", 0, "👏", 14],
      ["clean_sweeps", "Clean sweep", 1, "🧹", 2],
      ["audience_favourite", "Audience favourite", 3, "💐", 31],
    ];
  }

  protected override momentOf(award: string): { quote: string } {
    const { answers } = this.texts;
    return { quote: (award === "most_votes" ? answers[0] : answers[1]) ?? "" };
  }

  protected gains(): Map<string, number> {
    const { results } = this.snapshot.view as LastWordView;
    return new Map(results.map((result) => [result.player_id, result.points]));
  }
}
