/** Fib's scenes with the worst texts, the largest crowds and ties. */

import { SCORES } from "$common/gallery/question-script";
import { CONVERSATION } from "$app/gallery/conversation";
import { phoneScene, tvScene, type Scene } from "$app/gallery/scene";
import {
  ANSWERS,
  EXPLANATION,
  LONG_NAMES,
  LONG_WORD_EXPLANATION,
  LONG_WORD_QUESTION,
  LONG_WORDS,
  NAMES,
  QUESTION,
} from "$app/gallery/worst";
import { FibScript } from "./script";

interface Cast {
  me?: string;
  prompt?: string;
  scores?: number[];
}
const worst = (players: number, { me, prompt = QUESTION, scores = SCORES }: Cast = {}) =>
  new FibScript(players, me ?? null, { prompt, options: ANSWERS, explanation: EXPLANATION })
    .named(NAMES)
    .started(scores)
    .question(3);
const tied = (players: number) => worst(players, { scores: Array<number>(players).fill(123_500) });
const lie = (players: number, cast?: Cast) => worst(players, cast).lie();
const guess = (players: number, cast?: Cast) => lie(players, cast).guess();
/** Long words in the question and the answers. */
const words = (me: string | null = null) =>
  new FibScript(10, me, {
    prompt: LONG_WORD_QUESTION,
    options: LONG_WORDS,
    explanation: LONG_WORD_EXPLANATION,
  })
    .named(LONG_NAMES)
    .started(SCORES)
    .question(3);
const wordGuess = (me: string | null = null) => words(me).lie().guess();

const WORD_SCENES: Record<string, Scene> = {
  "tv-worst-words-question": tvScene(words()),
  "tv-worst-words-guess": tvScene(wordGuess()),
  "tv-worst-words-reveal": tvScene(wordGuess().reveal("lie")),
  "tv-worst-words-truth": tvScene(wordGuess().reveal("truth")),
  "tv-worst-words-reveal-crowd": tvScene(wordGuess().revealCrowd()),
  "tv-worst-words-scoreboard": tvScene(words().played()),
  "tv-worst-words-finale": tvScene(words().played(true).gameOver()),
  "tv-worst-words-paused": tvScene(words().lie().paused()),
  "phone-worst-words-lie": phoneScene(words("p0").lie()),
  "phone-worst-words-guess": phoneScene(words("p0").lie().guess(22_000, LONG_WORDS[1])),
  "phone-worst-words-reveal": phoneScene(wordGuess("p0").reveal("lie")),
  "phone-worst-words-truth": phoneScene(wordGuess("p0").reveal("truth")),
  "phone-worst-words-reveal-crowd": phoneScene(wordGuess("p2").revealCrowd()),
  "phone-worst-words-scoreboard": phoneScene(words("p0").played()),
  "phone-worst-words-finale": phoneScene(words("p0").played(true).gameOver()),
};

/** Everybody but one has answered, and the house comments it. */
const silent = (players: number) => {
  const script = lie(players);
  return script.progress(script.ids.slice(1));
};
const SILENCE: Partial<Scene> = {
  event: {
    ...{ type: "phase.guess_started", epoch: "e1", seq: 1, data: {} },
    due_at: "2026-11-21T20:00:00.000Z",
  },
  listener: ".caption",
  waitFor: ".caption.shown",
};

export const WORST_SCENES: Record<string, Scene> = {
  ...WORD_SCENES,
  "tv-worst-question": tvScene(worst(12)),
  "tv-worst-lie": tvScene(lie(50).progress(["p0", "p3"]).away(4)),
  "tv-worst-caption": tvScene(silent(12), SILENCE),
  "tv-worst-guess": tvScene(guess(12).progress(["p2"])),
  "tv-worst-guess-200": tvScene(guess(200).progress(["p2"]).away(3)),
  "tv-worst-guess-cjk": tvScene(guess(12, { prompt: (ANSWERS[5] ?? "").repeat(3) })),
  "tv-worst-reveal-lie": tvScene(guess(200).reveal("lie").away(5)),
  "tv-worst-reveal-truth": tvScene(guess(200).reveal("truth")),
  "tv-worst-reveal-crowd": tvScene(guess(50).revealCrowd()),
  "tv-worst-scores": tvScene(guess(12).reveal("truth").scores()),
  "tv-worst-scoreboard": tvScene(worst(200).played()),
  "tv-worst-scoreboard-tied": tvScene(tied(12).played(true)),
  "tv-worst-finale": tvScene(worst(12).played(true).gameOver()),
  "tv-worst-finale-tied": tvScene(tied(12).lie().guess().gameOver()),
  "tv-worst-finale-200": tvScene(worst(200).played(true).gameOver()),
  "tv-worst-paused": tvScene(lie(12).paused()),
  "phone-worst-lie": phoneScene(lie(50, { me: "p0" })),
  "phone-worst-guess": phoneScene(lie(12, { me: "p0" }).guess(22_000, ANSWERS[1])),
  "phone-worst-reveal": phoneScene(guess(50, { me: "p0" }).reveal("lie")),
  "phone-worst-reveal-crowd": phoneScene(guess(50, { me: "p2" }).revealCrowd()),
  "phone-worst-scoreboard": phoneScene(worst(50, { me: "p0" }).played()),
  "phone-worst-finale": phoneScene(worst(12, { me: "p0" }).played(true).gameOver()),
  "phone-worst-chat": phoneScene(lie(12, { me: "p0" }), {
    ephemeral: CONVERSATION,
    listener: "button.chat-button",
    click: "button.chat-button",
    waitFor: "dialog .content",
  }),
};
