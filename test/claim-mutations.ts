// Sentences made wrong in one respect at a time, in three languages: what no check of a claim may let through.

import type { Language } from "../src/language.ts";

export type Mutant = { readonly kind: string; readonly text: string };
type PerLanguage<T> = Readonly<Record<Language, T>>;
type Swap = readonly [from: string, to: string];

const UNITS: PerLanguage<readonly Swap[]> = {
  en: [
    ["working days", "calendar days"],
    ["calendar days", "working days"],
    ["working days", "days"],
    ["calendar days", "days"],
    ["days", "months"],
    ["months", "years"],
    ["years", "months"],
    ["hours", "days"],
    ["MCI", "percent"],
    ["percent", "MCI"],
    ["tenge", "MCI"],
  ],
  ru: [
    ["рабочих", "календарных"],
    ["календарных", "рабочих"],
    ["рабочих дней", "дней"],
    ["календарных дней", "дней"],
    ["дней", "месяцев"],
    ["месяцев", "лет"],
    ["месяца", "года"],
    ["лет", "месяцев"],
    ["часов", "дней"],
    ["МРП", "процентов"],
    ["тенге", "МРП"],
    ["%", "МРП"],
  ],
  kk: [
    ["жұмыс күні", "күнтізбелік күн"],
    ["күнтізбелік", "жұмыс"],
    ["күнтізбелік ", ""],
    ["күн ішінде", "ай ішінде"],
    ["ай", "жыл"],
    ["айдан", "жылдан"],
    ["жылға", "айға"],
    ["сағатқа", "күнге"],
    ["АЕК", "пайыз"],
    ["теңге", "АЕК"],
  ],
};

const NEGATIONS: PerLanguage<readonly Swap[]> = {
  en: [
    ["not ", ""],
    ["no ", "a "],
    ["no ", "any "],
    ["nor", "or"],
    ["without", "with"],
    ["unlawful", "lawful"],
    ["may", "may not"],
    ["must", "must not"],
    ["is", "is not"],
    ["are", "are not"],
    ["has", "has no"],
    ["with", "without"],
    ["takes", "does not take"],
  ],
  ru: [
    ["не ", ""],
    ["ни ", ""],
    ["нет ", "есть "],
    ["без ", "с "],
    ["нельзя", "можно"],
    ["вправе", "не вправе"],
    ["обязан", "не обязан"],
    ["можно", "нельзя"],
    ["может", "не может"],
    ["есть", "нет"],
    ["действует", "не действует"],
    ["соблюдать", "не соблюдать"],
    ["принимать", "не принимать"],
    ["незаконные", "законные"],
  ],
  kk: [
    [" емес", ""],
    ["жоқ", "бар"],
    ["бар", "жоқ"],
    ["құқылы", "құқылы емес"],
    ["міндетті", "міндетті емес"],
    ["болмайды", "болады"],
    ["болады", "болмайды"],
    ["қолданылмайды", "қолданылады"],
    ["қолданылады", "қолданылмайды"],
    ["алмайды", "алады"],
    ["алады", "алмайды"],
    ["берілмейді", "беріледі"],
    ["беріледі", "берілмейді"],
    ["болмаса", "болса"],
    ["болса", "болмаса"],
    ["қабылданбайды", "қабылданады"],
    ["шығарылады", "шығарылмайды"],
    ["заңсыз", "заңды"],
  ],
};

const MODALITIES: PerLanguage<readonly Swap[]> = {
  en: [
    ["may not", "may"],
    ["must not", "must"],
    ["may(?! not)", "must"],
    ["must(?! not)", "may"],
    ["must", "should"],
    ["prohibited", "allowed"],
    ["must not", "need not"],
    ["may not", "must"],
    ["is prohibited from", "is allowed"],
    ["has the right to", "must"],
    ["must ", ""],
    ["may ", ""],
  ],
  ru: [
    ["запрещено", "разрешено"],
    ["нельзя", "нужно"],
    ["не вправе", "вправе"],
    ["обязан", "вправе"],
    ["(?<!не )вправе", "обязан"],
    ["(?<!не )должен", "может"],
    ["(?<!не )может", "должен"],
    ["можно", "нужно"],
    ["не должен", "должен"],
    ["под запретом", "под защитой"],
    ["обязан", "старается"],
    ["обязан ", ""],
  ],
  kk: [
    ["тыйым салынған", "рұқсат етіледі"],
    ["тыйым салынады", "рұқсат етіледі"],
    ["міндетті", "құқылы"],
    ["құқылы", "міндетті"],
    ["болмайды", "керек"],
    ["тиіс", "алады"],
    ["құқылы емес", "құқылы"],
    ["керек", "болмайды"],
    ["мүмкін", "міндетті"],
    ["міндетті", "тырысады"],
  ],
};

