// What happens to official texts on their way: each hurts the file of an act in one way.

import type { Chance } from "./seeded.ts";

export type Hurt = (lines: readonly string[], chance: Chance, other: readonly string[]) => string;

const GARBAGE = [
  "\u0000\u0000\u0000",
  "\u202e\u200b\ufeff",
  "</article></div></body></html>",
  "<div>".repeat(3000),
  "<table><tr><td>1. <p>",
  "<script>document.write('9. ')</script>",
  "<!--",
  "&nbsp;&#0;&#1114112;&bogus;",
  "=== Уголовный кодекс ===",
  "[…]",
  "502 Bad Gateway",
  "1. ".repeat(2000),
  "a".repeat(100_000),
  `${"(".repeat(5000)}1)`,
  "УТВЕРЖДЕН",
  "Президент Республики Казахстан",
  "Сноска. Закон с изменением, внесенным Законом РК от 45.13.2099 № 1-VIII.",
  "Статья 99999999999999999999. Тачка",
  "٣. ١) ⅷ.",
];

/** Hurts to lines, which leave the file readable. */
export const LINE_HURTS: Readonly<Record<string, Hurt>> = {
  "blocks moved": (lines, chance) => {
    const block = cutOut(lines, chance);
    const at = chance.below(block.rest.length + 1);
    return join([...block.rest.slice(0, at), ...block.taken, ...block.rest.slice(at)]);
  },
  "blocks doubled": (lines, chance) => {
    const { taken } = cutOut(lines, chance);
    const at = chance.below(lines.length + 1);
    return join([...lines.slice(0, at), ...taken, ...lines.slice(at)]);
  },
  "blocks lost": (lines, chance) => join(cutOut(lines, chance).rest),
  "lines shuffled": (lines, chance) => {
    const { taken, rest, at } = cutOut(lines, chance);
    return join([...rest.slice(0, at), ...chance.shuffle(taken), ...rest.slice(at)]);
  },
  "garbage put in": (lines, chance) => {
    const hurt = [...lines];
    for (let left = 1 + chance.below(4); left > 0; left -= 1)
      hurt.splice(chance.below(hurt.length + 1), 0, chance.pick(GARBAGE));
    return join(hurt);
  },
  "garbage within a line": (lines, chance) => {
    const at = chance.below(lines.length);
    return join(lines.map((line, index) => (index === at ? inside(line, chance.pick(GARBAGE), chance) : line)));
  },
  "languages mixed": (lines, chance, other) => {
    const every = 1 + chance.below(12);
    return join(lines.map((line, at) => (at % every === 0 ? (other[at] ?? line) : line)));
  },
  "numbers changed": (lines, chance) => {
    const every = 1 + chance.below(20);
    return join(
      lines.map((line) =>
        line.replace(/\d+/gu, (number) => (chance.below(every) === 0 ? `${chance.below(40)}` : number)),
      ),
    );
  },
  "numbers lost": (lines, chance) =>
    join(lines.map((line) => (chance.below(6) === 0 ? line.replace(/\d+(?:-\d+)?[.)] /u, "") : line))),
  "lines joined": (lines, chance) =>
    lines.reduce((text, line) => `${text}${chance.below(5) === 0 ? " " : "\n"}${line}`, ""),
  "lines broken": (lines, chance) => {
    const every = 2 + chance.below(30);
    return join(lines).replaceAll(" ", () => (chance.below(every) === 0 ? "\n" : " "));
  },
};

export type ByteHurt = (bytes: Uint8Array, chance: Chance) => Uint8Array;

/** Hurts to bytes, which leave any file damaged. */
export const BYTE_HURTS: Readonly<Record<string, ByteHurt>> = {
  "bytes flipped": (bytes, chance) => {
    const hurt = Uint8Array.from(bytes);
    for (let left = 1 + chance.below(30); left > 0; left -= 1) hurt[chance.below(hurt.length)] = chance.below(256);
    return hurt;
  },
  "cut short": (bytes, chance) => bytes.slice(0, chance.below(bytes.length)),
  "bytes lost": (bytes, chance) => {
    const from = chance.below(bytes.length);
    return Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(from + 1 + chance.below(400))]);
  },
  "bytes put in": (bytes, chance) => {
    const at = chance.below(bytes.length);
    const more = Array.from({ length: 1 + chance.below(200) }, () => chance.below(256));
    return Uint8Array.from([...bytes.subarray(0, at), ...more, ...bytes.subarray(at)]);
  },
};

function join(lines: readonly string[]): string {
  return lines.join("\n");
}

function cutOut(lines: readonly string[], chance: Chance): { taken: string[]; rest: string[]; at: number } {
  const at = chance.below(lines.length);
  const count = 1 + chance.below(Math.ceil(lines.length / 2));
  return { at, taken: lines.slice(at, at + count), rest: [...lines.slice(0, at), ...lines.slice(at + count)] };
}

function inside(line: string, more: string, chance: Chance): string {
  const at = chance.below(line.length + 1);
  return line.slice(0, at) + more + line.slice(at);
}
