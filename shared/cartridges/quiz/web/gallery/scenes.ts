/** Quiz's scenes. */

import { SCORES } from "$common/gallery/question-script";
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
import { phoneScene, tvScene, type Scene } from "$app/gallery/scene";
import type { QuizView } from "../types";
import { QuizScript } from "./script";

const tv = (players = 6) => new QuizScript(players, null).started(SCORES).question();
const phone = (me = "p0") => new QuizScript(6, me).started(SCORES).question();
const played = (me: string | null = null) =>
  new QuizScript(6, me).started(SCORES).question().answer().solution().scoreboard(true);
const worst = (players: number, options: number, me: string | null = null) =>
  new QuizScript(players, me, {
    prompt: QUESTION,
    options: ANSWERS.slice(0, options),
    explanation: EXPLANATION,
  })
    .named(NAMES)
    .started(SCORES)
    .question(3);

/** A question of another kind, with texts of usual length. */
const usual = (
  kind: QuizView["kind"],
  prompt: string,
  options: string[],
  me: string | null = null,
) =>
  new QuizScript(6, me, { kind, prompt, options, explanation: EXPLANATION })
    .started(SCORES)
    .question(1)
    .answer();
/** The longest texts of a kind. */
const longest = (kind: QuizView["kind"], options: number, me: string | null = null) =>
  new QuizScript(12, me, {
    kind,
    prompt: QUESTION,
    options: ANSWERS.slice(0, options),
    explanation: EXPLANATION,
  })
    .named(NAMES)
    .started(SCORES)
    .question(3)
    .answer();

const STATEMENT = "Bananas are berries.";
const TRUTHS = ["true", "false"];
const PLANETS = ["Saturn", "Mars", "Jupiter", "Venus", "Neptune"];
const RINGED = ["o0", "o2", "o4"];
const EVENTS = [
  "The French Revolution begins",
  "Columbus comes to America",
  "The Berlin Wall falls",
];
const IN_TIME = ["o1", "o0", "o2"];
const RINGS = "Which of these planets have rings?";
const SORT = "Put these events in order, the earliest first.";
const PAINTER = "Who painted the Mona Lisa?";
const PAINTERS = ["Leonardo da Vinci", "Michelangelo", "Raphael", "my aunt"];
const KEYS = "How many keys does a standard piano have?";
const WEEK = "Your week in one word?";
const WEEKS = ["busy", "sunny", "long", "coffee", "great fun"];
const BREAKFAST = "What is the best breakfast?";
const DISHES = ["porridge", "pancakes", "cold pizza", "nothing at all"];

/** The kinds of questions other than one of several. */
const kinds: Record<string, Scene> = {
  "tv-quiz-true-false": tvScene(usual("true_false", STATEMENT, TRUTHS)),
  "tv-quiz-several-solution": tvScene(usual("several", RINGS, PLANETS).marked(RINGED)),
  "tv-quiz-typed": tvScene(usual("typed", PAINTER, [])),
  "tv-quiz-typed-solution": tvScene(usual("typed", PAINTER, []).written(PAINTERS)),
  "tv-quiz-number-solution": tvScene(
    usual("number", KEYS, []).written(["88", "90", "52.5", "120"]),
  ),
  "tv-quiz-order": tvScene(usual("order", SORT, EVENTS)),
  "tv-quiz-order-solution": tvScene(usual("order", SORT, EVENTS).marked(IN_TIME)),
  "tv-quiz-poll-solution": tvScene(usual("poll", BREAKFAST, DISHES).marked([])),
  "tv-quiz-cloud-solution": tvScene(usual("word_cloud", WEEK, []).written(WEEKS, 0)),
  "tv-worst-quiz-typed": tvScene(longest("typed", 0)),
  "tv-worst-quiz-typed-solution": tvScene(longest("typed", 0).written(ANSWERS.slice(0, 8))),
  "tv-worst-quiz-order-solution": tvScene(
    longest("order", 8).marked([7, 6, 5, 4, 3, 2, 1, 0].map((n) => `o${n}`)),
  ),
  "phone-quiz-true-false": phoneScene(usual("true_false", STATEMENT, TRUTHS, "p0")),
  "phone-quiz-several": phoneScene(usual("several", RINGS, PLANETS, "p0")),
  "phone-quiz-several-solution": phoneScene(
    usual("several", RINGS, PLANETS, "p1")
      .submitted({ option_ids: ["o0", "o1"] })
      .marked(RINGED),
  ),
  "phone-quiz-typed": phoneScene(usual("typed", PAINTER, [], "p0")),
  "phone-quiz-typed-sent": phoneScene(
    usual("typed", PAINTER, [], "p0").submitted({ text: "Leonardo" }),
  ),
  "phone-quiz-number": phoneScene(usual("number", KEYS, [], "p0")),
  "phone-quiz-number-solution": phoneScene(
    usual("number", KEYS, [], "p0").submitted({ number: 88 }).written(["88", "90", "52.5"]),
  ),
  "phone-quiz-order": phoneScene(usual("order", SORT, EVENTS, "p0")),
  "phone-quiz-order-solution": phoneScene(
    usual("order", SORT, EVENTS, "p1")
      .submitted({ order: ["o0", "o1", "o2"] })
      .marked(IN_TIME),
  ),
  "phone-quiz-cloud-solution": phoneScene(
    usual("word_cloud", WEEK, [], "p0").submitted({ text: "busy" }).written(WEEKS, 0),
  ),
  "phone-worst-quiz-several": phoneScene(longest("several", 8, "p0")),
  "phone-worst-quiz-order": phoneScene(longest("order", 8, "p0")),
  "phone-worst-quiz-typed-solution": phoneScene(longest("typed", 0, "p0").written(ANSWERS)),
};

