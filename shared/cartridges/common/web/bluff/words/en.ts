/** English: options that players invented, and their reveal. */

import type { Message } from "$app/i18n/message";

export const en = {
  tv_guess: "Which one is true? Pick on your phone.",
  guess_ask: "Which one is true?",
  guess_sent: "Your guess is in",
  watch_guess: "Everyone is looking for the truth.",
  own_lie: "your lie",
  the_truth: "The truth",
  a_lie: "A lie",
  a_decoy: "Our lie",
  decoy_by: "Nobody in the room wrote this one. We did.",
  picked_by: "Picked by {names}.",
  picked_none: "Nobody picked this one.",
  is_truth: "It’s the truth!",
  is_decoy: "That was one of ours.",
  lie_by: "A lie by {names}.",
  lie_mine: "Your lie!",
  together_none: "Nobody fell for these",
  together_some: "These fooled a few",
  fooled_n: { one: "fooled {n}", other: "fooled {n}" },
  revealed_before: "Revealed so far",
} satisfies Record<string, Message>;
