/** The API calls of the host's and the VIP's menus. They are loaded with the controls, not with the page to join. */

import { call } from "$app/core/http";
import type { NextGame } from "$app/core/session-api";
import type { Deleted, Snapshot, Texts } from "$app/contract/types";

const request = <T>(method: string, path: string, token: string, body?: unknown) =>
  call<T>((url, init) => fetch(url, init), method, `/api/sessions/${path}`, { token, body });
const id = encodeURIComponent;

export const roomApi = {
  /** Replaces the game. The room returns to its lobby, with the same people. */
  next: (code: string, token: string, body: NextGame) =>
    request<Snapshot>("POST", `${id(code)}/next`, token, body),

  /** Ends the session and deletes its data. */
  exit: (code: string, token: string) => request<Deleted>("POST", `${id(code)}/exit`, token),

  addBots: (code: string, token: string, count: number) =>
    request<void>("POST", `${id(code)}/bots`, token, { count }),

  /** Makes a player the VIP. */
  appointVip: (code: string, token: string, playerId: string) =>
    request<Snapshot>("PUT", `${id(code)}/vip`, token, { player_id: playerId }),

  /** Locks or unlocks the room. Nobody can join a locked room. */
  lock: (code: string, token: string, locked: boolean) =>
    request<Snapshot>("PUT", `${id(code)}/lock`, token, { locked }),

  /** Frees the seat of a disconnected player. The next person with the same name gets it. */
  releaseSeat: (code: string, token: string, playerId: string) =>
    request<void>("POST", `${id(code)}/players/${id(playerId)}/release`, token),

  /** Creates an address that opens the host's controls on another device, once. */
  createHostLink: (code: string, token: string) =>
    request<{ url: string; expires_at: string }>("POST", `${id(code)}/host-links`, token),

  /** Creates a short code that opens the host's controls on another screen. */
  createHostCode: async (code: string, token: string) =>
    (await request<{ host_code: string }>("POST", `${id(code)}/host-codes`, token)).host_code,

  /** Creates a short code with which a player takes the seat over to another browser. */
  createSeatCode: async (code: string, token: string, playerId: string) => {
    const path = `${id(code)}/players/${id(playerId)}/seat-codes`;
    return (await request<{ seat_code: string }>("POST", path, token)).seat_code;
  },

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
