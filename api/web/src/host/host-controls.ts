import { getContext, setContext } from "svelte";

/** The host's commands and the settings of this screen. */
export interface HostControls {
  /** Whether this screen has the host's token. A public screen only shows the game. */
  readonly canControl: boolean;
  /** The host's token; undefined on a public screen. */
  readonly token: string | undefined;
  readonly codeHidden: boolean;
  readonly shortcuts: boolean;
  /** Whether the latest chat message appears on this screen for a few seconds. */
  readonly chatTicker: boolean;
  /** Starts the game, or resumes it after a pause. */
  play(): unknown;
  pause(): unknown;
  /** Offers to make this public screen the host's. */
  takeOver(): void;
  /** Opens the choice of the room's next game. */
  chooseNext(): void;
  removePlayer(playerId: string): unknown;
  /** Lets a disconnected player join again with the same name. */
  releaseSeat(playerId: string): unknown;
  setLocked(locked: boolean): unknown;
  /** Requires approval of joins, or lets everybody join. */
  setApproval(required: boolean): unknown;
  /** Creates an address that opens the host's controls on another device. */
  createLink(): Promise<{ url: string }>;
  addBots(count: number): unknown;
  /** Ends the session and deletes its data. */
  exit(): unknown;
  toggleCode(): void;
  toggleFullScreen(): void;
  toggleShortcuts(): void;
  toggleChatTicker(): void;
  /** Returns to the start page. The session continues. */
  leave(): void;
}

const KEY = Symbol("host");

export function provideHost(host: HostControls): void {
  setContext(KEY, host);
}

/** Returns the host's controls, for a game's screen where the host takes part in the game. */
export function useHost(): HostControls {
  return getContext<HostControls>(KEY);
}
