/** The souvenir of a game that counts points. */

import type { Souvenir, SouvenirDrawing } from "$app/souvenir/souvenir";
import type { Player } from "$app/contract/types";
import { REMOVED, shownText } from "../shown-text";
import { awardReason, awardTitle } from "./awards";
import { winnersHeadline } from "./headline";
import { standings, type ScoreView } from "./standings";

/** The award for the most successful liar. */
const LIAR = "fooled_most";

export function souvenirOf(
  players: Player[],
  view: ScoreView,
  drawing: SouvenirDrawing | null = null,
): Souvenir {
  const rows = standings(players, view).map(({ id, player, rank, score }) => ({
    ...{ id, rank, score, avatar: player.avatar, name: player.nickname },
  }));
  const nameOf = (id: string) => players.find((one) => one.player_id === id)?.nickname ?? "?";
  const liar = view.awards.find(({ award, quote }) => award === LIAR && quote && quote !== REMOVED);
  return {
    headline: winnersHeadline(rows.filter(({ rank }) => rank === 1).map(({ name }) => name)),
    rows,
    awards: view.awards.map((award) => ({
      title: awardTitle(award),
      name: nameOf(award.player_id),
      reason: awardReason(award),
      emoji: award.emoji,
      quote: award.quote ? shownText(award.quote) : null,
    })),
    bestLie: liar?.quote ? { text: liar.quote, name: nameOf(liar.player_id) } : null,
    drawing,
  };
}
