/**
 * A device's copy of a session: the server's snapshot, updated by the patches of events.
 *
 * The snapshot is the authority. An event of the same epoch with `seq = last + 1` is applied. Any other
 * event (a gap, another epoch) only triggers a new fetch of the snapshot. Events that arrive during the
 * fetch are buffered, then applied on top of the new snapshot.
 */

import { AcknowledgedActions } from "./acknowledged-actions";
import { applyEvent, withWholeData } from "./apply-event";
import { ServerClock } from "./clock";
import type { EndReason } from "./close-codes";
import { Connection, type ConnectionState } from "./connection";
import { Outbox, type Action, type Outcome } from "./outbox";
import type { Ports, TimerId } from "./ports";
import type { Ack, ActionError, Envelope, Snapshot } from "$app/contract/types";

/** A participant's access to a session. */
export interface Seat {
  code: string;
  /** Absent on a public screen. */
  token?: string;
  role: "host" | "player" | "audience";
}

export interface SessionClientOptions {
  seat: Seat;
  ports: Ports;
  fetchSnapshot: (code: string, token: string | undefined) => Promise<Snapshot>;
  /** Called after each change of this object's public fields. */
  changed: () => void;
  /** Called for each applied event, with the snapshots before and after. */
  onEvent?: (event: Envelope, before: Snapshot, after: Snapshot) => void;
  /** Called for ephemeral messages: chords, chat, typing. The server never repeats them. */
  onEphemeral?: (frame: Envelope) => void;
}

const REFETCH_MS = 1_000;
/** Events buffered during a fetch. Later ones are dropped, and their gap triggers the next fetch. */
const MAX_BUFFERED = 512;

export class SessionClient {
  readonly clock: ServerClock;
  snapshot: Snapshot | null = null;
  connection: ConnectionState = { state: "connecting" };
  /** Why this device has no more access; null while it has. Never changes back. */
  ended: EndReason | null = null;
  /** Number of reconnects. Screens use it to show that the connection is back. */
  reconnects = 0;

  #connection: Connection;
  #outbox: Outbox;
  #acknowledged = new AcknowledgedActions();
  /** Callers of `applied`. */
  #awaited: { isDone: () => boolean; done: () => void }[] = [];
  /** Set while a snapshot is fetched. */
  #buffered: Envelope[] | null = null;
  #refetchTimer: TimerId = null;
  #stopped = false;

