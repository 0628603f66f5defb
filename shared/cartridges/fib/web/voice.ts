/** What the house notices in a game of Fib. Remarks about a reveal wait until its card is open. */

import { REMOVED } from "$common/shown-text";
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
import { STARTS } from "$common/bluff/reveal-acts.svelte";
import { fibView } from "./state";
import type { Events } from "./types";
import { PHRASES } from "./voice-phrases";

interface Memory {
  /** Truths found in a row, by player. */
  streaks: Readonly<Record<string, number>>;
  /** Categories in which a player's lie fooled at least two, by player. */
  triumphs: Readonly<Record<string, string>>;
  /** Pairs of author and victim, of earlier questions. */
  victims: readonly string[];
  leader: string | null;
  /** Whether an unpicked lie of this question has had its remark. */
  pitied: boolean;
}

const START: Memory = { streaks: {}, triumphs: {}, victims: [], leader: null, pitied: false };
/** A little after the author has appeared. */
const OPEN = STARTS.author + 0.08;
const LONG_STREAK = 2;
/** Longer lies do not fit into a caption. */
const MAX_QUOTE = 30;

type Step = Events["reveal.step"];

function revealRemarks(memory: Memory, step: Step, after: Snapshot): Remark[] {
  const wait = Math.round((step.remaining_ms ?? 0) * OPEN);
  const name = (id: string | undefined) => nameIn(after, id);
  const [author] = step.authors;
  const [victim] = step.pickers;
  const fooled = step.pickers.length;
  const about = (topic: string, values = {}) => remark(topic, values, wait);
  if (step.kind === "truth") return truthRemarks(memory, step, after, about);
  if (step.kind === "decoy")
    return fooled && victim ? [about("decoy", { name: name(victim) })] : [];
  if (!author) return [];
  if (fooled === 0) {
    const quote =
      step.text.length <= MAX_QUOTE && step.text !== REMOVED
        ? [about("bold_quote", { name: name(author), lie: step.text })]
        : [];
    return memory.pitied ? [] : [...quote, about("bold", { name: name(author) })];
  }
  const remarks: Remark[] = [];
  const other = step.authors[1];
  if (other) remarks.push(about("same_lie", { name: name(author), other: name(other) }));
  const again = step.pickers.find((picker) => memory.victims.includes(`${author} ${picker}`));
  if (again) remarks.push(about("again", { name: name(author), other: name(again) }));
  const earlier = memory.triumphs[author];
  if (fooled > 1 && earlier) remarks.push(about("callback", { name: name(author), earlier }));
  if (fooled > 1) remarks.push(about("hit", { name: name(author), n: fooled }));
  else remarks.push(about("fooled_one", { name: name(author), other: name(victim) }));
  return remarks;
}

function truthRemarks(
  { streaks }: Memory,
  { pickers }: Step,
  after: Snapshot,
  about: (topic: string, values?: Remark["values"]) => Remark,
): Remark[] {
  const name = (id: string | undefined) => nameIn(after, id);
  const onARoll = pickers.find((id) => (streaks[id] ?? 0) + 1 >= LONG_STREAK);
  const remarks: Remark[] = [];
  if (pickers.length === 0) return [about("truth_none")];
  if (pickers.length === after.players.length) return [about("truth_all")];
  if (onARoll)
    remarks.push(about("streak", { name: name(onARoll), n: (streaks[onARoll] ?? 0) + 1 }));
  if (pickers.length === 1) remarks.push(about("truth_one", { name: name(pickers[0]) }));
  return remarks;
}

function afterStep(memory: Memory, step: Step, before: Snapshot): Memory {
  const category = fibView(before)?.category ?? "";
  const [author] = step.authors;
  if (step.kind === "truth") {
    const players = before.players.map(({ player_id: id }) => id);
    const streak = (id: string) => (step.pickers.includes(id) ? (memory.streaks[id] ?? 0) + 1 : 0);
    return { ...memory, streaks: Object.fromEntries(players.map((id) => [id, streak(id)])) };
  }
  if (!author) return memory;
  if (step.pickers.length === 0) return { ...memory, pitied: true };
  const victims = [...memory.victims, ...step.pickers.map((picker) => `${author} ${picker}`)];
  const triumphs =
    step.pickers.length > 1 && category
      ? { ...memory.triumphs, [author]: category }
      : memory.triumphs;
  return { ...memory, victims, triumphs };
}

function observe(memory: Memory, moment: Moment): { memory: Memory; remarks: Remark[] } {
  const { event, before, after } = moment;
  switch (event.type) {
    case "session.started":
      return { memory: START, remarks: [] };
    case "phase.question_shown": {
      const { round, rounds, question } = dataOf<Events["phase.question_shown"]>(event);
      const isLast = round === rounds && rounds > 1 && question === 1;
      return {
        memory: { ...memory, pitied: false },
        remarks: isLast ? [remark("last_round")] : [],
      };
    }
    case "phase.guess_started":
      return { memory, remarks: silenceRemarks(moment) };
    case "reveal.step": {
      const step = dataOf<Step>(event);
      return {
        memory: afterStep(memory, step, before),
        remarks: revealRemarks(memory, step, after),
      };
    }
    case "phase.scoreboard": {
      const { ranking, final } = dataOf<Events["phase.scoreboard"]>(event);
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
