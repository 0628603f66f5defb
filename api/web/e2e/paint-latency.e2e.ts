/** Measures the time from a frame to its paint on a slowed processor. */

import { expect, test } from "vitest";
import type { Envelope } from "$app/contract/types";
import type { FibView } from "$cartridges/fib/web/types";
import { framesOf, Room, submitGuess, submitLie } from "./support/room";
import { phase } from "./support/sights";
import { useSuite } from "./support/suite";

const suite = useSuite();

test("measures event-to-paint latency", async () => {
  // Long enough for a slowed phone to paint each phase.
  const config = { question_ms: 2_500, scores_ms: 2_500, scoreboard_ms: 3_000 };
  const room = await Room.open(suite.browser, suite.platform.url, {
    ...config,
    questions_per_round: 2,
  });
  const [page] = await room.phones("Ana");
  const bo = await room.playerWithoutBrowser("Bo");
  // The game's files load while the lobby is idle.
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => /assets\/Phone-.*js$/.test(name)),
  );
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.evaluate(recordPaints);
  await room.host("play");
  for (let question = 1; question <= 2; question++) {
    await phase(page, "lie");
    await bo("lie.submit", { text: "a very old herring" });
    await submitLie(page, "half a thought");
    await phase(page, "guess");
    const { view, players } = await room.snapshot();
    const { options } = view as FibView;
    const other = options.find((option) => !/herring/.test(option.text)) ?? options[0]!;
    await bo("guess.submit", { option_id: other.option_id });
    expect(players).toHaveLength(2);
    await submitGuess(page);
    await phase(page, "scoreboard");
  }
  await phase(page, "game_over");
  const painted = await page.evaluate(
    () => (window as unknown as { painted: [string, number][] }).painted,
  );
  const took: [string, number][] = [];
  for (const { at, text } of await framesOf(page)) {
    const name = PHASE_EVENTS[(JSON.parse(text) as Envelope).type];
    const paint = painted.find(([phase, when]) => phase === name && when > at);
    if (name && paint) took.push([name, Math.round(paint[1] - at)]);
  }
  console.log(
    "from arrival to paint at a quarter of the speed, ms:",
    took.map((one) => one.join(" ")).join(", "),
  );
  const sorted = took.map(([, ms]) => ms).sort((a, b) => a - b);
  console.log("the median of these, ms:", sorted[sorted.length >> 1]);
  expect(sorted.length).toBeGreaterThanOrEqual(9);
});

const PHASE_EVENTS: Record<string, string> = {
  "phase.question_shown": "question",
  "phase.lie_started": "lie",
  "phase.guess_started": "guess",
  "phase.scores_calculated": "scores",
  "phase.scoreboard": "scoreboard",
  "phase.game_over": "game_over",
};

/** Records when the browser painted each phase first. */
function recordPaints(): void {
  const painted: [string, number][] = [];
  Object.assign(window, { painted });
  let last = "";
  new MutationObserver(() => {
    const name = document.querySelector<HTMLElement>("[data-phase]")?.dataset.phase ?? "";
    if (name === last) return;
    last = name;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () =>
        painted.push([name, performance.timeOrigin + performance.now()]);
      channel.port2.postMessage(0);
    });
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-phase"] });
}
