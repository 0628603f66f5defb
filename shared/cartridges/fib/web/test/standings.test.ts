import { describe, expect, test } from "vitest";
import { standings } from "$common/scoreboard/standings";
import type { FibView } from "../types";
import { FibScript } from "../gallery/script";

const started = () => new FibScript(4, "p0").started().question();

describe("standings", () => {
  test("ties share a rank", () => {
    const script = new FibScript(4, null).started([5, 9, 5, 1]).question();
    const rows = standings(script.snapshot.players, script.snapshot.view as FibView);
    expect(rows.map((row) => [row.id, row.rank, row.tied])).toEqual([
      ["p1", 1, false],
      ["p0", 2, true],
      ["p2", 2, true],
      ["p3", 4, false],
    ]);
  });

  test("compares ranks to the last question", () => {
    const script = new FibScript(4, null).started([0, 1500, 100, 50]).question();
    script.lie().guess().reveal("lie").scores();
    const rows = standings(script.snapshot.players, script.snapshot.view as FibView);
    expect(rows[0]).toMatchObject({ id: "p0", delta: 2000, moved: 3 });
    expect(rows[1]).toMatchObject({ id: "p1", moved: -1 });
  });

  test("nobody moves at the first question", () => {
    const script = started().lie().guess().reveal("lie").scores();
    const rows = standings(script.snapshot.players, script.snapshot.view as FibView);
    expect(rows.map((row) => row.moved)).toEqual([0, 0, 0, 0]);
  });
});
