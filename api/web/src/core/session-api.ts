/** The API calls about games and sessions. Those of the host's and the VIP's menus are in `control/room-api.ts`. */

import type { Created, JoinAs, Joined, Manifest, Snapshot } from "$app/contract/types";
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
    return this.#call("GET", sessionPath(code), token);
  }

  join(code: string, body: NewPlayer): Promise<Joined> {
    return this.#call("POST", `${sessionPath(code)}/players`, undefined, body);
  }

  /** Starts the game, or resumes it after a pause. */
  play(code: string, token: string): Promise<Snapshot> {
    return this.#call("POST", `${sessionPath(code)}/play`, token);
  }

  pause(code: string, token: string): Promise<Snapshot> {
    return this.#call("POST", `${sessionPath(code)}/pause`, token);
  }

  /** Removes a player. Players remove themselves with their session token, which then expires. */
  removePlayer(code: string, token: string, playerId: string): Promise<void> {
    const path = `${sessionPath(code)}/players/${encodeURIComponent(playerId)}`;
    return this.#call("DELETE", path, token);
  }

  /** Exchanges the secret of an address for the host's controls for a token of the host. */
  redeemHostLink(code: string, link: string): Promise<{ host_token: string }> {
    return this.#call("POST", `${sessionPath(code)}/host-links/redeem`, undefined, { link });
  }

  #call<T>(method: string, path: string, token?: string, body?: unknown): Promise<T> {
    return call(this.fetch, method, path, { token, body });
  }
}

const sessionPath = (code: string) => `/api/sessions/${encodeURIComponent(code)}`;
