/** The recording that the page shows, and the calls that replay it. The server keeps nothing. */

import { ApiError, call } from "$app/core/http";
import type { Outcome } from "$app/core/outbox";
import type { Envelope, Instant, Snapshot } from "$app/contract/types";

/** What happened at one moment. */
export type Input = { at: Instant } & (
  | { kind: "play" }
  | { kind: "time" }
  | { kind: "action"; player_id: string; type: string; data: unknown; bot: boolean }
);

/** An input and its effect. */
export interface Step {
  input: Input;
  /** The phase after the input; null in the lobby. */
  phase: string | null;
  /** The types of the input's events. */
  events: string[];
  outcome: {
    ack?: { seq: number; reply: object | null };
    rejected?: { code: string; message: string };
    /** The rules failed at this input or at an earlier one. The session is the one before that input. */
    failed?: { message: string };
  };
}

/** The session after some of the inputs. */
export interface Shown {
  now: Instant;
  /** When the phase ends. */
  deadline: Instant | null;
  /** When the session changes without an input. */
  wake_at: Instant | null;
  screen: Snapshot;
  phones: Snapshot[];
  /** The state of the game; null in the lobby. */
  state: unknown;
  /** The events of the last input. */
  events: Envelope[];
}

/** A lobby and what followed, shown after the first `position` inputs. */
interface Recording {
  lobby: unknown;
  inputs: Input[];
  position: number;
}

interface Replayed {
  steps: Step[];
  position: number;
  shown: Shown;
  /** Why the automatic inputs ended before the game. */
  stopped: string | null;
}

export interface Game {
  cartridge: string;
  players: number;
  language: string;
  seed: number;
  /** The settings that differ from their defaults. */
  config: Record<string, unknown>;
}

/** What a device shows. `events` are those that led to the snapshot from the one shown before. */
export interface DeviceContent {
  snapshot: Snapshot;
  now: Instant;
  events: Envelope[];
}

/** The name of the TV among the devices. The others have the ids of their players. */
export const TV = "tv";

/** Time from the shown moment to an action by hand. */
const ACTION_MS = 800;
const SAVED = "wpp.simulator";

export class Simulator {
  /** Number of the recording on this page; 0 before the first. */
  recording = $state(0);
  steps = $state.raw<Step[]>([]);
  /** Number of inputs after which the session is shown. */
  position = $state(0);
  shown = $state.raw<Shown | null>(null);
  /** Why the last call failed, or ended early; empty otherwise. */
  error = $state("");
  #lobby: unknown = null;
  #devices = new Map<string, (content: DeviceContent) => void>();
  /** Calls run one after the other, because each starts from the result of the one before. */
  #last: Promise<unknown> = Promise.resolve();
  #wanted = 0;

