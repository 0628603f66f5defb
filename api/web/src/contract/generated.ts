// Written by `npm run types` from docs/openapi.json and docs/asyncapi.json. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description The title and the other properties of a pack. */
    AboutPack: {
      /** @description A short description of the content: up to 300 characters. */
      description?: string | null;
      /** @description The language of the questions, as a BCP 47 tag such as `da`. Required for a new pack. */
      language?: string | null;
      /** @description The displayed title: 1 to 60 characters. Required for a new pack. */
      title?: string | null;
      visibility?: components["schemas"]["Visibility"] | null;
    };
    /** @description An account, as its owner sees it. */
    Account: {
      /** @description Time of the registration. */
      created_at: components["schemas"]["Timestamp"];
      /** @description The id by which other records reference the account. */
      id: components["schemas"]["AccountId"];
      /** @description The login name. */
      name: string;
      /** @description Time of the last change of the password. */
      password_changed_at: components["schemas"]["Timestamp"];
    };
    /** @description Opaque id of an account. The platform creates it and never reuses it. */
    AccountId: string;
    /** @description Data of `ack`: the message was accepted and has taken effect once. */
    AckData: {
      /** @description The `id` of the accepted message. */
      id: string;
      /**
       * Format: int64
       * @description `seq` of the last event of the commit that contains the effect.
       */
      seq: number;
    } & {
      [key: string]: unknown;
    };
    /** @description An action of a player, as over the game socket. */
    Act: {
      /** @description The data of the action. */
      data?: Record<string, unknown> | null;
      /**
       * @description The client's id of the action, 1 to 64 visible ASCII characters. A repeated id has no second effect and returns the
       *     same answer.
       */
      id: string;
      /** @description The type of the action, such as `lie.submit`. */
      type: string;
    };
    /** @description The number of bots to add. */
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
       * @description Goal: percentage of the practice during which a guitarist must play.
       * @default 60
       */
      goal_percent: number;
      /**
       * @description Most guitarists who can join.
       * @default 8
       */
      max_players: number;
      /**
       * @description Length of a practice. In milliseconds.
       * @default 180000
       */
      practice_ms: number;
      /**
       * @description Number of practices; a practice without chords does not count.
       * @default 5
       */
      practices: number;
      /**
       * @description Time to show the summary of a practice, unless somebody starts the next one. In milliseconds.
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
       * @description The session's longest streak.
       */
      best_streak: number;
      /**
       * Format: int32
       * @description Number of successful practices.
       */
      goals: number;
      /** @description Everybody who played, most stars first. */
      ranking: components["schemas"]["AirGuitarFinalist"][];
    };
    /** @description One guitarist's results of the session. */
    AirGuitarFinalist: {
      /**
       * Format: int32
       * @description The guitarist's longest streak.
       */
      best_streak: number;
      /**
       * Format: int32
       * @description Number of chords.
       */
      chords: number;
      /** @description Nickname of the guitarist. */
      nickname: string;
      /**
       * Format: int64
       * @description Milliseconds during which a chord was ringing.
       */
      played_ms: number;
      /** @description Id of the guitarist. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Rank from 1. Equal scores share a rank, and the ranks they occupy are skipped. */
      rank: number;
      /**
       * Format: int64
       * @description Number of stars.
       */
      score: number;
      /**
       * Format: int32
       * @description Steadiness over the whole session from 0 to 100; `null` with too few chords.
       */
      steadiness?: number | null;
    };
    /** @description Data of `practice.joined`. */
    AirGuitarJoined: {
      /**
       * Format: int64
       * @description The goal: milliseconds to play in this practice.
       */
      goal_ms: number;
      /** @description Id of the guitarist. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description Data of `practice.left`. */
    AirGuitarLeft: {
      /** @description Id of the guitarist. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description One guitarist's results of a practice. */
    AirGuitarLine: {
      /**
       * Format: int32
       * @description Number of chords.
       */
      chords: number;
      /**
       * Format: int64
       * @description The goal in milliseconds.
       */
      goal_ms: number;
      /** @description Nickname of the guitarist. */
      nickname: string;
      /**
       * Format: int64
       * @description Milliseconds during which a chord was ringing.
       */
      played_ms: number;
      /** @description Id of the guitarist. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Whether the guitarist reached the goal. */
      reached: boolean;
      /**
       * Format: int64
       * @description All stars so far, which are the score.
       */
      score: number;
      /**
       * Format: int32
       * @description Stars for this practice: one for the goal, a second and third for steadiness.
       */
      stars: number;
      /**
       * Format: int32
       * @description Steadiness from 0 to 100; `null` with too few chords.
       */
      steadiness?: number | null;
      /**
       * Format: int32
       * @description The guitarist's streak: practices in a row with the goal reached, including this one.
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
      /** @description The practice ended; the server waits for the last reports. */
      "phase.counting": components["schemas"]["AirGuitarCounting"];
      /** @description The results of the session. */
      "phase.game_over": components["schemas"]["AirGuitarFinale"];
      /** @description A guitarist started a practice. */
      "phase.practice_started": components["schemas"]["AirGuitarPracticeStarted"];
      /** @description Nobody is playing; any guitarist can start a practice. */
      "phase.ready": components["schemas"]["AirGuitarReady"];
      /** @description The results of the practice. */
      "phase.summary": components["schemas"]["AirGuitarSummary"];
      "practice.end": Record<string, unknown>;
      /** @description A guitarist picked up the guitar, for the first time in this practice or again. */
      "practice.joined": components["schemas"]["AirGuitarJoined"];
      /** @description A guitarist put the guitar down, or the practice ended. */
      "practice.left": components["schemas"]["AirGuitarLeft"];
      /** @description A guitarist's chords in this practice so far. */
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
       * @description Number of reported chords.
       */
      chords: number;
      /**
       * Format: int64
       * @description The goal in milliseconds.
       */
      goal_ms: number;
      /**
       * Format: int64
       * @description Reported milliseconds during which a chord was ringing.
       */
      played_ms: number;
      /** @description Id of the guitarist. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Whether the guitarist is playing. */
      playing: boolean;
    };
    /** @description Data of `phase.practice_started`. */
    AirGuitarPracticeStarted: components["schemas"]["Countdown"] & {
      /**
       * Format: int32
       * @description Number of the practice, from 1.
       */
      practice: number;
      /**
       * Format: int32
       * @description Number of practices.
       */
      practices: number;
      /**
       * Format: int64
       * @description Length of the practice in milliseconds.
       */
      time_limit_ms: number;
    };
    /** @description Data of `practice.progress`. */
    AirGuitarProgressed: {
      /**
       * Format: int32
       * @description Number of chords so far.
       */
      chords: number;
      /**
       * Format: int64
       * @description Milliseconds during which a chord was ringing.
       */
      played_ms: number;
      /** @description Id of the guitarist. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description Data of `phase.ready`. */
    AirGuitarReady: {
      /**
       * Format: int32
       * @description Number of the next practice, from 1.
       */
      practice: number;
      /**
       * Format: int32
       * @description Number of practices.
       */
      practices: number;
    };
    /** @description A snapshot of a room that plays `air_guitar`. */
    AirGuitarSnapshot: components["schemas"]["Snapshot"] &
      (
        | {
            /** @constant */
            cartridge: "air_guitar";
            phase: null;
            view: null;
            you?: components["schemas"]["OwnView"] | null;
          }
        | {
            /** @constant */
            cartridge: "air_guitar";
            phase: components["schemas"]["PhaseView"] | null;
            view: components["schemas"]["AirGuitarView"];
            you?: (components["schemas"]["OwnView"] & components["schemas"]["AirGuitarYou"]) | null;
          }
      );
    /** @description Data of `phase.summary`. */
    AirGuitarSummary: components["schemas"]["Countdown"] & {
      /**
       * Format: int32
       * @description The session's longest streak.
       */
      best_streak: number;
      /** @description The guitarists' results, in the order in which they picked up their guitars. */
      lines: components["schemas"]["AirGuitarLine"][];
      /**
       * Format: int32
       * @description Number of the practice, from 1.
       */
      practice: number;
      /**
       * Format: int32
       * @description Number of practices.
       */
      practices: number;
      /** @description Whether everybody who played and is still present reached the goal. */
      reached: boolean;
      /**
       * Format: int32
       * @description The session's streak: successful practices in a row, including this one.
       */
      streak: number;
    };
    /** @description The public part of a snapshot. Fields that do not apply to the phase are empty. */
    AirGuitarView: {
      /**
       * Format: int32
       * @description The session's longest streak.
       */
      best_streak: number;
      /**
       * Format: int32
       * @description Goal: percentage of the practice during which a guitarist must play.
       */
      goal_percent: number;
      /**
       * Format: int32
       * @description Number of successful practices, during `game_over`.
       */
      goals?: number | null;
      /** @description The guitarists' results, during `summary`. */
      lines: components["schemas"]["AirGuitarLine"][];
      /**
       * @description The guitarists of the practice, in the order in which they picked up their guitars; during
       *     `practice` and `counting`.
       */
      parts: components["schemas"]["AirGuitarPartView"][];
      /**
       * Format: int32
       * @description Number of the current, last or next practice, from 1.
       */
      practice: number;
      /**
       * Format: int32
       * @description Number of practices.
       */
      practices: number;
      /** @description The final ranking, most stars first, during `game_over`. */
      ranking: components["schemas"]["AirGuitarFinalist"][];
      /** @description Whether the practice was successful, during `summary`. */
      reached?: boolean | null;
      /**
       * Format: int32
       * @description The session's streak: successful practices in a row.
       */
      streak: number;
      /**
       * Format: int64
       * @description Length of a practice in milliseconds.
       */
      time_limit_ms: number;
    };
    /** @description The private view of one person. */
    AirGuitarYou: {
      /**
       * Format: int32
       * @description The guitarist's longest streak.
       */
      best_streak: number;
      /** @description Id of the person. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int32
       * @description The guitarist's streak: practices in a row with the goal reached.
       */
      streak: number;
    };
    /** @description The new VIP. */
    AppointVip: {
      /** @description The id of a player who is not a bot. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description The audience: people without a seat, who are counted and not listed. */
    AudienceView: {
      /**
       * Format: int32
       * @description Number of people with an open socket. A person with sockets to two server processes counts twice.
       */
      connected?: number;
      /**
       * Format: int32
       * @description Number of people who joined the audience and have not left.
       */
      count: number;
      votes?: components["schemas"]["VotesView"] | null;
    };
    /**
     * @description What became of a backup.
     * @enum {string}
     */
    BackupState: "running" | "done" | "failed" | "interrupted";
    /** @description The last backup that an operator started. */
    BackupView: {
      /** @description Why the backup failed; absent unless it did. */
      error?: string | null;
      /** @description The folder of the backup, on the machine of the process that made it. */
      folder: string;
      /** @description The name of the machine. */
      machine: string;
      /** @description Time of the start. */
      started_at: components["schemas"]["Timestamp"];
      /** @description The operator who started it. */
      started_by: string;
      /** @description What became of the backup. */
      state: components["schemas"]["BackupState"];
    };
    /** @description The added bots. */
    BotsAdded: {
      /** @description The ids of the bots within this session. */
      player_ids: components["schemas"]["PlayerId"][];
      /** @description The lobby including the bots. */
      snapshot: components["schemas"]["Snapshot"];
    };
    /** @description What each game writes into snapshots, by its key. */
    Cartridges: {
      /** @description The parts of a snapshot that `air_guitar` writes. */
      air_guitar: {
        view: components["schemas"]["AirGuitarView"];
        you: components["schemas"]["OwnView"] & components["schemas"]["AirGuitarYou"];
      };
      /** @description The parts of a snapshot that `fib` writes. */
      fib: {
        view: components["schemas"]["FibView"];
        you: components["schemas"]["OwnView"] & components["schemas"]["FibYou"];
      };
      /** @description The parts of a snapshot that `last_word` writes. */
      last_word: {
        view: components["schemas"]["LastWordView"];
        you: components["schemas"]["OwnView"] & components["schemas"]["LastWordYou"];
      };
      /** @description The parts of a snapshot that `lounge` writes. */
      lounge: {
        view: components["schemas"]["LoungeView"];
        you: components["schemas"]["OwnView"] & components["schemas"]["LoungeYou"];
      };
      /** @description The parts of a snapshot that `quiz` writes. */
      quiz: {
        view: components["schemas"]["QuizView"];
        you: components["schemas"]["OwnView"] & components["schemas"]["QuizYou"];
      };
      /** @description The parts of a snapshot that `sketch` writes. */
      sketch: {
        view: components["schemas"]["SketchView"];
        you: components["schemas"]["OwnView"] & components["schemas"]["SketchYou"];
      };
    };
    /** @description A new password. */
    ChangePassword: {
      /** @description The new password: 10 to 128 characters. */
      new_password: string;
      /** @description The current password. */
      password: string;
      /** @description The place where the client keeps the refresh token. */
      refresh?: components["schemas"]["KeepRefresh"];
    };
    /** @description The fields to change. Missing fields keep their value. */
    ChangePreset: {
      config?: components["schemas"]["Config"] | null;
      /** @description Whether this preset is the default of its cartridge. A cartridge has at most one default. */
      is_default?: boolean | null;
      /** @description The name: 1 to 60 characters. */
      name?: string | null;
    };
    /** @description The message was rejected and changed nothing. */
    ChatError: {
      /** @description A stable `snake_case` error code. */
      code: string;
      /** @description The `id` of the rejected message, if it has one. */
      id?: string | null;
      /** @description A sentence for the participant: the problem, then the remedy. */
      message: string;
      /** @description Always `error`. */
      type: string;
    };
    /** @description A message of a session's chat. */
    ChatMessage: {
      /** @description The sender's id for the message, if the sender chose one. */
      client_id?: string | null;
      /** @description Text: 1 to 2000 characters, cleaned, possibly several lines. Empty when the message was removed. */
      content: string;
      /** @description Time at which the server stored the message. */
      created_at: components["schemas"]["Timestamp"];
      /** @description Unique id. */
      message_id: components["schemas"]["MessageId"];
      /**
       * Format: int64
       * @description Number in the chat, from 1 and without gaps.
       */
      number: number;
      /** @description Whether the message was removed. Absent when `false`. */
      removed?: boolean;
      /** @description The sender: a player's id, or `host`. */
      sender_id: string;
      /** @description The sender's nickname at the time of the post. */
      sender_name: string;
    };
    /** @description The result of closing a room. */
    ClosedRoom: {
      /** @description The number of deleted records, by store; all 0 if no room has the code. */
      deleted: components["schemas"]["Receipt"];
    };
    /** @description The configuration of the named cartridge. Every field is optional. */
    Config:
      | components["schemas"]["AirGuitarConfig"]
      | components["schemas"]["FibConfig"]
      | components["schemas"]["LastWordConfig"]
      | components["schemas"]["LoungeConfig"]
      | components["schemas"]["QuizConfig"]
      | components["schemas"]["SketchConfig"];
    /**
     * @description Whether a person has an open socket.
     * @enum {string}
     */
    Connection: "connected" | "disconnected";
    /**
     * @description Content that a cartridge needs from question packs.
     * @enum {string}
     */
    ContentKind: "none" | "questions";
    /** @description The remaining time of a phase. Every timed event and every snapshot contains one. */
    Countdown: {
      deadline_at?: components["schemas"]["Timestamp"] | null;
      /**
       * Format: int64
       * @description Remaining milliseconds when the message was created; `null` when the phase has no deadline.
       */
      remaining_ms?: number | null;
    };
    /** @description A new session. */
    Created: {
      /** @description The code with which players join. */
      code: string;
      /** @description The token of the host. Never show an address that contains this token. */
      host_token: string;
      /** @description The address where players join, for the QR code. */
      join_url: string;
      /** @description The empty lobby. */
      snapshot: components["schemas"]["Snapshot"];
    };
    /** @description A configuration to save. */
    CreatePreset: {
      /** @description The key of the cartridge, such as `fib`. */
      cartridge?: string;
      config?: components["schemas"]["Config"] | null;
      /** @description Whether this preset becomes the default of its cartridge. A cartridge has at most one default. */
      is_default?: boolean;
      /** @description The name: 1 to 60 characters. */
      name?: string;
    };
    /** @description The game to play. */
    CreateSession: {
      /** @description The key of the cartridge, such as `fib`. */
      cartridge: string;
      config?: components["schemas"]["Config"] | null;
      /** @description The language of the default packs, such as `da`. The default is `en`. */
      language?: string | null;
      /**
       * @description Question packs to draw from, at most 100: public packs, packs whose key was shared, and packs of the calling
       *     account. The default is the built-in packs in `language`.
       */
      pack_ids?: string[];
      /** @description A preset of the calling account, from which the session takes its configuration. */
      preset_id?: string | null;
      /**
       * @description Whether the first player has controls of the host: play, pause, exit, lock, and releasing seats.
       * @default true
       */
      vip: boolean;
    };
    /** @description The decision about a person who waits. */
    DecideJoin: {
      /** @description `true` admits the person, `false` declines the request. */
      accepted: boolean;
    };
    /** @description The confirmation of the owner. */
    DeleteAccount: {
      /** @description The account's password. */
      password: string;
    };
    /** @description The deleted records. */
    DeletedAccount: {
      /** @description Number of deleted database rows, by table. */
      rows: {
        [key: string]: number;
      };
      /** @description Number of ended sessions. */
      sessions: number;
    };
    /**
     * @description How difficult a question is.
     * @enum {string}
     */
    Difficulty: "easy" | "medium" | "hard";
    /** @description An unchecked question. */
    Draft: {
      /** @description Other spellings of the answer, at most 20. */
      aliases?: string[];
      /**
       * @description The correct answer, 1–80 characters. `true` or `false` for `true_false`, a number for `number`, the first
       *     item for `order`, the other text of a `pair`, empty for `poll`, `word_cloud`, `prompt`, `drawing`, `word_list`
       *     and `picture`.
       */
      answer: string;
      /** @description A word or two shown above the prompt, up to 40 characters. */
      category?: string;
      /**
       * @description Plausible wrong answers, 1–20; four or more are recommended. The 2–8 options of a `poll`. Empty for
       *     all other kinds without options.
       */
      decoys?: string[];
      difficulty?: components["schemas"]["Difficulty"] | null;
      /** @description Explanation in one sentence, shown after the reveal, up to 300 characters. */
      explanation?: string | null;
      /** @description Whether the question is suitable for children. */
      family_friendly?: boolean;
      kind?: components["schemas"]["QuestionKind"] | null;
      /** @description The language as a BCP 47 tag, if it differs from the pack's. */
      language?: string | null;
      media?: components["schemas"]["Media"] | null;
      /** @description The other right answers of `several` (up to 7), or the items of `order` after the first (2–7). */
      more_answers?: string[];
      /**
       * Format: int32
       * @description Factor of the points: 0, 1 or 2. The default is 1.
       */
      points?: number;
      /**
       * @description The prompt, 5–300 characters; up to 120 for `prompt`, 3–60 for `drawing`. A `blank` has one gap, written as
       *     `____`. The title of a `word_list`, 1–60 characters. One text of a `pair`, 1–80 characters. The title of a
       *     `picture`, up to 80 characters; may be empty.
       */
      prompt: string;
      /** @description Source of the fact, up to 300 characters. */
      source?: string | null;
      /**
       * Format: int32
       * @description Seconds to answer, 5–600, if they differ from the game's.
       */
      time_limit_s?: number | null;
      /** @description The 5–60 words of a `word_list`, up to 40 characters each; all different. */
      words?: string[];
    };
    /**
     * @description Name of a session's event numbering; `seq` counts within one epoch. A new epoch makes every
     *     client fetch a snapshot.
     */
    Epoch: string;
    /** @description Data of `error`: the message was rejected and changed nothing. */
    ErrorData: {
      /** @description A stable `snake_case` error code. */
      code: string;
      /** @description The `id` of the rejected message; `null` if the message has no readable `id`. */
      id?: string | null;
      /** @description A sentence for the player: the problem, then the remedy. */
      message: string;
    };
    /** @description The result of ending a session. */
    Exited: {
      /** @description The number of deleted records, by store. */
      deleted: components["schemas"]["Receipt"];
    };
    /** @description A player's extra time, which only the player sees. */
    ExtraTimeView: {
      /**
       * Format: int32
       * @description The most extra time that the host's settings allow, in percent.
       */
      most_percent: number;
      /**
       * Format: int64
       * @description How many milliseconds after `phase.deadline_at` the player can still answer; absent when the phase does not wait for
       *     an answer of the player.
       */
      ms?: number;
      /**
       * Format: int32
       * @description The extra time that the player takes, in percent of the time to answer.
       */
      percent: number;
    };
    /** @description One error of a draft. */
    Fault: {
      /** @description Stable `snake_case` code of the violated rule. */
      code: string;
      /** @description The field, such as `answer` or `decoys[2]`; indices start at 0. */
      field: string;
      /** @description What is wrong and what to do. */
      message: string;
      /** @description Values for a translated message, by name. */
      params?: {
        [key: string]: string;
      };
    };
    /**
     * @description An optional feature of a session.
     * @enum {string}
     */
    Feature: "audience" | "bots" | "late_join";
    /** @description Points awarded to one player for one option. */
    FibAwarded: {
      /** @description Id of the player. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int64
       * @description Number of points.
       */
      points: number;
      /** @description Reason for the points. */
      reason: components["schemas"]["FibReason"];
    };
    /** @description An award that a player received. */
    FibAwardView: {
      /** @description Stable key, for translations. */
      award: string;
      /** @description Emoji that illustrates the award. */
      emoji: string;
      /** @description Id of the player who received the award. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Question at which the player earned the award. A gap is written as `____`. Absent when no single question did. */
      question?: string | null;
      /** @description Text of the lie or answer that earned the award. Absent when no single text did. */
      quote?: string | null;
      /** @description Title, in English. */
      title: string;
      /**
       * Format: int32
       * @description How often the player did what the award is for.
       */
      value: number;
    };
    /** @description The configuration of Fib. Every field is optional; unknown ones are ignored. */
    FibConfig: {
      /**
       * @description End writing and guessing as soon as everybody present has answered.
       * @default true
       */
      all_in_advances: boolean;
      /**
       * @description Most extra time that a player may take to answer, in percent.
       * @default 100
       */
      extra_time_percent: number;
      /**
       * @description Use only questions that are suitable for children.
       * @default false
       */
      family_friendly: boolean;
      /**
       * @description Points for each fooled player, before the round's multiplier.
       * @default 500
       */
      fool_points: number;
      /**
       * @description Time to guess, before `timers` extends it. In milliseconds.
       * @default 30000
       */
      guess_ms: number;
      /**
       * @description Let people join during a game; they play from the next question.
       * @default false
       */
      late_join: boolean;
      /**
       * @description Time to write a lie, before `timers` extends it. In milliseconds.
       * @default 60000
       */
      lie_ms: number;
      /**
       * @description Most players who can join; at least the fewest players.
       * @default 12
       */
      max_players: number;
      /**
       * @description Fewest players with whom a game starts.
       * @default 2
       */
      min_players: number;
      /**
       * @description Words that are rejected in lies, nicknames and chat messages.
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
       * @description Questions in each round.
       * @default 3
       */
      questions_per_round: number;
      /**
       * @description Time for each revealed option. In milliseconds.
       * @default 4000
       */
      reveal_step_ms: number;
      /**
       * @description Multiplier of each round's points; the last one applies to all later rounds.
       * @default [
       *       1,
       *       2,
       *       3
       *     ]
       */
      round_multipliers: number[];
      /**
       * @description Number of rounds.
       * @default 3
       */
      rounds: number;
      /**
       * @description Time to show the ranking after a question. In milliseconds.
       * @default 8000
       */
      scoreboard_ms: number;
      /**
       * @description Time to show the points of a question. In milliseconds.
       * @default 4000
       */
      scores_ms: number;
      /**
       * @description Clock for writing and guessing.
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
    /** @description One player's points of a question. */
    FibDelta: {
      /**
       * Format: int64
       * @description Points of this question.
       */
      delta: number;
      /** @description Id of the player. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int64
       * @description Points of the game so far.
       */
      total: number;
    };
    /** @description Data of `phase.game_over`. */
    FibGameOver: {
      /** @description The awards of the game. */
      awards: components["schemas"]["FibAwardView"][];
      /** @description The final ranking. */
      ranking: components["schemas"]["FibRanked"][];
    };
    /** @description Data of `phase.guess_started`. */
    FibGuessStarted: components["schemas"]["Countdown"] & {
      /** @description The options, in the order that everybody sees. */
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
       * @description Length of the phase in milliseconds; `null` when the phase has no clock.
       */
      time_limit_ms?: number | null;
      /** @description Players whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /**
     * @description The origin of an option.
     * @enum {string}
     */
    FibKind: "lie" | "decoy" | "truth";
    /** @description Data of `phase.lie_started`. */
    FibLieStarted: components["schemas"]["Countdown"] & {
      /** @description Maximum length of a lie in graphemes. */
      max_length: number;
      /** @description The prompt. A gap is written as `____`. */
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
       * @description Length of the phase in milliseconds; `null` when the phase has no clock.
       */
      time_limit_ms?: number | null;
      /** @description Players whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /**
     * @description The kind of a medium.
     * @enum {string}
     */
    FibMediaKind: "picture" | "sound";
    /** @description A picture or a sound as clients receive it; that of a question together with its prompt. */
    FibMediaView: {
      /** @description Description for people who cannot perceive the medium; may be empty for a sound. */
      alt?: string;
      /** @description Picture or sound. */
      kind: components["schemas"]["FibMediaKind"];
      /** @description Address of the file on this server. The content of an address never changes. */
      url: string;
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
      /** @description The end of the game. */
      "phase.game_over": components["schemas"]["FibGameOver"];
      /** @description Players guess which option is true. */
      "phase.guess_started": components["schemas"]["FibGuessStarted"];
      /** @description Players write lies. */
      "phase.lie_started": components["schemas"]["FibLieStarted"];
      /** @description A question is shown for reading. */
      "phase.question_shown": components["schemas"]["FibQuestionShown"];
      /** @description The ranking after the question. */
      "phase.scoreboard": components["schemas"]["FibScoreboard"];
      /** @description The points of the question. */
      "phase.scores_calculated": components["schemas"]["FibScoresCalculated"];
      /** @description A player answered, or the game stopped waiting for a player. */
      progress: components["schemas"]["FibProgress"];
      /** @description Reactions since the previous such event. */
      reaction: components["schemas"]["FibReactionCounts"];
      "reaction.send": {
        emoji?: string;
      };
      /** @description An option is revealed and its points are awarded. */
      "reveal.step": components["schemas"]["FibRevealStep"];
    };
    /** @description One answer to choose from. */
    FibOptionView: {
      /** @description Id of the option, derived from its position. The id does not depend on what the option is. */
      option_id: string;
      /** @description Text of the option. */
      text: string;
    };
    /** @description Data of `progress`. Both lists follow the order in which players joined. */
    FibProgress: {
      /** @description Players whose answers have arrived. */
      answered: components["schemas"]["PlayerId"][];
      /** @description Players who are present and have not answered. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description Data of `phase.question_shown`. */
    FibQuestionShown: components["schemas"]["Countdown"] & {
      /** @description A word or two shown above the prompt. */
      category: string;
      /** @description The emoji that people can send. */
      emoji: string[];
      /** @description Maximum length of a lie in graphemes. */
      max_length: number;
      media?: components["schemas"]["FibMediaView"] | null;
      /**
       * Format: int32
       * @description Multiplier of this round's points.
       */
      multiplier: number;
      /** @description The prompt. A gap is written as `____`. */
      prompt: string;
      /**
       * Format: int32
       * @description The question within the round, from 1.
       */
      question: number;
      /**
       * Format: int32
       * @description Questions in each round.
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
    /** @description One player's place in the ranking. */
    FibRanked: {
      /**
       * Format: int64
       * @description Points since the previous scoreboard.
       */
      delta: number;
      /** @description Nickname of the player. */
      nickname: string;
      /** @description Id of the player. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Rank from 1. Equal scores share a rank, and the ranks they occupy are skipped. */
      rank: number;
      /**
       * Format: int64
       * @description Points of the game.
       */
      score: number;
    };
    /** @description Data of `reaction`: reactions since the previous such event. */
    FibReactionCounts: {
      /** @description Number of reactions for each emoji. */
      counts: {
        [key: string]: number;
      };
    };
    /**
     * @description The reason for points.
     * @enum {string}
     */
    FibReason: "fooled" | "truth";
    /** @description A revealed option. */
    FibRevealed: {
      /** @description Players who wrote the option: several if their lies were nearly equal, none if they left. */
      authors: components["schemas"]["PlayerId"][];
      /** @description Points awarded for the option. */
      awarded: components["schemas"]["FibAwarded"][];
      /** @description Explanation in one sentence; only with the truth. */
      explanation?: string | null;
      /** @description Whether the option is a lie, a decoy or the truth. */
      kind: components["schemas"]["FibKind"];
      /** @description Id of the option. */
      option_id: string;
      /** @description Players who picked the option, in the order of their guesses. */
      pickers: components["schemas"]["PlayerId"][];
      /** @description Source of the fact; only with the truth. */
      source?: string | null;
      /** @description Text of the option. */
      text: string;
    };
    /** @description Data of `reveal.step`. */
    FibRevealStep: components["schemas"]["FibRevealed"] &
      components["schemas"]["Countdown"] & {
        /** @description Number of the option among all reveals, from 1. */
        step: number;
        /** @description Number of options. */
        steps: number;
        /**
         * @description Number of options revealed at the same moment so far, including this one. The lies that nobody picked
         *     are revealed at the same moment, in consecutive events; with many options, so are unpopular lies.
         */
        together: number;
      };
    /** @description Data of `phase.scoreboard`. */
    FibScoreboard: components["schemas"]["Countdown"] & {
      /** @description Whether the game ends after this scoreboard. */
      final: boolean;
      /** @description The players, best first. */
      ranking: components["schemas"]["FibRanked"][];
    };
    /** @description Data of `phase.scores_calculated`. */
    FibScoresCalculated: components["schemas"]["Countdown"] & {
      /** @description Points of this question, in the order in which players joined. */
      deltas: components["schemas"]["FibDelta"][];
      /**
       * Format: int32
       * @description Multiplier of the round's points.
       */
      multiplier: number;
      /**
       * Format: int32
       * @description The round, from 1.
       */
      round: number;
    };
    /** @description A snapshot of a room that plays `fib`. */
    FibSnapshot: components["schemas"]["Snapshot"] &
      (
        | {
            /** @constant */
            cartridge: "fib";
            phase: null;
            view: null;
            you?: components["schemas"]["OwnView"] | null;
          }
        | {
            /** @constant */
            cartridge: "fib";
            phase: components["schemas"]["PhaseView"] | null;
            view: components["schemas"]["FibView"];
            you?: (components["schemas"]["OwnView"] & components["schemas"]["FibYou"]) | null;
          }
      );
    /** @description The public part of a snapshot. Fields that do not apply to the phase are empty. */
    FibView: {
      /** @description The awards, during `game_over`. */
      awards: components["schemas"]["FibAwardView"][];
      /** @description A word or two shown above the prompt. */
      category: string;
      /** @description Points of the question, during `scores`. */
      deltas: components["schemas"]["FibDelta"][];
      /** @description The emoji that people can send. */
      emoji: string[];
      /** @description Whether the ranking is the final one. */
      final: boolean;
      /** @description Maximum length of a lie in graphemes. */
      max_length: number;
      media?: components["schemas"]["FibMediaView"] | null;
      /**
       * Format: int32
       * @description Multiplier of this round's points.
       */
      multiplier: number;
      /** @description The options, from `guess` until the next question. */
      options: components["schemas"]["FibOptionView"][];
      /** @description The prompt. A gap is written as `____`. */
      prompt: string;
      /**
       * Format: int32
       * @description Questions in each round.
       */
      questions: number;
      /** @description The ranking, during `scoreboard` and `game_over`. */
      ranking: components["schemas"]["FibRanked"][];
      /** @description Revealed options, in the order of their reveal. */
      revealed: components["schemas"]["FibRevealed"][];
      /**
       * Format: int32
       * @description Number of rounds.
       */
      rounds: number;
      /**
       * Format: int64
       * @description Length of writing or guessing in milliseconds; `null` in other phases and without a clock.
       */
      time_limit_ms?: number | null;
      /** @description Number of options that the last step revealed; 0 before the first step. */
      together: number;
      /** @description Players whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description The private view of one person. */
    FibYou: {
      /** @description Id of the picked option. */
      guess?: string | null;
      /** @description The player's lie for this question, as typed. */
      lie?: string | null;
      /** @description Id of the option that contains the lie; the player cannot pick it. */
      lie_option_id?: string | null;
      /** @description Id of the person. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * @description Whether the person plays the current question. Spectators never do; latecomers play from the
       *     next question.
       */
      plays: boolean;
      /**
       * Format: int32
       * @description Reactions that the person may still send during this question.
       */
      reactions_left: number;
      /** @description Suggestions of "lie for me" for this question. */
      suggestions: string[];
    };
    /** @description Figures of all processes together. Rates and lateness are of the last ten seconds. */
    Figures: {
      /**
       * Format: double
       * @description Events sent to sockets a second.
       */
      events_per_second: number;
      /**
       * Format: double
       * @description Sockets with the host's token.
       */
      hosts: number;
      /**
       * Format: double
       * @description Time within which half of the deadlines took effect, in milliseconds, rounded up to a bucket; absent without deadlines.
       */
      lateness_p50_ms?: number | null;
      /**
       * Format: double
       * @description The same for 99 of 100 deadlines.
       */
      lateness_p99_ms?: number | null;
      /**
       * Format: double
       * @description Wake-ups a second that were sent because a phase was overdue; 0 in normal operation.
       */
      nudges_per_second: number;
      /**
       * Format: double
       * @description Sockets of players and of the audience.
       */
      participants: number;
      /**
       * Format: double
       * @description Sessions stopped by a fault of their cartridge, since the start of the processes.
       */
      quarantined: number;
      /**
       * Format: double
       * @description Public screens: sockets without a token.
       */
      screens: number;
      /**
       * Format: double
       * @description Number of open sockets.
       */
      sockets: number;
      /**
       * Format: double
       * @description Steps of sessions a second.
       */
      steps_per_second: number;
    };
    /** @description The content of a file, as an import would read it. */
    FilePreview: {
      /** @description The description in the file. Only `json` files can have one. */
      description?: string | null;
      /** @description The first five rows of the file. */
      first_rows: components["schemas"]["PreviewRow"][];
      /** @description The recognized format, such as `csv` or `kahoot`; with `format=`, the format in which the file was read. */
      format: string;
      /** @description All formats in which this file can be read, as values for `format=`. */
      formats: string[];
      /** @description The first 20 headings of a table; empty for other files. */
      headings: string[];
      /** @description The first 20 headings that have no meaning here. An import ignores their columns. */
      ignored_columns: string[];
      /** @description The language in the file. Only `json` files can have one. */
      language?: string | null;
      /** @description Number of questions that an import accepts. */
      questions: number;
      /** @description Number of rows that an import refuses. */
      refused: number;
      /** @description The first 100 refused rows. */
      refused_rows: components["schemas"]["RefusedRow"][];
      /** @description The title in the file. Only `json` files can have one. */
      title?: string | null;
    };
    /** @description Why a file cannot be read. Clients word the message in the reader's language from `code` and `params`. */
    FileProblem: {
      /** @description A stable `snake_case` word. */
      code: string;
      /** @description Character in the line, starting at 1. Missing when only the line is known. */
      column?: number | null;
      /** @description Line of the problem, starting at 1. Missing when the problem concerns the whole file. */
      line?: number | null;
      /** @description Values for the message, by name. */
      params: {
        [key: string]: string;
      };
    };
    /** @description A snapshot of any game. `cartridge` decides the types of its parts. */
    GameSnapshot:
      | components["schemas"]["LastWordSnapshot"]
      | components["schemas"]["QuizSnapshot"]
      | components["schemas"]["AirGuitarSnapshot"]
      | components["schemas"]["SketchSnapshot"]
      | components["schemas"]["FibSnapshot"]
      | components["schemas"]["LoungeSnapshot"];
    /**
     * @description The place of a setting in the form.
     * @enum {string}
     */
    Group: "basic" | "advanced";
    /** @description A player's figure hopped. The player does not receive this message. */
    Hopped: {
      /** @description The player whose figure hopped. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description A code for the host's controls. */
    HostCodeCreated: {
      /** @description When the code expires. */
      expires_at: components["schemas"]["Timestamp"];
      /** @description Six letters, to be typed at `/host/{code}` on the new screen. */
      host_code: string;
    };
    /** @description A session that the account hosts. */
    HostedView: {
      /** @description The key of the cartridge. */
      cartridge: string;
      /** @description The code of the session. */
      code: components["schemas"]["SessionCode"];
      /** @description Time of creation. */
      created_at: components["schemas"]["Timestamp"];
      /** @description The status of the session. */
      status: components["schemas"]["Status"];
    };
    /** @description A link for the host's controls. */
    HostLinkCreated: {
      /** @description When the link expires. */
      expires_at: components["schemas"]["Timestamp"];
      /** @description The address to open on the other device. Its fragment is the secret; browsers send no fragment to a server. */
      url: string;
    };
    /** @description The host's controls on a new device. */
    HostLinkRedeemed: {
      /** @description A token of the host. */
      host_token: string;
      /** @description The session. */
      snapshot: components["schemas"]["Snapshot"];
    };
    /** @description The presence of the host, as everybody sees it. */
    HostView: {
      /**
       * @description Whether a device with the host's controls is connected, such as the TV. `false` after all of them have been
       *     disconnected for 20 seconds. The game goes on, and the VIP can end or continue a game that waits for the host.
       */
      connected: boolean;
    };
    /** @description The result of an import. */
    Imported: {
      /** @description The pack after the import. */
      pack: components["schemas"]["PackView"];
      /** @description The result for the rows of the file. */
      report: components["schemas"]["ImportReport"];
    };
    /** @description The result of an import. */
    ImportReport: {
      /** @description Number of questions added to the pack. */
      added: number;
      /** @description Number of questions skipped, because the pack already contains them or the file repeats them. */
      already_there: number;
      /** @description Columns of the file that are not part of the format and were ignored. */
      ignored_columns?: string[];
      /** @description Number of refused rows. */
      refused: number;
      /** @description The first 100 refused rows. */
      rows: components["schemas"]["RefusedRow"][];
    };
    /**
     * @description The role in which a person joins.
     * @enum {string}
     */
    JoinAs: "player" | "audience";
    /** @description The new member of the session. */
    Joined: {
      /** @description The member's id within this session. */
      player_id: components["schemas"]["PlayerId"];
      /** @description The member's role. */
      role: components["schemas"]["JoinAs"];
      /** @description The member's token. Valid in this session only. */
      session_token: string;
      /** @description The session including the new member. */
      snapshot: components["schemas"]["Snapshot"];
      /** @description Whether the person waits for approval. The token is valid from the acceptance on. Absent for members. */
      waiting?: boolean;
    };
    /** @description The person who joins. */
    JoinSession: {
      /** @description The role: a seat in the game, or the audience. */
      as?: components["schemas"]["JoinAs"];
      /** @description The name of the chosen avatar. */
      avatar?: string | null;
      /** @description A random id that the browser keeps: 1 to 64 visible ASCII characters. Recognises a person whom the host removed. */
      device_id?: string | null;
      /** @description The displayed name: 1 to 20 characters, without control characters. */
      nickname: string;
      /** @description A code from `POST …/players/{player_id}/seat-codes`. The join then takes over the seat with this nickname. */
      seat_code?: string | null;
    };
    /** @description The decision about a text. */
    JudgeText: {
      /** @description `true` lets the game show the text, `false` replaces it by `(removed)`. */
      approved: boolean;
    };
    /** @description The preset to create from a session. */
    KeepPreset: {
      /** @description The host token, for a session that was created before its host logged in. */
      host_token?: string | null;
      /** @description Whether this preset becomes the default of its cartridge. A cartridge has at most one default. */
      is_default?: boolean;
      /** @description The name of the preset: 1 to 60 characters. */
      name?: string;
    };
    /**
     * @description The place where the client keeps the refresh token.
     * @enum {string}
     */
    KeepRefresh: "body" | "cookie";
    /** @description Number of items by kind, 0 for a kind that the pack lacks. */
    Kinds: {
      /** Format: int32 */
      blank: number;
      /** Format: int32 */
      choice: number;
      /** Format: int32 */
      drawing: number;
      /** Format: int32 */
      number: number;
      /** Format: int32 */
      open: number;
      /** Format: int32 */
      order: number;
      /** Format: int32 */
      pair: number;
      /** Format: int32 */
      picture: number;
      /** Format: int32 */
      poll: number;
      /** Format: int32 */
      prompt: number;
      /** Format: int32 */
      several: number;
      /** Format: int32 */
      true_false: number;
      /** Format: int32 */
      typed: number;
      /** Format: int32 */
      word_cloud: number;
      /** Format: int32 */
      word_list: number;
    };
    /** @description The author, votes and points of one answer. */
    LastWordAnswerResult: {
      /**
       * Format: int32
       * @description Votes of the audience.
       */
      audience_votes: number;
      /** @description Id of the answer. */
      option_id: string;
      /** @description Id of the author. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int64
       * @description Points of the author, including the bonus.
       */
      points: number;
      /**
       * @description Whether the answer has every vote of at least two players. In a room of three, a prompt has a single voter, so both answers of the
       *     author in the round must have every vote, and the later one is the sweep.
       */
      sweep: boolean;
      /** @description The answer. */
      text: string;
      /** @description The player of each vote for the answer, in the order of the votes. In the final round, a player can occur several times. */
      voters: components["schemas"]["PlayerId"][];
    };
    /** @description An award that a player received. */
    LastWordAwardView: {
      /** @description Stable key, for translations. */
      award: string;
      /** @description Emoji that illustrates the award. */
      emoji: string;
      /** @description Id of the player who received the award. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Question at which the player earned the award. A gap is written as `____`. Absent when no single question did. */
      question?: string | null;
      /** @description Text of the lie or answer that earned the award. Absent when no single text did. */
      quote?: string | null;
      /** @description Title, in English. */
      title: string;
      /**
       * Format: int32
       * @description How often the player did what the award is for.
       */
      value: number;
    };
    /** @description A prompt and its answers, without their authors. */
    LastWordBallotView: {
      /** @description The answers, in the order that everybody sees. */
      options: components["schemas"]["LastWordOptionView"][];
      /** @description Text of the prompt. */
      prompt: string;
      /** @description Id of the prompt. */
      prompt_id: string;
      /** @description Number of votes of a player who can choose. A player may give an answer several of them. */
      votes_each: number;
    };
    /** @description The configuration of Last Word. Every field is optional; unknown ones are ignored. */
    LastWordConfig: {
      /**
       * @description End writing and voting as soon as everybody present is done.
       * @default true
       */
      all_in_advances: boolean;
      /**
       * @description Most extra time that a player may take to answer, in percent.
       * @default 100
       */
      extra_time_percent: number;
      /**
       * @description Use only prompts that are suitable for children.
       * @default false
       */
      family_friendly: boolean;
      /**
       * @description Language of the built-in prompts, unless the room chooses packs or a language, and of the bots.
       * @default en
       * @enum {string}
       */
      language: "en" | "da";
      /**
       * @description Let people join during a game; they vote at once and write from the next round.
       * @default false
       */
      late_join: boolean;
      /**
       * @description Most players who can join; at least the fewest players.
       * @default 8
       */
      max_players: number;
      /**
       * @description Fewest players with whom a game starts.
       * @default 3
       */
      min_players: number;
      /**
       * @description Prompts of the host, one a line. They are used before those of the packs.
       * @default []
       */
      own_prompts: string[];
      /**
       * @description Words that are rejected in answers, nicknames and chat messages.
       * @default moderate
       * @enum {string}
       */
      profanity: "none" | "moderate" | "strict";
      /**
       * @description Points that the answers to a prompt share, before the round's multiplier.
       * @default 1000
       */
      prompt_points: number;
      /**
       * @description Time to show who wrote the answers. In milliseconds.
       * @default 8000
       */
      result_ms: number;
      /**
       * @description Multiplier of each round's points; the last one applies to all later rounds.
       * @default [
       *       1,
       *       2,
       *       3
       *     ]
       */
      round_multipliers: number[];
      /**
       * @description Rounds before the final round.
       * @default 2
       */
      rounds: number;
      /**
       * @description Time to show the ranking after a round. In milliseconds.
       * @default 8000
       */
      scoreboard_ms: number;
      /**
       * @description Extra points for an answer with every vote of at least two players. In a room of three: for both answers of a round.
       * @default 250
       */
      sweep_points: number;
      /**
       * @description Clock for writing and voting.
       * @default on
       * @enum {string}
       */
      timers: "on" | "extended" | "off";
      /**
       * @description Time to vote on a prompt, before `timers` extends it. In milliseconds.
       * @default 20000
       */
      vote_ms: number;
      /**
       * @description Time to write the answers of a round, before `timers` extends it. In milliseconds.
       * @default 90000
       */
      write_ms: number;
    };
    /** @description Data of `phase.game_over`. */
    LastWordGameOver: {
      /** @description The awards of the game. */
      awards: components["schemas"]["LastWordAwardView"][];
      /** @description The final ranking. */
      ranking: components["schemas"]["LastWordRanked"][];
    };
    /** @description The `data` of each message of `last_word`, by its `type`. */
    LastWordMessageData: {
      "answer.submit": {
        prompt_id?: string;
        text?: string;
      };
      /** @description The end of the game. */
      "phase.game_over": components["schemas"]["LastWordGameOver"];
      /** @description The authors, votes and points of the answers. */
      "phase.result_shown": components["schemas"]["LastWordResultShown"];
      /** @description The ranking after a round. */
      "phase.scoreboard": components["schemas"]["LastWordScoreboard"];
      /** @description The answers to one prompt, without their authors. */
      "phase.vote_started": components["schemas"]["LastWordVoteStarted"];
      /** @description Everybody answers private prompts. */
      "phase.write_started": components["schemas"]["LastWordWriteStarted"];
      /** @description A player finished writing or voting, or the game stopped waiting for a player. */
      progress: components["schemas"]["LastWordProgress"];
      "vote.submit": {
        option_id?: string;
        prompt_id?: string;
      };
    };
    /** @description One answer to choose from. */
    LastWordOptionView: {
      /** @description Id of the option, derived from its position. The id does not depend on what the option is. */
      option_id: string;
      /** @description Text of the option. */
      text: string;
    };
    /** @description Data of `progress`. Both lists follow the order in which players joined. */
    LastWordProgress: {
      /** @description Players whose answers have arrived. */
      answered: components["schemas"]["PlayerId"][];
      /** @description Players who are present and have not answered. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description One player's place in the ranking. */
    LastWordRanked: {
      /**
       * Format: int64
       * @description Points since the previous scoreboard.
       */
      delta: number;
      /** @description Nickname of the player. */
      nickname: string;
      /** @description Id of the player. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Rank from 1. Equal scores share a rank, and the ranks they occupy are skipped. */
      rank: number;
      /**
       * Format: int64
       * @description Points of the game.
       */
      score: number;
    };
    /** @description Data of `phase.result_shown`. */
    LastWordResultShown: components["schemas"]["Countdown"] & {
      /** @description Text of the prompt. */
      prompt: string;
      /** @description Id of the prompt. */
      prompt_id: string;
      /**
       * Format: int32
       * @description The prompt within the round, from 1.
       */
      question: number;
      /** @description The answers, in the order of the options. */
      results: components["schemas"]["LastWordAnswerResult"][];
    };
    /** @description Data of `phase.scoreboard`. */
    LastWordScoreboard: components["schemas"]["Countdown"] & {
      /** @description Whether the game ends after this scoreboard. */
      final: boolean;
      /** @description The players, best first. */
      ranking: components["schemas"]["LastWordRanked"][];
    };
    /** @description A snapshot of a room that plays `last_word`. */
    LastWordSnapshot: components["schemas"]["Snapshot"] &
      (
        | {
            /** @constant */
            cartridge: "last_word";
            phase: null;
            view: null;
            you?: components["schemas"]["OwnView"] | null;
          }
        | {
            /** @constant */
            cartridge: "last_word";
            phase: components["schemas"]["PhaseView"] | null;
            view: components["schemas"]["LastWordView"];
            you?: (components["schemas"]["OwnView"] & components["schemas"]["LastWordYou"]) | null;
          }
      );
    /** @description The public part of a snapshot. Fields that do not apply to the phase are empty. */
    LastWordView: {
      /** @description The awards, during `game_over`. */
      awards: components["schemas"]["LastWordAwardView"][];
      /** @description Whether the ranking is the final one. */
      final: boolean;
      /** @description Language of the prompts. */
      language: string;
      /** @description Maximum length of an answer in graphemes. */
      max_length: number;
      /**
       * Format: int64
       * @description Multiplier of this round's points.
       */
      multiplier: number;
      /** @description The answers, during `vote`. */
      options: components["schemas"]["LastWordOptionView"][];
      /** @description Text of the shown prompt, during `vote` and `result`. */
      prompt?: string | null;
      /** @description Id of the shown prompt, during `vote` and `result`. */
      prompt_id?: string | null;
      /**
       * Format: int32
       * @description Prompts of the round.
       */
      questions: number;
      /** @description The ranking, during `scoreboard` and `game_over`. */
      ranking: components["schemas"]["LastWordRanked"][];
      /** @description The authors, votes and points, during `result`. */
      results: components["schemas"]["LastWordAnswerResult"][];
      /**
       * Format: int32
       * @description Number of rounds, including the final round.
       */
      rounds: number;
      /**
       * Format: int64
       * @description Length of writing or voting in milliseconds; `null` in other phases and without a clock.
       */
      time_limit_ms?: number | null;
      /** @description Number of votes of a player who can choose, during `vote`. A player may give an answer several of them. */
      votes_each: number;
      /** @description Players whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description Data of `phase.vote_started`. */
    LastWordVoteStarted: components["schemas"]["LastWordBallotView"] &
      components["schemas"]["Countdown"] & {
        /**
         * Format: int32
         * @description The prompt within the round, from 1.
         */
        question: number;
        /**
         * Format: int64
         * @description Length of the phase in milliseconds; `null` when the phase has no clock.
         */
        time_limit_ms?: number | null;
        /** @description Players whom the phase waits for. */
        waiting: components["schemas"]["PlayerId"][];
      };
    /** @description Data of `phase.write_started`. The prompts are private; a player reads them in `you`. */
    LastWordWriteStarted: components["schemas"]["Countdown"] & {
      /** @description Maximum length of an answer in graphemes. */
      max_length: number;
      /**
       * Format: int64
       * @description Multiplier of this round's points.
       */
      multiplier: number;
      /**
       * Format: int32
       * @description Prompts of the round.
       */
      questions: number;
      /**
       * Format: int32
       * @description The round, from 1.
       */
      round: number;
      /**
       * Format: int32
       * @description Rounds of the game, including the final round.
       */
      rounds: number;
      /**
       * Format: int64
       * @description Length of the phase in milliseconds; `null` when the phase has no clock.
       */
      time_limit_ms?: number | null;
      /** @description Players whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description The private view of one person. */
    LastWordYou: {
      /** @description Id of the person's own answer among the options, during `vote`. */
      own_option?: string | null;
      /** @description Id of the person. */
      player_id: components["schemas"]["PlayerId"];
      /** @description The person's prompts of the round, during `write`. */
      prompts: components["schemas"]["LastWordYourPrompt"][];
      /** @description Id of the answer of each vote of the person, during `vote`. An answer with several votes occurs several times. */
      votes: string[];
      /** @description Number of further votes that the person has, during `vote`. A member of the audience gives an answer at most one vote. */
      votes_left: number;
    };
    /** @description A prompt that the person must answer. */
    LastWordYourPrompt: {
      /** @description The person's answer, once it has been accepted. */
      answer?: string | null;
      /** @description Text of the prompt. */
      prompt: string;
      /** @description Id of the prompt. */
      prompt_id: string;
    };
    /** @description An account, as an operator sees it. */
    ListedAccount: {
      /** @description Time of the registration. */
      created_at: components["schemas"]["Timestamp"];
      /** @description The id. */
      id: components["schemas"]["AccountId"];
      /** @description The login name. */
      name: string;
      /** @description Whether the account may manage the server. */
      operator: boolean;
    };
    /** @description A file of an account. */
    ListedMedia: components["schemas"]["UploadedMedia"] & {
      /** @description The description with which a question uses the file; empty if none does. */
      alt: string;
      /** @description Time of the upload. */
      created_at: components["schemas"]["Timestamp"];
    };
    /** @description Whether people can join. */
    LockSession: {
      /** @description `true` locks the room, `false` unlocks it. */
      locked: boolean;
    };
    /** @description A login. */
    LoggedIn: {
      /** @description The access token, for `Authorization: Bearer …`. */
      access_token: string;
      /** @description The account that is logged in. */
      account: components["schemas"]["Account"];
      /**
       * Format: int64
       * @description Lifetime of the access token in milliseconds.
       */
      expires_in_ms: number;
      /** @description Time at which the refresh token expires. */
      refresh_expires_at: components["schemas"]["Timestamp"];
      /** @description The refresh token, valid for one refresh. Missing if it was sent as a cookie. */
      refresh_token?: string | null;
    };
    /** @description The credentials. */
    LogIn: {
      /** @description The login name, in upper or lower case. */
      name: string;
      /** @description The password. */
      password: string;
      /** @description The place where the client keeps the refresh token. */
      refresh?: components["schemas"]["KeepRefresh"];
    };
    /** @description The credentials of an account. */
    LogInOperator: {
      /** @description The login name, in upper or lower case. */
      name: string;
      /** @description The password. */
      password: string;
    };
    /** @description The login to end. */
    LogOut: {
      /** @description The refresh token of the login. The default is the token in the cookie. */
      refresh_token?: string | null;
    };
    /** @description Data of `toast.clinked`. */
    LoungeClinked: {
      /**
       * Format: int32
       * @description Completed toasts, including this one.
       */
      count: number;
      /** @description Everyone who joined, in that order. */
      joined: components["schemas"]["PlayerId"][];
      /** @description Id of the person who proposed the toast. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Words of the toast. */
      words?: string | null;
    };
    /** @description The configuration of The lounge. Every field is optional; unknown ones are ignored. */
    LoungeConfig: {
      /**
       * @description Let people join while the lounge is open.
       * @default true
       */
      late_join: boolean;
      /**
       * @description Most people who can join.
       * @default 50
       */
      max_players: number;
      /**
       * @description Let people propose toasts.
       * @default true
       */
      toasts: boolean;
    };
    /** @description The `data` of each message of `lounge`, by its `type`. */
    LoungeMessageData: {
      /** @description The lounge opened. */
      "phase.lounge_opened": components["schemas"]["LoungeOpened"];
      /** @description Reactions since the previous such event. */
      reaction: components["schemas"]["LoungeReactionCounts"];
      "reaction.send": {
        emoji?: string;
      };
      "say.status.set": {
        status?: string;
      };
      /** @description A person set or removed a status. */
      "status.set": components["schemas"]["LoungeStatusSet"];
      /** @description Everybody present joined the toast; it is complete. */
      "toast.clinked": components["schemas"]["LoungeClinked"];
      "toast.join": Record<string, unknown>;
      /** @description A person joined the toast. */
      "toast.joined": components["schemas"]["LoungeToastJoined"];
      /** @description A person who had joined the toast left. The toast ends if that person proposed it. */
      "toast.lowered": components["schemas"]["LoungeToastLowered"];
      "toast.raise": {
        words?: string;
      };
      /** @description A person proposed a toast. */
      "toast.raised": components["schemas"]["LoungeRaised"];
    };
    /** @description Data of `phase.lounge_opened`. */
    LoungeOpened: {
      /** @description The available reactions. */
      emoji: string[];
      /** @description Whether people can propose toasts. */
      toasts: boolean;
    };
    /** @description Data of `toast.raised`. */
    LoungeRaised: {
      /** @description Id of the person who proposed the toast. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Words of the toast; `null` for a toast without words. */
      words?: string | null;
    };
    /** @description Data of `reaction`: reactions since the previous such event. */
    LoungeReactionCounts: {
      /** @description Number of reactions for each emoji. */
      counts: {
        [key: string]: number;
      };
    };
    /** @description A snapshot of a room that plays `lounge`. */
    LoungeSnapshot: components["schemas"]["Snapshot"] &
      (
        | {
            /** @constant */
            cartridge: "lounge";
            phase: null;
            view: null;
            you?: components["schemas"]["OwnView"] | null;
          }
        | {
            /** @constant */
            cartridge: "lounge";
            phase: components["schemas"]["PhaseView"] | null;
            view: components["schemas"]["LoungeView"];
            you?: (components["schemas"]["OwnView"] & components["schemas"]["LoungeYou"]) | null;
          }
      );
    /** @description Data of `status.set`. */
    LoungeStatusSet: {
      /** @description Id of the person. */
      player_id: components["schemas"]["PlayerId"];
      /** @description The status; `null` when the person removed it or left. */
      status?: string | null;
    };
    /** @description Data of `toast.joined`. */
    LoungeToastJoined: {
      /** @description Id of the person who joined. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description Data of `toast.lowered`. */
    LoungeToastLowered: {
      /** @description Id of the person who left. */
      player_id: components["schemas"]["PlayerId"];
    };
    /** @description A proposed toast. */
    LoungeToastView: {
      /** @description Everyone who joined, in that order. */
      joined: components["schemas"]["PlayerId"][];
      /** @description Id of the person who proposed the toast. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Words of the toast; `null` for a toast without words. */
      words?: string | null;
    };
    /** @description The public part of a snapshot. */
    LoungeView: {
      /**
       * Format: int32
       * @description Number of completed toasts.
       */
      count: number;
      /** @description The available reactions. */
      emoji: string[];
      /** @description Maximum length of a status in graphemes. */
      max_status: number;
      /** @description Maximum length of a toast's words in graphemes. */
      max_words: number;
      /** @description Statuses by player id. */
      statuses: {
        [key: string]: string;
      };
      toast?: components["schemas"]["LoungeToastView"] | null;
      /** @description Whether people can propose toasts. */
      toasts: boolean;
    };
    /** @description A person's own view. */
    LoungeYou: {
      /** @description The person's status, also before a moderator approves it. */
      status?: string | null;
    };
    /** @description A cartridge's description for clients. */
    Manifest: {
      /** @description Key in the contract, such as `fib`. */
      cartridge: string;
      /** @description Content that the game needs from question packs. */
      content: components["schemas"]["ContentKind"];
      /** @description Kinds of questions and prompts that the game takes from packs. */
      content_kinds: components["schemas"]["QuestionKind"][];
      /** @description Optional features of its sessions. */
      features: components["schemas"]["Feature"][];
      /** @description Name, in English. */
      name: string;
      /** @description Every phase of the game, in the order in which they first occur. */
      phases: components["schemas"]["PhaseKind"][];
      /** @description Number of players in the default configuration. */
      players: components["schemas"]["Players"];
      /** @description Settings, in the order of a form. */
      settings: components["schemas"]["Setting"][];
      /** @description Tagline of one line, in English. */
      tagline: string;
    };
    /** @description A new read position. */
    MarkRead: {
      /** @description The last message that the caller has read. */
      message_id: components["schemas"]["MessageId"];
    };
    /** @description A picture or a sound of a question, an item or a setting: a file of the server's media store. */
    Media: {
      /**
       * @description What the picture shows or what the sound is, for people who cannot perceive it, up to 300 characters. A picture
       *     needs it. The text of a question must not contain the answer.
       */
      alt?: string;
      /** @description Name of the file, as the upload returned it: the SHA-256 of its content and `.jpg`, `.png` or `.mp3`. */
      file: string;
    };
    /**
     * @description The kind of a medium.
     * @enum {string}
     */
    MediaKind: "picture" | "sound";
    /** @description The files of an account. */
    MediaList: {
      /** @description The newest 100 files, the latest first. */
      media: components["schemas"]["ListedMedia"][];
    };
    /** @description The `data` of each message, by its `type`. */
    MessageData: {
      ack: components["schemas"]["AckData"];
      "chat.message": components["schemas"]["ChatMessage"];
      "chat.read": {
        message_id: string;
      };
      "chat.removed": components["schemas"]["Removed"];
      "chat.send": {
        content: string;
      };
      "chat.typing": {
        is_typing: boolean;
      };
      /** @description A player's first socket opened or last socket closed. */
      connection_update: {
        /** @description Id of the person. */
        player_id: components["schemas"]["PlayerId"];
        /** @description Whether a socket is open. */
        status: components["schemas"]["Connection"];
      };
      /** @description The audience changed, or voted. Sent at most five times a second; the patch of any event may contain later sums. */
      "crowd.tally": components["schemas"]["AudienceView"];
      error: components["schemas"]["ErrorData"];
      "lobby.hop": Record<string, unknown>;
      "lobby.hopped": components["schemas"]["Hopped"];
      ping: {
        timestamp?: unknown;
      };
      pong: components["schemas"]["PongData"];
      /** @description The host or the VIP started or ended the approval of joins. After its end, events about the people who waited follow. */
      "session.approval_changed": {
        /** @description Whether joins need approval. */
        required: boolean;
      };
      /** @description The host or the VIP admitted a waiting person to the audience. People who need no approval join without an event. */
      "session.audience_joined": {
        /** @description The admitted person. */
        member: components["schemas"]["SpectatorView"];
      };
      /** @description The host removed a member of the audience. People who leave are counted in `crowd.tally` only. */
      "session.audience_left": {
        /** @description Id of the person. */
        player_id: components["schemas"]["PlayerId"];
      };
      /** @description The host ended the session. No event follows. */
      "session.exited": Record<string, unknown>;
      /**
       * @description The host or the VIP chose another game. The room is in its lobby, with the same people. `view` and `phase` are
       *     `null`, and what clients know of the earlier game is void.
       */
      "session.game_changed": {
        /** @description The new cartridge's key. */
        cartridge: string;
        /** @description Optional features of the session. */
        features: components["schemas"]["Feature"][];
        /** @description Most players who can join. */
        max_players: number;
        /** @description Fewest players with whom the game starts. */
        min_players: number;
        /** @description All players, with no score. Bots are missing if the new game does not support them. */
        players: components["schemas"]["PlayerView"][];
      };
      /**
       * @description All devices with the host's controls, such as the TV, have been disconnected for 20 seconds, or one is back. The game
       *     goes on.
       */
      "session.host_changed": {
        /** @description The new presence. */
        host: components["schemas"]["HostView"];
      };
      /** @description The host or the VIP declined a waiting person, or the person withdrew the request. The person's token is void. */
      "session.join_declined": {
        /** @description Id of the person. */
        player_id: components["schemas"]["PlayerId"];
      };
      /**
       * @description A person wants to join and waits for approval. An acceptance is `session.player_joined` or
       *     `session.audience_joined` with the same `player_id`.
       */
      "session.join_requested": {
        /** @description The waiting person. */
        person: components["schemas"]["WaitingView"];
      };
      /** @description The host locked or unlocked the room. Nobody can join a locked room. */
      "session.lock_changed": {
        /** @description Whether the room is locked. */
        locked: boolean;
      };
      /**
       * @description Moderation started or ended, the moderator changed, or another number of texts waits for approval. The moderator reads
       *     the texts with `GET /api/sessions/{code}/texts`.
       */
      "session.moderation_changed": {
        moderation?: components["schemas"]["ModerationView"] | null;
      };
      /** @description The game was paused. */
      "session.paused": components["schemas"]["PauseView"] & {
        phase?: components["schemas"]["PhaseView"] | null;
      };
      /** @description A person or a bot joined. */
      "session.player_joined": {
        /** @description The new player. */
        player: components["schemas"]["PlayerView"];
      };
      /** @description The host removed a player. */
      "session.player_kicked": {
        /** @description Id of the person. */
        player_id: components["schemas"]["PlayerId"];
      };
      /** @description A player left for good. */
      "session.player_left": {
        /** @description Id of the person. */
        player_id: components["schemas"]["PlayerId"];
      };
      /** @description The host changed the nickname of a player or of a member of the audience. Scoreboards shown before keep the old nickname. */
      "session.player_renamed": {
        /** @description The new nickname. */
        nickname: string;
        /** @description Id of the person. */
        player_id: components["schemas"]["PlayerId"];
      };
      "session.resumed": components["schemas"]["ResumedData"];
      /** @description The game resumed after a pause. */
      "session.resumed_play": {
        phase?: components["schemas"]["PhaseView"] | null;
      };
      /**
       * @description The seat of a disconnected person was released: the next person who joins with its nickname gets it. Or a person took
       *     the own seat over to another browser. All tokens of the earlier holder are void. The public snapshot does not change.
       */
      "session.seat_released": {
        /**
         * Format: int32
         * @description Number of times that the seat was released. Sockets of earlier holders are closed.
         */
        holder: number;
        /** @description Id of the person. */
        player_id: components["schemas"]["PlayerId"];
      };
      "session.snapshot": components["schemas"]["SnapshotData"];
      /** @description The game started. The cartridge's first events follow; `view` already includes them. */
      "session.started": {
        phase?: components["schemas"]["PhaseView"] | null;
        /** @description All players, with their scores reset. */
        players: components["schemas"]["PlayerView"][];
        /** @description The cartridge's public view at the start. */
        view: Record<string, unknown>;
      };
      /** @description Players changed their teams, or the teams were drawn. */
      "session.teams_changed": {
        /** @description The players whose team changed. */
        changed: components["schemas"]["TeamMember"][];
      };
      /**
       * @description A text was removed from all screens, or a moderated one was approved after the game had shown its place. Discard
       *     all copies of the earlier view.
       */
      "session.texts_changed": {
        /** @description The cartridge's public view after the change. */
        view: Record<string, unknown>;
      };
      /**
       * @description A part of the session changed that no other event names, such as what one player may see. The patches contain the
       *     change.
       */
      "session.updated": Record<string, unknown>;
      /** @description Another player became the VIP, or the room has no VIP because nobody is left. */
      "session.vip_changed": {
        vip?: components["schemas"]["PlayerId"] | null;
      };
      typing: components["schemas"]["Typing"];
    };
    /**
     * @description A message's id, opaque to clients. The id contains the session's creation time and the message's number.
     *     Ids are unique on the platform, and ids of one session sort by age.
     * @example m19aa4c3e5f0-00000042
     */
    MessageId: string;
    /** @description A page of the history. */
    Messages: components["schemas"]["ReadUpTo"] & {
      /** @description The messages, newest first. Deleted messages are left out. */
      messages: components["schemas"]["ChatMessage"][];
      next?: components["schemas"]["MessageId"] | null;
    };
    /** @description Whether a moderator approves texts. */
    Moderate: {
      moderator?: components["schemas"]["PlayerId"] | null;
      /** @description `true` holds texts back until they are approved, `false` approves all texts that wait. */
      on: boolean;
    };
    /** @description The moderation of the texts that people write. */
    ModerationView: {
      moderator?: components["schemas"]["PlayerId"] | null;
      /** @description Number of texts that wait for approval. */
      waiting: number;
    };
    /** @description Another game for the same room. */
    NextGame: {
      /** @description The key of the cartridge, such as `quiz`. */
      cartridge: string;
      config?: components["schemas"]["Config"] | null;
      /** @description The language of the built-in packs, such as `da`. The default is `en`. */
      language?: string | null;
      /**
       * @description Question packs to draw from, as for a new session. The default is the room's packs if they have enough questions for
       *     this game, and otherwise the built-in packs in `language`.
       */
      pack_ids?: string[] | null;
    };
    /** @description The login of an operator. */
    OperatorLoginView: {
      /** @description Time at which the login ends. */
      expires_at: components["schemas"]["Timestamp"];
      /** @description The login name; absent for a login by a one-time link. */
      name?: string | null;
    };
    /** @description Everything that the page shows and that changes by itself. */
    Overview: {
      backup?: components["schemas"]["BackupView"] | null;
      /** @description Figures of all processes together. */
      figures: components["schemas"]["Figures"];
      /** @description The processes that run, by role. */
      processes: components["schemas"]["ProcessView"][];
      /** @description The deadline queue. */
      queue: components["schemas"]["QueueView"];
      /** @description Whether the store and the database take writes. */
      readiness: components["schemas"]["Readiness"];
      /** @description Rooms with at least one connected participant in any process, newest first. Of more than 500, any 500. */
      rooms: components["schemas"]["RoomSummary"][];
      /** @description Number of all rooms with a connected participant. */
      rooms_total: number;
      /** @description The time at which the process gathered the data. */
      server_time: components["schemas"]["Timestamp"];
    };
    /** @description What the own part of a person's snapshot has in every game. A running game adds the fields of its private view. */
    OwnView: {
      /** @description Avatar of a member of the audience, `null` without one; absent for players. */
      avatar?: string | null;
      /** @description The latest votes of a member of the audience; absent without votes. */
      ballots?: components["schemas"]["OwnVotes"];
      /** @description The person's extra time; absent for the audience, and in games without extra time. */
      extra_time?: components["schemas"]["ExtraTimeView"];
      /**
       * @description Name of a member of the audience; absent for players, whom the list of players names. The API writes this field, as
       *     the following ones, because the session does not know the audience.
       */
      nickname?: string;
      /** @description Id of the person. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Whether the person has a seat. */
      role: components["schemas"]["ParticipantRole"];
    };
    /** @description The votes of a member of the audience in one poll. */
    OwnVotes: {
      /** @description The choices, such as ids of options. */
      choices: string[];
      /** @description The poll, such as the id of a prompt. */
      poll: string;
    };
    /** @description A page of question packs. */
    PackPage: {
      /** @description The value of `before` for the next page; `null` on the last page. */
      next?: string | null;
      /** @description The packs, newest first. */
      packs: components["schemas"]["PackView"][];
    };
    /** @description A question pack without its questions. */
    PackView: {
      /** @description Whether the pack is part of the platform. */
      built_in: boolean;
      created_at?: components["schemas"]["Timestamp"] | null;
      /** @description A short description of the content. */
      description: string;
      /**
       * Format: int32
       * @description Number of questions that are suitable for children.
       */
      family_friendly: number;
      /** @description Number of items by kind. */
      kinds: components["schemas"]["Kinds"];
      /** @description The language of its questions, as a BCP 47 tag. */
      language: string;
      /** @description Whether the pack belongs to the caller. */
      mine: boolean;
      /** @description The key of the pack, for `pack_ids` and addresses. */
      pack_id: string;
      /**
       * Format: int32
       * @description Number of questions.
       */
      questions: number;
      /** @description The address of the pack for others. Missing for private and built-in packs. */
      share_url?: string | null;
      /** @description The displayed title. */
      title: string;
      updated_at?: components["schemas"]["Timestamp"] | null;
      /** @description The accounts that can see and play the pack. */
      visibility: components["schemas"]["Visibility"];
    };
    /**
     * @description Whether a person has a seat.
     * @enum {string}
     */
    ParticipantRole: "player" | "audience";
    /**
     * @description Why a game is paused.
     * @enum {string}
     */
    PauseReason: "host" | "fault";
    /** @description A pause: its reason and the person who caused it. */
    PauseView: {
      /**
       * @description Nickname of the VIP who paused. Absent when the host paused, because the name of the host's account is part of
       *     its login; show "the host" instead.
       */
      by?: string | null;
      /** @description The reason. */
      reason: components["schemas"]["PauseReason"];
    };
    /** @description A phase of a game. */
    PhaseKind: {
      /** @description Name, in `snake_case`. */
      name: string;
      /** @description Whether a deadline may end the phase; `false` when only people end it. */
      timed: boolean;
    };
    /** @description The current phase. */
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
    /** @description Opaque id of a player or a member of the audience, unique within the session. The platform creates it. */
    PlayerId: string;
    /** @description A range of players. */
    Players: {
      /** @description Most players who can join. */
      max: number;
      /** @description Fewest players with whom a game starts. */
      min: number;
    };
    /** @description A player, as everybody sees them. */
    PlayerView: {
      /** @description Whether the current phase has the player's answer. */
      answered: boolean;
      /** @description Key of the chosen avatar, if any. */
      avatar?: string | null;
      /** @description Whether the player is a bot; absent for people. */
      bot?: boolean;
      /** @description Whether at least one socket is open. */
      connected: boolean;
      /**
       * Format: int64
       * @description Points of the games that were finished earlier in this room; absent when zero. The points of the evening are
       *     `evening` plus `score`.
       */
      evening?: number;
      /** @description Nickname, unique within the session. */
      nickname: string;
      /** @description Id, unique within the session. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int64
       * @description Points so far.
       */
      score: number;
      /**
       * Format: int32
       * @description Number of the player's team, from 1; absent without a team.
       */
      team?: number | null;
    };
    /** @description Data of `pong`, the answer to `ping`. */
    PongData: {
      /** @description The server's time when it answered. */
      server_time: components["schemas"]["Timestamp"];
      /** @description The client's `timestamp`, returned unchanged. */
      timestamp: unknown;
    };
    /** @description A named configuration of a cartridge. */
    Preset: {
      /** @description Key of the cartridge, such as `fib`. */
      cartridge: string;
      /** @description The value of every setting. */
      config: Record<string, unknown>;
      /** @description Creation time. */
      created_at: components["schemas"]["Timestamp"];
      /** @description Whether this preset is the default. An account has at most one default for each cartridge. */
      is_default: boolean;
      /** @description Name chosen by the owner, 1–60 graphemes. */
      name: string;
      /** @description Opaque random id. */
      preset_id: string;
      /** @description Time of the last change. */
      updated_at: components["schemas"]["Timestamp"];
    };
    /** @description An account's presets. */
    PresetList: {
      /** @description The presets, ordered by cartridge. The default of each cartridge is first, the others follow by name. At most 100. */
      presets: components["schemas"]["Preset"][];
    };
    /** @description A row of a file, before the import. */
    PreviewRow: {
      /** @description The start of the row's text. */
      excerpt: string;
      /** @description All faults of a refused row. */
      faults?: components["schemas"]["Fault"][];
      /** @description Line on which the question starts, starting at 1. */
      line: number;
      question?: components["schemas"]["Draft"] | null;
      /** @description Number of the question within the file, starting at 1. */
      row: number;
    };
    /** @description The body of an error response (RFC 9457). */
    Problem: {
      /** @description A stable `snake_case` error code. */
      code: string;
      /** @description The problem and its remedy, in a sentence or two. */
      detail: string;
      /** @description All faults of a rejected question. */
      faults?: components["schemas"]["Fault"][];
      /** @description The field of the request body that is invalid. */
      field?: string | null;
      file?: components["schemas"]["FileProblem"] | null;
      report?: components["schemas"]["ImportReport"] | null;
      /**
       * Format: int64
       * @description Seconds after which a retry makes sense; also sent as the `Retry-After` header.
       */
      retry_after?: number | null;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The code in words. */
      title: string;
      /** @description `urn:wpp:problem:` followed by the code. */
      type: string;
    };
    /** @description A process that runs. */
    ProcessView: {
      /**
       * Format: double
       * @description The clock of Redis minus the clock of the machine, in milliseconds; absent until the first full report.
       */
      clock_offset_ms?: number | null;
      /** @description The name of its machine. */
      machine: string;
      /**
       * Format: double
       * @description Resident memory in bytes; absent until the first full report.
       */
      memory_bytes?: number | null;
      /**
       * Format: int32
       * @description The id of the process on its machine.
       */
      pid: number;
      /** @description Name of the process, new at each start. */
      process: string;
      /** @description The roles: `web`, `worker`, or both. */
      roles: string[];
      /**
       * Format: int64
       * @description Milliseconds since the last report. A process that is silent for 15 seconds is left out.
       */
      silent_ms: number;
      /**
       * Format: double
       * @description Number of open sockets; absent for a worker.
       */
      sockets?: number | null;
      /** @description Time of the start. */
      started_at: components["schemas"]["Timestamp"];
      /** @description The version of the program. */
      version: string;
    };
    /**
     * @description The kind of a question.
     *
     *     A pack may mix kinds, and a game accepts some of them. A game in which people write answers needs
     *     prompts that make sense without options (`blank`, `open`). A game that shows the answer among wrong
     *     ones accepts [`WITH_DECOYS`](Self::WITH_DECOYS).
     * @enum {string}
     */
    QuestionKind:
      | "blank"
      | "open"
      | "choice"
      | "true_false"
      | "several"
      | "typed"
      | "number"
      | "order"
      | "poll"
      | "word_cloud"
      | "prompt"
      | "drawing"
      | "word_list"
      | "pair"
      | "picture";
    /** @description A page of questions. */
    QuestionPage: {
      /** @description The value of `after` for the next page; `null` on the last page. */
      next?: string | null;
      /** @description The questions, in the pack's order. */
      questions: components["schemas"]["QuestionView"][];
    };
    /** @description A question of a pack. */
    QuestionView: {
      /** @description Other spellings of the answer, at most 20. */
      aliases?: string[];
      /**
       * @description The correct answer, 1–80 characters. `true` or `false` for `true_false`, a number for `number`, the first
       *     item for `order`, the other text of a `pair`, empty for `poll`, `word_cloud`, `prompt`, `drawing`, `word_list`
       *     and `picture`.
       */
      answer: string;
      /** @description A word or two shown above the prompt, up to 40 characters. */
      category?: string;
      /**
       * @description Plausible wrong answers, 1–20; four or more are recommended. The 2–8 options of a `poll`. Empty for
       *     all other kinds without options.
       */
      decoys?: string[];
      difficulty?: components["schemas"]["Difficulty"] | null;
      /** @description Explanation in one sentence, shown after the reveal, up to 300 characters. */
      explanation?: string | null;
      /** @description Whether the question is suitable for children. */
      family_friendly?: boolean;
      kind?: components["schemas"]["QuestionKind"] | null;
      /** @description The language as a BCP 47 tag, if it differs from the pack's. */
      language?: string | null;
      media?: components["schemas"]["Media"] | null;
      /** @description The other right answers of `several` (up to 7), or the items of `order` after the first (2–7). */
      more_answers?: string[];
      /**
       * Format: int32
       * @description Factor of the points: 0, 1 or 2. The default is 1.
       */
      points?: number;
      /**
       * @description The prompt, 5–300 characters; up to 120 for `prompt`, 3–60 for `drawing`. A `blank` has one gap, written as
       *     `____`. The title of a `word_list`, 1–60 characters. One text of a `pair`, 1–80 characters. The title of a
       *     `picture`, up to 80 characters; may be empty.
       */
      prompt: string;
      /** @description The key of the question within the pack. */
      question_id: string;
      /** @description Source of the fact, up to 300 characters. */
      source?: string | null;
      /**
       * Format: int32
       * @description Seconds to answer, 5–600, if they differ from the game's.
       */
      time_limit_s?: number | null;
      /** @description The 5–60 words of a `word_list`, up to 40 characters each; all different. */
      words?: string[];
    };
    /** @description Numbers of wake-ups in all queues. */
    QueueView: {
      /**
       * Format: int64
       * @description Wake-ups that failed for good; the next worker that starts deletes them.
       */
      dead: number;
      /**
       * Format: int64
       * @description Wake-ups that may be fetched and were not; 0 in normal operation.
       */
      due: number;
      /**
       * Format: int64
       * @description Wake-ups that a worker has fetched and not finished.
       */
      in_work: number;
      /**
       * Format: int64
       * @description Wake-ups that wait for their time.
       */
      waiting: number;
    };
    /** @description Data of `phase.answer_started`. */
    QuizAnswerStarted: components["schemas"]["Countdown"] & {
      /** @description The players who answer for their teams; absent when everybody answers. */
      captains?: components["schemas"]["PlayerId"][];
      /** @description The options, in the order that everybody sees. */
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
       * @description Length of the phase in milliseconds; `null` when the phase has no clock.
       */
      time_limit_ms?: number | null;
      /** @description Players whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
      /** @description Whether the host's `play` ends the phase. */
      waits_for_host: boolean;
    };
    /** @description Points for one answer. */
    QuizAwarded: {
      /** @description Id of the player. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int64
       * @description Total points, including bonuses.
       */
      points: number;
      /** @description Whether the answer is right. Other answers earn a part of the points. */
      right?: boolean;
      /**
       * Format: int64
       * @description The part of the points for speed.
       */
      speed_points: number;
      /**
       * Format: int32
       * @description Correct answers in a row, including this one.
       */
      streak: number;
      /**
       * Format: int32
       * @description Number of the team for which the player answered as its captain, from 1; absent for a player's own answer.
       */
      team?: number | null;
    };
    /** @description An award that a player received. */
    QuizAwardView: {
      /** @description Stable key, for translations. */
      award: string;
      /** @description Emoji that illustrates the award. */
      emoji: string;
      /** @description Id of the player who received the award. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Question at which the player earned the award. A gap is written as `____`. Absent when no single question did. */
      question?: string | null;
      /** @description Text of the lie or answer that earned the award. Absent when no single text did. */
      quote?: string | null;
      /** @description Title, in English. */
      title: string;
      /**
       * Format: int32
       * @description How often the player did what the award is for.
       */
      value: number;
    };
    /** @description The configuration of Quiz. Every field is optional; unknown ones are ignored. */
    QuizConfig: {
      /**
       * @description End answering as soon as everybody present has answered.
       * @default true
       */
      all_in_advances: boolean;
      /**
       * @description Time to answer, before `timers` extends it. In milliseconds.
       * @default 20000
       */
      answer_ms: number;
      /**
       * @description Most extra time that a player may take to answer, in percent.
       * @default 100
       */
      extra_time_percent: number;
      /**
       * @description Use only questions that are suitable for children.
       * @default false
       */
      family_friendly: boolean;
      /**
       * @description Award extra points to the first correct answers.
       * @default false
       */
      fastest_fingers: boolean;
      /**
       * @description Let people join during a game; they play from the next question.
       * @default false
       */
      late_join: boolean;
      /** @description A picture that the TV shows during the game, such as the logo of a pub. */
      logo?: {
        alt?: string;
        file: string;
      } | null;
      /**
       * @description Most players who can join; at least the fewest players.
       * @default 40
       */
      max_players: number;
      /**
       * @description Fewest players with whom a game starts.
       * @default 2
       */
      min_players: number;
      /**
       * @description Answers to choose from, if the question has enough.
       * @default 4
       */
      options: number;
      /**
       * @description The end of a phase: by the clock, or by the host.
       * @default timed
       * @enum {string}
       */
      pace: "timed" | "host";
      /**
       * @description Words that are rejected in answers, nicknames and chat messages.
       * @default moderate
       * @enum {string}
       */
      profanity: "none" | "moderate" | "strict";
      /**
       * @description Time to read a question before its answers appear. In milliseconds.
       * @default 4000
       */
      question_ms: number;
      /**
       * @description Questions in each round.
       * @default 4
       */
      questions_per_round: number;
      /**
       * @description Points for a correct answer, before the round's multiplier.
       * @default 1000
       */
      right_points: number;
      /**
       * @description Multiplier of each round's points; the last one applies to all later rounds.
       * @default [
       *       1,
       *       2,
       *       3
       *     ]
       */
      round_multipliers: number[];
      /**
       * @description Number of rounds.
       * @default 3
       */
      rounds: number;
      /**
       * @description Time to show the ranking after a question. In milliseconds.
       * @default 6000
       */
      scoreboard_ms: number;
      /**
       * @description Time to show the solution. In milliseconds.
       * @default 7000
       */
      solution_ms: number;
      /**
       * @description Extra points for the first correct answer with `fastest_fingers`; later answers receive fewer.
       * @default 500
       */
      speed_points: number;
      /**
       * @description Extra points for each correct answer in a row after the first, up to five times.
       * @default 100
       */
      streak_points: number;
      /**
       * @description Number of teams.
       * @default 2
       */
      team_count: number;
      /**
       * @description The members who answer for a team.
       * @default average
       * @enum {string}
       */
      team_play: "average" | "one_phone";
      /**
       * @description Teams, and who decides about their members.
       * @default off
       * @enum {string}
       */
      teams: "off" | "chosen" | "drawn";
      /**
       * @description Clock for answering.
       * @default on
       * @enum {string}
       */
      timers: "on" | "extended" | "off";
    };
    /** Format: double */
    QuizDecimal: number;
    /**
     * @description How difficult a question is.
     * @enum {string}
     */
    QuizDifficulty: "easy" | "medium" | "hard";
    /** @description Data of `phase.game_over`. */
    QuizGameOver: {
      /** @description The awards of the game. */
      awards: components["schemas"]["QuizAwardView"][];
      /** @description The final ranking. */
      ranking: components["schemas"]["QuizRanked"][];
      /** @description The teams, best first; absent when everybody plays alone. */
      teams?: components["schemas"]["QuizRankedTeam"][];
    };
    /**
     * @description The kind of a medium.
     * @enum {string}
     */
    QuizMediaKind: "picture" | "sound";
    /** @description A picture or a sound as clients receive it; that of a question together with its prompt. */
    QuizMediaView: {
      /** @description Description for people who cannot perceive the medium; may be empty for a sound. */
      alt?: string;
      /** @description Picture or sound. */
      kind: components["schemas"]["QuizMediaKind"];
      /** @description Address of the file on this server. The content of an address never changes. */
      url: string;
    };
    /** @description The `data` of each message of `quiz`, by its `type`. */
    QuizMessageData: {
      "answer.submit": {
        number?: number;
        option_id?: string;
        option_ids?: string[];
        order?: string[];
        text?: string;
      };
      /** @description Players pick an answer. */
      "phase.answer_started": components["schemas"]["QuizAnswerStarted"];
      /** @description The end of the game. */
      "phase.game_over": components["schemas"]["QuizGameOver"];
      /** @description A question is shown for reading. */
      "phase.question_shown": components["schemas"]["QuizQuestionShown"];
      /** @description The ranking after the question. */
      "phase.scoreboard": components["schemas"]["QuizScoreboard"];
      /** @description The correct answer and its points. */
      "phase.solution_shown": components["schemas"]["QuizSolutionShown"];
      /** @description A player answered, or the game stopped waiting for a player. */
      progress: components["schemas"]["QuizProgress"];
      /** @description Reactions since the previous such event. */
      reaction: components["schemas"]["QuizReactionCounts"];
      "reaction.send": {
        emoji?: string;
      };
    };
    /** @description One answer to choose from. */
    QuizOptionView: {
      /** @description Id of the option, derived from its position. The id does not depend on what the option is. */
      option_id: string;
      /** @description Text of the option. */
      text: string;
    };
    /** @description The players who picked one option. */
    QuizPicked: {
      /**
       * Format: int32
       * @description Number of people in the audience who picked the option; absent if nobody did.
       */
      audience?: number;
      /** @description Id of the option. */
      option_id: string;
      /** @description The players, in the order of their answers. */
      players: components["schemas"]["PlayerId"][];
    };
    /** @description Data of `progress`. Both lists follow the order in which players joined. */
    QuizProgress: {
      /** @description Players whose answers have arrived. */
      answered: components["schemas"]["PlayerId"][];
      /** @description Players who are present and have not answered. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /**
     * @description The kind of a question.
     *
     *     A pack may mix kinds, and a game accepts some of them. A game in which people write answers needs
     *     prompts that make sense without options (`blank`, `open`). A game that shows the answer among wrong
     *     ones accepts [`WITH_DECOYS`](Self::WITH_DECOYS).
     * @enum {string}
     */
    QuizQuestionKind:
      | "blank"
      | "open"
      | "choice"
      | "true_false"
      | "several"
      | "typed"
      | "number"
      | "order"
      | "poll"
      | "word_cloud"
      | "prompt"
      | "drawing"
      | "word_list"
      | "pair"
      | "picture";
    /** @description Data of `phase.question_shown`. */
    QuizQuestionShown: components["schemas"]["Countdown"] & {
      /** @description A word or two shown above the prompt. */
      category: string;
      difficulty?: components["schemas"]["QuizDifficulty"] | null;
      /** @description The kind of the question, which decides how players answer. */
      kind?: components["schemas"]["QuizQuestionKind"];
      media?: components["schemas"]["QuizMediaView"] | null;
      /**
       * Format: int32
       * @description Multiplier of this round's points.
       */
      multiplier: number;
      /**
       * Format: int32
       * @description Factor of the question's points: 0, 1 or 2.
       */
      points?: number;
      /** @description The prompt. A gap is written as `____`. */
      prompt: string;
      /**
       * Format: int32
       * @description The question within the round, from 1.
       */
      question: number;
      /**
       * Format: int32
       * @description Questions in each round.
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
    /** @description One player's place in the ranking. */
    QuizRanked: {
      /**
       * Format: int64
       * @description Points of the last question.
       */
      delta: number;
      /** @description Nickname of the player. */
      nickname: string;
      /** @description Id of the player. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Rank from 1. Equal scores share a rank, and the ranks they occupy are skipped. */
      rank: number;
      /**
       * Format: int64
       * @description Points of the game.
       */
      score: number;
      /**
       * Format: int32
       * @description Correct answers in a row.
       */
      streak: number;
    };
    /** @description A team's place in the ranking. */
    QuizRankedTeam: {
      /**
       * Format: int64
       * @description Points since the previous scoreboard: the difference of the rounded scores.
       */
      delta: number;
      /** @description The members, in the order in which they joined. */
      members: components["schemas"]["PlayerId"][];
      /** @description Rank from 1. Equal scores share a rank, and the ranks they occupy are skipped. */
      rank: number;
      /**
       * Format: int64
       * @description Points of the game, rounded.
       */
      score: number;
      /**
       * Format: int32
       * @description Number of the team, from 1.
       */
      team: number;
    };
    /** @description Data of `reaction`: reactions since the previous such event. */
    QuizReactionCounts: {
      /** @description Number of reactions for each emoji. */
      counts: {
        [key: string]: number;
      };
    };
    /** @description Data of `phase.scoreboard`. */
    QuizScoreboard: components["schemas"]["Countdown"] & {
      /** @description Whether the game ends after this scoreboard. */
      final: boolean;
      /** @description The players, best first. */
      ranking: components["schemas"]["QuizRanked"][];
      /** @description The teams, best first; absent when everybody plays alone. */
      teams?: components["schemas"]["QuizRankedTeam"][];
    };
    /** @description A snapshot of a room that plays `quiz`. */
    QuizSnapshot: components["schemas"]["Snapshot"] &
      (
        | {
            /** @constant */
            cartridge: "quiz";
            phase: null;
            view: null;
            you?: components["schemas"]["OwnView"] | null;
          }
        | {
            /** @constant */
            cartridge: "quiz";
            phase: components["schemas"]["PhaseView"] | null;
            view: components["schemas"]["QuizView"];
            you?: (components["schemas"]["OwnView"] & components["schemas"]["QuizYou"]) | null;
          }
      );
    /** @description The correct answer, the players' answers and the points. */
    QuizSolution: {
      /** @description Awarded points, in the order of the answers. */
      awarded: components["schemas"]["QuizAwarded"][];
      /** @description Explanation in one sentence. */
      explanation?: string | null;
      /** @description Id of the first correct option; empty when the question has none. */
      option_id: string;
      /** @description Ids of all correct options; for an order, all options in the right order. */
      option_ids?: string[];
      /** @description The players' answers, in the order of the options. Empty for an order. */
      picked: components["schemas"]["QuizPicked"][];
      /** @description Source of the fact. */
      source?: string | null;
      /** @description The correct answer. Several answers are separated by commas; empty for a question of opinion. */
      text: string;
      /**
       * @description The answers in words and numbers: the right ones first, then the most frequent; numbers by their
       *     distance from the truth.
       */
      written?: components["schemas"]["QuizWritten"][];
    };
    /** @description Data of `phase.solution_shown`. */
    QuizSolutionShown: components["schemas"]["QuizSolution"] &
      components["schemas"]["Countdown"] & {
        /** @description Whether the host's `play` ends the phase. */
        waits_for_host: boolean;
      };
    /** @description An answer. The kind of the question decides which field it has; a submission has one field. */
    QuizSubmission: {
      number?: components["schemas"]["QuizDecimal"] | null;
      /** @description Id of the picked option, for a question with one right option and for a poll. */
      option_id?: string | null;
      /** @description Ids of the picked options, for a question with several right options. */
      option_ids?: string[] | null;
      /** @description Ids of all options, in the player's order. */
      order?: string[] | null;
      /** @description The typed text, 1–80 characters. */
      text?: string | null;
    };
    /** @description The public part of a snapshot. Fields that do not apply to the phase are empty. */
    QuizView: {
      /** @description The awards, during `game_over`. */
      awards: components["schemas"]["QuizAwardView"][];
      /** @description The players who answer for their teams; absent when everybody answers. */
      captains?: components["schemas"]["PlayerId"][];
      /** @description A word or two shown above the prompt. */
      category: string;
      difficulty?: components["schemas"]["QuizDifficulty"] | null;
      /** @description The emoji that people can send, during `answer` and `solution`. */
      emoji?: string[];
      /** @description Whether the ranking is the final one. */
      final: boolean;
      /** @description The kind of the question, which decides how players answer. */
      kind?: components["schemas"]["QuizQuestionKind"];
      logo?: components["schemas"]["QuizMediaView"] | null;
      media?: components["schemas"]["QuizMediaView"] | null;
      /**
       * Format: int32
       * @description Multiplier of this round's points.
       */
      multiplier: number;
      /** @description The options, during `answer` and `solution`. */
      options: components["schemas"]["QuizOptionView"][];
      /**
       * Format: int32
       * @description Factor of the question's points: 0, 1 or 2.
       */
      points?: number;
      /** @description The prompt. A gap is written as `____`. */
      prompt: string;
      /**
       * Format: int32
       * @description Questions in each round.
       */
      questions: number;
      /** @description The ranking, during `scoreboard` and `game_over`. */
      ranking: components["schemas"]["QuizRanked"][];
      /**
       * Format: int32
       * @description Number of rounds.
       */
      rounds: number;
      solution?: components["schemas"]["QuizSolution"] | null;
      /** @description The teams, best first, during `scoreboard` and `game_over`; absent when everybody plays alone. */
      teams?: components["schemas"]["QuizRankedTeam"][];
      /**
       * Format: int64
       * @description Length of answering in milliseconds; `null` in other phases and without a clock.
       */
      time_limit_ms?: number | null;
      /** @description Players whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
      /** @description Whether the host's `play` ends the phase. */
      waits_for_host: boolean;
    };
    /** @description An answer in words or numbers. */
    QuizWritten: {
      /** @description The players who gave this answer, in the order of their answers. */
      players: components["schemas"]["PlayerId"][];
      /** @description Whether the answer earns all points. Always false for a question of opinion. */
      right: boolean;
      /** @description The text, as the first of the players wrote it. With moderation, the first approved text. */
      text: string;
    };
    /** @description The private view of one person. */
    QuizYou: {
      /** @description Id of the picked option, for kinds with one picked option. */
      answer?: string | null;
      /** @description Id of the person. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * @description Whether the person plays the current question. Spectators never do; latecomers play from the
       *     next question.
       */
      plays: boolean;
      /**
       * Format: int32
       * @description Reactions that the person may still send during this question.
       */
      reactions_left?: number;
      /**
       * Format: int32
       * @description Correct answers in a row, up to the last solution.
       */
      streak: number;
      submitted?: components["schemas"]["QuizSubmission"] | null;
    };
    /** @description The readiness of a process, the body of `/readyz`. */
    Readiness: {
      /** @description `ok`, or why the database takes no writes. */
      database: string;
      /** @description Whether the process can serve games. */
      status: components["schemas"]["ReadinessStatus"];
      /** @description `ok`, or why the live store takes no writes. On a cluster, each server that takes none, with the reason. */
      store: string;
    };
    /**
     * @description Whether a process can serve games.
     * @enum {string}
     */
    ReadinessStatus: "ready" | "degraded" | "unready";
    /** @description The read position of one participant. */
    ReadUpTo: {
      read_up_to?: components["schemas"]["MessageId"] | null;
      /**
       * Format: int64
       * @description Number of later messages from other participants.
       */
      unread: number;
    };
    /** @description Counts of deleted data. */
    Receipt: {
      /**
       * Format: int64
       * @description Deleted keys of the live store.
       */
      redis_keys: number;
      /**
       * Format: int64
       * @description Deleted rows of the database.
       */
      rows: number;
      /**
       * Format: int64
       * @description Cancelled jobs in the queue.
       */
      wakeups: number;
    };
    /** @description A link for the host's controls. */
    RedeemHostLink: {
      /** @description The text after `#link=` in the address, or a code from `POST …/host-codes`. */
      link: string;
    };
    /** @description A one-time link. */
    RedeemOperatorLink: {
      /** @description The text after `#link=` in the address. */
      link: string;
    };
    /** @description The token to exchange. */
    Refresh: {
      /** @description The refresh token. The default is the token in the cookie. */
      refresh_token?: string | null;
    };
    /** @description A refused row of an import. */
    RefusedRow: {
      /** @description The start of the row's text. */
      excerpt: string;
      /** @description All faults of the row. */
      faults: components["schemas"]["Fault"][];
      /** @description Line on which the question starts, starting at 1. */
      line: number;
      /** @description Number of the question within the file, starting at 1. */
      row: number;
    };
    /** @description A new account. */
    Register: {
      /**
       * @description The login name: 3 to 32 letters and digits, with dots, dashes and underscores between them. Case is ignored when names
       *     are compared.
       */
      name: string;
      /** @description The password: 10 to 128 characters, and not a common password. */
      password: string;
      /** @description The place where the client keeps the refresh token. */
      refresh?: components["schemas"]["KeepRefresh"];
    };
    /** @description The host or the sender deleted a message. */
    Removed: {
      /** @description The deleted message. */
      message_id: components["schemas"]["MessageId"];
    };
    /** @description The new name of a member. */
    RenamePlayer: {
      /** @description The displayed name, with the same rules as for joining. */
      nickname: string;
    };
    /** @description Whether joins need approval. */
    RequireApproval: {
      /** @description `true` lets everybody wait who joins, `false` admits everybody who waits. */
      required: boolean;
    };
    /** @description Data of `session.resumed`, the first frame of a client that resumes without a gap. */
    ResumedData: {
      /** @description The missed envelopes, in order. */
      events: Record<string, unknown>[];
      /** @description Always `true`: after these events the client has missed nothing. */
      recovered: boolean;
    };
    /** @description A room with at least one connected participant. */
    RoomSummary: {
      /**
       * Format: int32
       * @description Number of people who joined the audience.
       */
      audience: number;
      /**
       * Format: int32
       * @description Number of people in the audience with an open socket.
       */
      audience_connected: number;
      /** @description The key of the cartridge. */
      cartridge: string;
      /** @description The code of the room. */
      code: components["schemas"]["SessionCode"];
      /** @description Number of players with an open socket, bots included. */
      connected: number;
      /** @description Time of creation. */
      created_at: components["schemas"]["Timestamp"];
      /**
       * Format: int64
       * @description Milliseconds since the deadline of the phase passed without an effect; 0 in normal operation.
       */
      overdue_ms: number;
      pause?: components["schemas"]["PauseReason"] | null;
      /** @description The name of the phase; absent in the lobby. */
      phase?: string | null;
      /** @description Number of players. */
      players: number;
      /** @description The status of the session. */
      status: components["schemas"]["Status"];
    };
    /** @description A message to post. */
    SayMessage: {
      /** @description The text: 1 to 2000 characters, not blank, without control characters. Line breaks are permitted. */
      content: string;
      /** @description The client's id of the message. A repeated id returns the stored message. */
      id?: string | null;
    };
    /** @description A code for a seat. */
    SeatCodeCreated: {
      /** @description When the code expires. */
      expires_at: components["schemas"]["Timestamp"];
      /** @description Six letters, to be typed together with the nickname of the seat. */
      seat_code: string;
    };
    /**
     * @description The code that people type to join: [`SessionCode::LENGTH`] letters of [`SessionCode::ALPHABET`].
     * @example KWXTRN
     */
    SessionCode: string;
    /** @description A player's extra time. */
    SetExtraTime: {
      /**
       * Format: int32
       * @description Extra time in percent of the time to answer, from 0 to 100. `you.extra_time.most_percent` of the snapshot limits it.
       */
      percent: number;
    };
    /** @description A player's team. */
    SetTeam: {
      /**
       * Format: int32
       * @description Number of the team, from 1 to `teams.count` of the snapshot; `null` for no team.
       */
      team?: number | null;
    };
    /** @description A setting of a cartridge. */
    Setting: components["schemas"]["SettingKind"] & {
      /** @description Value if a configuration omits the setting. */
      default: unknown;
      /** @description Description, in English. */
      description: string;
      /** @description Place in the form. */
      group: components["schemas"]["Group"];
      /** @description Key in the configuration, in `snake_case`. */
      key: string;
      /** @description Initial value of a form, if it differs from the default. */
      suggested?: unknown;
    };
    /** @description Type and bounds of a setting. */
    SettingKind:
      | {
          /** @enum {string} */
          kind: "integer";
          /**
           * Format: int32
           * @description Highest value.
           */
          max: number;
          /**
           * Format: int32
           * @description Lowest value.
           */
          min: number;
          /** @description Unit of the number. */
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
           * @description Highest value.
           */
          max: number;
          /** @description Maximum length. */
          max_length: number;
          /**
           * Format: int32
           * @description Lowest value of each number.
           */
          min: number;
          /** @description Minimum length. */
          min_length: number;
          /** @description Unit of the numbers. */
          unit: components["schemas"]["Unit"];
        }
      | {
          /** @enum {string} */
          kind: "text";
          /** @description Maximum length. */
          max_length: number;
          /** @description Minimum length in graphemes. */
          min_length: number;
        }
      | {
          /** @enum {string} */
          kind: "texts";
          /** @description Maximum number. */
          max_count: number;
          /** @description Maximum length. */
          max_length: number;
          /** @description Minimum number of texts. */
          min_count: number;
          /** @description Minimum length of each text in graphemes, at least 1. */
          min_length: number;
        }
      | {
          /** @enum {string} */
          kind: "media";
          /** @description Picture or sound. */
          media: components["schemas"]["MediaKind"];
        };
    /** @description A setting of the process. */
    SettingView: {
      /** @description Its meaning and default. */
      about: string;
      /** @description Name of the environment variable. */
      name: string;
      /** @description The value; absent if the default applies. Secrets are `…`, also in addresses. */
      value?: string | null;
    };
    /** @description A text on the screens. */
    ShownText: {
      /** @description The text. */
      text: string;
      /** @description Id of the text, valid in the current phase. */
      text_id: string;
    };
    /** @description Points awarded to one player for one option. */
    SketchAwarded: {
      /** @description Id of the player. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int64
       * @description Number of points.
       */
      points: number;
      /** @description Reason for the points. */
      reason: components["schemas"]["SketchReason"];
    };
    /** @description An award that a player received. */
    SketchAwardView: {
      /** @description Stable key, for translations. */
      award: string;
      /** @description Emoji that illustrates the award. */
      emoji: string;
      /** @description Id of the player who received the award. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Question at which the player earned the award. A gap is written as `____`. Absent when no single question did. */
      question?: string | null;
      /** @description Text of the lie or answer that earned the award. Absent when no single text did. */
      quote?: string | null;
      /** @description Title, in English. */
      title: string;
      /**
       * Format: int32
       * @description How often the player did what the award is for.
       */
      value: number;
    };
    /**
     * @description The best drawing of the game: the one whose true title most players found. Among equal ones, the one with the most reactions, then
     *     the one for whose false titles most players voted, then the first one.
     */
    SketchBestDrawing: {
      /** @description Id of the artist. */
      artist: components["schemas"]["PlayerId"];
      /** @description The strokes of the drawing. */
      drawing: string[];
      /**
       * Format: int32
       * @description Number of players who voted for a false title.
       */
      fooled?: number;
      /**
       * Format: int32
       * @description Number of players who found the true title.
       */
      found: number;
      /**
       * Format: int32
       * @description Number of reactions of other players while the drawing was shown.
       */
      reactions?: number;
      /** @description The true title. */
      title: string;
    };
    /** @description The configuration of Sketch. Every field is optional; unknown ones are ignored. */
    SketchConfig: {
      /**
       * @description End drawing, writing and guessing as soon as everybody present is done.
       * @default true
       */
      all_in_advances: boolean;
      /**
       * @description The artist's points for each player who found the true title, before the round's multiplier.
       * @default 500
       */
      artist_points: number;
      /**
       * @description Time to draw, before `timers` extends it. In milliseconds.
       * @default 90000
       */
      draw_ms: number;
      /**
       * @description Most extra time that a player may take to answer, in percent.
       * @default 100
       */
      extra_time_percent: number;
      /**
       * @description Use only prompts that are suitable for children.
       * @default false
       */
      family_friendly: boolean;
      /**
       * @description Points for each player who picked one's title, before the round's multiplier.
       * @default 500
       */
      fool_points: number;
      /**
       * @description Time to guess, before `timers` extends it. In milliseconds.
       * @default 25000
       */
      guess_ms: number;
      /**
       * @description Language of the built-in prompts, unless the room chooses packs or a language, and of the bots.
       * @default en
       * @enum {string}
       */
      language: "en" | "da";
      /**
       * @description Let people join during a game; they write titles at once and draw from the next round.
       * @default false
       */
      late_join: boolean;
      /**
       * @description Most players who can join; at least the fewest players.
       * @default 8
       */
      max_players: number;
      /**
       * @description Fewest players with whom a game starts.
       * @default 3
       */
      min_players: number;
      /**
       * @description Prompts of the host, one a line. They are used before those of the packs.
       * @default []
       */
      own_prompts: string[];
      /**
       * @description Words that are rejected in titles, nicknames and chat messages.
       * @default moderate
       * @enum {string}
       */
      profanity: "none" | "moderate" | "strict";
      /**
       * @description Time for each revealed title. In milliseconds.
       * @default 4000
       */
      reveal_step_ms: number;
      /**
       * @description Multiplier of each round's points; the last one applies to all later rounds.
       * @default [
       *       1,
       *       2,
       *       3
       *     ]
       */
      round_multipliers: number[];
      /**
       * @description Number of rounds. In each round everybody draws once.
       * @default 2
       */
      rounds: number;
      /**
       * @description Time to show the ranking after a round. In milliseconds.
       * @default 8000
       */
      scoreboard_ms: number;
      /**
       * @description Clock for drawing, writing and guessing.
       * @default on
       * @enum {string}
       */
      timers: "on" | "extended" | "off";
      /**
       * @description Time to write a title for a drawing, before `timers` extends it. In milliseconds.
       * @default 45000
       */
      title_ms: number;
      /**
       * @description Points for finding the true title, before the round's multiplier.
       * @default 1000
       */
      truth_points: number;
    };
    /** @description Data of `phase.draw_started`. The prompts are private; a player reads the own one in `you`. */
    SketchDrawStarted: components["schemas"]["Countdown"] & {
      /**
       * Format: int32
       * @description Multiplier of this round's points.
       */
      multiplier: number;
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
      /**
       * Format: int64
       * @description Length of the phase in milliseconds; `null` when the phase has no clock.
       */
      time_limit_ms?: number | null;
      /** @description Players whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description Data of `phase.game_over`. */
    SketchGameOver: {
      /** @description The awards of the game. */
      awards: components["schemas"]["SketchAwardView"][];
      /** @description The final ranking. */
      ranking: components["schemas"]["SketchRanked"][];
    };
    /** @description Data of `phase.guess_started`. */
    SketchGuessStarted: components["schemas"]["Countdown"] & {
      /** @description The options, in the order that everybody sees. */
      options: components["schemas"]["SketchOptionView"][];
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
       * @description Length of the phase in milliseconds; `null` when the phase has no clock.
       */
      time_limit_ms?: number | null;
      /** @description Players whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /**
     * @description The origin of an option.
     * @enum {string}
     */
    SketchKind: "lie" | "decoy" | "truth";
    /** @description The `data` of each message of `sketch`, by its `type`. */
    SketchMessageData: {
      "drawing.submit": {
        strokes?: string[];
      };
      "guess.submit": {
        option_id?: string;
      };
      /** @description Everybody draws a private prompt. */
      "phase.draw_started": components["schemas"]["SketchDrawStarted"];
      /** @description The end of the game. */
      "phase.game_over": components["schemas"]["SketchGameOver"];
      /** @description Players guess which title is true. */
      "phase.guess_started": components["schemas"]["SketchGuessStarted"];
      /** @description The ranking after a round. */
      "phase.scoreboard": components["schemas"]["SketchScoreboard"];
      /** @description A drawing is shown, and everybody but its artist writes a title. */
      "phase.title_started": components["schemas"]["SketchTitleStarted"];
      /** @description A player is done, or the game stopped waiting for a player. */
      progress: components["schemas"]["SketchProgress"];
      /** @description Reactions since the previous such event. */
      reaction: components["schemas"]["SketchReactionCounts"];
      "reaction.send": {
        emoji?: string;
      };
      /** @description A title is revealed and its points are awarded. */
      "reveal.step": components["schemas"]["SketchRevealStep"];
      "say.stroke": {
        colour?: number;
        points?: string;
        stroke?: number;
      };
      stroke: {
        colour?: number;
        player_id?: string;
        points?: string;
        round?: number;
        stroke?: number;
      };
      "title.submit": {
        text?: string;
      };
    };
    /** @description One answer to choose from. */
    SketchOptionView: {
      /** @description Id of the option, derived from its position. The id does not depend on what the option is. */
      option_id: string;
      /** @description Text of the option. */
      text: string;
    };
    /** @description Data of `progress`. Both lists follow the order in which players joined. */
    SketchProgress: {
      /** @description Players whose answers have arrived. */
      answered: components["schemas"]["PlayerId"][];
      /** @description Players who are present and have not answered. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description One player's place in the ranking. */
    SketchRanked: {
      /**
       * Format: int64
       * @description Points since the previous scoreboard.
       */
      delta: number;
      /** @description Nickname of the player. */
      nickname: string;
      /** @description Id of the player. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Rank from 1. Equal scores share a rank, and the ranks they occupy are skipped. */
      rank: number;
      /**
       * Format: int64
       * @description Points of the game.
       */
      score: number;
    };
    /** @description Data of `reaction`: reactions since the previous such event. */
    SketchReactionCounts: {
      /** @description Number of reactions for each emoji. */
      counts: {
        [key: string]: number;
      };
    };
    /**
     * @description The reason for points.
     * @enum {string}
     */
    SketchReason: "fooled" | "truth";
    /** @description A revealed option. */
    SketchRevealed: {
      /** @description Players who wrote the option: several if their lies were nearly equal, none if they left. */
      authors: components["schemas"]["PlayerId"][];
      /** @description Points awarded for the option. */
      awarded: components["schemas"]["SketchAwarded"][];
      /** @description Explanation in one sentence; only with the truth. */
      explanation?: string | null;
      /** @description Whether the option is a lie, a decoy or the truth. */
      kind: components["schemas"]["SketchKind"];
      /** @description Id of the option. */
      option_id: string;
      /** @description Players who picked the option, in the order of their guesses. */
      pickers: components["schemas"]["PlayerId"][];
      /** @description Source of the fact; only with the truth. */
      source?: string | null;
      /** @description Text of the option. */
      text: string;
    };
    /** @description Data of `reveal.step`. */
    SketchRevealStep: components["schemas"]["SketchRevealed"] &
      components["schemas"]["Countdown"] & {
        /** @description Number of the option among all reveals, from 1. */
        step: number;
        /** @description Number of options. */
        steps: number;
        /**
         * @description Number of options revealed at the same moment so far, including this one. The lies that nobody picked
         *     are revealed at the same moment, in consecutive events; with many options, so are unpopular lies.
         */
        together: number;
      };
    /** @description Data of `phase.scoreboard`. */
    SketchScoreboard: components["schemas"]["Countdown"] & {
      /** @description Whether the game ends after this scoreboard. */
      final: boolean;
      /** @description The players, best first. */
      ranking: components["schemas"]["SketchRanked"][];
    };
    /** @description A snapshot of a room that plays `sketch`. */
    SketchSnapshot: components["schemas"]["Snapshot"] &
      (
        | {
            /** @constant */
            cartridge: "sketch";
            phase: null;
            view: null;
            you?: components["schemas"]["OwnView"] | null;
          }
        | {
            /** @constant */
            cartridge: "sketch";
            phase: components["schemas"]["PhaseView"] | null;
            view: components["schemas"]["SketchView"];
            you?: (components["schemas"]["OwnView"] & components["schemas"]["SketchYou"]) | null;
          }
      );
    /** @description Data of `phase.title_started`. */
    SketchTitleStarted: components["schemas"]["Countdown"] & {
      /** @description Id of the artist. */
      artist: components["schemas"]["PlayerId"];
      /** @description The strokes of the drawing; empty if a moderator hid it. */
      drawing: string[];
      /**
       * Format: int32
       * @description The drawing within the round, from 1.
       */
      question: number;
      /**
       * Format: int32
       * @description Drawings of the round.
       */
      questions: number;
      /**
       * Format: int32
       * @description The round, from 1.
       */
      round: number;
      /**
       * Format: int64
       * @description Length of the phase in milliseconds; `null` when the phase has no clock.
       */
      time_limit_ms?: number | null;
      /** @description Players whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description The public part of a snapshot. Fields that do not apply to the phase are empty. */
    SketchView: {
      artist?: components["schemas"]["PlayerId"] | null;
      /** @description The awards, during `game_over`. */
      awards: components["schemas"]["SketchAwardView"][];
      best?: components["schemas"]["SketchBestDrawing"] | null;
      /** @description The strokes of the shown drawing, from `title` until the end of its reveal; empty if a moderator hid it. */
      drawing: string[];
      /** @description The emoji that people can send. */
      emoji: string[];
      /** @description Whether the ranking is the final one. */
      final: boolean;
      /** @description Language of the prompts. */
      language: string;
      /** @description Maximum length of a title in graphemes. */
      max_length: number;
      /**
       * Format: int32
       * @description Multiplier of this round's points.
       */
      multiplier: number;
      /** @description The titles, from `guess` until the end of the reveal. */
      options: components["schemas"]["SketchOptionView"][];
      /**
       * Format: int32
       * @description Drawings of the round.
       */
      questions: number;
      /** @description The ranking, during `scoreboard` and `game_over`. */
      ranking: components["schemas"]["SketchRanked"][];
      /** @description Revealed titles, in the order of their reveal. */
      revealed: components["schemas"]["SketchRevealed"][];
      /**
       * Format: int32
       * @description Number of rounds.
       */
      rounds: number;
      /**
       * Format: int64
       * @description Length of drawing, writing or guessing in milliseconds; `null` in other phases and without a clock.
       */
      time_limit_ms?: number | null;
      /** @description Number of titles that the last step revealed; 0 before the first step. */
      together: number;
      /** @description Players whom the phase waits for. */
      waiting: components["schemas"]["PlayerId"][];
    };
    /** @description The private view of one person. */
    SketchYou: {
      /** @description The strokes of the player's submitted drawing, during `draw`. */
      drawing: string[];
      /** @description Id of the picked title. */
      guess?: string | null;
      /** @description Id of the person. */
      player_id: components["schemas"]["PlayerId"];
      /** @description Whether the player takes part in the phase. Latecomers draw from the next round. */
      plays: boolean;
      /** @description The prompt that the player draws, during `draw`. */
      prompt?: string | null;
      /**
       * Format: int32
       * @description Reactions that the person may still send for the shown drawing.
       */
      reactions_left: number;
      /** @description The player's title for the shown drawing, as typed. */
      title?: string | null;
      /** @description Id of the option that contains the title; the player cannot pick it. */
      title_option_id?: string | null;
    };
    /** @description A session as a client may see it. `V` is the cartridge's public view. */
    Snapshot: {
      /** @description Whether joins need the approval of the host or the VIP; absent if not. */
      approval?: boolean;
      /** @description The audience, which is counted and not listed. */
      audience?: components["schemas"]["AudienceView"];
      /** @description The cartridge's key. */
      cartridge: string;
      /** @description The join code. */
      code: components["schemas"]["SessionCode"];
      /** @description The epoch that `seq` counts in. */
      epoch: components["schemas"]["Epoch"];
      /** @description Optional features of this session. */
      features?: components["schemas"]["Feature"][];
      /** @description Presence of the host. */
      host?: components["schemas"]["HostView"];
      last_message_at?: components["schemas"]["Timestamp"] | null;
      /** @description Whether the host locked the room. Nobody can join a locked room. */
      locked?: boolean;
      /** @description Most players who can join. */
      max_players?: number;
      /** @description Fewest players with whom the game starts. */
      min_players?: number;
      moderation?: components["schemas"]["ModerationView"] | null;
      pause?: components["schemas"]["PauseView"] | null;
      phase?: components["schemas"]["PhaseView"] | null;
      /** @description All players, in the order in which they joined. */
      players: components["schemas"]["PlayerView"][];
      /**
       * Format: int64
       * @description Number of the last event that the snapshot includes; 0 before the first event.
       */
      seq: number;
      /** @description When the server created the snapshot. */
      server_time: components["schemas"]["Timestamp"];
      /** @description The session's status. */
      status: components["schemas"]["Status"];
      teams?: components["schemas"]["TeamRules"] | null;
      view?: components["schemas"]["View"] | null;
      vip?: components["schemas"]["PlayerId"] | null;
      /** @description The people who wait for approval, in the order of their requests; absent if there are none. */
      waiting?: components["schemas"]["WaitingView"][];
      you?: components["schemas"]["OwnView"] | null;
    };
    /** @description A session as a client may see it. `V` is the cartridge's public view. */
    Snapshot_View: {
      /** @description Whether joins need the approval of the host or the VIP; absent if not. */
      approval?: boolean;
      /** @description The audience, which is counted and not listed. */
      audience?: components["schemas"]["AudienceView"];
      /** @description The cartridge's key. */
      cartridge: string;
      /** @description The join code. */
      code: components["schemas"]["SessionCode"];
      /** @description The epoch that `seq` counts in. */
      epoch: components["schemas"]["Epoch"];
      /** @description Optional features of this session. */
      features?: components["schemas"]["Feature"][];
      /** @description Presence of the host. */
      host?: components["schemas"]["HostView"];
      last_message_at?: components["schemas"]["Timestamp"] | null;
      /** @description Whether the host locked the room. Nobody can join a locked room. */
      locked?: boolean;
      /** @description Most players who can join. */
      max_players?: number;
      /** @description Fewest players with whom the game starts. */
      min_players?: number;
      moderation?: components["schemas"]["ModerationView"] | null;
      pause?: components["schemas"]["PauseView"] | null;
      phase?: components["schemas"]["PhaseView"] | null;
      /** @description All players, in the order in which they joined. */
      players: components["schemas"]["PlayerView"][];
      /**
       * Format: int64
       * @description Number of the last event that the snapshot includes; 0 before the first event.
       */
      seq: number;
      /** @description When the server created the snapshot. */
      server_time: components["schemas"]["Timestamp"];
      /** @description The session's status. */
      status: components["schemas"]["Status"];
      teams?: components["schemas"]["TeamRules"] | null;
      /** @description The cartridge's public state; `null` in the lobby. */
      view?: components["schemas"]["View"] | null;
      vip?: components["schemas"]["PlayerId"] | null;
      /** @description The people who wait for approval, in the order of their requests; absent if there are none. */
      waiting?: components["schemas"]["WaitingView"][];
      you?: components["schemas"]["OwnView"] | null;
    };
    /** @description Data of `session.snapshot`, the first frame of a client that does not resume. */
    SnapshotData: {
      /** @description Always `false`: events before the snapshot are not sent. */
      recovered: boolean;
      /** @description The session as this client may see it. */
      snapshot: components["schemas"]["Snapshot_View"];
    };
    /** @description A member of the audience whom the host admitted. */
    SpectatorView: {
      /** @description Key of the chosen avatar, if any. */
      avatar?: string | null;
      /** @description Nickname, unique within the session. */
      nickname: string;
      /** @description Id, unique within the session. */
      player_id: components["schemas"]["PlayerId"];
    };
    /**
     * @description The status of a session.
     * @enum {string}
     */
    Status: "lobby" | "running" | "paused" | "finished";
    /**
     * @description Who decides about the members of the teams. The host and the VIP can move everybody in any case.
     * @enum {string}
     */
    TeamChoice: "chosen" | "drawn";
    /** @description A player's team. */
    TeamMember: {
      /** @description Id of the player. */
      player_id: components["schemas"]["PlayerId"];
      /**
       * Format: int32
       * @description Number of the team, from 1; `null` without a team.
       */
      team?: number | null;
    };
    /**
     * @description How a team plays.
     * @enum {string}
     */
    TeamPlay: "average" | "one_phone";
    /** @description The teams of a game. Teams are numbered from 1. */
    TeamRules: {
      /** @description Who decides about the members. */
      choice: components["schemas"]["TeamChoice"];
      /**
       * Format: int32
       * @description Number of teams, from 2.
       */
      count: number;
      /** @description How a team plays. */
      play: components["schemas"]["TeamPlay"];
    };
    /** @description The texts of a session that people wrote, for the moderator and the host. */
    Texts: {
      /** @description Texts that are on the screens now. */
      shown: components["schemas"]["ShownText"][];
      /** @description Texts that wait for the moderator's decision, in an order that does not depend on their arrival. */
      waiting: components["schemas"]["WaitingText"][];
    };
    /**
     * Format: date-time
     * @description A moment in UTC with millisecond precision.
     *
     *     Serialises as RFC 3339 with three decimals and a `Z`.
     * @example 2026-01-31T19:00:00.000Z
     */
    Timestamp: string;
    /** @description A participant started or stopped typing. The participant does not receive this message. */
    Typing: {
      /** @description `true` while the participant types. */
      is_typing: boolean;
      /** @description A player id, or `host`. */
      sender_id: string;
    };
    /**
     * @description The unit of a number.
     * @enum {string}
     */
    Unit: "count" | "ms" | "points";
    /** @description A stored picture or sound. */
    UploadedMedia: {
      /** @description Size of the stored file in bytes. */
      bytes: number;
      /** @description The name of the file, for `media.file` of a question, and for `file` of a setting. */
      file: string;
      /** @description Picture or sound. */
      kind: components["schemas"]["MediaKind"];
      /** @description The address of the file on this server. */
      url: string;
    };
    /** @description The version of the running program. */
    Version: {
      /** @description The commit from which the program was built; `development` for a build without optimisation. */
      commit: string;
      /**
       * Format: int32
       * @description The port on which the server also answers over HTTPS; null without HTTPS. Some features of browsers, such as keeping
       *     the screen on, need HTTPS.
       */
      https_port?: number | null;
      /** @description The server's name in the local network with its port, such as `party.local:8080`; null without one. */
      local_host?: string | null;
      /** @description Start of join links: the address that guests open. */
      public_url: string;
      /** @description The newest migration that the program knows. The database has this schema while the program runs. */
      schema: string;
      /** @description The version of the release, as in CHANGELOG.md. */
      version: string;
    };
    /** @description The public state of the session's cartridge. */
    View:
      | components["schemas"]["AirGuitarView"]
      | components["schemas"]["FibView"]
      | components["schemas"]["LastWordView"]
      | components["schemas"]["LoungeView"]
      | components["schemas"]["QuizView"]
      | components["schemas"]["SketchView"];
    /**
     * @description The accounts that can see and play a pack.
     * @enum {string}
     */
    Visibility: "private" | "unlisted" | "public";
    /** @description The votes of the audience. */
    VotesView: {
      /** @description Number of votes for each choice, such as the id of an option; empty if the game shows them later. */
      sums: {
        [key: string]: number;
      };
      /**
       * Format: int32
       * @description Number of people who voted.
       */
      voters: number;
    };
    /** @description A text that waits for the moderator's decision. Nothing identifies its author. */
    WaitingText: {
      /** @description The strokes of a drawing, as in the game's action; absent for a text. */
      drawing?: string[] | null;
      /** @description The question or prompt that the text answers; absent if everybody can read it. */
      question?: string | null;
      /** @description The text; `(drawing)` for a drawing. */
      text: string;
      /** @description Id of the text. */
      text_id: string;
    };
    /** @description A person who wants to join, as everybody sees them. */
    WaitingView: {
      /** @description Whether the person joins as audience; absent for players. */
      audience?: boolean;
      /** @description Key of the chosen avatar, if any. */
      avatar?: string | null;
      /** @description Nickname, unique within the session. */
      nickname: string;
      /** @description Id of the person, also after the acceptance. */
      player_id: components["schemas"]["PlayerId"];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
