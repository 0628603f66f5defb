/** Sketch's scenes. */

import { SCORES } from "$common/gallery/question-script";
import { phoneScene, tvScene, type Scene } from "$app/gallery/scene";
import { ANSWERS, LONG_NAMES, LONG_WORDS, NAMES } from "$app/gallery/worst";
import { decodeStroke, encodePoints } from "../paper/drawing";
import { CAT, FULL } from "./pictures";
import { SketchScript } from "./script";

/** Texts as long as a title can be, and the fullest drawing. */
const WORST = {
  prompt: [...(ANSWERS[5] ?? "")].slice(0, 60).join(""),
  titles: ANSWERS.slice(0, 7).map((text) => [...text].slice(0, 60).join("")),
  drawing: FULL,
};
const tv = () => new SketchScript(5, null).started(SCORES).draw();
const phone = (me = "p2") => new SketchScript(5, me).started(SCORES).draw();
const worst = (me: string | null = null) =>
  new SketchScript(8, me, WORST).named(NAMES).started(SCORES).draw(2);
const WORDS = {
  prompt: LONG_WORDS[3] ?? "",
  titles: LONG_WORDS.slice(0, 7),
  drawing: CAT,
};
const words = (me: string | null = null) =>
  new SketchScript(8, me, WORDS).named(LONG_NAMES).started(SCORES).draw(2);

/** The strokes of three players who draw. */
const strokes = ["p0", "p1", "p3"].flatMap((player_id) =>
  CAT.map(decodeStroke).map(({ colour, points }, stroke) => ({
    type: "stroke",
    data: { player_id, round: 1, points: encodePoints(points), colour, stroke },
  })),
);

export const scenes: Record<string, Scene> = {
  "tv-worst-words-sketch-draw": tvScene(words().progress(["p1", "p4"])),
  "tv-worst-words-sketch-guess": tvScene(words().title().guess()),
  "tv-worst-words-sketch-reveal": tvScene(words().title().guess().reveal("title")),
  "tv-worst-words-sketch-truth": tvScene(words().title().guess().reveal("truth")),
  "phone-worst-words-sketch-draw": phoneScene(words("p2")),
  "phone-worst-words-sketch-guess": phoneScene(words("p2").title().guess()),
  "phone-worst-words-sketch-truth": phoneScene(words("p2").title().guess().reveal("truth")),
  "tv-sketch-draw": tvScene(tv().progress(["p2"]), {
    ephemeral: strokes,
    listener: "[data-phase=draw] svg",
  }),
  "tv-sketch-title": tvScene(tv().title()),
  "tv-sketch-guess": tvScene(tv().title().guess()),
  "tv-sketch-reveal-title": tvScene(tv().title().guess().reveal("title")),
  "tv-sketch-reveal-truth": tvScene(tv().title().guess().reveal("truth")),
  "tv-worst-sketch-draw": tvScene(worst().progress(["p1", "p4"])),
  "tv-worst-sketch-title": tvScene(worst().title()),
  "tv-worst-sketch-guess": tvScene(worst().title().guess()),
  "tv-worst-sketch-reveal": tvScene(worst().title().guess().reveal("title")),
  "tv-worst-sketch-truth": tvScene(worst().title().guess().reveal("truth")),
  "phone-sketch-draw": phoneScene(phone()),
  "phone-sketch-shape": phoneScene(phone(), { click: ".shapes button", waitFor: ".placing" }),
  "phone-sketch-drawn": phoneScene(phone().drawn()),
  "phone-sketch-title": phoneScene(phone().title()),
  "phone-sketch-artist": phoneScene(phone("p1").title()),
  "phone-sketch-guess": phoneScene(phone().title().guess()),
  "phone-sketch-guess-artist": phoneScene(phone("p1").title().guess()),
  "phone-sketch-reveal": phoneScene(phone().title().guess().reveal("truth")),
  "phone-sketch-finale": phoneScene(phone().title().guess().reveal("truth").gameOver().best()),
  "phone-worst-sketch-draw": phoneScene(worst("p2")),
  "phone-worst-sketch-title": phoneScene(worst("p2").title()),
  "phone-worst-sketch-guess": phoneScene(worst("p2").title().guess({ title_option_id: "o0" })),
  "phone-worst-sketch-reveal": phoneScene(worst("p2").title().guess().reveal("title")),
};
