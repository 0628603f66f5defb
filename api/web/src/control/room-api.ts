/** The API calls of approval and moderation. They are loaded with the controls, not with the page to join. */

import { call } from "$app/core/http";
import type { Snapshot, Texts } from "$app/contract/types";

const request = <T>(method: string, path: string, token: string, body?: unknown) =>
  call<T>((url, init) => fetch(url, init), method, `/api/sessions/${path}`, { token, body });
const id = encodeURIComponent;

export const roomApi = {
  /** Requires approval of joins. Without it, everybody who waits is admitted. */
  requireApproval: (code: string, token: string, required: boolean) =>
    request<Snapshot>("PUT", `${id(code)}/approval`, token, { required }),

  /** Accepts or declines a person who waits for approval. */
  decideJoin: (code: string, token: string, playerId: string, accepted: boolean) =>
    request<Snapshot>("PUT", `${id(code)}/players/${id(playerId)}/admission`, token, { accepted }),

  /** Starts or ends the moderation of texts. Without `moderator`, the VIP approves them. */
  moderate: (code: string, token: string, on: boolean, moderator?: string) =>
    request<Snapshot>("PUT", `${id(code)}/moderation`, token, { on, moderator }),

  texts: (code: string, token: string) => request<Texts>("GET", `${id(code)}/texts`, token),

  /** Approves or rejects a text that the game does not show yet. */
  judgeText: (code: string, token: string, textId: string, approved: boolean) =>
    request<Texts>("PUT", `${id(code)}/texts/${id(textId)}`, token, { approved }),

  /** Removes a text from all screens. */
  removeText: (code: string, token: string, textId: string) =>
    request<Texts>("DELETE", `${id(code)}/texts/${id(textId)}`, token),
};
