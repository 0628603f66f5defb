//! The list of offensive words.

/// The severity of a word, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Insults a group of people.
    Slur,
    /// Coarse swearing.
    Coarse,
    /// Mild swearing, or a sexual word.
    Mild,
}

/// Where an entry matches within a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The whole word, or its plural in s.
    Whole,
    /// The start of the word, for stems that start no name.
    Start,
    /// The whole word, with one of the endings, or with a word of [`COMPOUNDS`] behind it. Many names
    /// start with such a stem: Shitao, Wankdorf, Luderman.
    Inflected(&'static [&'static str]),
    /// Anywhere in the word.
    Anywhere,
}

use Kind::{Coarse, Mild, Slur};
use Place::{Anywhere, Inflected, Start, Whole};

/// Endings of English stems.
const ENGLISH: &[&str] = &[
    "", "s", "ed", "er", "ers", "ing", "ings", "in", "y", "ier", "iest", "ish", "ery", "e", "es", "ey", "able", "ness",
];
/// Endings of English stems without the forms that are names: Cuntis, Cunter, Wanke.
const FEW_ENGLISH: &[&str] = &["", "s", "ed", "ing", "y", "ier", "iest", "ish"];
/// Endings of English agents and their verbs.
const AGENT: &[&str] = &["", "s", "ed", "er", "ers", "ing", "ings", "y", "ery"];
/// Endings of Danish stems in -er.
const DANISH_ER: &[&str] = &["", "e", "en", "ens", "ne", "nes", "es", "i", "isk", "iske", "agtig", "agtige", "s"];
/// Endings of Danish stems in -e.
const DANISH_E: &[&str] = &["", "n", "ns", "r", "rs", "rne", "rnes", "s", "t"];

/// Words that form an insult with a stem in front of them.
pub(super) const COMPOUNDS: &[&str] = &[
    // English
    "ass", "arse", "bag", "bird", "bomb", "boy", "brain", "breath", "brick", "bucket", "cake", "can", "cunt", "dick",
    "dom", "eater", "eating", "eye", "face", "fest", "for", "fuck", "girl", "hag", "head", "heap", "hole", "hopper",
    "hot", "house", "kicker", "less", "lick", "list", "load", "lord", "master", "mong", "monger", "muffin", "pants",
    "post", "pot", "rag", "shaft", "show", "stain", "stick", "storm", "talk", "tard", "ton", "wad", "weasel", "whore",
    "wipe", "wit", "work", // Danish
    "ansigt", "barn", "bæ", "dansk", "dreng", "dum", "fisse", "fjæs", "fugt", "hoved", "hul", "hund", "hus", "hår",
    "kanel", "karl", "knep", "kusse", "kælling", "lette", "lort", "luder", "lugt", "mis", "mor", "mund", "møg",
    "perker", "pik", "prut", "pul", "røv", "saft", "slik", "smag", "so", "sprog", "svamp", "svin", "tryne", "tæve",
    "tøs", "unge",
];

