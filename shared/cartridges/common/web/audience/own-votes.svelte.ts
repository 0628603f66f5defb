/** The votes of this device's person in one poll, as a member of the audience. The session knows only their sums. */

import type { You } from "$app/contract/types";

export class OwnVotes {
  /** Votes that this page sent, with their poll. */
  #sent = $state<{ poll: string; choice: string }[]>([]);

  /** Records an accepted vote. The snapshot contains the vote after the next connection only. */
  add(poll: string, choice: string): void {
    this.#sent.push({ poll, choice });
  }

  /** Returns the choices in `poll`. */
  in(poll: string, you: You | null | undefined): string[] {
    const known = you?.ballots;
    const counted = known?.poll === poll ? known.choices : [];
    const sent = this.#sent.filter((vote) => vote.poll === poll).map((vote) => vote.choice);
    return [...new Set([...counted, ...sent])];
  }
}
