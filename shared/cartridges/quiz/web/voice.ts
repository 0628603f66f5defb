/** What the house notices in a quiz. */

import { SHARED } from "$common/voice/phrases";
import {
  boardRemarks,
  dataOf,
  nameIn,
  remark,
  sessionRemarks,
  silenceRemarks,
} from "$common/voice/remarks";
import type { Snapshot } from "$app/contract/types";
import type { Moment, Observer, Remark } from "$app/voice/house";
import { isOpinion, quizView, rightOptions } from "./state";
import type { Events, Solution } from "./types";
import { PHRASES } from "./voice-phrases";

interface Memory {
  leader: string | null;
  /** Wrong answers in a row, by player. */
  misses: Readonly<Record<string, number>>;
}

const START: Memory = { leader: null, misses: {} };
/** The solution's animation is over by then. */
const SHOWN_MS = 1_200;
const LONG_STREAK = 3;

function solutionRemarks(
  memory: Memory,
  solution: Solution,
  { players }: Snapshot,
  after: Snapshot,
): Remark[] {
  const name = (id: string | undefined) => nameIn(after, id);
  const about = (topic: string, values = {}) => remark(topic, values, SHOWN_MS);
  const right = solution.awarded.filter((award) => award.right);
  const rightIds = rightOptions(solution);
  const streak = [...right].sort((a, b) => b.streak - a.streak)[0];
  const [wrong] = solution.picked
    .filter(({ option_id, players }) => !rightIds.includes(option_id) && players.length > 1)
    .sort((a, b) => b.players.length - a.players.length);
  const cured = right.find(({ player_id }) => (memory.misses[player_id] ?? 0) >= 2);
  const remarks: Remark[] = [];
  if (right.length === 0) return [about("right_none")];
  if (streak && streak.streak >= LONG_STREAK)
    remarks.push(about("quiz_run", { name: name(streak.player_id), n: streak.streak }));
  if (cured) remarks.push(about("cured", { name: name(cured.player_id) }));
  if (right.length === players.length && players.length > 1) remarks.push(about("right_all"));
  if (right.length === 1) remarks.push(about("right_one", { name: name(right[0]?.player_id) }));
  if (wrong) {
    const [one, two] = wrong.players;
    remarks.push(about("same_wrong", { name: name(one), other: name(two) }));
  }
  const first = right[0];
  if (first) remarks.push(about("first_right", { name: name(first.player_id) }));
  return remarks;
}

function missesAfter({ misses }: Memory, solution: Solution, { players }: Snapshot) {
  const isRight = (id: string) =>
    solution.awarded.some((award) => award.player_id === id && award.right);
  return Object.fromEntries(
    players.map(({ player_id: id }) => [id, isRight(id) ? 0 : (misses[id] ?? 0) + 1]),
  );
}

function observe(memory: Memory, moment: Moment): { memory: Memory; remarks: Remark[] } {
  const { event, before, after } = moment;
  switch (event.type) {
    case "session.started":
      return { memory: START, remarks: [] };
    case "phase.question_shown": {
      const { round, rounds, question } = dataOf<Events["phase.question_shown"]>(event);
      const isLast = round === rounds && rounds > 1 && question === 1;
      return { memory, remarks: isLast ? [remark("quiz_last_round")] : [] };
    }
    case "phase.solution_shown": {
      const solution = dataOf<Solution>(event);
      const view = quizView(before);
      // Nobody is right or wrong in a question of opinion.
      if (view && isOpinion(view)) return { memory, remarks: [] };
      return {
        memory: { ...memory, misses: missesAfter(memory, solution, before) },
        remarks: [...solutionRemarks(memory, solution, before, after), ...silenceRemarks(moment)],
      };
    }
    case "phase.scoreboard": {
      const { ranking, final, teams } = dataOf<Events["phase.scoreboard"]>(event);
      // With teams, no player leads.
      if (teams?.length) return { memory, remarks: [] };
      const leader = ranking[0]?.player_id ?? null;
      return {
        memory: { ...memory, leader },
        remarks: boardRemarks(ranking, memory.leader, final),
      };
    }
    default:
      return { memory, remarks: sessionRemarks(moment) };
  }
}

export const voice: Observer = {
  start: () => START,
  observe: (memory, moment) => observe((memory as Memory | null) ?? START, moment),
  phrases: { en: { ...SHARED.en, ...PHRASES.en }, da: { ...SHARED.da, ...PHRASES.da } },
};