  /** Starts a new recording. */
  start(game: Game): Promise<void> {
    return this.#queue(async () => {
      const { lobby } = await post<{ lobby: unknown }>("start", game);
      await this.#replay({ lobby, inputs: [], position: 0 });
      this.recording += 1;
    });
  }

  /**
   * Shows the recording again, with the rules that the server has now. A page without one continues with the recording that
   * this tab showed before it was loaded again.
   */
  restore(): Promise<void> {
    return this.#queue(async () => {
      const isLoaded = this.shown !== null;
      const recording = isLoaded ? this.#recordingAt(this.position) : saved();
      if (!recording) return;
      await this.#replay(recording);
      if (!isLoaded) this.recording += 1;
    });
  }

  /** Shows the session after the first `position` inputs. Calls while the server replays are merged. */
  show(position: number): Promise<void> {
    const wanted = (this.#wanted += 1);
    return this.#queue(async () => {
      if (wanted === this.#wanted && this.shown) await this.#replay(this.#recordingAt(position));
    });
  }

  /** Replaces the inputs after the shown one by the next move of the bots, or by all to the end of the game. */
  advance(advance: "next" | "end"): Promise<void> {
    return this.#queue(async () => {
      if (this.shown) await this.#replay({ ...this.#recordingAt(this.position), advance });
    });
  }

  /** Replaces the inputs after the shown one by an action of a player. */
  async submit(player_id: string, type: string, data: unknown): Promise<Outcome> {
    const outcome = await this.#queue(async () => {
      if (!this.shown) return undefined;
      const { lobby, inputs } = this.#recordingAt(this.position);
      const kept = inputs.slice(0, this.position);
      const input: Input = { at: this.#soon(), kind: "action", player_id, type, data, bot: false };
      await this.#replay({ lobby, inputs: [...kept, input], position: kept.length + 1 });
      const step = this.steps[kept.length];
      return step && outcomeOf(step);
    });
    return outcome ?? { ok: false, code: "unavailable", message: this.error };
  }

  /** Adds a device, which gets its content now and after each change. Returns a function that removes the device. */
  attach(device: string, show: (content: DeviceContent) => void): () => void {
    this.#devices.set(device, show);
    const content = this.#content(device, []);
    if (content) show(content);
    return () => void this.#devices.delete(device);
  }

  #recordingAt(position: number): Recording {
    return { lobby: this.#lobby, inputs: this.steps.map(({ input }) => input), position };
  }

  /** Returns a moment shortly after the shown one, before the phase ends. */
  #soon(): Instant {
    const { now, deadline } = this.shown ?? { now: "", deadline: null };
    const soon = Date.parse(now) + ACTION_MS;
    const latest = deadline ? Math.max(Date.parse(now), Date.parse(deadline) - 1) : soon;
    return new Date(Math.min(soon, latest)).toISOString();
  }

  /** Replays a recording, which becomes that of the page if the server succeeds. */
  async #replay(request: Recording & { advance?: "next" | "end" }): Promise<void> {
    const { steps, position, shown, stopped } = await post<Replayed>("replay", request);
    // Events of several inputs would overlap on a screen that shows them for seconds.
    const isNext = this.shown !== null && position === this.position + 1;
    [this.#lobby, this.steps, this.position, this.shown] = [request.lobby, steps, position, shown];
    this.error = stopped ?? "";
    try {
      sessionStorage.setItem(SAVED, JSON.stringify(this.#recordingAt(position)));
    } catch {
      // Only a reload of the page loses a recording that is too large to be saved. An earlier one must not replace it.
      sessionStorage.removeItem(SAVED);
    }
    for (const [device, show] of this.#devices) {
      const content = this.#content(device, isNext ? shown.events : []);
      if (content) show(content);
    }
  }

  #content(device: string, events: Envelope[]): DeviceContent | null {
    if (!this.shown) return null;
    const { screen, phones, now } = this.shown;
    const index = screen.players.findIndex(({ player_id }) => player_id === device);
    const snapshot = device === TV ? screen : phones[index];
    return snapshot ? { snapshot, now, events } : null;
  }

  /** Returns the result of `run`; undefined after an error, which the page shows. */
  #queue<T>(run: () => Promise<T>): Promise<T | undefined> {
    const done = this.#last.then(async () => {
      this.error = "";
      try {
        return await run();
      } catch (error) {
        this.error = error instanceof ApiError ? error.message || error.code : String(error);
        return undefined;
      }
    });
    this.#last = done;
    return done;
  }
}

/** Returns the recording that this tab saved; null if there is none, or none that can be read. */
function saved(): Recording | null {
  try {
    return JSON.parse(sessionStorage.getItem(SAVED) ?? "null") as Recording | null;
  } catch {
    return null;
  }
}

/** Returns the answer to the action of a step. */
function outcomeOf({ outcome: { ack, rejected, failed } }: Step): Outcome {
  if (rejected) return { ok: false, ...rejected };
  if (failed) return { ok: false, code: "unavailable", ...failed };
  return { ok: true, ack: { id: "simulated", seq: ack?.seq ?? 0, ...ack?.reply } };
}

/** Time limit of a replay by a program without optimisations. */
const REPLAY_MS = 60_000;

function post<T>(path: "start" | "replay", body: unknown): Promise<T> {
  const fetchHere = (address: string, init: RequestInit) => fetch(address, init);
  return call(fetchHere, "POST", `/api/simulator/${path}`, { body, timeoutMs: REPLAY_MS });
}
