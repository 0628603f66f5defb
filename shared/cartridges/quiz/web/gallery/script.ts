/** A scripted game of Quiz. */

import { QuestionScript, type Award } from "$common/gallery/question-script";
import { countdown } from "$app/gallery/scene";
import { isOpinion, quizView } from "../state";
import type { Events, QuizView, Submission } from "../types";

const PROMPT = "Which Danish landmark has lost its head twice?";
const EXPLANATION = "In 1964 and in 1998. Both times she got a new one.";
const OPTIONS = ["Great Belt Bridge", "the Little Mermaid", "the Round Tower", "Kronborg Castle"];

const EMOJI = ["😂", "🤯", "👏", "🔥", "🙈", "🥶"];
const AWARDS: Award[] = [
  ["most_right", "Know-it-all", 0, "🧠", 7],
  ["longest_streak", "On a roll", 2, "🔥", 5],
  ["fastest", "Fastest fingers", 4, "⚡", 3],
  ["funniest_answers", "Funniest answers", 3, "😂", 12],
  ["favourite_answers", "Crowd favourite", 1, "👏", 6],
  ["fire_starter", "Fire starter", 1, "🔥", 4],
];
/** Awards for an answer; the others are for a whole question. */
const QUOTED = ["most_right", "funniest_answers", "favourite_answers"];

interface Texts {
  prompt: string;
  options: string[];
  explanation: string;
  kind?: QuizView["kind"];
  points?: number;
  /** The right answer, where it is no option. */
  answer?: string;
  media?: QuizView["media"];
}

export class QuizScript extends QuestionScript {
  /** `texts` replaces the question and its answers. */
  constructor(
    players: number,
    me: string | null,
    private readonly texts: Texts = {
      prompt: PROMPT,
      options: OPTIONS,
      explanation: EXPLANATION,
    },
  ) {
    super("quiz", players, me);
  }

  question(round = 2, left = 3_200): this {
    const data: Events["phase.question_shown"] = {
      round,
      rounds: 3,
      question: 2,
      questions: 4,
      multiplier: round,
      prompt: this.texts.prompt,
      category: "Stone and bronze",
      kind: this.texts.kind ?? "choice",
      points: this.texts.points ?? 1,
      ...(this.texts.media && { media: this.texts.media }),
      ...countdown(left),
    };
    const { round: _round, question, deadline_at, remaining_ms, ...shown } = data;
    const view: Partial<QuizView> = {
      ...this.emptied(),
      ...{ ranking: [], final: false, awards: [], emoji: EMOJI },
      ...shown,
    };
    const patch = this.phase("question", { deadline_at, remaining_ms }, view);
    const phase = { ...patch.phase, round, question };
    const you = { answer: null, submitted: null, reactions_left: 30 };
    return this.event("phase.question_shown", data, { ...patch, phase }, you);
  }

  answer(host = false, left = 14_000): this {
    const asking = {
      options: this.texts.options.map((text, i) => ({ option_id: `o${i}`, text })),
      time_limit_ms: host ? null : 20_000,
      waits_for_host: host,
      waiting: this.ids,
    };
    const time = host ? { deadline_at: null, remaining_ms: null } : countdown(left);
    const data: Events["phase.answer_started"] = { round: 2, question: 2, ...asking, ...time };
    return this.event("phase.answer_started", data, this.phase("answer", time, asking));
  }

  /** Divides the players into teams, in turn. */
  teams(count: number, play: "average" | "one_phone" = "average"): this {
    return this.with((snapshot) => ({
      ...snapshot,
      teams: { count, choice: "chosen" as const, play },
      players: snapshot.players.map((player, i) => ({ ...player, team: 1 + (i % count) })),
    }));
  }

  /** Shows the captains of the teams: their first members. */
  captains(): this {
    const count = this.snapshot.teams?.count ?? 0;
    const captains = this.ids.slice(0, count);
    return this.with((snapshot) => ({
      ...snapshot,
      view: { ...(snapshot.view as QuizView), captains },
    })).withYou({ plays: captains.includes(this.snapshot.you?.player_id ?? "") });
  }

  override scoreboard(final = false): this {
    super.scoreboard(final, { answer: null, submitted: null });
    return this.withTeams();
  }

  /** Adds the ranking of the teams to the view. */
  private withTeams(): this {
    const { teams: rules, players } = this.snapshot;
    if (!rules) return this;
    const average = (numbers: number[]) =>
      Math.round(numbers.reduce((sum, n) => sum + n, 0) / Math.max(1, numbers.length));
    const ranked = Array.from({ length: rules.count }, (_, i) => {
      const members = players.filter(({ team }) => team === i + 1);
      const ids = members.map(({ player_id }) => player_id);
      return { team: i + 1, score: average(members.map(({ score }) => score)), members: ids };
    }).sort((a, b) => b.score - a.score);
    const teams = ranked.map((one) => ({
      ...one,
      rank: 1 + ranked.filter(({ score }) => score > one.score).length,
      delta: 500,
    }));
    return this.with((snapshot) => ({
      ...snapshot,
      view: { ...(snapshot.view as QuizView), teams },
    }));
  }

