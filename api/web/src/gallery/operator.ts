/** The server that the operator's page shows in the gallery. */

import type { AdminFixture, Overview, RoomSummary } from "$app/admin/admin-api";
import { T0 } from "./scene";

const at = (ms: number) => new Date(T0 + ms).toISOString();

const room = (code: string, more: Partial<RoomSummary>): RoomSummary => ({
  code,
  cartridge: "fib",
  status: "running",
  phase: "lie",
  created_at: at(-900_000),
  players: 6,
  connected: 6,
  audience: 0,
  audience_connected: 0,
  overdue_ms: 0,
  ...more,
});

const process = (name: string, role: string, silent_ms: number) => ({
  process: name,
  roles: [role],
  version: "0.1.0",
  machine: "party.grundejerforeningen-solsikken.example",
  pid: 4711,
  started_at: at(-7_200_000),
  silent_ms,
  clock_offset_ms: 0.4,
  memory_bytes: 48_000_000,
});

const overview = (second: number): Overview => ({
  server_time: at(second * 1_000),
  readiness: { status: "degraded", store: "ok", database: "it takes no writes" },
  rooms: [
    room("KWXTRN", { audience: 31, audience_connected: 30 }),
    room("MWMWMW", { status: "paused", pause: "fault", players: 12, connected: 9 }),
    room("BCDFGH", { status: "lobby", overdue_ms: 340 }),
  ],
  rooms_total: 3,
  processes: [process("one", "web", 300), process("other", "worker", 12_000)],
  figures: {
    sockets: 48 + second,
    hosts: 3,
    participants: 42,
    screens: 3,
    steps_per_second: 4.5,
    events_per_second: 61.2,
    nudges_per_second: 0,
    lateness_p50_ms: 2,
    lateness_p99_ms: 4 + (second % 7),
    quarantined: 1,
  },
  queue: { waiting: 14, due: second % 3, in_work: 2, dead: 0 },
  backup: {
    state: "failed",
    folder: "var/backups/2026-11-21T20-00-00.000Z",
    machine: "party",
    started_by: "account ana",
    started_at: at(-60_000),
    error: "the disk is full",
  },
});

export const ADMIN: AdminFixture = {
  overviews: Array.from({ length: 60 }, (_, second) => overview(second)),
  lines: [
    "INFO wpp_api: API started port=8080",
    "WARN wpp_api: client too slow; socket closed",
  ].map((text, index) => ({
    process: "one",
    number: index + 1,
    text: `2026-11-21T20:00:00Z ${text}`,
  })),
};
