// Written by `npm run types` from docs/openapi.json and docs/asyncapi.json. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description What is said about a pack. */
    AboutPack: {
      /** @description A sentence on what is in it, up to 300 characters. */
      description?: string | null;
      /** @description The language of its questions, as a BCP 47 tag such as `da`. Needed for a new pack. */
      language?: string | null;
      /** @description What people see, 1–60 characters. Needed for a new pack. */
      title?: string | null;
      visibility?: components["schemas"]["Visibility"] | null;
    };
    /** @description An account as its owner sees it. */
    Account: {
      /** @description When it was registered. */
      created_at: components["schemas"]["Timestamp"];
      /** @description What belongs to it refers to it by this. */
      id: components["schemas"]["AccountId"];
      /** @description The login name. */
      name: string;
      /** @description When its password was last set. */
      password_changed_at: components["schemas"]["Timestamp"];
    };
    /** @description An account: opaque, made by the platform, never reused. */
    AccountId: string;
    /** @description `ack`: a message was accepted, once. */
    AckData: Record<string, unknown> & {
      /** @description The message's own id. */
      id: string;
      /**
       * Format: int64
       * @description The last event of the commit that holds its effect.
       */
      seq: number;
    };
    /** @description What a player does: the same as a message over the socket. */
    Act: {
      /** @description With what. */
      data?: Record<string, unknown> | null;
      /** @description Names this action: the same id twice has one effect and the same answer. */
      id: string;
      /** @description What they do, such as `lie.submit`. */
      type: string;
    };
    /** @description How many bots. */
    AddBots: {
      /**
       * @description From 1 to the number of free seats.
       * @default 1
       */
      count: number;
    };
    /** @description The configuration of Air guitar. Every field is optional; unknown ones are ignored. */
    AirGuitarConfig: {
      /**
       * @description How much of their time in a practice a guitarist has to play to reach their goal, in percent.
       * @default 60
       */
      goal_percent: number;
      /**
       * @description Most guitarists to let in.
       * @default 8
       */
      max_players: number;
      /**
       * @description How long a practice lasts. In milliseconds.
       * @default 180000
       */
      practice_ms: number;
      /**
       * @description Practices of an evening; one without a chord does not count.
       * @default 5
       */
      practices: number;
      /**
       * @description How long the summary of a practice stands, unless somebody starts the next one. In milliseconds.
       * @default 30000
       */
      summary_ms: number;
    };
    /** @description Data of `phase.counting`. */
    AirGuitarCounting: components["schemas"]["Countdown"];
    /** @description Data of `phase.game_over`. */
    AirGuitarFinale: {
      /**
       * Format: int32
       * @description The evening's longest streak.
       */
      best_streak: number;
      /**
       * Format: int32
       * @description Practices that reached their goal.
       */
      goals: number;
      /** @description Everybody who played, most stars first. */
      ranking: components["schemas"]["AirGuitarFinalist"][];
    };
    /** @description What one guitarist's evening came to. */
    AirGuitarFinalist: {
      /**
       * Format: int32
       * @description Their longest row of goals.
       */
      best_streak: number;
      /**
       * Format: int32
       * @description Chords.
       */
      chords: number;
      /** @description What they are called. */
      nickname: string;
      /**
       * Format: int64
       * @description Milliseconds played.
       */
      played_ms: number;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /** @description From 1; who has as many stars has the same rank, and the ranks they fill are skipped. */
      rank: number;
      /**
       * Format: int64
       * @description Stars.
       */
      score: number;
      /**
       * Format: int32
       * @description From 0 to 100, over the whole evening; `null` when there were too few chords to tell.
       */
      steadiness?: number | null;
    };
    /** @description Data of `practice.joined`. */
    AirGuitarJoined: {
      /**
       * Format: int64
       * @description Milliseconds they have to play in this practice.
       */
      goal_ms: number;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description Data of `practice.left`. */
    AirGuitarLeft: {
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description What one guitarist did in a practice. */
    AirGuitarLine: {
      /**
       * Format: int32
       * @description Chords.
       */
      chords: number;
      /**
       * Format: int64
       * @description Milliseconds they had to play.
       */
      goal_ms: number;
      /** @description What they are called. */
      nickname: string;
      /**
       * Format: int64
       * @description Milliseconds played.
       */
      played_ms: number;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Whether they reached their goal. */
      reached: boolean;
      /**
       * Format: int64
       * @description Stars of the evening so far: their score.
       */
      score: number;
      /**
       * Format: int32
       * @description Stars for this practice: one for the goal, a second and a third for a steady hand.
       */
      stars: number;
      /**
       * Format: int32
       * @description From 0 to 100; `null` when there were too few chords to tell.
       */
      steadiness?: number | null;
      /**
       * Format: int32
       * @description Practices in a row in which they reached their goal, this one included.
       */
      streak: number;
    };
    /** @description The `data` of each message of `air_guitar`, by its `type`. */
    AirGuitarMessageData: {
      chord_change: {
        chord?: string;
        held?: boolean;
        player_id?: string;
        stroke?: string;
        timestamp?: string;
      };
      /** @description The practice is over; the last tallies come in. */
      "phase.counting": components["schemas"]["AirGuitarCounting"];
      /** @description What the evening came to. */
      "phase.game_over": components["schemas"]["AirGuitarFinale"];
      /** @description Somebody started a practice. */
      "phase.practice_started": components["schemas"]["AirGuitarPracticeStarted"];
      /** @description Nobody plays: any guitarist can start a practice. */
      "phase.ready": components["schemas"]["AirGuitarReady"];
      /** @description What the practice came to. */
      "phase.summary": components["schemas"]["AirGuitarSummary"];
      "practice.end": Record<string, unknown>;
      /** @description Somebody picked up their guitar, for the first time in this practice or again. */
      "practice.joined": components["schemas"]["AirGuitarJoined"];
      /** @description Somebody put it down, or the practice is over. */
      "practice.left": components["schemas"]["AirGuitarLeft"];
      /** @description What somebody has played in this practice so far. */
      "practice.progress": components["schemas"]["AirGuitarProgressed"];
      "practice.start": Record<string, unknown>;
      "say.chord_change": {
        at_ms?: number;
        chord?: string;
        held?: boolean;
        seq?: number;
        stroke?: string;
      };
    };
    /** @description One guitarist in the running practice. */
    AirGuitarPartView: {
      /**
       * Format: int32
       * @description Chords, as far as they are counted.
       */
      chords: number;
      /**
       * Format: int64
       * @description Milliseconds they have to play.
       */
      goal_ms: number;
      /**
       * Format: int64
       * @description Milliseconds played, as far as they are counted.
       */
      played_ms: number;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Whether they hold their guitar. */
      playing: boolean;
    };
    /** @description Data of `phase.practice_started`. */
    AirGuitarPracticeStarted: components["schemas"]["Countdown"] & {
      /**
       * Format: int32
       * @description Which, from 1.
       */
      practice: number;
      /**
       * Format: int32
       * @description Practices of the evening.
       */
      practices: number;
      /**
       * Format: int64
       * @description How long it lasts.
       */
      time_limit_ms: number;
    };
    /** @description Data of `practice.progress`. */
    AirGuitarProgressed: {
      /**
       * Format: int32
       * @description Chords so far.
       */
      chords: number;
      /**
       * Format: int64
       * @description Milliseconds in which one of them rang.
       */
      played_ms: number;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description Data of `phase.ready`. */
    AirGuitarReady: {
      /**
       * Format: int32
       * @description The practice to come, from 1.
       */
      practice: number;
      /**
       * Format: int32
       * @description Practices of the evening.
       */
      practices: number;
    };
    /** @description Data of `phase.summary`. */
    AirGuitarSummary: components["schemas"]["Countdown"] & {
      /**
       * Format: int32
       * @description The longest it was.
       */
      best_streak: number;
      /** @description What each guitarist did, in the order in which they picked up their guitars. */
      lines: components["schemas"]["AirGuitarLine"][];
      /**
       * Format: int32
       * @description Which practice, from 1.
       */
      practice: number;
      /**
       * Format: int32
       * @description Practices of the evening.
       */
      practices: number;
      /** @description Whether everybody who played and is still here reached their goal. */
      reached: boolean;
      /**
       * Format: int32
       * @description The evening's streak: practices in a row that reached their goal, this one included.
       */
      streak: number;
    };
    /** @description The public part of a snapshot. What the phase does not have is empty. */
    AirGuitarView: {
      /**
       * Format: int32
       * @description The longest it was.
       */
      best_streak: number;
      /**
       * Format: int32
       * @description How much of their time a guitarist has to play, in percent.
       */
      goal_percent: number;
      /**
       * Format: int32
       * @description Practices that reached their goal; told at the end.
       */
      goals?: number | null;
      /** @description What each guitarist did; during `summary`. */
      lines: components["schemas"]["AirGuitarLine"][];
      /** @description Who plays, in the order in which they picked up their guitars; during `practice` and `counting`. */
      parts: components["schemas"]["AirGuitarPartView"][];
      /**
       * Format: int32
       * @description The practice that is on, was last, or comes next, from 1.
       */
      practice: number;
      /**
       * Format: int32
       * @description Practices of the evening.
       */
      practices: number;
      /** @description The evening's end: most stars first. */
      ranking: components["schemas"]["AirGuitarFinalist"][];
      /** @description Whether the practice reached its goal; during `summary`. */
      reached?: boolean | null;
      /**
       * Format: int32
       * @description The evening's streak: practices in a row that reached their goal.
       */
      streak: number;
      /**
       * Format: int64
       * @description How long a practice lasts.
       */
      time_limit_ms: number;
    };
    /** @description What a player alone may know. */
    AirGuitarYou: {
      /**
       * Format: int32
       * @description The longest it was.
       */
      best_streak: number;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int32
       * @description Practices in a row in which they reached their goal.
       */
      streak: number;
    };
    /** @description The bots that sat down. */
    BotsAdded: {
      /** @description Who they are in this session. */
      player_ids: components["schemas"]["PlayerId"][];
      /** @description The lobby with them in it. */
      snapshot: components["schemas"]["Snapshot"];
    };
    /** @description The games of this server. */
    Cartridges: {
      /** @description What each says of itself, in the order of their keys. */
      cartridges: components["schemas"]["Manifest"][];
    };
    /** @description A new password. */
    ChangePassword: {
      /** @description The one from now on: 10 to 128 characters. */
      new_password: string;
      /** @description The password until now. */
      password: string;
      /** @description Where the refresh token goes. */
      refresh?: components["schemas"]["KeepRefresh"];
    };
    /** @description What to change; what is not there stays. */
    ChangePreset: {
      config?: components["schemas"]["Config"] | null;
      /** @description Whether it is the cartridge's default, instead of any other. */
      is_default?: boolean | null;
      /** @description What to call it; 1–60 characters. */
      name?: string | null;
    };
    /** @description A message was refused, and changed nothing. */
    ChatError: {
      /** @description A stable `snake_case` word. */
      code: string;
      /** @description What the client called its message, if anything. */
      id?: string | null;
      /** @description One sentence that says what to do. */
      message: string;
      /** @description Always `error`. */
      type: string;
    };
    /** @description A message of a session's chat. */
    ChatMessage: {
      /** @description What its sender calls it, if anything. */
      client_id?: string | null;
      /** @description What was said: 1 to 2000 characters, clean; it may have several lines. */
      content: string;
      /** @description When it was taken. */
      created_at: components["schemas"]["Timestamp"];
      /** @description Its name. */
      message_id: components["schemas"]["MessageId"];
      /**
       * Format: int64
       * @description Its place in the chat, from 1 and without a gap.
       */
      number: number;
      /** @description Whether it was taken away; then `content` is empty. Absent when not. */
      removed?: boolean;
      /** @description Who said it: a player's id, or `host`. */
      sender_id: string;
      /** @description What they were called when they said it. */
      sender_name: string;
    };
    /** @description The configuration of the cartridge that is named; every field is optional. */
    Config:
      | components["schemas"]["AirGuitarConfig"]
      | components["schemas"]["FibConfig"]
      | components["schemas"]["LoungeConfig"]
      | components["schemas"]["QuizConfig"];
    /**
     * @description Whether a player's phone is there.
     * @enum {string}
     */
    Connection: "connected" | "disconnected";
    /**
     * @description What a cartridge needs from question packs.
     * @enum {string}
     */
    ContentKind: "none" | "questions";
    /** @description How long a timed phase still has, as every timed event and snapshot states it. */
    Countdown: {
      deadline_at?: components["schemas"]["Timestamp"] | null;
      /**
       * Format: int64
       * @description Milliseconds left when this was written; `null` when the phase has no deadline.
       */
      remaining_ms?: number | null;
    };
    /** @description A new session. */
    Created: {
      /** @description The code players join with. */
      code: string;
      /** @description Makes its bearer the host. Never put it into an address that is shown. */
      host_token: string;
      /** @description Where players join; what the QR code holds. */
      join_url: string;
      /** @description The empty lobby. */
      snapshot: components["schemas"]["Snapshot"];
    };
    /** @description A configuration to keep. */
    CreatePreset: {
      /** @description The cartridge's key, such as `fib`. */
      cartridge?: string;
      config?: components["schemas"]["Config"] | null;
      /** @description Whether it becomes the cartridge's default, instead of any other. */
      is_default?: boolean;
      /** @description What to call it; 1–60 characters. */
      name?: string;
    };
    /** @description What to play. */
    CreateSession: {
      /** @description The cartridge's key, such as `fib`. */
      cartridge: string;
      config?: components["schemas"]["Config"] | null;
      /** @description The language of the packs that are played when none is chosen, such as `da`; `en` by default. */
      language?: string | null;
      /**
       * @description Question packs to draw from, at most 100: public ones, those whose key was shared, and with an
       *     account's token its own. By default those that come with the platform, in `language`.
       */
      pack_ids?: string[];
      /** @description A preset of the caller's own, to take the configuration from. */
      preset_id?: string | null;
    };
    /** @description The owner's word. */
    DeleteAccount: {
      /** @description The account's password. */
      password: string;
    };
    /** @description What was deleted: all there was. */
    DeletedAccount: {
      /** @description Rows of the database, by table. */
      rows: {
        [key: string]: number;
      };
      /** @description Sessions that were ended. */
      sessions: number;
    };
    /** @description A question as somebody wrote it. */
    Draft: {
      /** @description Other spellings of the answer, at most 20. */
      aliases?: string[];
      /** @description The truth, 1–80 characters. */
      answer: string;
      /** @description A word or two shown above the prompt, up to 40 characters. */
      category?: string;
      /** @description Plausible lies, 1–20; four or more make a fuller table. */
      decoys?: string[];
      /** @description One sentence told after the reveal, up to 300 characters. */
      explanation?: string | null;
      /** @description Fit for children. */
      family_friendly?: boolean;
      kind?: components["schemas"]["QuestionKind"] | null;
      /** @description The question's language as a BCP 47 tag, where it is not its pack's. */
      language?: string | null;
      /** @description What people read, 5–300 characters. A `blank` has one gap, written as `____`. */
      prompt: string;
      /** @description Where the fact can be checked, up to 300 characters. */
      source?: string | null;
    };
    /**
     * @description One life of a session's event numbering: `seq` counts within it. A new one makes every client
     *     start over from a snapshot.
     */
    Epoch: string;
    /** @description `error`: a message was refused, and changed nothing. */
    ErrorData: {
      /** @description A stable `snake_case` word. */
      code: string;
      /** @description The message's own id; `null` when it had none that could be read. */
      id?: string | null;
      /** @description One sentence that says what to do. */
      message: string;
    };
    /** @description The end of a session. */
    Exited: {
      /** @description What was deleted: all there was. */
      deleted: components["schemas"]["Receipt"];
    };
    /** @description One thing that is wrong with a draft. */
    Fault: {
      /** @description The rule, as a stable `snake_case` word. */
      code: string;
      /** @description The field, such as `answer` or `decoys[2]`, counted from 0. */
      field: string;
      /** @description What is wrong, in a sentence. */
      message: string;
    };
    /**
     * @description Something a session offers beyond playing.
     * @enum {string}
     */
    Feature: "audience" | "bots" | "late_join";
    /** @description Points given to one player for one option. */
    FibAwarded: {
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int64
       * @description How many.
       */
      points: number;
      /** @description What for. */
      reason: components["schemas"]["FibReason"];
    };
    /** @description An award of the evening. */
    FibAwardView: {
      /** @description Its stable key, for translations. */
      award: string;
      /** @description Its picture. */
      emoji: string;
      /** @description Who gets it. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Its title in English. */
      title: string;
      /**
       * Format: int32
       * @description How often they did what it is for.
       */
      value: number;
    };
    /** @description The configuration of Fib. Every field is optional; unknown ones are ignored. */
    FibConfig: {
      /**
       * @description Whether writing and guessing end as soon as everybody present has answered.
       * @default true
       */
      all_in_advances: boolean;
      /**
       * @description Only questions fit for children.
       * @default false
       */
      family_friendly: boolean;
      /**
       * @description Points for each player fooled, before the round's multiplier.
       * @default 500
       */
      fool_points: number;
      /**
       * @description Time to guess, before `timers` stretches it. In milliseconds.
       * @default 30000
       */
      guess_ms: number;
      /**
       * @description Whether people may sit down while a game is on, to play from the next question.
       * @default false
       */
      late_join: boolean;
      /**
       * @description Time to write a lie, before `timers` stretches it. In milliseconds.
       * @default 60000
       */
      lie_ms: number;
      /**
       * @description Most players to let in; not below the fewest to start with.
       * @default 12
       */
      max_players: number;
      /**
       * @description Fewest players to start with.
       * @default 2
       */
      min_players: number;
      /**
       * @description Which words nobody may write or be called by.
       * @default moderate
       * @enum {string}
       */
      profanity: "none" | "moderate" | "strict";
      /**
       * @description Time to read a question. In milliseconds.
       * @default 5000
       */
      question_ms: number;
      /**
       * @description Questions of a round.
       * @default 3
       */
      questions_per_round: number;
      /**
       * @description Time for each option revealed. In milliseconds.
       * @default 4000
       */
      reveal_step_ms: number;
      /**
       * @description What each round's points are multiplied by, the last one holding for all rounds after it.
       * @default [
       *       1,
       *       2,
       *       3
       *     ]
       */
      round_multipliers: number[];
      /**
       * @description Rounds of a game.
       * @default 3
       */
      rounds: number;
      /**
       * @description Time for the standing after a question. In milliseconds.
       * @default 8000
       */
      scoreboard_ms: number;
      /**
       * @description Time for the points of a question. In milliseconds.
       * @default 4000
       */
      scores_ms: number;
      /**
       * @description Whether time presses while people write and guess.
       * @default on
       * @enum {string}
       */
      timers: "on" | "extended" | "off";
      /**
       * @description Points for finding the truth, before the round's multiplier.
       * @default 1000
       */
      truth_points: number;
    };
    /** @description What a question brought one player. */
    FibDelta: {
      /**
       * Format: int64
       * @description Points of this question.
       */
      delta: number;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int64
       * @description Points of the game so far.
       */
      total: number;
    };
    /** @description Data of `phase.game_over`. */
    FibGameOver: {
      /** @description What people will remember. */
      awards: components["schemas"]["FibAwardView"][];
      /** @description The final standing. */
      ranking: components["schemas"]["FibRanked"][];
    };
    /** @description Data of `phase.guess_started`. */
    FibGuessStarted: components["schemas"]["Countdown"] & {
      /** @description Shuffled once, the same for everybody. */
      options: components["schemas"]["FibOptionView"][];
      /**
       * Format: int32
       * @description The question within the round, from 1.
       */
      question: number;
      /**
       * Format: int32
       * @description The round, from 1.
       */
      round: number;
      /**
       * Format: int64
       * @description The whole time for guessing; `null` when time does not press.
       */
      time_limit_ms?: number | null;
      /** @description Whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /**
     * @description What an option is.
     * @enum {string}
     */
    FibKind: "lie" | "decoy" | "truth";
    /** @description Data of `phase.lie_started`. */
    FibLieStarted: components["schemas"]["Countdown"] & {
      /** @description Graphemes a lie may have. */
      max_length: number;
      /** @description The sentence, its gap written as `____`. */
      prompt: string;
      /**
       * Format: int32
       * @description The question within the round, from 1.
       */
      question: number;
      /**
       * Format: int32
       * @description The round, from 1.
       */
      round: number;
      /**
       * Format: int64
       * @description The whole time for writing; `null` when time does not press.
       */
      time_limit_ms?: number | null;
      /** @description Whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description The `data` of each message of `fib`, by its `type`. */
    FibMessageData: {
      "guess.submit": {
        option_id?: string;
      };
      "lie.submit": {
        text?: string;
      };
      "lie.suggest": Record<string, unknown>;
      /** @description The end. */
      "phase.game_over": components["schemas"]["FibGameOver"];
      /** @description Time to guess. */
      "phase.guess_started": components["schemas"]["FibGuessStarted"];
      /** @description Time to lie. */
      "phase.lie_started": components["schemas"]["FibLieStarted"];
      /** @description A question to read. */
      "phase.question_shown": components["schemas"]["FibQuestionShown"];
      /** @description The standing. */
      "phase.scoreboard": components["schemas"]["FibScoreboard"];
      /** @description What the question brought everybody. */
      "phase.scores_calculated": components["schemas"]["FibScoresCalculated"];
      /** @description Somebody answered, or the game stopped waiting for somebody. */
      progress: components["schemas"]["FibProgress"];
      /** @description Reactions since the last such event. */
      reaction: components["schemas"]["FibReactionCounts"];
      "reaction.send": {
        emoji?: string;
      };
      /** @description One option revealed; its points are given now. */
      "reveal.step": components["schemas"]["FibRevealStep"];
    };
    /** @description One option on the table. */
    FibOptionView: {
      /** @description Where it stands; says nothing of what it is. */
      option_id: string;
      /** @description What it says. */
      text: string;
    };
    /** @description Data of `progress`, in the order of the table. */
    FibProgress: {
      /** @description Whose answers are in. */
      answered: components["schemas"]["PlayerId"][];
      /** @description Who is present and has not answered. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description Data of `phase.question_shown`. */
    FibQuestionShown: components["schemas"]["Countdown"] & {
      /** @description A word or two above it. */
      category: string;
      /** @description The reactions there are. */
      emoji: string[];
      /** @description Graphemes a lie may have. */
      max_length: number;
      /**
       * Format: int32
       * @description What this round's points are multiplied by.
       */
      multiplier: number;
      /** @description The sentence, its gap written as `____`. */
      prompt: string;
      /**
       * Format: int32
       * @description The question within the round, from 1.
       */
      question: number;
      /**
       * Format: int32
       * @description Questions of a round.
       */
      questions: number;
      /**
       * Format: int32
       * @description The round, from 1.
       */
      round: number;
      /**
       * Format: int32
       * @description Rounds of the game.
       */
      rounds: number;
    };
    /** @description One player's place. */
    FibRanked: {
      /**
       * Format: int64
       * @description Points of the last question.
       */
      delta: number;
      /** @description What they are called. */
      nickname: string;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /** @description From 1; who has the same score has the same rank, and the ranks they fill are skipped. */
      rank: number;
      /**
       * Format: int64
       * @description Points of the game.
       */
      score: number;
    };
    /** @description Data of `reaction`. */
    FibReactionCounts: {
      /** @description How often each was sent. */
      counts: {
        [key: string]: number;
      };
    };
    /**
     * @description What points are given for.
     * @enum {string}
     */
    FibReason: "fooled" | "truth";
    /** @description An option, all told. */
    FibRevealed: {
      /** @description Who wrote it; several when their lies were nearly the same, none when they have left. */
      authors: components["schemas"]["PlayerId"][];
      /** @description Points given for it. */
      awarded: components["schemas"]["FibAwarded"][];
      /** @description With the truth: one sentence more about it. */
      explanation?: string | null;
      /** @description What it is. */
      kind: components["schemas"]["FibKind"];
      /** @description Which. */
      option_id: string;
      /** @description Who picked it, in the order in which they did. */
      pickers: components["schemas"]["PlayerId"][];
      /** @description With the truth: where it can be checked. */
      source?: string | null;
      /** @description What it says. */
      text: string;
    };
    /** @description Data of `reveal.step`. */
    FibRevealStep: components["schemas"]["FibRevealed"] &
      components["schemas"]["Countdown"] & {
        /** @description Which step this is, from 1. */
        step: number;
        /** @description How many there are. */
        steps: number;
        /**
         * @description Options revealed at this moment, up to this one: more than 1 where a crowd's less believed
         *     ones are revealed together, in events that follow each other.
         */
        together: number;
      };
    /** @description Data of `phase.scoreboard`. */
    FibScoreboard: components["schemas"]["Countdown"] & {
      /** @description Whether the game is over after it. */
      final: boolean;
      /** @description Best first. */
      ranking: components["schemas"]["FibRanked"][];
    };
    /** @description Data of `phase.scores_calculated`. */
    FibScoresCalculated: components["schemas"]["Countdown"] & {
      /** @description What this question brought, in the order of the table. */
      deltas: components["schemas"]["FibDelta"][];
      /**
       * Format: int32
       * @description What its points were multiplied by.
       */
      multiplier: number;
      /**
       * Format: int32
       * @description The round, from 1.
       */
      round: number;
    };
    /** @description The public part of a game's snapshot. What the phase does not have yet is empty. */
    FibView: {
      /** @description At the end. */
      awards: components["schemas"]["FibAwardView"][];
      /** @description A word or two above it. */
      category: string;
      /** @description What the question brought; during `scores`. */
      deltas: components["schemas"]["FibDelta"][];
      /** @description The reactions there are. */
      emoji: string[];
      /** @description Whether the standing is the last one. */
      final: boolean;
      /** @description Graphemes a lie may have. */
      max_length: number;
      /**
       * Format: int32
       * @description What this round's points are multiplied by.
       */
      multiplier: number;
      /** @description The options, from `guess` on until the next question. */
      options: components["schemas"]["FibOptionView"][];
      /** @description The sentence, its gap written as `____`. */
      prompt: string;
      /**
       * Format: int32
       * @description Questions of a round.
       */
      questions: number;
      /** @description The standing; during `scoreboard` and `game_over`. */
      ranking: components["schemas"]["FibRanked"][];
      /** @description Those of them that are revealed, in that order. */
      revealed: components["schemas"]["FibRevealed"][];
      /**
       * Format: int32
       * @description Rounds of the game.
       */
      rounds: number;
      /**
       * Format: int64
       * @description The whole time for writing or guessing; `null` in other phases and when time does not
       *     press.
       */
      time_limit_ms?: number | null;
      /** @description How many of the last of them were revealed together; 0 before the first. */
      together: number;
      /** @description Whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description What a player alone may know. */
    FibYou: {
      /** @description The option they picked. */
      guess?: string | null;
      /** @description Their lie for this question, in their own words. */
      lie?: string | null;
      /** @description The option it became, which they may not pick. */
      lie_option_id?: string | null;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * @description Whether they play the current question: not so who sat down during it (they do from the next
       *     one on), and who has no seat.
       */
      plays: boolean;
      /**
       * Format: int32
       * @description Reactions they may still send during this question.
       */
      reactions_left: number;
      /** @description What "lie for me" offered them for this question. */
      suggestions: string[];
    };
    /**
     * @description How often people want a setting.
     * @enum {string}
     */
    Group: "basic" | "advanced";
    /** @description A session the account hosts. */
    HostedView: {
      /** @description The game's key. */
      cartridge: string;
      /** @description Its code. */
      code: components["schemas"]["SessionCode"];
      /** @description When it was made. */
      created_at: components["schemas"]["Timestamp"];
      /** @description Where it is in its life. */
      status: components["schemas"]["Status"];
    };
    /** @description What an import made. */
    Imported: {
      /** @description The pack as it is now. */
      pack: components["schemas"]["PackView"];
      /** @description What became of the file. */
      report: components["schemas"]["ImportReport"];
    };
    /** @description What became of a file. */
    ImportReport: {
      /** @description Questions added. */
      added: number;
      /** @description Questions that the pack had already, or that the file has twice. */
      already_there: number;
      /** @description Columns that mean nothing here and were left out. */
      ignored_columns?: string[];
      /** @description Rows refused. */
      refused: number;
      /** @description The first hundred of them. */
      rows: components["schemas"]["RefusedRow"][];
    };
    /**
     * @description In which role somebody joins.
     * @enum {string}
     */
    JoinAs: "player" | "audience";
    /** @description A seat at the table, or a place in the audience. */
    Joined: {
      /** @description Who they are in this session. */
      player_id: components["schemas"]["PlayerId"];
      /** @description In which role they are here. */
      role: components["schemas"]["JoinAs"];
      /** @description Speaks for them, in this session only. */
      session_token: string;
      /** @description The session with them in it. */
      snapshot: components["schemas"]["Snapshot"];
    };
    /** @description Who joins. */
    JoinSession: {
      /** @description Whether they want a seat, or only to watch. */
      as?: components["schemas"]["JoinAs"];
      /** @description A picture's name, if they chose one. */
      avatar?: string | null;
      /** @description What they are called: 1 to 20 characters, without control characters. */
      nickname: string;
    };
    /** @description How to keep a session's settings. */
    KeepPreset: {
      /** @description The host's token, for a session that was made before its host logged in. */
      host_token?: string | null;
      /** @description Whether it becomes the cartridge's default, instead of any other. */
      is_default?: boolean;
      /** @description What to call the preset; 1–60 characters. */
      name?: string;
    };
    /**
     * @description Where the refresh token goes.
     * @enum {string}
     */
    KeepRefresh: "body" | "cookie";
    /** @description Questions by their kind. */
    Kinds: {
      /**
       * Format: int32
       * @description Sentences with a gap.
       */
      blank: number;
      /**
       * Format: int32
       * @description Questions that need their answers beside them.
       */
      choice: number;
      /**
       * Format: int32
       * @description Questions that stand alone.
       */
      open: number;
    };
    /** @description A login. */
    LoggedIn: {
      /** @description Speaks for the account: `Authorization: Bearer …`. */
      access_token: string;
      /** @description Who is logged in. */
      account: components["schemas"]["Account"];
      /**
       * Format: int64
       * @description Milliseconds the access token is good for.
       */
      expires_in_ms: number;
      /** @description When the refresh token's time is over. */
      refresh_expires_at: components["schemas"]["Timestamp"];
      /** @description Good once, for the next access token; missing when it went into the cookie. */
      refresh_token?: string | null;
    };
    /** @description Who logs in. */
    LogIn: {
      /** @description The login name, in any case. */
      name: string;
      /** @description The password. */
      password: string;
      /** @description Where the refresh token goes. */
      refresh?: components["schemas"]["KeepRefresh"];
    };
    /** @description Which login ends. */
    LogOut: {
      /** @description The login's refresh token; without it, the cookie's. */
      refresh_token?: string | null;
    };
    /** @description Data of `toast.clinked`. */
    LoungeClinked: {
      /**
       * Format: int32
       * @description Toasts this evening, this one included.
       */
      count: number;
      /** @description Whose glasses clinked, in the order in which they were raised. */
      joined: components["schemas"]["PlayerId"][];
      /** @description Who proposed it. */
      player_id: components["schemas"]["PlayerId"];
      /** @description To what. */
      words?: string | null;
    };
    /** @description The configuration of The lounge. Every field is optional; unknown ones are ignored. */
    LoungeConfig: {
      /**
       * @description Whether people may come in while the lounge is open.
       * @default true
       */
      late_join: boolean;
      /**
       * @description Most people to let in.
       * @default 50
       */
      max_players: number;
      /**
       * @description Whether people may raise their glasses.
       * @default true
       */
      toasts: boolean;
    };
    /** @description The `data` of each message of `lounge`, by its `type`. */
    LoungeMessageData: {
      /** @description The doors are open. */
      "phase.lounge_opened": components["schemas"]["LoungeOpened"];
      /** @description Reactions since the last such event. */
      reaction: components["schemas"]["LoungeReactionCounts"];
      "reaction.send": {
        emoji?: string;
      };
      "status.set": {
        status?: string;
      };
      /** @description Everybody's glass is up: they clink. */
      "toast.clinked": components["schemas"]["LoungeClinked"];
      "toast.join": Record<string, unknown>;
      /** @description Somebody raised their glass, too. */
      "toast.joined": components["schemas"]["LoungeToastJoined"];
      /** @description Somebody whose glass was up has left. If they had proposed the toast, it is over. */
      "toast.lowered": components["schemas"]["LoungeToastLowered"];
      "toast.raise": {
        words?: string;
      };
      /** @description Somebody proposes a toast. */
      "toast.raised": components["schemas"]["LoungeRaised"];
    };
    /** @description Data of `phase.lounge_opened`. */
    LoungeOpened: {
      /** @description The emoji that can be thrown. */
      emoji: string[];
      /** @description Whether people may raise their glasses. */
      toasts: boolean;
    };
    /** @description Data of `toast.raised`. */
    LoungeRaised: {
      /** @description Who proposes it. */
      player_id: components["schemas"]["PlayerId"];
      /** @description To what; `null` for a toast without words. */
      words?: string | null;
    };
    /** @description Data of `reaction`. */
    LoungeReactionCounts: {
      /** @description How often each was sent. */
      counts: {
        [key: string]: number;
      };
    };
    /** @description Data of `status.set`. */
    LoungeStatusSet: {
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /** @description How they are; `null` when they took it back, or left. */
      status?: string | null;
    };
    /** @description Data of `toast.joined`. */
    LoungeToastJoined: {
      /** @description Who raised their glass. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description Data of `toast.lowered`. */
    LoungeToastLowered: {
      /** @description Whose glass is down. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description Glasses in the air. */
    LoungeToastView: {
      /** @description Whose glasses are up, in the order in which they were raised. */
      joined: components["schemas"]["PlayerId"][];
      /** @description Who proposes it. */
      player_id: components["schemas"]["PlayerId"];
      /** @description To what; `null` for a toast without words. */
      words?: string | null;
    };
    /** @description The public part of a lounge's snapshot. */
    LoungeView: {
      /**
       * Format: int32
       * @description Toasts so far.
       */
      count: number;
      /** @description The emoji that can be thrown. */
      emoji: string[];
      /** @description Graphemes a status may have. */
      max_status: number;
      /** @description Graphemes the words of a toast may have. */
      max_words: number;
      /** @description How people are, as far as they say. */
      statuses: {
        [key: string]: string;
      };
      toast?: components["schemas"]["LoungeToastView"] | null;
      /** @description Whether people may raise their glasses. */
      toasts: boolean;
    };
    /** @description What somebody alone may know: nothing that others may not. */
    LoungeYou: {
      /** @description How they say they are. */
      status?: string | null;
    };
    /** @description A cartridge, described. */
    Manifest: {
      /** @description Its key in the contract, such as `fib`. */
      cartridge: string;
      /** @description What it needs from question packs. */
      content: components["schemas"]["ContentKind"];
      /** @description What its sessions can offer beyond playing. */
      features: components["schemas"]["Feature"][];
      /** @description What it is called, in English. */
      name: string;
      /** @description Every phase a game can be in, in the order in which they first come. */
      phases: components["schemas"]["PhaseKind"][];
      /** @description How many can play, as long as the configuration does not say otherwise. */
      players: components["schemas"]["Players"];
      /** @description What a configuration may set, in the order of a form. */
      settings: components["schemas"]["Setting"][];
      /** @description One line that makes people want to play it, in English. */
      tagline: string;
    };
    /** @description How far somebody has read. */
    MarkRead: {
      /** @description The last message they have seen. */
      message_id: components["schemas"]["MessageId"];
    };
    /** @description The `data` of each message, by its `type`. */
    MessageData: {
      ack: components["schemas"]["AckData"];
      "chat.message": components["schemas"]["ChatMessage"];
      "chat.read": {
        message_id?: string;
      };
      "chat.removed": components["schemas"]["Removed"];
      "chat.send": {
        content?: string;
      };
      "chat.typing": {
        is_typing?: boolean;
      };
      /** @description The last socket of somebody at the table or in the audience closed, or their first one opened. */
      connection_update: {
        /** @description Who. */
        player_id: components["schemas"]["PlayerId"];
        /** @description Which of the two. */
        status: components["schemas"]["Connection"];
      };
      error: components["schemas"]["ErrorData"];
      ping: {
        timestamp?: unknown;
      };
      pong: components["schemas"]["PongData"];
      /** @description Somebody came to watch. They have no seat: nothing waits for them. */
      "session.audience_joined": {
        /** @description As everybody sees them. */
        member: components["schemas"]["SpectatorView"];
      };
      /** @description Somebody who watched is gone for good, by themselves or because the host removed them. */
      "session.audience_left": {
        /** @description Who. */
        player_id: components["schemas"]["PlayerId"];
      };
      /** @description The host ended the session; nothing follows. */
      "session.exited": Record<string, unknown>;
      /** @description Time stands still. */
      "session.paused": components["schemas"]["PauseView"] & {
        phase?: components["schemas"]["PhaseView"] | null;
      };
      /** @description A person sat down, or a bot did. */
      "session.player_joined": {
        /** @description As everybody sees them. */
        player: components["schemas"]["PlayerView"];
      };
      /** @description The host removed a player. */
      "session.player_kicked": {
        /** @description Who. */
        player_id: components["schemas"]["PlayerId"];
      };
      /** @description A player left for good. */
      "session.player_left": {
        /** @description Who. */
        player_id: components["schemas"]["PlayerId"];
      };
      "session.resumed": components["schemas"]["ResumedData"];
      /** @description The game goes on after a pause. */
      "session.resumed_play": {
        phase?: components["schemas"]["PhaseView"] | null;
      };
      "session.snapshot": components["schemas"]["SnapshotData"];
      /** @description The game begins. The cartridge's first events follow; they are already part of `view`. */
      "session.started": {
        phase?: components["schemas"]["PhaseView"] | null;
        /** @description Everybody at the table, their scores back at the start. */
        players: components["schemas"]["PlayerView"][];
        /** @description The cartridge's public state at the start. */
        view: Record<string, unknown>;
      };
      typing: components["schemas"]["Typing"];
    };
    /**
     * @description A message's name: opaque to clients. It names the session's birth and the message's number, so
     *     that no two messages of the platform have the same, and names of one session sort by age.
     * @example m19aa4c3e5f0-00000042
     */
    MessageId: string;
    /** @description A part of the history. */
    Messages: components["schemas"]["ReadUpTo"] & {
      /** @description The newest first; those taken away are left out. */
      messages: components["schemas"]["ChatMessage"][];
      next?: components["schemas"]["MessageId"] | null;
    };
    /** @description A page of question packs. */
    PackPage: {
      /** @description `before` of the next page; `null` on the last one. */
      next?: string | null;
      /** @description The packs, the newest first. */
      packs: components["schemas"]["PackView"][];
    };
    /** @description A question pack, all but its questions. */
    PackView: {
      /** @description Whether it comes with the platform. */
      built_in: boolean;
      created_at?: components["schemas"]["Timestamp"] | null;
      /** @description A sentence on what is in it. */
      description: string;
      /**
       * Format: int32
       * @description How many of them are fit for children.
       */
      family_friendly: number;
      /** @description How many of them are of which kind. */
      kinds: components["schemas"]["Kinds"];
      /** @description The language of its questions, as a BCP 47 tag. */
      language: string;
      /** @description Whether it is the caller's own. */
      mine: boolean;
      /** @description Its key, for `pack_ids` and addresses. */
      pack_id: string;
      /**
       * Format: int32
       * @description How many questions it has.
       */
      questions: number;
      /** @description Where others find it, unless it is private. */
      share_url?: string | null;
      /** @description What people see. */
      title: string;
      updated_at?: components["schemas"]["Timestamp"] | null;
      /** @description Who may see and play it. */
      visibility: components["schemas"]["Visibility"];
    };
    /**
     * @description Why a game is paused.
     * @enum {string}
     */
    PauseReason: "host" | "fault";
    /** @description Who or what stopped the time. */
    PauseView: {
      /**
       * @description What the host who paused is called, where that is known. An account's name is not told, being half of
       *     its login; without this, say "the host".
       */
      by?: string | null;
      /** @description Why. */
      reason: components["schemas"]["PauseReason"];
    };
    /** @description A kind of phase. */
    PhaseKind: {
      /** @description The phase's name, in `snake_case`. */
      name: string;
      /** @description Whether it may end by a deadline; `false` when only people end it. */
      timed: boolean;
    };
    /** @description The running phase. */
    PhaseView: components["schemas"]["Countdown"] & {
      /** @description The phase's name. */
      name: string;
      /**
       * Format: int32
       * @description The question within the round, from 1.
       */
      question: number;
      /**
       * Format: int32
       * @description The round, from 1.
       */
      round: number;
    };
    /** @description A player of one session: opaque, unique within it, made by the platform. */
    PlayerId: string;
    /** @description How many people can play. */
    Players: {
      /** @description More find no seat. */
      max: number;
      /** @description Fewer cannot start. */
      min: number;
    };
    /** @description One player as everybody sees them. */
    PlayerView: {
      /** @description Whether their answer for this phase is in. */
      answered: boolean;
      /** @description The picture they chose, if any. */
      avatar?: string | null;
      /** @description Whether the server plays for them; absent for people. */
      bot?: boolean;
      /** @description Whether a socket of theirs is open. */
      connected: boolean;
      /** @description What they are called. */
      nickname: string;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int64
       * @description Points so far.
       */
      score: number;
    };
    /** @description `pong`: the answer to `ping`. */
    PongData: {
      /** @description The server's time when it answered. */
      server_time: components["schemas"]["Timestamp"];
      /** @description The client's own timestamp, returned as it came. */
      timestamp: unknown;
    };
    /** @description A configuration kept under a name. */
    Preset: {
      /** @description The cartridge's key, such as `fib`. */
      cartridge: string;
      /** @description Every setting of the cartridge. */
      config: Record<string, unknown>;
      /** @description When it was made. */
      created_at: components["schemas"]["Timestamp"];
      /** @description Whether its owner begins with it; at most one preset of a cartridge is the default. */
      is_default: boolean;
      /** @description What its owner calls it. */
      name: string;
      /** @description What clients call it. */
      preset_id: string;
      /** @description When it was last changed. */
      updated_at: components["schemas"]["Timestamp"];
    };
    /** @description An account's presets. */
    PresetList: {
      /** @description In the order of the cartridges; each one's default first, then by name. At most 100. */
      presets: components["schemas"]["Preset"][];
    };
    /** @description A problem as it is written (RFC 9457). */
    Problem: {
      /** @description A stable `snake_case` word. */
      code: string;
      /** @description One sentence that says what is wrong and what to do. */
      detail: string;
      /** @description All that is wrong with a question, when it is one. */
      faults?: components["schemas"]["Fault"][];
      /** @description The field of the body that is wrong, when it is one. */
      field?: string | null;
      report?: components["schemas"]["ImportReport"] | null;
      /**
       * Format: int64
       * @description Seconds until a new try makes sense; also the header `Retry-After`.
       */
      retry_after?: number | null;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The code in words. */
      title: string;
      /** @description Names the kind of problem: `urn:wpp:problem:` and the code. */
      type: string;
    };
    /**
     * @description What a question asks of whoever answers it.
     *
     *     A pack may mix them, and a cartridge says which it can use. A game in which people write the
     *     answers needs a prompt that makes sense alone (`blank`, `open`); one that shows the answers can
     *     use every kind.
     * @enum {string}
     */
    QuestionKind: "blank" | "open" | "choice";
    /** @description A page of questions. */
    QuestionPage: {
      /** @description `after` of the next page; `null` on the last one. */
      next?: string | null;
      /** @description The questions, in the pack's order. */
      questions: components["schemas"]["QuestionView"][];
    };
    /** @description A question of a pack. */
    QuestionView: components["schemas"]["Draft"] & {
      /** @description Its key within the pack. */
      question_id: string;
    };
    /** @description Data of `phase.answer_started`. */
    QuizAnswerStarted: components["schemas"]["Countdown"] & {
      /** @description Shuffled once, the same for everybody. */
      options: components["schemas"]["QuizOptionView"][];
      /**
       * Format: int32
       * @description The question within the round, from 1.
       */
      question: number;
      /**
       * Format: int32
       * @description The round, from 1.
       */
      round: number;
      /**
       * Format: int64
       * @description The whole time for answering; `null` when time does not press.
       */
      time_limit_ms?: number | null;
      /** @description Whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
      /** @description Whether the host's `play` ends the phase. */
      waits_for_host: boolean;
    };
    /** @description What a right answer brought. */
    QuizAwarded: {
      /** @description Whom. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int64
       * @description Points, all told.
       */
      points: number;
      /**
       * Format: int64
       * @description Of the points, those for being fast.
       */
      speed_points: number;
      /**
       * Format: int32
       * @description Right answers in a row, this one included.
       */
      streak: number;
    };
    /** @description An award of the evening. */
    QuizAwardView: {
      /** @description Its stable key, for translations. */
      award: string;
      /** @description Its picture. */
      emoji: string;
      /** @description Who gets it. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Its title in English. */
      title: string;
      /**
       * Format: int32
       * @description How often they did what it is for.
       */
      value: number;
    };
    /** @description The configuration of Quiz. Every field is optional; unknown ones are ignored. */
    QuizConfig: {
      /**
       * @description Whether answering ends as soon as everybody present has answered.
       * @default true
       */
      all_in_advances: boolean;
      /**
       * @description Time to answer, before `timers` stretches it. In milliseconds.
       * @default 20000
       */
      answer_ms: number;
      /**
       * @description Only questions fit for children.
       * @default false
       */
      family_friendly: boolean;
      /**
       * @description Whether the first right answers bring more.
       * @default false
       */
      fastest_fingers: boolean;
      /**
       * @description Whether people may sit down while a game is on, to play from the next question.
       * @default false
       */
      late_join: boolean;
      /**
       * @description Most players to let in; not below the fewest to start with.
       * @default 40
       */
      max_players: number;
      /**
       * @description Fewest players to start with.
       * @default 2
       */
      min_players: number;
      /**
       * @description Answers to choose from, as long as the question has so many.
       * @default 4
       */
      options: number;
      /**
       * @description Who ends a phase: its time, or the host.
       * @default timed
       * @enum {string}
       */
      pace: "timed" | "host";
      /**
       * @description Which words nobody may be called by.
       * @default moderate
       * @enum {string}
       */
      profanity: "none" | "moderate" | "strict";
      /**
       * @description Time to read a question before its answers are shown. In milliseconds.
       * @default 4000
       */
      question_ms: number;
      /**
       * @description Questions of a round.
       * @default 4
       */
      questions_per_round: number;
      /**
       * @description Points for a right answer, before the round's multiplier.
       * @default 1000
       */
      right_points: number;
      /**
       * @description What each round's points are multiplied by, the last one holding for all rounds after it.
       * @default [
       *       1,
       *       2,
       *       3
       *     ]
       */
      round_multipliers: number[];
      /**
       * @description Rounds of a game.
       * @default 3
       */
      rounds: number;
      /**
       * @description Time for the standing after a question. In milliseconds.
       * @default 6000
       */
      scoreboard_ms: number;
      /**
       * @description Time for the solution. In milliseconds.
       * @default 7000
       */
      solution_ms: number;
      /**
       * @description With `fastest_fingers`: points on top for the first right answer; those after it get less.
       * @default 500
       */
      speed_points: number;
      /**
       * @description Points on top for every right answer in a row but the first, up to five times.
       * @default 100
       */
      streak_points: number;
      /**
       * @description Whether time presses while people answer.
       * @default on
       * @enum {string}
       */
      timers: "on" | "extended" | "off";
    };
    /** @description Data of `phase.game_over`. */
    QuizGameOver: {
      /** @description What people will remember. */
      awards: components["schemas"]["QuizAwardView"][];
      /** @description The final standing. */
      ranking: components["schemas"]["QuizRanked"][];
    };
    /** @description The `data` of each message of `quiz`, by its `type`. */
    QuizMessageData: {
      "answer.submit": {
        option_id?: string;
      };
      /** @description Time to answer. */
      "phase.answer_started": components["schemas"]["QuizAnswerStarted"];
      /** @description The end. */
      "phase.game_over": components["schemas"]["QuizGameOver"];
      /** @description A question to read. */
      "phase.question_shown": components["schemas"]["QuizQuestionShown"];
      /** @description The standing. */
      "phase.scoreboard": components["schemas"]["QuizScoreboard"];
      /** @description The right answer, and what it brought. */
      "phase.solution_shown": components["schemas"]["QuizSolutionShown"];
      /** @description Somebody answered, or the game stopped waiting for somebody. */
      progress: components["schemas"]["QuizProgress"];
    };
    /** @description One option on the table. */
    QuizOptionView: {
      /** @description Where it stands; says nothing of what it is. */
      option_id: string;
      /** @description What it says. */
      text: string;
    };
    /** @description Who picked an option. */
    QuizPicked: {
      /** @description Which. */
      option_id: string;
      /** @description In the order in which they did. */
      players: components["schemas"]["PlayerId"][];
    };
    /** @description Data of `progress`, in the order of the table. */
    QuizProgress: {
      /** @description Whose answers are in. */
      answered: components["schemas"]["PlayerId"][];
      /** @description Who is present and has not answered. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description Data of `phase.question_shown`. */
    QuizQuestionShown: components["schemas"]["Countdown"] & {
      /** @description A word or two above it. */
      category: string;
      /**
       * Format: int32
       * @description What this round's points are multiplied by.
       */
      multiplier: number;
      /** @description The question, or the sentence with its gap written as `____`. */
      prompt: string;
      /**
       * Format: int32
       * @description The question within the round, from 1.
       */
      question: number;
      /**
       * Format: int32
       * @description Questions of a round.
       */
      questions: number;
      /**
       * Format: int32
       * @description The round, from 1.
       */
      round: number;
      /**
       * Format: int32
       * @description Rounds of the game.
       */
      rounds: number;
    };
    /** @description One player's place. */
    QuizRanked: {
      /**
       * Format: int64
       * @description Points of the last question.
       */
      delta: number;
      /** @description What they are called. */
      nickname: string;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /** @description From 1; who has the same score has the same rank, and the ranks they fill are skipped. */
      rank: number;
      /**
       * Format: int64
       * @description Points of the game.
       */
      score: number;
      /**
       * Format: int32
       * @description Right answers in a row.
       */
      streak: number;
    };
    /** @description Data of `phase.scoreboard`. */
    QuizScoreboard: components["schemas"]["Countdown"] & {
      /** @description Whether the game is over after it. */
      final: boolean;
      /** @description Best first. */
      ranking: components["schemas"]["QuizRanked"][];
    };
    /** @description The right answer, and what people made of the question. */
    QuizSolution: {
      /** @description Points given, in the order of the answers. */
      awarded: components["schemas"]["QuizAwarded"][];
      /** @description One sentence more about it. */
      explanation?: string | null;
      /** @description The right option. */
      option_id: string;
      /** @description Who picked which, in the order of the options. */
      picked: components["schemas"]["QuizPicked"][];
      /** @description Where it can be checked. */
      source?: string | null;
      /** @description What it says. */
      text: string;
    };
    /** @description Data of `phase.solution_shown`. */
    QuizSolutionShown: components["schemas"]["QuizSolution"] &
      components["schemas"]["Countdown"] & {
        /** @description Whether the host's `play` ends the phase. */
        waits_for_host: boolean;
      };
    /** @description The public part of a game's snapshot. What the phase does not have yet is empty. */
    QuizView: {
      /** @description At the end. */
      awards: components["schemas"]["QuizAwardView"][];
      /** @description A word or two above it. */
      category: string;
      /** @description Whether the standing is the last one. */
      final: boolean;
      /**
       * Format: int32
       * @description What this round's points are multiplied by.
       */
      multiplier: number;
      /** @description The options, from `answer` on until the standing. */
      options: components["schemas"]["QuizOptionView"][];
      /** @description The question, or the sentence with its gap written as `____`. */
      prompt: string;
      /**
       * Format: int32
       * @description Questions of a round.
       */
      questions: number;
      /** @description The standing; during `scoreboard` and `game_over`. */
      ranking: components["schemas"]["QuizRanked"][];
      /**
       * Format: int32
       * @description Rounds of the game.
       */
      rounds: number;
      solution?: components["schemas"]["QuizSolution"] | null;
      /**
       * Format: int64
       * @description The whole time for answering; `null` in other phases and when time does not press.
       */
      time_limit_ms?: number | null;
      /** @description Whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
      /** @description Whether the host's `play` ends the phase. */
      waits_for_host: boolean;
    };
    /** @description What a player alone may know. */
    QuizYou: {
      /** @description The option they picked. */
      answer?: string | null;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * @description Whether they play the current question: not so who sat down during it (they do from the next
       *     one on), and who has no seat.
       */
      plays: boolean;
      /**
       * Format: int32
       * @description Right answers in a row, as far as they are known.
       */
      streak: number;
    };
    /** @description How far somebody has read. */
    ReadUpTo: {
      read_up_to?: components["schemas"]["MessageId"] | null;
      /**
       * Format: int64
       * @description Messages of others behind it.
       */
      unread: number;
    };
    /** @description What was deleted. */
    Receipt: {
      /**
       * Format: int64
       * @description Keys of the live store.
       */
      redis_keys: number;
      /**
       * Format: int64
       * @description Rows of the database.
       */
      rows: number;
      /**
       * Format: int64
       * @description Wake-ups in the queue.
       */
      wakeups: number;
    };
    /** @description What is exchanged. */
    Refresh: {
      /** @description The refresh token; without it, the cookie's. */
      refresh_token?: string | null;
    };
    /** @description A row that was refused. */
    RefusedRow: {
      /** @description Its beginning. */
      excerpt: string;
      /** @description All that is wrong with it. */
      faults: components["schemas"]["Fault"][];
      /** @description The line it begins on, from 1. */
      line: number;
      /** @description Which question of the file, from 1. */
      row: number;
    };
    /** @description A new account. */
    Register: {
      /**
       * @description The login name: 3 to 32 letters and digits, with dots, dashes and underscores between them.
       *     Names that differ in case alone are the same.
       */
      name: string;
      /** @description 10 to 128 characters, and not one of the first that would be guessed. */
      password: string;
      /** @description Where the refresh token goes. */
      refresh?: components["schemas"]["KeepRefresh"];
    };
    /** @description A message was taken away by the host, or by who said it. */
    Removed: {
      /** @description Which. */
      message_id: components["schemas"]["MessageId"];
    };
    /** @description `session.resumed`: the whole missed tail. */
    ResumedData: {
      /** @description The missed envelopes, in order. */
      events: Record<string, unknown>[];
      /** @description Always `true`: with these events the connection has missed nothing. */
      recovered: boolean;
    };
    /** @description Something to say. */
    SayMessage: {
      /** @description 1 to 2000 characters, not blank, without control characters; it may have several lines. */
      content: string;
      /** @description Names this message: the same id twice is one message, with the same answer. */
      id?: string | null;
    };
    /**
     * @description The code people type to join: [`SessionCode::LENGTH`] letters of [`SessionCode::ALPHABET`].
     * @example KWXTR
     */
    SessionCode: string;
    /** @description A setting, as the manifest tells it. */
    Setting: components["schemas"]["SettingKind"] & {
      /** @description Its value where a configuration says nothing. */
      default: unknown;
      /** @description What it does, in English. */
      description: string;
      /** @description How often people want it. */
      group: components["schemas"]["Group"];
      /** @description Its key in the configuration, in `snake_case`. */
      key: string;
      /** @description The value a form begins with, where that is another than the default. */
      suggested?: unknown;
    };
    /** @description What a setting may be. */
    SettingKind:
      | {
          /** @enum {string} */
          kind: "integer";
          /**
           * Format: int32
           * @description The greatest.
           */
          max: number;
          /**
           * Format: int32
           * @description The least.
           */
          min: number;
          /** @description What it counts. */
          unit: components["schemas"]["Unit"];
        }
      | {
          /** @enum {string} */
          kind: "boolean";
        }
      | {
          /** @enum {string} */
          kind: "choice";
          /** @description The words. */
          options: string[];
        }
      | {
          /** @enum {string} */
          kind: "integers";
          /**
           * Format: int32
           * @description The greatest.
           */
          max: number;
          /** @description The most. */
          max_length: number;
          /**
           * Format: int32
           * @description The least each may be.
           */
          min: number;
          /** @description The fewest numbers in it. */
          min_length: number;
          /** @description What they count. */
          unit: components["schemas"]["Unit"];
        };
    /** @description A session as a client may see it. `V` is the cartridge's public view. */
    Snapshot: {
      /** @description Who watches without a seat, in the order in which they came. */
      audience?: components["schemas"]["SpectatorView"][];
      /** @description The cartridge's key. */
      cartridge: string;
      /** @description The join code. */
      code: components["schemas"]["SessionCode"];
      /** @description The numbering `seq` belongs to. */
      epoch: components["schemas"]["Epoch"];
      /** @description What this session offers beyond playing. */
      features?: components["schemas"]["Feature"][];
      last_message_at?: components["schemas"]["Timestamp"] | null;
      /** @description Seats there are. */
      max_players?: number;
      /** @description Fewest players to start with. */
      min_players?: number;
      pause?: components["schemas"]["PauseView"] | null;
      phase?: components["schemas"]["PhaseView"] | null;
      /** @description Everybody at the table, in the order in which they joined. */
      players: components["schemas"]["PlayerView"][];
      /**
       * Format: int64
       * @description The last event this snapshot includes; 0 when there was none.
       */
      seq: number;
      /** @description When this was written. */
      server_time: components["schemas"]["Timestamp"];
      /** @description Where the session is in its life. */
      status: components["schemas"]["Status"];
      view?: components["schemas"]["View"] | null;
      /** @description What the caller alone may know; absent for everybody else. */
      you?: unknown;
    };
    /** @description A session as a client may see it. `V` is the cartridge's public view. */
    Snapshot_View: {
      /** @description Who watches without a seat, in the order in which they came. */
      audience?: components["schemas"]["SpectatorView"][];
      /** @description The cartridge's key. */
      cartridge: string;
      /** @description The join code. */
      code: components["schemas"]["SessionCode"];
      /** @description The numbering `seq` belongs to. */
      epoch: components["schemas"]["Epoch"];
      /** @description What this session offers beyond playing. */
      features?: components["schemas"]["Feature"][];
      last_message_at?: components["schemas"]["Timestamp"] | null;
      /** @description Seats there are. */
      max_players?: number;
      /** @description Fewest players to start with. */
      min_players?: number;
      pause?: components["schemas"]["PauseView"] | null;
      phase?: components["schemas"]["PhaseView"] | null;
      /** @description Everybody at the table, in the order in which they joined. */
      players: components["schemas"]["PlayerView"][];
      /**
       * Format: int64
       * @description The last event this snapshot includes; 0 when there was none.
       */
      seq: number;
      /** @description When this was written. */
      server_time: components["schemas"]["Timestamp"];
      /** @description Where the session is in its life. */
      status: components["schemas"]["Status"];
      /** @description The cartridge's public state; `null` in the lobby. */
      view?: components["schemas"]["View"] | null;
      /** @description What the caller alone may know; absent for everybody else. */
      you?: unknown;
    };
    /** @description `session.snapshot`: where to start from. */
    SnapshotData: {
      /** @description Always `false`: what came before the snapshot is not told event by event. */
      recovered: boolean;
      /** @description The session as this connection may see it. */
      snapshot: components["schemas"]["Snapshot_View"];
    };
    /** @description Somebody who watches, as everybody sees them. */
    SpectatorView: {
      /** @description The picture they chose, if any. */
      avatar?: string | null;
      /** @description Whether a socket of theirs is open. */
      connected: boolean;
      /** @description What they are called. */
      nickname: string;
      /** @description Who. */
      player_id: components["schemas"]["PlayerId"];
    };
    /**
     * @description Where a session is in its life.
     * @enum {string}
     */
    Status: "lobby" | "running" | "paused" | "finished";
    /**
     * Format: date-time
     * @description A moment in UTC, exact to the millisecond: the unit of every deadline.
     *
     *     Its text form is RFC 3339 with three decimals and a `Z`, as the contract wants it.
     * @example 2026-01-31T19:00:00.000Z
     */
    Timestamp: string;
    /** @description Somebody began or stopped typing. Nobody is told of themselves. */
    Typing: {
      /** @description Whether they do now. */
      is_typing: boolean;
      /** @description Who: a player's id, or `host`. */
      sender_id: string;
    };
    /**
     * @description What a number counts.
     * @enum {string}
     */
    Unit: "count" | "ms" | "points";
    /** @description The public state of the cartridge that is played. */
    View:
      | components["schemas"]["AirGuitarView"]
      | components["schemas"]["FibView"]
      | components["schemas"]["LoungeView"]
      | components["schemas"]["QuizView"];
    /**
     * @description Who may see and play a pack.
     * @enum {string}
     */
    Visibility: "private" | "unlisted" | "public";
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
