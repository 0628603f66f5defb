/**
 * A session as this device sees it: the server's snapshot, moved on by events.
 *
 * The snapshot is the authority. An event of the same epoch with `seq = last + 1` is exact and is
 * folded in; anything else (a gap, another epoch, a type nobody here knows) only says that the
 * snapshot should be fetched again. Events that arrive meanwhile wait, and those the new snapshot
 * does not hold yet are folded onto it.
 */

import { ServerClock } from "./clock";
import type { EndReason } from "./close-codes";
import { Link, type LinkState } from "./connection";
import { Outbox, type Outcome } from "./outbox";
import type { Ports, TimerId } from "./ports";
import { foldSession } from "./session-fold";
import type { Ack, Envelope, Refused, Snapshot } from "$app/contract/types";

/** The state after an event, or null when the event is not understood. */
export type Fold = (snapshot: Snapshot, event: Envelope) => Snapshot | null;

export interface Seat {
  code: string;
  /** Absent: the public screen. */
  token?: string;
  role: "host" | "player" | "audience";
}

export interface LiveOptions {
  seat: Seat;
  ports: Ports;
  /** The cartridge's part of the fold, by its key. */
  foldOf: (cartridge: string) => Fold;
  fetchSnapshot: (code: string, token: string | undefined) => Promise<Snapshot>;
  changed: () => void;
  /** Something said beside the numbered events: a chord, a message, who types. None is ever repeated. */
  aside?: (frame: Envelope) => void;
}

const REFETCH_MS = 1_000;
/** Events kept while a snapshot is fetched; more than this and the next one is fetched instead. */
const WAITING_MOST = 512;

export class Live {
  readonly clock: ServerClock;
  snapshot: Snapshot | null = null;
  link: LinkState = { state: "connecting" };
  /** Set for good once the session has nothing more for this device. */
  ended: EndReason | null = null;
  /** How often the link came back: lets a screen say so. */
  returns = 0;

  #link: Link;
  #outbox: Outbox;
  #waiting: Envelope[] | null = null;
  #refetch: TimerId = null;
  #stopped = false;

  constructor(private readonly options: LiveOptions) {
    this.clock = new ServerClock(options.ports.steady);
    this.#outbox = new Outbox(options.ports, (message) => this.#link.send(message));
    this.#link = new Link(options.ports, this.clock, {
      path: () => this.#path(),
      frame: (frame) => this.#frame(frame),
      state: (state) => this.#linkChanged(state),
    });
  }

  /** Sends an action; the promise settles when the server has answered, however long that takes. */
  async act(type: string, data: unknown): Promise<Outcome> {
    if (this.ended) return { ok: false, code: "ended", message: "" };
    return this.#outbox.act(type, data);
  }

  /** Says something of the moment: nobody answers, and with the link down it is lost. */
  say(type: string, data: unknown): boolean {
    return !this.ended && this.#link.send({ type, data });
  }

  /** Changes what is shown of oneself, ahead of the next snapshot. */
  patchYou(patch: Record<string, unknown>): void {
    if (!this.snapshot?.you) return;
    this.snapshot = { ...this.snapshot, you: { ...this.snapshot.you, ...patch } };
    this.options.changed();
  }

  /** A snapshot that came with a REST answer. An older one than what is shown is left aside. */
  offer(snapshot: Snapshot): void {
    const newer =
      !this.snapshot || snapshot.epoch !== this.snapshot.epoch || snapshot.seq >= this.snapshot.seq;
    if (newer) this.#adopt(snapshot);
  }

  /** Fetches the snapshot, since what is known here is not enough. */
  resync(): void {
    if (this.#waiting || this.#stopped) return;
    this.#waiting = [];
    void this.#fetch();
  }

  stop(): void {
    this.#stopped = true;
    this.#link.stop();
    this.#outbox.end();
    this.options.ports.timers.clear(this.#refetch);
  }

  #path(): string {
    const { code, token, role } = this.options.seat;
    const query = new URLSearchParams();
    if (role !== "player") query.set("role", "host");
    if (token) query.set(role === "player" ? "session_token" : "token", token);
    if (this.snapshot) {
      query.set("epoch", this.snapshot.epoch);
      query.set("since", String(this.snapshot.seq));
    }
    return `/ws/game/${encodeURIComponent(code)}/?${query}`;
  }

  #linkChanged(state: LinkState): void {
    if (state.state === "live" && this.snapshot) this.returns += 1;
    this.link = state;
    if (state.state === "ended") this.#end(state.why);
    else this.options.changed();
  }

  #end(why: EndReason): void {
    this.ended ??= why;
    this.#outbox.end();
    this.options.changed();
  }

  #frame(frame: Envelope): void {
    switch (frame.type) {
      case "session.snapshot": {
        const { snapshot } = frame.data as { snapshot: Snapshot };
        this.#adopt(snapshot);
        this.#outbox.flush();
        return;
      }
      case "ack":
        return this.#outbox.acked(frame.data as Ack);
      case "error":
        return this.#outbox.refused(frame.data as Refused);
      case "session.resumed": {
        const { events } = frame.data as { events: Envelope[] };
        for (const event of events) this.#numbered(event);
        this.#outbox.flush();
        return;
      }
      default:
        if (typeof frame.seq === "number") this.#numbered(frame);
        else this.options.aside?.(frame);
    }
  }

  #numbered(event: Envelope): void {
    if (this.#waiting) {
      if (this.#waiting.length < WAITING_MOST) this.#waiting.push(event);
      return;
    }
    if (this.#apply(event)) this.options.changed();
    else this.resync();
  }

  /** False when only the snapshot can tell. */
  #apply(event: Envelope): boolean {
    const before = this.snapshot;
    if (!before || event.epoch !== before.epoch || event.seq === undefined) return false;
    if (event.seq <= before.seq) return true;
    if (event.seq !== before.seq + 1) return false;
    const after =
      foldSession(before, event) ?? this.options.foldOf(before.cartridge)(before, event);
    if (!after) return false;
    this.snapshot = { ...after, seq: event.seq };
    // The close that follows says "removed" to whoever was shown the door and to who left alike.
    const { player_id } = (event.data ?? {}) as { player_id?: string };
    const left = event.type === "session.player_left" && player_id === before.you?.player_id;
    if (left && player_id) this.#end("left");
    return true;
  }

  #adopt(snapshot: Snapshot): void {
    this.clock.heard(Date.parse(snapshot.server_time));
    // The public screen's snapshot knows nothing of "you": a player's own always does.
    this.snapshot = snapshot;
    // What has to be loaded is loaded before the first event needs it.
    this.options.foldOf(snapshot.cartridge);
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const event of waiting) {
      if (!this.#apply(event)) {
        this.resync();
        break;
      }
    }
    this.options.changed();
  }

  async #fetch(): Promise<void> {
    const { code, token } = this.options.seat;
    try {
      const snapshot = await this.options.fetchSnapshot(code, token);
      if (!this.#stopped && this.#waiting) this.#adopt(snapshot);
    } catch {
      // A link that comes back brings a snapshot or the tail itself; until then, ask again.
      if (this.#stopped || !this.#waiting || this.ended) return;
      this.#refetch = this.options.ports.timers.set(() => void this.#fetch(), REFETCH_MS);
    }
  }
}
