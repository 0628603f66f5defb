/** Last Word's scenes. */

import { SCORES } from "$common/gallery/question-script";
import { phoneScene, tvScene, type Scene } from "$app/gallery/scene";
import { ANSWERS, LONG_NAMES, LONG_WORD_QUESTION, LONG_WORDS, NAMES } from "$app/gallery/worst";
import { LastWordScript } from "./script";

/** A prompt as long as the longest that ships. */
const PROMPT =
  "The real contents of the black box on an aeroplane, as listed by the winner of a raffle";
const tv = (players = 6) => new LastWordScript(players, null).started(SCORES).write();
const phone = (me = "p0") => new LastWordScript(6, me).started(SCORES).write();
const worst = (players: number, answers: number, me: string | null = null) =>
  new LastWordScript(players, me, { prompt: PROMPT, answers: ANSWERS.slice(0, answers) })
    .named(NAMES)
    .started(SCORES)
    .write(3);
/** Long words: the question, and that many answers of them. */
const words = (answers: number, me: string | null = null) =>
  new LastWordScript(10, me, {
    prompt: LONG_WORD_QUESTION.replace("____", "rain"),
    answers: LONG_WORDS.slice(0, answers),
  })
    .named(LONG_NAMES)
    .started(SCORES)
    .write(3);

const wordScenes: Record<string, Scene> = {
  "tv-worst-words-last-word-vote": tvScene(words(3).vote(3)),
  "tv-worst-words-last-word-result": tvScene(words(3).vote(3).result()),
  "tv-worst-words-last-word-final": tvScene(words(8).vote(3)),
  "tv-worst-words-last-word-final-result": tvScene(words(8).vote(3).result()),
  "phone-worst-words-last-word-write": phoneScene(words(3, "p0")),
  "phone-worst-words-last-word-written": phoneScene(words(3, "p0").answered()),
  "phone-worst-words-last-word-vote": phoneScene(words(8, "p9").vote(3)),
  "phone-worst-words-last-word-result": phoneScene(words(8, "p0").vote(3).result()),
  "phone-worst-words-last-word-finale": phoneScene(
    words(8, "p0").vote(3).result().scoreboard(true).gameOver(),
  ),
};

export const scenes: Record<string, Scene> = {
  ...wordScenes,
  "tv-last-word-write": tvScene(tv().progress(["p2"])),
  "tv-last-word-vote": tvScene(
    tv()
      .vote()
      .watched(340, { voters: 212, sums: { o0: 130, o1: 82 } }),
  ),
  "tv-last-word-result": tvScene(tv().vote().result(true)),
  "tv-worst-last-word-write": tvScene(worst(12, 2)),
  "tv-worst-last-word-vote": tvScene(worst(12, 2).vote()),
  "tv-worst-last-word-final": tvScene(worst(12, 12).vote(3)),
  "tv-worst-last-word-result": tvScene(worst(12, 2).vote().result()),
  "tv-worst-last-word-final-result": tvScene(worst(12, 12).vote(3).result()),
  "tv-last-word-finale": tvScene(tv().vote().result(true).scoreboard(true).gameOver()),
  "tv-worst-last-word-finale": tvScene(worst(12, 12).vote(3).result().scoreboard(true).gameOver()),
  "phone-last-word-write": phoneScene(phone()),
  "phone-last-word-written": phoneScene(phone().answered()),
  "phone-last-word-vote": phoneScene(phone("p3").vote()),
  "phone-last-word-author": phoneScene(phone().vote(1, { own_option: "o0", votes_left: 0 })),
  "phone-last-word-result": phoneScene(phone().vote().result(true)),
  "phone-last-word-finale": phoneScene(phone().vote().result(true).scoreboard(true).gameOver()),
  "phone-worst-last-word-write": phoneScene(worst(12, 2, "p0")),
  "phone-worst-last-word-final": phoneScene(
    worst(12, 12, "p0").vote(3, { votes: ["o1", "o1"], votes_left: 1 }),
  ),
  "phone-worst-last-word-result": phoneScene(worst(12, 12, "p0").vote(3).result()),
};
