// How many tokens a call took: what the server says of it where that can be, or else a guess from the letters.

const LETTERS_PER_TOKEN = 3;
/** More than any call may take: a server that says more is not believed. */
const MOST = 1_000_000;

/** Kazakh takes more tokens than its letters suggest, English fewer. */
export function guessTokens(letters: number): number {
  return Math.ceil(letters / LETTERS_PER_TOKEN);
}

export function countTokens(said: unknown, guessed: number): number {
  return typeof said === "number" && Number.isSafeInteger(said) && said > 0 && said <= MOST ? said : guessed;
}
