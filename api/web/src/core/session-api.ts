/** The API calls about games and sessions. */

import type { Created, Deleted, JoinAs, Joined, Manifest, Snapshot } from "$app/contract/types";
import { call, type Fetch } from "./http";

/** Settings of a new session. */
export interface NewSession {
  cartridge: string;
  config?: Record<string, unknown>;
  pack_ids?: string[];
  /** Language of the built-in questions. Ignored when `pack_ids` is set. */
  language?: string;
}

/** Some calls return the snapshot alone, others wrap it in an object. */
type SnapshotResponse = Snapshot | { snapshot: Snapshot };

export class SessionApi {
  constructor(private readonly fetch: Fetch) {}

  /** Lists the games this server offers. */
  async cartridges(): Promise<Manifest[]> {
    const { cartridges } = await this.#call<{ cartridges: Manifest[] }>("GET", "/api/cartridges");
    return cartridges;
  }

  /** Creates a session. With an account's token, the account owns the session. */
  create(body: NewSession, token?: string): Promise<Created> {
    return this.#call("POST", "/api/sessions", token, body);
  }

  snapshot(code: string, token?: string): Promise<Snapshot> {
    return this.#snapshot("GET", sessionPath(code), token);
  }

  join(code: string, body: { nickname: string; avatar: string; as?: JoinAs }): Promise<Joined> {
    return this.#call("POST", `${sessionPath(code)}/players`, undefined, body);
  }

  /** Starts the game, or resumes it after a pause. */
  play(code: string, token: string): Promise<Snapshot> {
    return this.#snapshot("POST", `${sessionPath(code)}/play`, token);
  }

  pause(code: string, token: string): Promise<Snapshot> {
    return this.#snapshot("POST", `${sessionPath(code)}/pause`, token);
  }

  /** Ends the session and deletes its data. */
  exit(code: string, token: string): Promise<Deleted> {
    return this.#call("POST", `${sessionPath(code)}/exit`, token);
  }

  /** Removes a player. Players remove themselves with their session token, which then expires. */
  removePlayer(code: string, token: string, playerId: string): Promise<void> {
    const path = `${sessionPath(code)}/players/${encodeURIComponent(playerId)}`;
    return this.#call("DELETE", path, token);
  }

  addBots(code: string, token: string, count: number): Promise<void> {
    return this.#call("POST", `${sessionPath(code)}/bots`, token, { count });
  }

  #call<T>(method: string, path: string, token?: string, body?: unknown): Promise<T> {
    return call(this.fetch, method, path, { token, body });
  }

  async #snapshot(method: string, path: string, token?: string): Promise<Snapshot> {
    const response = await this.#call<SnapshotResponse>(method, path, token);
    return "snapshot" in response ? response.snapshot : response;
  }
}

const sessionPath = (code: string) => `/api/sessions/${encodeURIComponent(code)}`;
