/** A live session as Svelte sees it: the same fields, reactive. */

import { getContext, setContext } from "svelte";
import { browserPorts, browserStore } from "$app/core/browser";
import { Live, type Seat } from "$app/core/session-client";
import type { LinkState } from "$app/core/connection";
import type { EndReason } from "$app/core/close-codes";
import { Memory } from "$app/core/device-storage";
import type { Outcome } from "$app/core/outbox";
import { Rest } from "$app/core/http";
import { foldOf } from "$app/cartridges";
import type { Envelope, Player, Snapshot } from "$app/contract/types";

export const memory = new Memory(browserStore);
export const rest = new Rest((path, init) => fetch(path, init));

/** What the screens need of a session; the gallery stands in for a live one. */
export interface Source {
  clock: { now(): number | null };
  act(type: string, data: unknown): Promise<Outcome>;
  say(type: string, data: unknown): boolean;
  patchYou(patch: Record<string, unknown>): void;
  offer(snapshot: Snapshot): void;
  resync(): void;
  stop(): void;
}

const NEWEST_MOST = 256;

export class Game {
  snapshot = $state.raw<Snapshot | null>(null);
  link = $state.raw<LinkState>({ state: "connecting" });
  ended = $state.raw<EndReason | null>(null);
  returns = $state(0);
  /** Places on the page where the chat stands open by itself. */
  talking = $state(0);
  source!: Source;
  #listeners = new Set<(frame: Envelope) => void>();
  /** The newest of what each player said beside the game: for a face that is still being loaded. */
  #newest = new Map<string, Envelope>();

  constructor(readonly seat: Seat) {}

  get me(): string | null {
    return this.snapshot?.you?.player_id ?? null;
  }

  /** Whether this device's person sits at the table; who watches does not. */
  get seated(): boolean {
    return this.me !== null && this.player(this.me) !== undefined;
  }

  /** Whether they play what is on now: a latecomer does from the next question. */
  get plays(): boolean {
    return this.seated && this.snapshot?.you?.plays !== false;
  }

  get players(): Player[] {
    return this.snapshot?.players ?? [];
  }

  /** Hears what is said beside the game; the answer ends it. */
  overhear(listen: (frame: Envelope) => void): () => void {
    for (const frame of this.#newest.values()) listen(frame);
    this.#listeners.add(listen);
    return () => void this.#listeners.delete(listen);
  }

  /** Something was said beside the game. */
  heard(frame: Envelope): void {
    const { player_id } = (frame.data ?? {}) as { player_id?: string };
    const key = `${frame.type} ${player_id}`;
    if (player_id && (this.#newest.has(key) || this.#newest.size < NEWEST_MOST))
      this.#newest.set(key, frame);
    for (const listen of this.#listeners) listen(frame);
  }

  player(id: string): Player | undefined {
    return this.players.find((player) => player.player_id === id);
  }
}

/** Opens the one socket of this page. */
export function openGame(seat: Seat): Game {
  const game = new Game(seat);
  const live: Live = new Live({
    seat,
    ports: browserPorts,
    foldOf,
    fetchSnapshot: (code, token) => rest.snapshot(code, token),
    changed: () => show(),
    aside: (frame) => game.heard(frame),
  });
  const show = () => {
    game.snapshot = live.snapshot;
    game.link = live.link;
    game.ended = live.ended;
    game.returns = live.returns;
  };
  game.source = live;
  return game;
}

const KEY = Symbol("game");

export function provideGame(game: () => Game): void {
  setContext(KEY, game);
}

/** The session the component stands in. A function, since a page may change its session. */
export function useGame(): () => Game {
  return getContext<() => Game>(KEY);
}
