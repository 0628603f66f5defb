/** A live session as reactive state, and the context that gives components access to it. */

import { getContext, setContext } from "svelte";
import { browserPorts } from "$app/core/browser";
import type { ServerClock } from "$app/core/clock";
import type { EndReason } from "$app/core/close-codes";
import type { ConnectionState } from "$app/core/connection";
import { SessionClient, type Seat } from "$app/core/session-client";
import { api } from "$app/services";
import type { Envelope, Player, Snapshot } from "$app/contract/types";
import type { Souvenir } from "$app/souvenir/souvenir";
import type { Moment } from "$app/voice/house";

/** The part of `SessionClient` that components use. The gallery has another implementation. */
export type Client = Pick<
  SessionClient,
  | "submitAction"
  | "sendEphemeral"
  | "applied"
  | "offerSnapshot"
  | "resync"
  | "measureClock"
  | "stop"
> & { clock: Pick<ServerClock, "now"> };

/** Ephemeral messages kept for components that subscribe later. */
const MAX_LATEST = 256;

export class Session {
  snapshot = $state.raw<Snapshot | null>(null);
  connection = $state.raw<ConnectionState>({ state: "connecting" });
  ended = $state.raw<EndReason | null>(null);
  reconnects = $state(0);
  /** Number of chat panels that are part of the page. The chat button is hidden while there is one. */
  inlineChats = $state(0);
  /** Points of this device's player that the game has not shown yet. The page's header leaves them out. */
  heldPoints = $state(0);
  /** The result of the finished game, for the souvenir. Set by the game's last screen. */
  souvenir = $state.raw<Souvenir | null>(null);
  client!: Client;
  #listeners = new Set<(frame: Envelope) => void>();
  #observers = new Set<(moment: Moment) => void>();
  /** The latest ephemeral message of each type and player. A game's screen may still be loading. */
  #latest = new Map<string, Envelope>();

  constructor(readonly seat: Seat) {}

  /** The id of this device's participant; null on a public screen. */
  get me(): string | null {
    return this.snapshot?.you?.player_id ?? null;
  }

  /** Whether this device's participant is a player; false for the audience. */
  get isPlayer(): boolean {
    return this.me !== null && this.player(this.me) !== undefined;
  }

  /** Whether this device's player is the VIP, who has controls of the host. */
  get isVip(): boolean {
    return this.me !== null && this.snapshot?.vip === this.me;
  }

  /** Whether this device's participant approves the texts of the others. */
  get isModerator(): boolean {
    return this.me !== null && this.snapshot?.moderation?.moderator === this.me;
  }

  /** Whether this device's player takes part in the current question. Late players wait for the next one. */
  get canPlay(): boolean {
    return this.isPlayer && this.snapshot?.you?.plays !== false;
  }

  get players(): Player[] {
    return this.snapshot?.players ?? [];
  }

  /**
   * Calls `listener` for each ephemeral message, and at once for the latest ones. Returns a function that
   * ends the subscription.
   */
  onEphemeral(listener: (frame: Envelope) => void): () => void {
    for (const frame of this.#latest.values()) listener(frame);
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Passes an ephemeral message to all listeners. */
  receiveEphemeral(frame: Envelope): void {
    const { player_id } = (frame.data ?? {}) as { player_id?: string };
    const key = `${frame.type} ${player_id}`;
    if (player_id && (this.#latest.has(key) || this.#latest.size < MAX_LATEST))
      this.#latest.set(key, frame);
    for (const listener of this.#listeners) listener(frame);
  }

  /** Calls `observer` for each event. Returns a function that ends the subscription. */
  onEvent(observer: (moment: Moment) => void): () => void {
    this.#observers.add(observer);
    return () => void this.#observers.delete(observer);
  }

  /** Passes an event to all observers. */
  receiveEvent(moment: Moment): void {
    for (const observer of this.#observers) observer(moment);
  }

  player(id: string): Player | undefined {
    return this.players.find((player) => player.player_id === id);
  }
}

/** Connects to a session. */
export function openSession(seat: Seat): Session {
  const session = new Session(seat);
  const client: SessionClient = new SessionClient({
    seat,
    ports: browserPorts,
    fetchSnapshot: (code, token) => api.snapshot(code, token),
    changed: () => update(),
    onEvent: (event, before, after) => session.receiveEvent({ event, before, after }),
    onEphemeral: (frame) => session.receiveEphemeral(frame),
  });
  const update = () => {
    session.snapshot = client.snapshot;
    session.connection = client.connection;
    session.ended = client.ended;
    session.reconnects = client.reconnects;
  };
  session.client = client;
  return session;
}

const KEY = Symbol("session");

export function provideSession(session: () => Session): void {
  setContext(KEY, session);
}

/** Returns the session of the surrounding page. A function, because a page can change its session. */
export function useSession(): () => Session {
  return getContext<() => Session>(KEY);
}