const ROLES: PerLanguage<readonly Swap[]> = {
  en: [
    ["servant", "superior"],
    ["servant", "commissioner"],
    ["servant", "citizen"],
    ["superior", "subordinate"],
    ["commissioner", "head"],
    ["head", "servant"],
    ["body", "commissioner"],
    ["spouse", "colleague"],
    ["official", "citizen"],
    ["He", "The superior"],
    ["commission", "court"],
    ["court", "commission"],
  ],
  ru: [
    ["служащий", "руководитель"],
    ["служащий", "уполномоченный"],
    ["Служащий", "Гражданин"],
    ["служащему", "руководителю"],
    ["служащего", "подчинённого"],
    ["руководитель", "служащий"],
    ["уполномоченный", "руководитель"],
    ["орган", "суд"],
    ["комиссия", "администрация"],
    ["супруг", "коллега"],
    ["служащий", "служащего"],
    ["служащему", "служащего"],
    ["руководителю", "руководителя"],
    ["органа", "органу"],
  ],
  kk: [
    ["қызметші", "басшы"],
    ["қызметші", "уәкіл"],
    ["қызметшіге", "басшыға"],
    ["қызметшіге", "қызметшіден"],
    ["қызметшінің", "басшының"],
    ["қызметшіні", "қызметшіге"],
    ["басшы", "қызметші"],
    ["басшыға", "басшыдан"],
    ["орган", "сот"],
    ["органға", "органнан"],
    ["комиссия", "басшы"],
    ["адам", "қызметші"],
    ["уәкіл", "азамат"],
  ],
};

const SMALL: PerLanguage<readonly Swap[]> = {
  en: [
    ["or", "and"],
    ["and", "or"],
    ["before", "after"],
    ["after", "before"],
    ["from", "to"],
    ["to", "from"],
    ["under", "over"],
    ["until", "since"],
    ["since", "until"],
    ["was", "is"],
    ["is", "was"],
    ["only ", ""],
    ["at least", "at most"],
    ["up to", "at least"],
    ["if", "when not"],
  ],
  ru: [
    ["или", "и"],
    ["и", "или"],
    ["до", "после"],
    ["после", "до"],
    ["от", "для"],
    ["кроме", "включая"],
    ["только ", ""],
    ["более", "менее"],
    ["не менее", "не более"],
    ["если", "даже если"],
    ["было", "будет"],
    ["действовал", "действует"],
  ],
  kk: [
    ["немесе", "және"],
    ["және", "немесе"],
    ["дейін", "кейін"],
    ["кейін", "дейін"],
    ["бұрын", "кейін"],
    ["тек ", ""],
    ["кемінде", "көп дегенде"],
    ["болды", "болады"],
    ["артық", "кем"],
    ["басқа", "қоса"],
  ],
};

const EXTREMES: PerLanguage<readonly string[]> = {
  en: ["always", "never", "only", "any", "all", "in any case", "not", "personally", "immediately", "unfortunately"],
  ru: ["всегда", "никогда", "только", "любой", "все", "в любом случае", "не", "лично", "сразу", "к сожалению"],
  kk: [
    "әрқашан",
    "ешқашан",
    "тек",
    "кез келген",
    "барлық",
    "қалай болғанда да",
    "емес",
    "жеке",
    "дереу",
    "өкінішке қарай",
  ],
};

const TAILS: PerLanguage<readonly string[]> = {
  en: [
    ", see article 99",
    ", call 1424",
    ", see adilet.zan.kz",
    ", as Serik Akhmetov decided",
    ", in the city of Almaty",
    ", and you may ignore it",
    ", so you should hire a lawyer",
    ", great question",
    ", and nothing will happen to you",
    " [2]",
    ", within 3 days",
    ", if you know of it",
  ],
  ru: [
    ", см. статью 99",
    ", звоните 1424",
    ", см. adilet.zan.kz",
    ", как решил Серик Ахметов",
    ", в городе Алматы",
    ", и это можно игнорировать",
    ", поэтому наймите адвоката",
    ", отличный вопрос",
    ", и вам ничего не будет",
    " [2]",
    ", в течение 3 дней",
    ", если вы об этом знаете",
  ],
  kk: [
    ", 99-бапты қараңыз",
    ", 1424 нөміріне қоңырау шалыңыз",
    ", adilet.zan.kz қараңыз",
    ", Серік Ахметов шешкендей",
    ", Алматы қаласында",
    ", бірақ оны елемеуге болады",
    ", сондықтан адвокат жалдаңыз",
    ", керемет сұрақ",
    ", сізге ештеңе болмайды",
    " [2]",
    ", 3 күн ішінде",
    ", егер білсеңіз",
  ],
};

const EXCEPTION: PerLanguage<RegExp> = {
  en: /[,;:]? (?:except|unless|if|only|but|provided|until|without|before|after|within)(?= )[^,;:.]*/giu,
  ru: /[,;:]? (?:кроме|если|только|но|до|после|без|в течение|за исключением|когда)(?= )[^,;:.]*/giu,
  kk: /[,;:]?[^,;:.]* (?:қоспағанда|басқа|болса|болмаса|дейін|кейін|ішінде|тек|бірақ|егер|кезде)(?= |,|\.)/giu,
};