  /** Sets the answer of this phone's player. */
  picked(answer: string): this {
    return this.withYou({ answer });
  }

  /** Sets the answer of this phone's player to a question with another kind of answer. */
  submitted(submitted: Submission): this {
    return this.withYou({ submitted });
  }

  /** Shows the solution of a question without options: what people wrote, and who had it right. */
  written(texts: string[], right = 1): this {
    const written = texts.map((text, i) => ({
      text,
      players: this.ids.filter((_, at) => at % texts.length === i),
      right: i < right,
    }));
    const winners = written.filter((one) => one.right).flatMap(({ players }) => players);
    const data: Events["phase.solution_shown"] = {
      option_id: "",
      text: right ? (this.texts.answer ?? texts[0] ?? "") : "",
      picked: [],
      written,
      awarded: winners.map((player_id) => ({
        ...{ player_id, points: 1000, streak: 1, speed_points: 0, right: true },
      })),
      explanation: this.texts.explanation,
      waits_for_host: false,
      ...countdown(7_000),
    };
    return this.solutionShown(data);
  }

  /** Shows the solution of a question with several right options, or of an order. */
  marked(option_ids: string[]): this {
    const [p0 = "", p1 = "", ...rest] = this.ids;
    const isOrder = this.texts.kind === "order";
    const data: Events["phase.solution_shown"] = {
      option_id: option_ids[0] ?? "",
      option_ids,
      text: option_ids.map((id) => this.texts.options[Number(id.slice(1))]).join(", "),
      picked: isOrder
        ? []
        : this.texts.options.map((_, i) => ({
            option_id: `o${i}`,
            players: option_ids.includes(`o${i}`) ? [p0, ...rest] : [p1],
          })),
      awarded: [
        {
          player_id: p0,
          points: 1000,
          streak: 1,
          speed_points: 0,
          right: true,
        },
        {
          player_id: p1,
          points: 500,
          streak: 0,
          speed_points: 0,
          right: false,
        },
      ],
      explanation: this.texts.explanation,
      waits_for_host: false,
      ...countdown(7_000),
    };
    return this.solutionShown(data);
  }

  /** Shows the finale as on a screen that opens after the ceremony. */
  override gameOver(): this {
    super.gameOver();
    this.withTeams();
    return this.with((snapshot) => {
      const { phase_length_ms: _length, ...view } = snapshot.view as QuizView;
      return { ...snapshot, view };
    });
  }

  protected override awards(): Award[] {
    return AWARDS;
  }

  protected override momentOf(award: string): { quote?: string; question?: string } {
    const [, answer = "the Little Mermaid"] = this.texts.options;
    return { question: this.texts.prompt, ...(QUOTED.includes(award) && { quote: answer }) };
  }

  protected override emptied(): Partial<QuizView> {
    const open = { time_limit_ms: null, waits_for_host: false, waiting: [] };
    return { ...open, options: [], solution: null };
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
      text: this.texts.options[1] ?? "",
      picked: this.texts.options.map((_, i) => ({
        option_id: `o${i}`,
        players: picks[`o${i}`] ?? [],
      })),
      awarded: right.map((player_id, i) => ({
        player_id,
        points: 2000 + (i === 0 ? 400 : 0),
        streak: i === 0 ? 3 : 1,
        speed_points: 0,
        right: true,
      })),
      explanation: this.texts.explanation,
      waits_for_host: host,
      ...(host ? { deadline_at: null, remaining_ms: null } : countdown(7_000)),
    };
    return this.solutionShown(data);
  }

  /** Questions without points keep all streaks. */
  private solutionShown(data: Events["phase.solution_shown"]): this {
    const { waits_for_host, deadline_at, remaining_ms, ...solution } = data;
    const points = new Map(solution.awarded.map((award) => [award.player_id, award.points]));
    const shown = { time_limit_ms: null, waiting: [], waits_for_host, solution };
    const patch = this.phase("solution", { deadline_at, remaining_ms }, shown, points);
    const view = quizView(this.snapshot);
    const me = this.snapshot.you?.player_id;
    const award = solution.awarded.find((one) => one.player_id === me);
    const isScored = view && view.points > 0 && !isOpinion(view);
    const you = isScored ? { streak: award?.streak ?? 0 } : {};
    return this.event("phase.solution_shown", data, patch, you);
  }
}
