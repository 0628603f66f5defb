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
  leave(): void;
}
