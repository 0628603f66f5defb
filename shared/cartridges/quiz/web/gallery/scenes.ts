/** Quiz's scenes. */

import { SCORES } from "$common/gallery/question-script";
import { ANSWERS, EXPLANATION, NAMES, QUESTION } from "$app/gallery/worst";
import { phoneScene, tvScene, type Scene } from "$app/gallery/scene";
import { QuizScript } from "./script";

const tv = (players = 6) => new QuizScript(players, null).started(SCORES).question();
const phone = (me = "p0") => new QuizScript(6, me).started(SCORES).question();
const worst = (players: number, options: number, me: string | null = null) =>
  new QuizScript(players, me, {
    prompt: QUESTION,
    options: ANSWERS.slice(0, options),
    explanation: EXPLANATION,
  })
    .named(NAMES)
    .started(SCORES)
    .question(3);

export const scenes: Record<string, Scene> = {
  "tv-quiz-question": tvScene(tv()),
  "tv-quiz-answer": tvScene(tv().answer().progress(["p2"])),
  "tv-quiz-host": tvScene(tv().answer(true).progress(["p2", "p4"])),
  "tv-quiz-solution": tvScene(tv().answer().solution()),
  "tv-quiz-solution-host": tvScene(tv(12).answer(true).solution(true)),
  "tv-worst-quiz-question": tvScene(worst(200, 4)),
  "tv-worst-quiz-answer": tvScene(worst(12, 4).answer().progress(["p2"])),
  "tv-worst-quiz-answer-6": tvScene(worst(200, 6).answer(true).progress(["p2"]).away(3)),
  "tv-worst-quiz-solution": tvScene(worst(200, 4).answer().solution()),
  "tv-worst-quiz-solution-6": tvScene(worst(200, 6).answer(true).solution(true).away(3)),
  "phone-worst-quiz-answer": phoneScene(worst(12, 6, "p0").answer()),
  "phone-worst-quiz-solution": phoneScene(worst(50, 6, "p0").answer().picked("o2").solution()),
  "phone-quiz-question": phoneScene(phone()),
  "phone-quiz-answer": phoneScene(phone().answer()),
  "phone-quiz-answered": phoneScene(phone().answer().progress(["p0", "p2"]).picked("o1")),
  "phone-quiz-right": phoneScene(phone().answer().picked("o1").solution()),
  "phone-quiz-wrong": phoneScene(phone("p3").answer().picked("o2").solution()),
};
