// The three languages of Adep.

export const LANGUAGES = ["kk", "ru", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text per language. */
export type Trilingual = Readonly<Record<Language, string>>;
