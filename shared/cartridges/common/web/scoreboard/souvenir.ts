/** The souvenir of a game that counts points. */

import type { Souvenir, SouvenirDrawing } from "$app/souvenir/souvenir";
import { teamName } from "$app/teams/teams";
import type { Player } from "$app/contract/types";
import { REMOVED, shownText } from "../shown-text";
import { awardReason, awardTitle } from "./awards";
import { winnersHeadline } from "./headline";
import { results } from "./results";
import { standings, type ScoreView } from "./standings";

/** The award for the most successful liar. */
const LIAR = "fooled_most";

export function souvenirOf(
  players: Player[],
  view: ScoreView,
  drawing: SouvenirDrawing | null = null,
): Souvenir {
  const hasTeams = Boolean(view.teams?.length);
  const rows = results(players, view).map(({ id, name, avatar, rank, score }) => ({
    ...{ id, rank, score, avatar, name },
  }));
  const people = standings(players, view).map(({ id, player, rank, score }) => ({
    ...{ id, rank, score, avatar: player.avatar, name: player.nickname },
    team: player.team ? teamName(player.team) : null,
  }));
  const nameOf = (id: string) => players.find((one) => one.player_id === id)?.nickname ?? "?";
  const liar = view.awards.find(({ award, quote }) => award === LIAR && quote && quote !== REMOVED);
  return {
    headline: winnersHeadline(rows.filter(({ rank }) => rank === 1).map(({ name }) => name)),
    rows,
    ...(hasTeams && { people }),
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
