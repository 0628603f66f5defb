/** What the house notices in a game of Last Word. */

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
import type { Events, Result } from "./types";
import { PHRASES } from "./voice-phrases";

interface Memory {
  leader: string | null;
  /** The author of the last prompt's best answer. */
  winner: string | null;
}

const START: Memory = { leader: null, winner: null };
/** The result's animation is over by then. */
const SHOWN_MS = 1_200;

/** Returns the results in the order of their points. */
const ranked = (results: readonly Result[]) => [...results].sort((a, b) => b.points - a.points);

/** Returns the author of the only best answer. */
function winnerOf(results: readonly Result[]): string | null {
  const [first, second] = ranked(results);
  if (!first || first.points === 0 || first.points === second?.points) return null;
  return first.player_id;
}

function resultRemarks({ winner }: Memory, results: readonly Result[], after: Snapshot): Remark[] {
  const [first, second] = ranked(results);
  if (!first) return [];
  const pair = { name: nameIn(after, first.player_id), other: nameIn(after, second?.player_id) };
  const about = (topic: string, values = {}) => remark(topic, values, SHOWN_MS);
  if (!second) return [about("unopposed", pair)];
  if (first.points === 0) return [about("no_votes")];
  const remarks: Remark[] = [];
  if (first.sweep) remarks.push(about("sweep", pair));
  if (winner && winner === winnerOf(results)) remarks.push(about("wins_again", pair));
  const loved = [...results].sort((a, b) => b.audience_votes - a.audience_votes)[0];
  if (loved && loved.audience_votes > 0 && loved.points < first.points)
    remarks.push(about("crowd_differs", { ...pair, other: nameIn(after, loved.player_id) }));
  if (first.points === second.points) remarks.push(about("shared_votes", pair));
  else if (first.voters.length - second.voters.length === 1) remarks.push(about("one_vote", pair));
  else remarks.push(about("beats", pair));
  return remarks;
}

function observe(memory: Memory, moment: Moment): { memory: Memory; remarks: Remark[] } {
  const { event, before, after } = moment;
  switch (event.type) {
    case "session.started":
      return { memory: START, remarks: [] };
    case "phase.write_started": {
      const { round, rounds } = dataOf<Events["phase.write_started"]>(event);
      return { memory, remarks: round === rounds ? [remark("final_round")] : [] };
    }
    case "phase.vote_started":
      // The authors of the previous prompt had no vote, and were not silent.
      return { memory, remarks: before.phase?.name === "write" ? silenceRemarks(moment) : [] };
    case "phase.result_shown": {
      const { results } = dataOf<Events["phase.result_shown"]>(event);
      return {
        memory: { ...memory, winner: winnerOf(results) },
        remarks: resultRemarks(memory, results, after),
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
