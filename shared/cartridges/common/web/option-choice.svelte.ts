/** Submits a player's choice of one option, and holds its state for the component. */

import { rejectionText } from "$app/error-text";
import type { Session } from "$app/session/session.svelte";
import { OwnVotes } from "./audience/own-votes.svelte";
import { announce } from "$app/ui/Announcer.svelte";
import { play } from "$app/ui/sound.svelte";

interface ChoiceOptions {
  /** The action's type, such as `guess.submit`. */
  action: string;
  /** Returns the id of the accepted option; null if there is none. */
  chosen: () => string | null | undefined;
  /** Returns the text for screen readers after the choice was accepted. */
  confirmation: () => string;
  /** Returns the poll in which the audience votes; absent where the audience only watches. */
  poll?: () => string;
}

/** Error codes that need no text, because the page changes anyway. */
const SILENT = ["wrong_phase", "ended"];

export class OptionChoice {
  /** The option being submitted. */
  sending = $state<string | null>(null);
  /** Why the last choice was rejected; empty otherwise. */
  rejection = $state("");
  #own = new OwnVotes();

  constructor(
    private readonly session: () => Session,
    private readonly options: ChoiceOptions,
  ) {}

  /** The accepted option's id. */
  get chosen(): string | null {
    if (this.poll) return this.#own.in(this.poll, this.session().snapshot?.you)[0] ?? null;
    return this.options.chosen() ?? null;
  }

  get watching(): boolean {
    return !this.session().canPlay && !this.poll;
  }

  /** The poll in which this person votes as a member of the audience; empty for players. */
  private get poll(): string {
    return this.session().isPlayer ? "" : (this.options.poll?.() ?? "");
  }

  get paused(): boolean {
    return this.session().snapshot?.status === "paused";
  }

  /** Submits an option. Does nothing when a choice is made, or none can be made now. */
  async choose(option: string): Promise<void> {
    if (this.sending || this.chosen || this.paused || this.watching) return;
    const { client } = this.session();
    const { poll } = this;
    this.sending = option;
    this.rejection = "";
    const outcome = await client.submitAction(this.options.action, { option_id: option });
    if (outcome.ok && poll) this.#own.add(poll, option);
    if (outcome.ok) await client.applied(outcome.ack.seq);
    this.sending = null;
    if (outcome.ok) {
      play("submit");
      announce(this.options.confirmation());
    } else if (outcome.code === "already_submitted") {
      client.resync();
    } else if (!SILENT.includes(outcome.code)) {
      this.rejection = rejectionText(outcome.code, outcome.message);
    }
  }
}
