/** Applies the Lounge's events to a snapshot. The server's reference fold has the same results. */

import { addReactions } from "$common/fold";
import type { Envelope, Snapshot } from "$app/contract/types";
import type { Events, LoungeView, Toast } from "./types";

/** Maximum lengths in graphemes. Snapshots contain the same values. */
const MAX_STATUS = 40;
const MAX_WORDS = 80;

/** Returns the snapshot after `event`; null for unknown events and for events before the opening. */
export function fold(before: Snapshot, event: Envelope): Snapshot | null {
  if (event.type === "phase.lounge_opened") {
    return opened(before, event.data as Events["phase.lounge_opened"]);
  }
  const view = before.view as LoungeView | null;
  if (!view) return null;
  switch (event.type) {
    case "status.set": {
      const { player_id, status } = event.data as Events["status.set"];
      const { [player_id]: _removed, ...others } = view.statuses;
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
      return {
        ...before,
        view: { ...view, reactions: addReactions(view.reactions, counts) },
      };
    }
    case "toast.raised": {
      const { player_id, words } = event.data as Events["toast.raised"];
      return withToast(before, view, { player_id, words, joined: [player_id] });
    }
    case "toast.joined": {
      const { player_id } = event.data as Events["toast.joined"];
      const { toast } = view;
      return withToast(before, view, toast && { ...toast, joined: [...toast.joined, player_id] });
    }
    case "toast.lowered": {
      const { player_id } = event.data as Events["toast.lowered"];
      const { toast } = view;
      const joined = toast?.joined.filter((one) => one !== player_id) ?? [];
      return withToast(
        before,
        view,
        !toast || toast.player_id === player_id ? null : { ...toast, joined },
      );
    }
    case "toast.clinked": {
      const clinked = event.data as Events["toast.clinked"];
      return withToast(before, { ...view, count: clinked.count, clinked }, null);
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
  const phase = {
    name: "lounge",
    round: 1,
    question: 1,
    deadline_at: null,
    remaining_ms: null,
  };
  return { ...before, phase, view };
}

/** Sets the current toast. Players who have joined it are marked as answered. */
function withToast(before: Snapshot, view: LoungeView, toast: Toast | null): Snapshot {
  const players = before.players.map((player) => ({
    ...player,
    answered: toast?.joined.includes(player.player_id) ?? false,
  }));
  return { ...before, players, view: { ...view, toast } };
}
