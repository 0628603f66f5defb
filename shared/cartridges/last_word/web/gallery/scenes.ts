/** Last Word's scenes. */

import { SCORES } from "$common/gallery/question-script";
import { phoneScene, tvScene, type Scene } from "$app/gallery/scene";
import { ANSWERS, NAMES } from "$app/gallery/worst";
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

export const scenes: Record<string, Scene> = {
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
    worst(12, 12, "p0").vote(3, { votes: ["o1"], votes_left: 2 }),
  ),
  "phone-worst-last-word-result": phoneScene(worst(12, 12, "p0").vote(3).result()),
};
