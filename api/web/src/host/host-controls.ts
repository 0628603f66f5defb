import { getContext, setContext } from "svelte";

/** What the person in front of the TV can do. `may` is false on a screen that only watches. */
export interface HostPowers {
  readonly may: boolean;
  readonly hidden: boolean;
  readonly keys: boolean;
  play(): unknown;
  pause(): unknown;
  remove(player: string): unknown;
  bots(count: number): unknown;
  exit(): unknown;
  hide(): void;
  fullScreen(): void;
  toggleKeys(): void;
  /** Whether the last thing said shows for a moment on this screen. */
  readonly chat: boolean;
  toggleChat(): void;
  leave(): void;
}

const KEY = Symbol("host");

export function provideHost(host: HostPowers): void {
  setContext(KEY, host);
}

/** For a game's own screen, where the host has a part in the game. */
export function useHost(): HostPowers {
  return getContext<HostPowers>(KEY);
}