/// The entries in lower case, with accents only for separate letters (å, æ, ø).
pub(super) const LIST: &[(Kind, Place, &str)] = &[
    // English
    (Slur, Anywhere, "nigger"),
    (Slur, Whole, "nigga"),
    (Slur, Whole, "niggah"),
    (Slur, Anywhere, "faggot"),
    (Slur, Whole, "kike"),
    (Slur, Whole, "spic"),
    (Slur, Whole, "wetback"),
    (Slur, Whole, "paki"),
    (Slur, Whole, "raghead"),
    (Slur, Whole, "towelhead"),
    (Slur, Whole, "gook"),
    (Slur, Whole, "coon"),
    (Slur, Start, "tranny"),
    (Slur, Whole, "retard"),
    (Slur, Whole, "retarded"),
    (Slur, Start, "libtard"),
    (Coarse, Anywhere, "fuck"),
    (Coarse, Anywhere, "phuck"),
    (Coarse, Whole, "fvck"),
    (Coarse, Whole, "fuk"),
    (Coarse, Whole, "fuq"),
    (Coarse, Inflected(FEW_ENGLISH), "cunt"),
    (Coarse, Inflected(ENGLISH), "shit"),
    (Coarse, Start, "bullshit"),
    (Coarse, Start, "horseshit"),
    (Coarse, Start, "batshit"),
    (Coarse, Start, "dipshit"),
    (Coarse, Whole, "apeshit"),
    (Coarse, Start, "asshole"),
    (Coarse, Start, "arsehole"),
    (Coarse, Anywhere, "cocksuck"),
    (Coarse, Inflected(FEW_ENGLISH), "whore"),
    (Coarse, Start, "dickhead"),
    (Coarse, Inflected(AGENT), "wank"),
    (Coarse, Start, "rapist"),
    (Coarse, Whole, "rape"),
    (Coarse, Whole, "raping"),
    (Mild, Whole, "ass"),
    (Mild, Whole, "asses"),
    (Mild, Whole, "arse"),
    (Mild, Whole, "dumbass"),
    (Mild, Whole, "jackass"),
    (Mild, Whole, "badass"),
    (Mild, Start, "bitch"),
    (Mild, Whole, "bastard"),
    (Mild, Whole, "bollocks"),
    (Mild, Whole, "bugger"),
    (Mild, Whole, "crap"),
    (Mild, Whole, "crappy"),
    (Mild, Whole, "damn"),
    (Mild, Whole, "damned"),
    (Mild, Whole, "damnit"),
    (Mild, Whole, "dammit"),
    (Mild, Whole, "goddamn"),
    (Mild, Whole, "piss"),
    (Mild, Whole, "pissed"),
    (Mild, Whole, "pissing"),
    (Mild, Whole, "prick"),
    (Mild, Whole, "twat"),
    (Mild, Whole, "tosser"),
    (Mild, Whole, "slutty"),
    (Mild, Whole, "cock"),
    (Mild, Whole, "dicks"),
    (Mild, Whole, "dickpic"),
    (Mild, Whole, "pussy"),
    (Mild, Whole, "tits"),
    (Mild, Whole, "titties"),
    (Mild, Whole, "boobs"),
    (Mild, Whole, "boobies"),
    (Mild, Whole, "penis"),
    (Mild, Whole, "vagina"),
    (Mild, Whole, "dildo"),
    (Mild, Whole, "anal"),
    (Mild, Whole, "anus"),
    (Mild, Whole, "blowjob"),
    (Mild, Whole, "handjob"),
    (Mild, Whole, "cum"),
    (Mild, Whole, "cumshot"),
    (Mild, Whole, "horny"),
    (Mild, Start, "masturbat"),
    (Mild, Start, "porn"),
    // Danish
    (Slur, Inflected(DANISH_ER), "perker"),
    (Slur, Whole, "neger"),
    (Slur, Whole, "negeren"),
    (Slur, Whole, "negre"),
    (Slur, Whole, "sortsmudsker"),
    (Slur, Whole, "bøsserøv"),
    (Slur, Whole, "bøssekarl"),
    (Slur, Whole, "svanselort"),
    (Slur, Whole, "mongolbarn"),
    (Coarse, Inflected(DANISH_E), "fisse"),
    (Coarse, Whole, "kusse"),
    (Coarse, Whole, "kussen"),
    (Coarse, Whole, "kusser"),
    (Coarse, Inflected(DANISH_ER), "luder"),
    (Coarse, Whole, "kælling"),
    (Coarse, Whole, "kaelling"),
    (Coarse, Whole, "kællingen"),
    (Coarse, Whole, "kællinger"),
    (Coarse, Whole, "møgkælling"),
    (Coarse, Whole, "møgluder"),
    (Coarse, Start, "røvhul"),
    (Coarse, Start, "roevhul"),
    (Coarse, Start, "rovhul"),
    (Coarse, Start, "røvpul"),
    (Coarse, Whole, "kneprøv"),
    (Coarse, Start, "pikhoved"),
    (Coarse, Start, "pikslik"),
    (Coarse, Start, "svinefjæs"),
    (Coarse, Start, "møgsvin"),
    (Coarse, Whole, "voldtægt"),
    (Coarse, Start, "voldtag"),
    (Mild, Whole, "pik"),
    (Mild, Whole, "pikken"),
    (Mild, Whole, "pikke"),
    (Mild, Whole, "røv"),
    (Mild, Whole, "røven"),
    (Mild, Whole, "røvsyg"),
    (Mild, Whole, "lort"),
    (Mild, Whole, "lortet"),
    (Mild, Whole, "lorte"),
    (Mild, Start, "lortehu"),
    (Mild, Start, "knepp"),
    (Mild, Whole, "kneppe"),
    (Mild, Whole, "pis"),
    (Mild, Whole, "pisse"),
    (Mild, Whole, "pisser"),
    (Mild, Whole, "skide"),
    (Mild, Start, "skider"),
    (Mild, Whole, "fanden"),
    (Mild, Whole, "fandme"),
    (Mild, Whole, "sateme"),
    (Mild, Whole, "helvede"),
    (Mild, Whole, "liderlig"),
    (Mild, Whole, "onanere"),
    (Mild, Whole, "onani"),
    (Mild, Whole, "nosser"),
    (Mild, Whole, "nosse"),
];

/// Harmless words and phrases that an entry would match. The filter clears them first.
pub(super) const HARMLESS: &[&str] = &[
    "scunthorpe",
    "snigger",
    "sniggers",
    "sniggered",
    "sniggering",
    "shiitake",
    "shitake",
    "shittim",
    "wankel",
    "coonhound",
    "coon cat",
    "maine coon",
    "great tits",
    "blue tits",
    "coal tits",
    "crested tits",
    "long tailed tits",
    "weather cock",
    "cock robin",
    "cock a doodle doo",
    "pussy riot",
    "craps",
    "blue footed boobies",
    "footed boobies",
    "rape seed",
    "oilseed rape",
    "oil seed rape",
    "winter rape",
    "spring rape",
    "fields of rape",
    "field of rape",
    "rape field",
    "rape fields",
    "rape oil",
    "rape honey",
    "rape flower",
    "rape flowers",
    "rape blossom",
    "rape plant",
    "rape plants",
    "rape of the lock",
    "rape of bramber",
    "rape of hastings",
    "rape of lewes",
    "rape of arundel",
    "rape of pevensey",
    "rape of chichester",
    "shitterton",
    "luders",
    "ludering",
    "coon rapids",
    "coon valley",
    "coon creek",
    "coon lake",
    "coon hollow",
    "coon river",
    "coon prairie",
    "coon island",
    "coon hound",
    "coon hounds",
    "spic and span",
    "te paki",
];

/// First names that are also on the list. They are harmless at the start of a text, if written as names.
pub(super) const FIRST_NAMES: &[&str] = &["kike"];
