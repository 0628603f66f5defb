import { describe, expect, test } from "vitest";
import { actAt, ACTS, STARTS, untilNextAct } from "$common/bluff/reveal-acts.svelte";
import { FibScript } from "../gallery/script";
import { revealAnimation } from "$common/bluff/reveal";
import type { FibView } from "../types";

describe("acts of a reveal", () => {
  test("follow each other, and the card opens after the pickers", () => {
    const duration = 4_000;
    const acts = ACTS.map((act) => actAt({ duration, elapsed: STARTS[act] * duration }));
    expect(acts).toEqual(ACTS);
    expect(actAt({ duration, elapsed: STARTS.open * duration - 1 })).toBe("roll");
    expect(STARTS.pickers).toBeLessThan(STARTS.open);
    expect(STARTS.open).toBeLessThan(STARTS.author);
  });

  test("wait exactly until the next act", () => {
    for (let elapsed = 0; elapsed < 4_000; elapsed += 37) {
      const wait = untilNextAct({ duration: 4_000, elapsed });
      if (wait === null) expect(actAt({ duration: 4_000, elapsed })).toBe("author");
      else
        expect(actAt({ duration: 4_000, elapsed: elapsed + wait })).not.toBe(
          actAt({ duration: 4_000, elapsed }),
        );
    }
  });

  test("are over on a screen that does not know the length", () => {
    expect(actAt({ duration: 0, elapsed: 0 })).toBe("author");
    expect(untilNextAct({ duration: 0, elapsed: 0 })).toBeNull();
  });

  test("start in the middle on a screen that opens late", () => {
    const script = new FibScript(4, null).started().question().lie().guess().reveal("truth");
    const view = script.snapshot.view as FibView;
    expect(revealAnimation(view, 4_000)).toEqual({ duration: 4_000, elapsed: 0 });
    expect(revealAnimation(view, 1_000)).toEqual({ duration: 4_000, elapsed: 3_000 });
    const long = { ...view, phase_length_ms: 20_000 };
    expect(revealAnimation(long, 17_000)).toEqual({ duration: 5_000, elapsed: 3_000 });
  });
});
