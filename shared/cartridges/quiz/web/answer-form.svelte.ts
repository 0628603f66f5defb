/** Submits an answer that is more than one tap, and holds its state for the component. */

import {
  questionKey,
  storedDraft,
  submitBeforeDeadline,
  type StoredDraft,
} from "$common/answer-form/timed-draft.svelte";
import { rejectionText } from "$app/error-text";
import { t } from "$app/i18n/index.svelte";
import type { PhaseTimer } from "$app/session/phase-timer.svelte";
import type { Session } from "$app/session/session.svelte";
import { announce } from "$app/ui/Announcer.svelte";
import { play } from "$app/ui/sound.svelte";
import { quizYou } from "./state";
import type { Submission } from "./types";

/** Error codes that need no text, because the page changes anyway. */
const SILENT = ["wrong_phase", "ended"];

export class AnswerForm {
  sending = $state(false);
  /** Why the last answer was rejected; empty otherwise. */
  rejection = $state("");
  /** The unsent answer on this device. The component decides its form. */
  readonly draft: StoredDraft;
  /** The rejected answer. The form does not submit it again at the deadline. */
  #rejected = "";

  /**
   * A component creates the form while it is created itself. `ready` returns the answer that is submitted when the time
   * is almost up; null while it is incomplete or nobody has touched it.
   */
  constructor(
    private readonly session: () => Session,
    timer: PhaseTimer,
    ready: () => Submission | null,
  ) {
    this.draft = storedDraft(session, `quiz.${questionKey(session)}`);
    submitBeforeDeadline(session, timer, () => {
      const answer = ready();
      if (answer && JSON.stringify(answer) !== this.#rejected) void this.submit(answer);
    });
  }

  /** The accepted answer. */
  get submitted(): Submission | null {
    return quizYou(this.session().snapshot)?.submitted ?? null;
  }

  get watching(): boolean {
    return !this.session().canPlay;
  }

  get paused(): boolean {
    return this.session().snapshot?.status === "paused";
  }

  get locked(): boolean {
    return this.sending || this.paused || this.watching || this.submitted !== null;
  }

  async submit(answer: Submission): Promise<void> {
    if (this.locked) return;
    const { client } = this.session();
    this.sending = true;
    this.rejection = "";
    const outcome = await client.submitAction("answer.submit", { ...answer });
    if (outcome.ok) await client.applied(outcome.ack.seq);
    this.sending = false;
    if (outcome.ok) {
      this.draft.forget();
      play("submit");
      announce(t("quiz_sent"));
    } else if (outcome.code === "already_submitted") {
      client.resync();
    } else if (!SILENT.includes(outcome.code)) {
      this.#rejected = JSON.stringify(answer);
      this.rejection = rejectionText(outcome.code, outcome.message);
    }
  }
}
