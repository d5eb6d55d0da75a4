import { expect, test } from "vitest";

import { detectLanguage } from "../src/retrieval/detect-language.ts";
import { normalise } from "../src/text/normalise.ts";
import { smallKnowledge, trainSmall } from "./fakes.ts";

const detector = trainSmall(smallKnowledge()).model.language;
const languageOf = (text: string) => detectLanguage(detector, normalise(text))?.language;

test.each([
  ["қолшатырды кім жөндейді", "kk"],
  ["колшатырды ким жондейди", "kk"],
  ["qolshatyrdy kim jondeidi", "kk"],
  ["кто чинит сломанный зонт", "ru"],
  ["kto chinit slomannyy zont", "ru"],
  ["who mends a broken umbrella", "en"],
])("«%s» is %s", (text, language) => {
  expect(languageOf(text)).toBe(language);
});

test.each(["", "   ", "123 ?!", "😀", "\uD83D"])("«%s» is in no language", (text) => {
  expect(detectLanguage(detector, normalise(text))).toBeNull();
});
