/** The API calls about teams. */

import { call } from "$app/core/http";
import type { Snapshot } from "$app/contract/types";

const request = (method: string, path: string, token: string, body?: unknown) =>
  call<Snapshot>((url, init) => fetch(url, init), method, `/api/sessions/${path}`, { token, body });
const id = encodeURIComponent;

export const teamsApi = {
  /** Moves a player to a team. Players move themselves, the host and the VIP move everybody. */
  choose: (code: string, token: string, playerId: string, team: number | null) =>
    request("PUT", `${id(code)}/players/${id(playerId)}/team`, token, { team }),

  /** Divides all players at random. */
  draw: (code: string, token: string) => request("POST", `${id(code)}/teams/draw`, token),
};
