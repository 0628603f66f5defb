/** A scripted game of Quiz. */

import { QuestionScript } from "$common/gallery/question-script";
import { countdown } from "$app/gallery/scene";
import { fold } from "../fold";
import type { Events, QuizView } from "../types";

const OPTIONS = ["Great Belt Bridge", "the Little Mermaid", "the Round Tower", "Kronborg Castle"];

export class QuizScript extends QuestionScript {
  constructor(players: number, me: string | null) {
    super("quiz", players, me, fold);
  }

  question(round = 2, left = 3_200): this {
    const data: Events["phase.question_shown"] = {
      round,
      rounds: 3,
      question: 2,
      questions: 4,
      multiplier: round,
      prompt: "Which Danish landmark has lost its head twice?",
      category: "Stone and bronze",
      ...countdown(left),
    };
    return this.event("phase.question_shown", data);
  }

  answer(host = false, left = 14_000): this {
    const data: Events["phase.answer_started"] = {
      round: 2,
      question: 2,
      options: OPTIONS.map((text, i) => ({ option_id: `o${i}`, text })),
      time_limit_ms: host ? null : 20_000,
      waits_for_host: host,
      waiting: this.ids,
      ...(host ? { deadline_at: null, remaining_ms: null } : countdown(left)),
    };
    return this.event("phase.answer_started", data);
  }

  /** Sets the answer of this phone's player. */
  picked(answer: string): this {
    return this.withYou({ answer });
  }

  protected gains(): Map<string, number> {
    const { solution } = this.snapshot.view as QuizView;
    return new Map(solution?.awarded.map((award) => [award.player_id, award.points]));
  }

  solution(host = false): this {
    const [p0 = "", p1 = "", p2 = "", p3 = "", p4 = "", ...rest] = this.ids;
    const right = [p0, p2, p4, ...rest.slice(1)].filter(Boolean);
    const picks: Record<string, string[]> = { o0: [p1], o1: right, o2: [p3] };
    const data: Events["phase.solution_shown"] = {
      option_id: "o1",
      text: "the Little Mermaid",
      picked: OPTIONS.map((_, i) => ({
        option_id: `o${i}`,
        players: picks[`o${i}`] ?? [],
      })),
      awarded: right.map((player_id, i) => ({
        player_id,
        points: 2000 + (i === 0 ? 400 : 0),
        streak: i === 0 ? 3 : 1,
        speed_points: 0,
      })),
      explanation: "In 1964 and in 1998. Both times she got a new one.",
      waits_for_host: host,
      ...(host ? { deadline_at: null, remaining_ms: null } : countdown(7_000)),
    };
    return this.event("phase.solution_shown", data);
  }
}