const TOWER: QuizView["media"] = {
  kind: "picture",
  url: `data:image/svg+xml,${encodeURIComponent(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 40'><rect width='30' height='40' fill='#8fc1d9'/><path d='M9 40V14l6-9 6 9v26z' fill='#b5543f'/></svg>",
  )}`,
  alt: "A round brick tower with a pointed roof",
};
const pictured = (me: string | null = null) =>
  new QuizScript(6, me, {
    prompt: "Where does this tower stand?",
    options: ["Copenhagen", "Odense", "Aalborg", "Esbjerg"],
    explanation: EXPLANATION,
    media: TOWER,
  })
    .started(SCORES)
    .question();
const worstPictured = (me: string | null = null) =>
  new QuizScript(12, me, {
    prompt: QUESTION,
    options: ANSWERS.slice(0, 4),
    explanation: EXPLANATION,
    media: TOWER,
  })
    .named(NAMES)
    .started(SCORES)
    .question(3)
    .answer();

const pictures: Record<string, Scene> = {
  "tv-quiz-picture": tvScene(pictured()),
  "tv-quiz-picture-solution": tvScene(pictured().answer().solution()),
  "tv-worst-quiz-picture": tvScene(worstPictured()),
  "phone-quiz-picture": phoneScene(pictured("p0").answer()),
  "phone-worst-quiz-picture": phoneScene(worstPictured("p0")),
};

const teamLobby = (players: number, count: number, me: string | null = null) =>
  new QuizScript(players, me).teams(count);
const inTeams = (players: number, count: number, me: string | null = null) =>
  new QuizScript(players, me).started(SCORES).teams(count).question().answer().solution();
const crowded = (me: string | null = null) =>
  new QuizScript(500, me, {
    prompt: QUESTION,
    options: ANSWERS.slice(0, 4),
    explanation: EXPLANATION,
  })
    .named(NAMES)
    .teams(8);
const crowdedGame = (me: string | null = null) =>
  crowded(me).started(SCORES).teams(8).question(3).answer().solution();
const onePhone = (me: string) =>
  new QuizScript(6, me).started(SCORES).teams(2, "one_phone").question().answer().captains();

