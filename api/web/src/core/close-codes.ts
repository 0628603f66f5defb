/** The contract's WebSocket close codes, and whether the client reconnects after each. */

/** Why the client does not reconnect. `left` has no close code: the client sets it itself. */
export type EndReason = "no_token" | "unknown_player" | "bad_token" | "removed" | "left" | "over";
/** Why the client reconnects after a delay. `lost` covers every code that the contract does not list. */
export type RetryReason = "lost" | "restart" | "slow" | "too_many";

export type CloseAction =
  { retry: false; reason: EndReason } | { retry: true; reason: RetryReason };

const END_CODES: Record<number, EndReason> = {
  4001: "no_token",
  4002: "unknown_player",
  4003: "bad_token",
  4004: "removed",
  4005: "over",
};

const RETRY_CODES: Record<number, RetryReason> = {
  1012: "restart",
  4008: "slow",
  4029: "too_many",
};

/** Returns what the client does after a socket closed with `code`. */
export function closeAction(code: number): CloseAction {
  const end = END_CODES[code];
  if (end) return { retry: false, reason: end };
  return { retry: true, reason: RETRY_CODES[code] ?? "lost" };
}
