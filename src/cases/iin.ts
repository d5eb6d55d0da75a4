// The individual identification number: a birthday, a digit for century and sex, a serial number, a check digit.

const WEIGHTS: readonly (readonly number[])[] = [
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2],
];
const DATE_FIRST = /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;
const ORGANISATION = /^\d{2}(?:0[1-9]|1[0-2])[4-6]\d{7}$/;

/** Twelve digits whose date, century digit and check digit are all right. */
export function isIin(digits: string): boolean {
  return /^\d{6}[1-6]\d{5}$/.test(digits) && beginsWithDate(digits) && checkDigit(digits) === Number(digits[11]);
}

/** Twelve digits that may be somebody's number, mistyped or not. */
export function looksLikeIin(digits: string): boolean {
  return /^\d{12}$/.test(digits) && beginsWithDate(digits);
}

/** The number of an organisation, which is public. */
export function looksLikeBin(digits: string): boolean {
  return ORGANISATION.test(digits);
}

function beginsWithDate(digits: string): boolean {
  return DATE_FIRST.test(digits);
}

/** `null` where both rows of weights give ten: such a number is never issued. */
function checkDigit(digits: string): number | null {
  for (const weights of WEIGHTS) {
    const rest = weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11;
    if (rest < 10) return rest;
  }
  return null;
}
