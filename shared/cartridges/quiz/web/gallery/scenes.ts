/** Quiz's scenes. */

import { SCORES } from "$common/gallery/question-script";
import { phoneScene, tvScene, type Scene } from "$app/gallery/scene";
import { QuizScript } from "./script";

const tv = (players = 6) =>
  new QuizScript(players, null).started(SCORES).question();
const phone = (me = "p0") => new QuizScript(6, me).started(SCORES).question();

export const scenes: Record<string, Scene> = {
  "tv-quiz-question": tvScene(tv()),
  "tv-quiz-answer": tvScene(tv().answer().progress(["p2"])),
  "tv-quiz-host": tvScene(tv().answer(true).progress(["p2", "p4"])),
  "tv-quiz-solution": tvScene(tv().answer().solution()),
  "tv-quiz-solution-host": tvScene(tv(12).answer(true).solution(true)),
  "phone-quiz-question": phoneScene(phone()),
  "phone-quiz-answer": phoneScene(phone().answer()),
  "phone-quiz-answered": phoneScene(
    phone().answer().progress(["p0", "p2"]).picked("o1"),
  ),
  "phone-quiz-right": phoneScene(phone().answer().picked("o1").solution()),
  "phone-quiz-wrong": phoneScene(phone("p3").answer().picked("o2").solution()),
};