const CONTENT = /(?<![\p{L}-])\p{L}{5,}(?![\p{L}-])/gu;

/** "Civil" servants are servants, and some words say nothing that is missed: without them nothing is wrong. */
const SPARE = /^(?:civil|public|their|государственн\p{L}+|также|мемлекеттік|түрде)$/iu;

/** One duty in another word is the same duty. */
const DUTIES = /^(?:обязан|долж[еын]|вправе|могут|может|міндетті|қажет|керек)/iu;

/** Each wrong in one respect; never the sentence itself. */
export function mutantsOf(sentence: string, language: Language, other: string): Mutant[] {
  const end = sentence.replace(/[.!?]$/u, "");
  const made: Mutant[] = [
    ...numbersOf(sentence),
    ...swapped("unit", sentence, UNITS[language]),
    ...swapped("negation", sentence, NEGATIONS[language]),
    ...swapped("modality", sentence, MODALITIES[language]),
    ...swapped("role", sentence, ROLES[language]),
    ...swapped("small word", sentence, SMALL[language]),
    ...removed(sentence, language),
    ...wordsOf(sentence, other),
    ...EXTREMES[language].flatMap((word, at) => inserted(sentence, word, at)),
    ...TAILS[language].map((tail) => ({ kind: "invented", text: `${end}${tail}.` })),
    { kind: "mixed", text: mixed(sentence, other) },
    { kind: "other provision", text: other },
  ];
  return made.filter(({ text }) => text !== sentence);
}

function numbersOf(sentence: string): Mutant[] {
  return [...sentence.matchAll(/\d+/gu)].map(({ index, 0: digits }) => ({
    kind: "number",
    text: `${sentence.slice(0, index)}${Number(digits) + 1}${sentence.slice(index + digits.length)}`,
  }));
}

function swapped(kind: string, sentence: string, swaps: readonly Swap[]): Mutant[] {
  return swaps.flatMap(([from, to]) => {
    const ending = from.endsWith(" ") ? "" : "(?![\\p{L}-])";
    const found = [...sentence.matchAll(new RegExp(`(?<![\\p{L}-])${from}${ending}`, "gu"))];
    return found.map(({ index, 0: word }) => ({
      kind,
      text: `${sentence.slice(0, index)}${to}${sentence.slice(index + word.length)}`.replace(/ {2,}/gu, " "),
    }));
  });
}

function removed(sentence: string, language: Language): Mutant[] {
  return [...sentence.matchAll(EXCEPTION[language])].map(({ index, 0: part }) => {
    const text = `${sentence.slice(0, index)}${sentence.slice(index + part.length)}`.replace(/^[,;:. ]+/u, "");
    return { kind: "condition", text: text.charAt(0).toUpperCase() + text.slice(1) };
  });
}

/** A word left out, put in another's place, or two of them exchanged. */
function wordsOf(sentence: string, other: string): Mutant[] {
  const words = [...sentence.matchAll(CONTENT)].filter(([word]) => !SPARE.test(word));
  const known = sentence.toLowerCase();
  const spare = [...other.matchAll(CONTENT)]
    .map(([word]) => word)
    .filter((word) => !DUTIES.test(word) && !known.includes(word.slice(0, 4).toLowerCase()));
  return words.flatMap(({ index, 0: word }, at) => {
    const [head, tail] = [sentence.slice(0, index), sentence.slice(index + word.length)];
    const next = words[at + 1];
    const made: Mutant[] = spare[0] === undefined ? [] : [{ kind: "word replaced", text: `${head}${spare[0]}${tail}` }];
    // A word between commas is an item of a list, and may go.
    if (!/[,(]\s*$/u.test(head) || !/^[,)]/u.test(tail))
      made.push({ kind: "word left out", text: `${head.trimEnd()}${tail}`.trim() });
    if (next && next[0].slice(0, 4).toLowerCase() !== word.slice(0, 4).toLowerCase()) {
      const between = sentence.slice(index + word.length, next.index);
      const after = sentence.slice(next.index + next[0].length);
      made.push({ kind: "words exchanged", text: `${head}${next[0]}${between}${word}${after}` });
    }
    return made;
  });
}

function inserted(sentence: string, word: string, at: number): Mutant[] {
  const spaces = [...sentence.matchAll(/(?<=\p{L}) (?=\p{L})/gu)];
  const space = spaces[(at * 3) % Math.max(1, spaces.length)];
  return space
    ? [{ kind: "extreme", text: `${sentence.slice(0, space.index)} ${word}${sentence.slice(space.index)}` }]
    : [];
}

function mixed(sentence: string, other: string): string {
  const [mine, theirs] = [sentence.split(" "), other.split(" ")];
  return [...mine.slice(0, Math.ceil(mine.length / 2)), ...theirs.slice(Math.ceil(theirs.length / 2))].join(" ");
}
