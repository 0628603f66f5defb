/** The lounge's events, folded onto its public view. Mirrors the server: snapshot + events = state. */

import type { Envelope, Snapshot } from "$app/contract/types";
import type { Events, LoungeView, Toast } from "./types";

/** Graphemes, as the server counts them; a snapshot says the same. */
const MAX_STATUS = 40;
const MAX_WORDS = 80;

/** The state after `event`, or null when it is not the lounge's (or came before the doors opened). */
export function fold(before: Snapshot, event: Envelope): Snapshot | null {
  if (event.type === "phase.lounge_opened") {
    return opened(before, event.data as Events["phase.lounge_opened"]);
  }
  const view = before.view as LoungeView | null;
  if (!view) return null;
  switch (event.type) {
    case "status.set": {
      const { player_id, status } = event.data as Events["status.set"];
      const { [player_id]: _, ...others } = view.statuses;
      const statuses = status === null ? others : { ...others, [player_id]: status };
      const me = before.you?.player_id === player_id;
      return {
        ...before,
        view: { ...view, statuses },
        ...(me && before.you && { you: { ...before.you, status } }),
      };
    }
    case "reaction": {
      const { counts } = event.data as Events["reaction"];
      const reactions = { ...view.reactions };
      for (const [emoji, n] of Object.entries(counts)) {
        reactions[emoji] = (reactions[emoji] ?? 0) + n;
      }
      return { ...before, view: { ...view, reactions } };
    }
    case "toast.raised": {
      const { player_id, words } = event.data as Events["toast.raised"];
      return lifted(before, view, { player_id, words, joined: [player_id] });
    }
    case "toast.joined": {
      const { player_id } = event.data as Events["toast.joined"];
      const { toast } = view;
      return lifted(before, view, toast && { ...toast, joined: [...toast.joined, player_id] });
    }
    case "toast.lowered": {
      const { player_id } = event.data as Events["toast.lowered"];
      const { toast } = view;
      const joined = toast?.joined.filter((one) => one !== player_id) ?? [];
      return lifted(
        before,
        view,
        !toast || toast.player_id === player_id ? null : { ...toast, joined },
      );
    }
    case "toast.clinked": {
      const clinked = event.data as Events["toast.clinked"];
      return lifted(before, { ...view, count: clinked.count, clinked }, null);
    }
    default:
      return null;
  }
}

function opened(before: Snapshot, { emoji, toasts }: Events["phase.lounge_opened"]): Snapshot {
  const view: LoungeView = {
    emoji,
    toasts,
    max_status: MAX_STATUS,
    max_words: MAX_WORDS,
    statuses: {},
    toast: null,
    count: 0,
  };
  const phase = { name: "lounge", round: 1, question: 1, deadline_at: null, remaining_ms: null };
  return { ...before, phase, view };
}

/** Whose glass is up has answered, as far as the frame around the game goes. */
function lifted(before: Snapshot, view: LoungeView, toast: Toast | null): Snapshot {
  const players = before.players.map((player) => ({
    ...player,
    answered: toast?.joined.includes(player.player_id) ?? false,
  }));
  return { ...before, players, view: { ...view, toast } };
}
