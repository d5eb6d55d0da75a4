// Which of the three languages a text is in, however it is typed: character 1–4-grams of the text as it stands.

import { LANGUAGES, type Language } from "../language.ts";
import { countFeatures, hashFeatures, wordsOf } from "../text/grams.ts";
import { normalise } from "../text/normalise.ts";
import { transliterations, withoutKazakhLetters } from "../text/transliterate.ts";
import { type Classifier, classify, trainClassifier } from "./classifier.ts";
import { toProbabilities } from "./softmax.ts";

const BITS = 16;

export type Detection = { readonly language: Language; readonly probability: number };

type Sample = { readonly language: Language; readonly text: string };

export function trainLanguageDetector(samples: readonly Sample[], onEpoch?: () => void): Classifier {
  const examples = samples.flatMap(({ language, text }, at) =>
    spellings({ language, text }, at).map((spelling) => ({
      counts: countFeatures(features(normalise(spelling)), BITS),
      label: LANGUAGES.indexOf(language),
    })),
  );
  return trainClassifier(examples, {
    ...{ bits: BITS, atLeast: 2, classes: LANGUAGES.length, epochs: 4, rate: 0.5, smoothing: 0.01 },
    ...(onEpoch ? { onEpoch } : {}),
  });
}

/** The text itself, and for every second one the ways it is typed on another keyboard or cut short. */
function spellings({ language, text }: Sample, at: number): string[] {
  const short = wordsOf(text)
    .slice(0, 1 + (at % 3))
    .join(" ");
  if (language === "en") return [text, short];
  if (at % 2 === 1) return [text];
  const latin = transliterations(text, language);
  return [
    text,
    short,
    ...latin,
    ...(language === "kk" ? [withoutKazakhLetters(text), withoutKazakhLetters(short)] : []),
  ];
}

function features(normalised: string): number[] {
  return hashFeatures(wordsOf(normalised), { from: 1, to: 4, words: true });
}

/** `null` where the text has no letters to tell by. */
export function detectLanguage(detector: Classifier, normalised: string): Detection | null {
  if (!/\p{L}/u.test(normalised)) return null;
  const probabilities = toProbabilities(classify(detector, features(normalised)));
  let best = 0;
  probabilities.forEach((probability, at) => {
    if (probability > (probabilities[best] ?? 0)) best = at;
  });
  return { language: LANGUAGES[best] ?? "ru", probability: probabilities[best] ?? 0 };
}
