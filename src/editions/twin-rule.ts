// One way in which a text says something that its twin must say too.

export type FactKind = "reference" | "deadline" | "date" | "number";
export type Fact = {
  readonly kind: FactKind;
  /** The same in both languages, such as `3 working day` or `article 50`. */
  readonly value: string;
  /** As the text says it. */
  readonly words: string;
};

export type Read = Omit<Fact, "words">;
export type Groups = Readonly<Record<string, string | undefined>>;
/** `null` among what is read: the words are none of that after all, and stay. */
export type Rule = { readonly pattern: RegExp; readonly read: (groups: Groups) => readonly (Read | null)[] };

export function rule(pattern: string, read: Rule["read"]): Rule {
  return { pattern: new RegExp(`(?<= )(?:${pattern})(?= )`, "gu"), read };
}

/** The patterns of a table as one. */
export function anyOf(table: readonly (readonly [string, string])[]): string {
  return table.map(([, pattern]) => pattern).join("|");
}

/** What the table calls the word; the word itself where it does not know it. */
export function nameOf(table: readonly (readonly [string, string])[], word: string): string {
  return table.find(([, pattern]) => new RegExp(`^(?:${pattern})$`, "u").test(word))?.[0] ?? word;
}