  constructor(private readonly options: SessionClientOptions) {
    this.clock = new ServerClock(options.ports.steady);
    this.#outbox = new Outbox(options.ports, (message) => this.#connection.send(message));
    this.#connection = new Connection(options.ports, this.clock, {
      path: () => this.#path(),
      protocols: subprotocols(options.seat.token),
      frame: (frame) => this.#handleFrame(frame),
      state: (state) => this.#handleConnection(state),
    });
  }

  /** Submits an action. The promise settles with the server's answer, however long that takes. */
  async submitAction(type: string, data: unknown): Promise<Outcome> {
    if (this.ended) return { ok: false, code: "ended", message: "" };
    const action = { id: this.options.ports.newId(), type, data };
    const phase = this.#acknowledged.phase;
    const outcome = await this.#outbox.submit(action);
    // The store of chat messages is the database, which does not lose its last second.
    if (outcome.ok && !type.startsWith("chat.")) {
      this.#acknowledged.add(phase, action, outcome.ack.seq);
    }
    return outcome;
  }

  /** Sends an ephemeral message. Returns false, and drops the message, when the connection is down. */
  sendEphemeral(type: string, data: unknown): boolean {
    return !this.ended && this.#connection.send({ type, data });
  }

  /**
   * Resolves when the local copy includes the event `seq` of an acknowledgement, which can arrive before the event. Resolves
   * as well when the event cannot arrive: after a new epoch, and at the end of the session.
   */
  applied(seq: number): Promise<void> {
    const epoch = this.snapshot?.epoch;
    const isDone = () =>
      this.#stopped ||
      this.ended !== null ||
      this.snapshot?.epoch !== epoch ||
      (this.snapshot?.seq ?? 0) >= seq;
    if (isDone()) return Promise.resolve();
    return new Promise((done) => this.#awaited.push({ isDone, done }));
  }

  /** Takes the snapshot of a REST response, unless it is older than the current one. */
  offerSnapshot(snapshot: Snapshot): void {
    const newer =
      !this.snapshot || snapshot.epoch !== this.snapshot.epoch || snapshot.seq >= this.snapshot.seq;
    if (newer) this.#offerAgain(this.#adopt(snapshot));
  }

  /** Fetches the snapshot, because the local copy is incomplete. */
  resync(): void {
    if (this.#buffered || this.#stopped) return;
    this.#buffered = [];
    void this.#fetch();
  }

  /** Measures the server's clock again. */
  measureClock(): void {
    this.#connection.measureClock();
  }

  stop(): void {
    this.#stopped = true;
    this.#connection.stop();
    this.#outbox.end();
    this.options.ports.timers.clear(this.#refetchTimer);
    this.#changed();
  }

  #path(): string {
    const { code, role } = this.options.seat;
    const query = new URLSearchParams({ events: "compact" });
    if (role !== "player") query.set("role", "host");
    if (this.snapshot) {
      query.set("epoch", this.snapshot.epoch);
      query.set("since", String(this.snapshot.seq));
    }
    return `/ws/game/${encodeURIComponent(code)}/?${query}`;
  }

  #changed(): void {
    const settled = this.#awaited.filter(({ isDone }) => isDone());
    this.#awaited = this.#awaited.filter((one) => !settled.includes(one));
    for (const { done } of settled) done();
    this.options.changed();
  }

  #handleConnection(state: ConnectionState): void {
    if (state.state === "live" && this.snapshot) this.reconnects += 1;
    this.connection = state;
    if (state.state === "ended") this.#end(state.reason);
    else this.#changed();
  }

  #end(reason: EndReason): void {
    this.ended ??= reason;
    this.#outbox.end();
    this.#changed();
  }

  #handleFrame(frame: Envelope): void {
    switch (frame.type) {
      case "session.snapshot": {
        const { snapshot } = frame.data as { snapshot: Snapshot };
        const lost = this.#adopt(snapshot);
        this.#outbox.flush();
        this.#offerAgain(lost);
        return;
      }
      case "ack":
        return this.#outbox.handleAck(frame.data as Ack);
      case "error":
        return this.#outbox.handleError(frame.data as ActionError);
      case "session.resumed": {
        const { events } = frame.data as { events: Envelope[] };
        // Their events never arrived, so the server cannot notice that it lost them.
        const unseen = this.#acknowledged.after(this.snapshot?.seq ?? 0);
        for (const event of events) this.#handleEvent(event);
        this.#outbox.flush();
        this.#offerAgain(unseen);
        return;
      }
      default:
        if (typeof frame.seq === "number") this.#handleEvent(frame);
        else this.options.onEphemeral?.(frame);
    }
  }

  #handleEvent(event: Envelope): void {
    if (this.#buffered) {
      if (this.#buffered.length < MAX_BUFFERED) this.#buffered.push(event);
      return;
    }
    if (this.#apply(event)) this.#changed();
    else this.resync();
  }

  /** Applies an event. Returns false when a new snapshot is needed. */
  #apply(event: Envelope): boolean {
    const before = this.snapshot;
    if (!before || event.epoch !== before.epoch || event.seq === undefined) return false;
    if (event.seq <= before.seq) return true;
    if (event.seq !== before.seq + 1) return false;
    const after = applyEvent(before, event, event.seq);
    const { type, data } = withWholeData(event, after);
    this.snapshot = after;
    this.options.onEvent?.({ ...event, data }, before, after);
    this.#acknowledged.enter(after);
    // The close code that follows is the same for players who left and for those who were removed.
    const { player_id } = (data ?? {}) as { player_id?: string };
    const left = type === "session.player_left" && player_id === before.you?.player_id;
    if (left && player_id) this.#end("left");
    return true;
  }

  /** Replaces the local copy. Returns the acknowledged actions that the server may have lost. */
  #adopt(snapshot: Snapshot): Action[] {
    this.clock.addLowerBound(Date.parse(snapshot.server_time));
    const before = this.snapshot;
    const mayLack = before && (snapshot.epoch !== before.epoch || snapshot.seq < before.seq);
    const lost = mayLack ? this.#acknowledged.rollBack(snapshot) : [];
    this.snapshot = withKnownLength(before, snapshot);
    this.#acknowledged.enter(snapshot);
    const buffered = this.#buffered ?? [];
    this.#buffered = null;
    for (const event of buffered) {
      if (!this.#apply(event)) {
        this.resync();
        break;
      }
    }
    this.#changed();
    return lost;
  }

  /** Offers acknowledged actions again, then fetches what they changed. */
  #offerAgain(actions: Action[]): void {
    if (actions.length === 0) return;
    const answers = actions.map((action) => this.#outbox.submit(action));
    void Promise.all(answers).then(() => this.resync());
  }

  async #fetch(): Promise<void> {
    const { code, token } = this.options.seat;
    try {
      const snapshot = await this.options.fetchSnapshot(code, token);
      if (!this.#stopped && this.#buffered) this.#offerAgain(this.#adopt(snapshot));
    } catch {
      // A reconnect brings a snapshot as well, and sets `#buffered` to null.
      if (this.#stopped || !this.#buffered || this.ended) return;
      this.#refetchTimer = this.options.ports.timers.set(() => void this.#fetch(), REFETCH_MS);
    }
  }
}

/**
 * Keeps the length of the phase, which only events contain. A snapshot of the same phase, such as that of a pause, would
 * end the animations of the phase without it.
 */
function withKnownLength(before: Snapshot | null, after: Snapshot): Snapshot {
  const known = (before?.view as { phase_length_ms?: number | null } | null)?.phase_length_ms;
  const [a, b] = [before?.phase, after.phase];
  const same = a && b && a.name === b.name && a.round === b.round && a.question === b.question;
  if (!same || !after.view || known === undefined) return after;
  return { ...after, view: { phase_length_ms: known, ...after.view } };
}

/** Returns the subprotocols that carry a token. Browsers cannot send it in another header. */
function subprotocols(token: string | undefined): string[] {
  return token ? ["wpp", `wpp.token.${token}`] : [];
}
