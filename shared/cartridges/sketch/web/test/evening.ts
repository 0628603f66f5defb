/** A simulated evening of Sketch. */

import { BluffEvening } from "$common/test/bluff-evening";
import { countdown } from "$app/gallery/scene";
import type { Evening } from "$test/voice/evening";

const ROUNDS = 3;

export const evening: Evening = (seed) => {
  const script = new BluffEvening("sketch", seed);
  const { ids, random } = script;

  for (let round = 1; round <= ROUNDS; round += 1) {
    const drawing = { rounds: ROUNDS, multiplier: round, time_limit_ms: 90_000, waiting: ids };
    script.starts(
      ["phase.draw_started", "draw"],
      { ...drawing, round, ...countdown(90_000) },
      { ...drawing, artist: null, drawing: [] },
    );
    const artists = random() < 0.3 ? ids.slice(1) : ids;
    script.progress(artists);
    if (random() < 0.2) script.connection(1, false).connection(1, true);

    artists.forEach((artist, n) => {
      const others = ids.filter((id) => id !== artist);
      const titling = {
        ...{ questions: artists.length, artist, drawing: ["0AAAB"] },
        ...{ time_limit_ms: 45_000, waiting: others },
      };
      const question = n + 1;
      script.starts(
        ["phase.title_started", "title"],
        { round, question, ...titling, ...countdown(45_000) },
        titling,
      );
      const liars = random() < 0.3 ? others.slice(1) : others;
      script.progress(liars);
      const mark = `${seed}.${round}.${question}`;
      const texts = { mark, liars, guessers: others, truthAuthors: [artist] };
      script.guessAndReveal({ round, question, ...texts });
    });
    script.board(round === ROUNDS);
  }
  return script.recorded.scenes;
};
