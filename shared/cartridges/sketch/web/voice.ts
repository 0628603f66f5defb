/** What the house notices in a game of Sketch. Remarks about a reveal wait until its card is open. */

import { STARTS } from "$common/bluff/reveal-acts.svelte";
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
import { sketchView } from "./state";
import type { Events } from "./types";
import { PHRASES } from "./voice-phrases";

interface Memory {
  leader: string | null;
}

const START: Memory = { leader: null };
/** A little after the author has appeared. */
const OPEN = STARTS.author + 0.08;

type Step = Events["reveal.step"];

function revealRemarks({ kind, authors, pickers, remaining_ms }: Step, after: Snapshot): Remark[] {
  const [author, other] = authors.map((id) => nameIn(after, id));
  const [picker] = pickers.map((id) => nameIn(after, id));
  const about = (topic: string, values: Remark["values"]) =>
    remark(topic, values, Math.round((remaining_ms ?? 0) * OPEN));
  if (kind === "decoy") return picker ? [about("sketch_decoy", { name: picker })] : [];
  if (!author) return [];
  if (kind === "truth") {
    // The artist does not guess.
    const guessers = after.players.length - 1;
    if (!picker) return [about("sketch_found_none", { name: author })];
    if (pickers.length >= guessers) return [about("sketch_found_all", { name: author })];
    const found = { name: picker, other: author };
    return pickers.length === 1 ? [about("sketch_found_one", found)] : [];
  }
  if (!picker) return [];
  const remarks: Remark[] = [];
  if (other) remarks.push(about("sketch_same_title", { name: author, other }));
  if (pickers.length > 1) remarks.push(about("sketch_fooled", { name: author, n: pickers.length }));
  else remarks.push(about("sketch_fooled_one", { name: author, other: picker }));
  return remarks;
}

/** Remarks about somebody who wrote no title. The artist has none to write. */
function titleSilence(moment: Moment): Remark[] {
  const artist = sketchView(moment.before)?.artist;
  const players = moment.before.players.filter(({ player_id }) => player_id !== artist);
  return silenceRemarks({ ...moment, before: { ...moment.before, players } });
}

function observe(memory: Memory, moment: Moment): { memory: Memory; remarks: Remark[] } {
  const { event, after } = moment;
  switch (event.type) {
    case "session.started":
      return { memory: START, remarks: [] };
    case "phase.draw_started": {
      const { round, rounds } = dataOf<Events["phase.draw_started"]>(event);
      return {
        memory,
        remarks: round === rounds && rounds > 1 ? [remark("sketch_last_round")] : [],
      };
    }
    case "phase.title_started": {
      const { question } = dataOf<Events["phase.title_started"]>(event);
      return { memory, remarks: question === 1 ? silenceRemarks(moment) : [] };
    }
    case "phase.guess_started":
      return { memory, remarks: titleSilence(moment) };
    case "reveal.step":
      return { memory, remarks: revealRemarks(dataOf<Step>(event), after) };
    case "phase.scoreboard": {
      const { ranking, final } = dataOf<Events["phase.scoreboard"]>(event);
      const leader = ranking[0]?.player_id ?? null;
      return { memory: { leader }, remarks: boardRemarks(ranking, memory.leader, final) };
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
