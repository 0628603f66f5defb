/** A simulated evening of Fib. */

import { SessionScript } from "$app/gallery/session-script";
import { countdown } from "$app/gallery/scene";
import { randomOf, record, type Evening } from "$test/voice/evening";
import { fold } from "../fold";
import { STARTS } from "../reveal-acts.svelte";

const STEP_MS = 4_000;
const ROUNDS = 3;
const QUESTIONS = 3;
const CATEGORIES = ["Birds", "Inventions", "Royalty", "Food", "The sea", "Law", "Sport"];

export const evening: Evening = (seed) => {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const script = new SessionScript("fib", 3 + (seed % 4), null, fold);
  const recorded = record(script, `PARTY${seed}`);
  script.started().event("session.started", {
    phase: { name: "question", round: 1, question: 1, ...countdown(5_000) },
    players: script.snapshot.players,
    view: {},
  });
  const { ids } = script;

  for (let n = 0; n < ROUNDS * QUESTIONS; n += 1) {
    const [round, question] = [1 + Math.floor(n / QUESTIONS), 1 + (n % QUESTIONS)];
    script.event("phase.question_shown", {
      ...{ round, rounds: ROUNDS, question, questions: QUESTIONS, multiplier: round },
      ...{ prompt: "In 1958 it was ____.", category: pick(CATEGORIES), max_length: 80, emoji: [] },
      ...countdown(5_000),
    });
    script.event("phase.lie_started", {
      ...{ round, question, time_limit_ms: 60_000, waiting: ids },
      ...countdown(60_000),
    });
    const liars = random() < 0.3 ? ids.slice(1) : ids;
    script.event("progress", {
      answered: liars,
      waiting: ids.filter((id) => !liars.includes(id)),
    });
    if (random() < 0.2) {
      script.event("connection_update", { player_id: ids[1], status: "disconnected" });
      script.event("connection_update", { player_id: ids[1], status: "connected" });
    }

    const options = liars.map((id) => ({ text: `lie ${seed}.${n} of ${id}`, authors: [id] }));
    const [first, second] = options;
    if (random() < 0.25 && first && second) {
      first.authors.push(...second.authors);
      options.splice(1, 1);
    }
    options.push({ text: `decoy ${seed}.${n}`, authors: [] });
    const truth = { text: `truth ${seed}.${n}`, authors: [] as string[] };
    const shown = [...options, truth].map((option, i) => ({ ...option, option_id: `o${n}.${i}` }));
    const secrets = shown.map(({ text }) => ({ text, openAfter: Infinity }));
    recorded.secrets.push(...secrets);
    script.event("phase.guess_started", {
      ...{ round, question, time_limit_ms: 30_000, waiting: ids },
      options: shown.map(({ option_id, text }) => ({ option_id, text })),
      ...countdown(30_000),
    });

    const mood = random();
    const guesses = new Map(
      ids.map((id) => {
        const others = shown.filter(({ authors }) => !authors.includes(id));
        const finds = mood < 0.15 || (mood > 0.3 && random() < 0.4);
        const lies = others.filter(({ text }) => text !== truth.text);
        return [id, finds ? truth.text : (pick(lies)?.text ?? truth.text)];
      }),
    );
    const pickersOf = (text: string) => ids.filter((id) => guesses.get(id) === text);
    const isTruth = ({ text }: { text: string }) => text === truth.text;
    const steps = [...shown].sort(
      (a, b) => +isTruth(a) - +isTruth(b) || pickersOf(a.text).length - pickersOf(b.text).length,
    );
    const unpicked = steps.filter((one) => !isTruth(one) && pickersOf(one.text).length === 0);
    steps.forEach((option, i) => {
      const pickers = pickersOf(option.text);
      const kind = isTruth(option) ? "truth" : option.authors.length ? "lie" : "decoy";
      const secret = secrets.find(({ text }) => text === option.text);
      if (secret) secret.openAfter = STEP_MS * STARTS.open;
      const earners = kind === "truth" ? pickers : pickers.length ? option.authors : [];
      script.event("reveal.step", {
        ...{
          option_id: option.option_id,
          text: option.text,
          kind,
          authors: option.authors,
          pickers,
        },
        awarded: earners.map((player_id) => ({ player_id, points: 500 * round, reason: "x" })),
        ...{ step: i + 1, steps: steps.length },
        together: i < unpicked.length ? i + 1 : 1,
        ...countdown(STEP_MS),
      });
    });
    const players = [...script.snapshot.players].sort((a, b) => b.score - a.score);
    script.event("phase.scoreboard", {
      ranking: players.map((player, i) => ({
        ...{ rank: i + 1, player_id: player.player_id, nickname: player.nickname },
        ...{ score: player.score, delta: 0 },
      })),
      final: n === ROUNDS * QUESTIONS - 1,
      ...countdown(8_000),
    });
    recorded.secrets.length = 0;
  }
  return recorded.scenes;
};
