/** The API call about extra time. */

import { call } from "$app/core/http";
import type { Snapshot } from "$app/contract/types";

const id = encodeURIComponent;

/** Sets the extra time of the player who has `token`, in percent. */
export const setExtraTime = (code: string, token: string, playerId: string, percent: number) =>
  call<Snapshot>(
    (url, init) => fetch(url, init),
    "PUT",
    `/api/sessions/${id(code)}/players/${id(playerId)}/extra-time`,
    { token, body: { percent } },
  );