const teamScenes: Record<string, Scene> = {
  "tv-quiz-teams-lobby": tvScene(teamLobby(6, 3), { waitFor: ".teams" }),
  "tv-quiz-teams-scoreboard": tvScene(inTeams(6, 3).scoreboard()),
  "tv-quiz-teams-finale": tvScene(inTeams(6, 3).scoreboard(true).gameOver()),
  "tv-worst-quiz-teams-lobby": tvScene(crowded(), { waitFor: ".teams" }),
  "tv-worst-quiz-teams-scoreboard": tvScene(crowdedGame().scoreboard()),
  "tv-worst-quiz-teams-finale": tvScene(crowdedGame().scoreboard(true).gameOver()),
  "phone-quiz-teams-lobby": phoneScene(teamLobby(6, 3, "p0"), { waitFor: "#teams-title" }),
  "phone-quiz-teams-captain": phoneScene(onePhone("p0")),
  "phone-quiz-teams-watching": phoneScene(onePhone("p2")),
  "phone-quiz-teams-scoreboard": phoneScene(inTeams(6, 3, "p0").scoreboard()),
  "phone-quiz-teams-finale": phoneScene(inTeams(6, 3, "p0").scoreboard(true).gameOver()),
  "phone-worst-quiz-teams-lobby": phoneScene(crowded("p0"), { waitFor: "#teams-title" }),
  "phone-worst-quiz-teams-scoreboard": phoneScene(crowdedGame("p0").scoreboard()),
  "phone-worst-quiz-teams-finale": phoneScene(crowdedGame("p0").scoreboard(true).gameOver()),
};

/** Long words in a question of a kind and in its options. */
const words = (kind: QuizView["kind"], options: number, me: string | null = null) =>
  new QuizScript(10, me, {
    kind,
    prompt: LONG_WORD_QUESTION,
    options: LONG_WORDS.slice(0, options),
    explanation: LONG_WORD_EXPLANATION,
  })
    .named(LONG_NAMES)
    .started(SCORES)
    .question(3);

const wordScenes: Record<string, Scene> = {
  "tv-worst-words-quiz-question": tvScene(words("choice", 4)),
  "tv-worst-words-quiz-answer": tvScene(words("choice", 4).answer()),
  "tv-worst-words-quiz-solution": tvScene(words("choice", 6).answer().solution()),
  "tv-worst-words-quiz-order": tvScene(words("order", 8).answer()),
  "tv-worst-words-quiz-typed": tvScene(words("typed", 0).answer().written(LONG_WORDS)),
  "phone-worst-words-quiz-answer": phoneScene(words("choice", 6, "p0").answer()),
  "phone-worst-words-quiz-solution": phoneScene(
    words("choice", 6, "p0").answer().picked("o2").solution(),
  ),
  "phone-worst-words-quiz-several": phoneScene(words("several", 8, "p0").answer()),
  "phone-worst-words-quiz-order": phoneScene(words("order", 8, "p0").answer()),
  "phone-worst-words-quiz-typed": phoneScene(words("typed", 0, "p0").answer().written(LONG_WORDS)),
};

export const scenes: Record<string, Scene> = {
  ...kinds,
  ...pictures,
  ...teamScenes,
  ...wordScenes,
  "tv-quiz-question": tvScene(tv()),
  "tv-quiz-answer": tvScene(tv().answer().progress(["p2"])),
  "tv-quiz-host": tvScene(tv().answer(true).progress(["p2", "p4"])),
  "tv-quiz-finale": tvScene(played().gameOver()),
  "tv-worst-quiz-finale": tvScene(worst(12, 4).answer().solution().scoreboard(true).gameOver()),
  "phone-quiz-finale": phoneScene(played("p0").gameOver()),
  "tv-quiz-solution": tvScene(tv().answer().solution()),
  "tv-quiz-solution-host": tvScene(tv(12).answer(true).solution(true)),
  "tv-worst-quiz-question": tvScene(worst(500, 4)),
  "tv-worst-quiz-answer": tvScene(worst(12, 4).answer().progress(["p2"])),
  "tv-worst-quiz-answer-6": tvScene(worst(500, 6).answer(true).progress(["p2"]).away(3)),
  "tv-worst-quiz-solution": tvScene(worst(500, 4).answer().solution()),
  "tv-worst-quiz-solution-6": tvScene(worst(500, 6).answer(true).solution(true).away(3)),
  "phone-worst-quiz-answer": phoneScene(worst(12, 6, "p0").answer()),
  "phone-worst-quiz-solution": phoneScene(worst(50, 6, "p0").answer().picked("o2").solution()),
  "phone-quiz-question": phoneScene(phone()),
  "phone-quiz-answer": phoneScene(phone().answer()),
  "phone-quiz-answered": phoneScene(phone().answer().progress(["p0", "p2"]).picked("o1")),
  "phone-quiz-right": phoneScene(phone().answer().picked("o1").solution()),
  "phone-quiz-wrong": phoneScene(phone("p3").answer().picked("o2").solution()),
};
