/** The parts of a snapshot that a game wrote have the types that the game declares. */

import { expect, expectTypeOf, test } from "vitest";
import type { FibView, FibYou, PhaseName } from "$cartridges/fib/web/types";
import { phaseOf, viewOf, youOf } from "$app/contract/game-state";
import type { Schemas, Snapshot } from "$app/contract/types";
import { FibScript } from "$cartridges/fib/web/gallery/script";

test("parts belong to the running game only", () => {
  const lobby = new FibScript(3, "p0").snapshot;
  expect([viewOf(lobby, "fib"), youOf(lobby, "fib"), phaseOf(lobby, "fib")]).toEqual([
    null,
    null,
    null,
  ]);
  const { snapshot } = new FibScript(3, "p0").started().question().lie();
  expect(viewOf(snapshot, "fib")).toBe(snapshot.view);
  expect(youOf(snapshot, "fib")).toBe(snapshot.you);
  expect(phaseOf(snapshot, "fib")).toBe("lie");
  expect([viewOf(snapshot, "quiz"), youOf(snapshot, "quiz"), phaseOf(snapshot, "quiz")]).toEqual([
    null,
    null,
    null,
  ]);
  const { you: _you, ...screen } = snapshot;
  expect(youOf(screen, "fib")).toBeNull();
  expect(viewOf(null, "fib")).toBeNull();
});

test("parts have declared types", () => {
  const snapshot = null as Snapshot | null;
  expectTypeOf(viewOf(snapshot, "fib")).toEqualTypeOf<FibView | null>();
  expectTypeOf(youOf(snapshot, "fib")).toEqualTypeOf<FibYou | null>();
  expectTypeOf(phaseOf(snapshot, "fib")).toEqualTypeOf<PhaseName | null>();
  // The key decides the types of the contract's own snapshots.
  type Quiz = Extract<Schemas["GameSnapshot"], { cartridge: "quiz" }>;
  expectTypeOf<NonNullable<Quiz["view"]>>().toExtend<Schemas["QuizView"]>();
});
