/** The API calls about games and sessions. */

import type { Created, Deleted, JoinAs, Joined, Manifest, Snapshot } from "$app/contract/types";
import { call, type Fetch } from "./http";

/** A game to play, and its questions. */
export interface NextGame {
  cartridge: string;
  config?: Record<string, unknown>;
  pack_ids?: string[];
  /** Language of the built-in questions. Ignored when `pack_ids` is set. */
  language?: string;
}

/** Settings of a new session. */
export interface NewSession extends NextGame {
  /** Whether the first player has controls of the host. */
  vip?: boolean;
}

/** The person who joins. `device_id` recognises a person whom the host removed. */
export interface NewPlayer {
  nickname: string;
  avatar: string;
  as?: JoinAs;
  device_id?: string;
  /** Takes over the seat with this nickname. */
  seat_code?: string;
}

/** Addresses of the server, other than the one of the page. */
export interface Addresses {
  /** The port of HTTPS; null without HTTPS. */
  https_port?: number | null;
  /** Start of join links. */
  public_url: string;
  /** Name in the local network, with its port. */
  local_host?: string | null;
}

/** Some calls return the snapshot alone, others wrap it in an object. */
type SnapshotResponse = Snapshot | { snapshot: Snapshot };

export class SessionApi {
  constructor(private readonly fetch: Fetch) {}

  /** Returns other addresses of the server. */
  addresses(): Promise<Addresses> {
    return this.#call("GET", "/version");
  }

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

  join(code: string, body: NewPlayer): Promise<Joined> {
    return this.#call("POST", `${sessionPath(code)}/players`, undefined, body);
  }

  /** Starts the game, or resumes it after a pause. */
  play(code: string, token: string): Promise<Snapshot> {
    return this.#snapshot("POST", `${sessionPath(code)}/play`, token);
  }

  pause(code: string, token: string): Promise<Snapshot> {
    return this.#snapshot("POST", `${sessionPath(code)}/pause`, token);
  }

  /** Replaces the game. The room returns to its lobby, with the same people. */
  next(code: string, token: string, body: NextGame): Promise<Snapshot> {
    return this.#snapshot("POST", `${sessionPath(code)}/next`, token, body);
  }

  /** Makes a player the VIP. */
  appointVip(code: string, token: string, playerId: string): Promise<Snapshot> {
    return this.#snapshot("PUT", `${sessionPath(code)}/vip`, token, { player_id: playerId });
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

  /** Locks or unlocks the room. Nobody can join a locked room. */
  lock(code: string, token: string, locked: boolean): Promise<Snapshot> {
    return this.#snapshot("PUT", `${sessionPath(code)}/lock`, token, { locked });
  }

  /** Frees the seat of a disconnected player. The next person with the same name gets it. */
  releaseSeat(code: string, token: string, playerId: string): Promise<void> {
    const path = `${sessionPath(code)}/players/${encodeURIComponent(playerId)}/release`;
    return this.#call("POST", path, token);
  }

  /** Creates an address that opens the host's controls on another device, once. */
  createHostLink(code: string, token: string): Promise<{ url: string; expires_at: string }> {
    return this.#call("POST", `${sessionPath(code)}/host-links`, token);
  }

  /** Creates a short code that opens the host's controls on another screen. */
  async createHostCode(code: string, token: string): Promise<string> {
    const path = `${sessionPath(code)}/host-codes`;
    return (await this.#call<{ host_code: string }>("POST", path, token)).host_code;
  }

  /** Creates a short code with which a player takes the seat over to another browser. */
  async createSeatCode(code: string, token: string, playerId: string): Promise<string> {
    const path = `${sessionPath(code)}/players/${encodeURIComponent(playerId)}/seat-codes`;
    return (await this.#call<{ seat_code: string }>("POST", path, token)).seat_code;
  }

  /** Exchanges the secret of such an address for a token of the host. */
  redeemHostLink(code: string, link: string): Promise<{ host_token: string }> {
    return this.#call("POST", `${sessionPath(code)}/host-links/redeem`, undefined, { link });
  }

  addBots(code: string, token: string, count: number): Promise<void> {
    return this.#call("POST", `${sessionPath(code)}/bots`, token, { count });
  }

  #call<T>(method: string, path: string, token?: string, body?: unknown): Promise<T> {
    return call(this.fetch, method, path, { token, body });
  }

  async #snapshot(method: string, path: string, token?: string, body?: unknown): Promise<Snapshot> {
    const response = await this.#call<SnapshotResponse>(method, path, token, body);
    return "snapshot" in response ? response.snapshot : response;
  }
}

const sessionPath = (code: string) => `/api/sessions/${encodeURIComponent(code)}`;
