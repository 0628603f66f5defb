type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** A text, or texts by the category of `n` as a count ("3 players") or as a rank ("3rd"). */
export type Message = string | Plural | { ordinal: Plural };
