/** The worst texts that the server accepts: as long and as wide as allowed, in many scripts. */

/** Nicknames of at most 20 characters. */
export const NAMES = [
  "WWWWWWWWWWWWWWWWWWWW",
  "مريم بنت عبد الرحمن",
  "Fru Frederiksen-Holm",
  "שרה בת־אל בן־גוריון",
  "山田太郎と愉快な仲間たち御一行様です",
  "🦄🦄🦄🦄🦄🦄🦄🦄🦄🦄",
  "Åse Ægir Ørsted-Øhm",
  "i",
  "MMMMMMMMMM MMMMMMMMM",
  "Ναταλία Παπαδοπούλου",
  "Øjvind-Ømhjertet Åby",
  "한국어로쓴아주긴이름입니다정말로요",
];

/** A question of 300 characters, with a gap. */
export const QUESTION =
  "In the summer of 1923 the harbour master of a small town on the coast of northern Jutland wrote to the newspapers, the bishop and the king, in that order, to complain that every evening at a quarter past nine exactly the same thirty-one seagulls walked, never flew, along the quay and into ____, and left.";

/** Answers of 80 characters: words, one word, wide letters, and other scripts. */
export const ANSWERS = [
  "the window sills of the royal palace, where the queen herself fed them marzipans",
  "Speciallægepraksisplanlægningsstabiliseringsperiodeforlængelsesansøgningsskema!!",
  "WWWWWWWWWW WWWWWWWWW WWWWWWWWWW WWWWWWWWW WWWWWWWWWW WWWWWWWWW WWWWWWWWWW WWWWW",
  "غرفة انتظار طبيب الأسنان في أودنسه حيث كانت الموسيقى أفضل بكثير من الرصيف القديم",
  "בית הקפה הקטן של סבתא ליד הנמל, שבו הגישו להן בכל ערב עוגת שמרים חמה עם קינמון",
  "毎晩九時十五分きっかりに開く港の小さな居酒屋の裏口で、料理長が自分の夕食を分けてやっていたのだが、町の誰もそのことを知らなかったし、知ろうともしなかったのである。",
  "a choir practice, a tax office, two weddings, a funeral and the mayor’s bathroom",
  "🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦",
  "den store, lyse og nyligt istandsatte ventesal på Hjørring Banegård, spor 2 og 3",
  "no",
  "the back room of the smokehouse, where nobody had ever thought to count herrings",
  "an open manhole in front of the town hall that the council swore was not theirs!",
];

/** A sentence of the length of an explanation. */
export const EXPLANATION =
  "The complaint is in the town’s archive, with the bishop’s reply: seagulls were no matter of the church, though he would be glad to learn what they had been served. The king did not answer, but sent a photographer, whose picture of an empty quay at twenty past nine hung in the harbour office until 1968.";

/** Nicknames of 20 characters without a space. */
export const LONG_NAMES = [
  "Wilhelminavandermeer",
  "BartholomæusFrederik",
  "Γιαννακόπουλος_Μίμης",
  "Åndsnærværelsesmand1",
];

/** Answers of long words: everyday ones, compounds, an address of 60 characters, and texts without spaces. */
export const LONG_WORDS = [
  "Nowhere",
  "Multiplikationstabellen",
  "Unquestionably incomprehensible",
  "Kontrabassistforeningens bogstavkombinationsmuligheder",
  "https://www.example.org/sommerfest-2026/deltagerlister/skema",
  "真夜中の港の居酒屋で一番人気の料理長特製ラーメン大盛り",
  "🐦🦄🐦🦄🐦🦄🐦🦄🐦🦄🐦🦄🐦🦄🐦🦄🐦🦄🐦🦄",
  "Донаудампфшифффартсгезельшафт",
];

/** A question of long words, with a gap. */
export const LONG_WORD_QUESTION =
  "Speciallægepraksisplanlægningsstabiliseringsperioden in Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch ended because of ____.";

/** An explanation of long words. */
export const LONG_WORD_EXPLANATION = `${LONG_WORDS[3]} – ${LONG_WORDS[4]}`;
