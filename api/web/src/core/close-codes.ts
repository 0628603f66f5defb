/** What a socket's close code asks of the client. */

/** Why a closed socket is not opened again. */
export type EndReason = "no_token" | "unknown_player" | "bad_token" | "removed" | "left" | "over";
/** Why one is. */
export type WaitReason = "lost" | "restart" | "slow" | "too_many";

export type Verdict = { again: false; why: EndReason } | { again: true; why: WaitReason };

const ENDS: Record<number, EndReason> = {
  4001: "no_token",
  4002: "unknown_player",
  4003: "bad_token",
  4004: "removed",
  4005: "over",
};

const WAITS: Record<number, WaitReason> = { 1012: "restart", 4008: "slow", 4029: "too_many" };

export function verdict(code: number): Verdict {
  const why = ENDS[code];
  return why ? { again: false, why } : { again: true, why: WAITS[code] ?? "lost" };
}
