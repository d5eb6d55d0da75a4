// Words by which a claim is read beside its passage: who acts, what limits, what leans on the sentence before, and what may come and go.

import type { Language } from "../language.ts";

type PerLanguage<T> = Readonly<Record<Language, T>>;

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/u));
}

/** A claim may add these to what the passage says. */
export const ADDABLE: PerLanguage<ReadonlySet<string>> = {
  en: setOf("the a an also your"),
  ru: setOf("также ваш ваша ваше ваши вашего вашей вашему вашим ваших вашу"),
  kk: setOf("сіздің"),
};

/** A claim may leave these out. */
export const OMITTABLE: PerLanguage<ReadonlySet<string>> = {
  en: setOf("the a an that also his her its their"),
  ru: setOf("это также то же его ее их"),
  kk: setOf("сондай-ақ да де оның"),
};

/** `and` may stand for a comma and a comma for `and`; `or` is never put in or left out. */
export const AND: PerLanguage<ReadonlySet<string>> = {
  en: setOf("and"),
  ru: setOf("и а"),
  kk: setOf("және мен бен пен"),
};
export const OR: PerLanguage<ReadonlySet<string>> = {
  en: setOf("or either nor neither"),
  ru: setOf("или либо ни"),
  kk: setOf("немесе не яки әлде"),
};

/** Beginnings of words that say who acts or is acted on; their form must be the passage's own. */
export const ROLES: PerLanguage<RegExp> = {
  en: /^(?:servants?|officials?|heads?|superiors?|subordinates?|leadership|leaders?|managers?|directors?|chiefs?|deput(?:y|ies)|commissioners?|bod(?:y|ies)|agency|agencies|commissions?|councils?|committees?|courts?|presidents?|government|akims?|ministers?|ministry|family|relatives?|spouses?|wife|husband|parents?|child(?:ren)?|citizens?|persons?|people|individuals?|entity|entities|organi[sz]ations?|compan(?:y|ies)|firms?|contractors?|suppliers?|employers?|employees?|colleagues?|prosecutors?|he|she|it|they|him|them|who|whoever|whom|you|we|i|us|me)(?:['’]s?)?$/u,
  ru: /^(?:госслужащ|служащ|должностн|руковод|начальник|подчиненн|директор|председател|замест|уполномоченн|орган(?:$|а|у|ом|е|ы|ов|ам|ами|ах)|комисси|совет(?:$|а|у|ом|е|ы|ов|ам|ами|ах|ник)|комитет|суд(?:$|а|у|ом|е|ы|ов|ья|ьи|ей)|президент|правительств|аким|министр|министерств|ведомств|член|семь[яиею]|родственник|супруг|жен[аыуе]|муж(?:$|а|у|ем)|родител|дет(?:и|ей|ям)|ребен|граждан(?:е$|$|ин|ам|ами|ах)|лиц(?:о|а|у|ом|е|ам|ами|ах)?$|человек|люд|организаци|компани|фирм|подрядчик|поставщик|работодател|работник|коллег|прокурор|депутат|он$|она$|оно$|они$|ему$|ей$|им$|ими$|него$|нее$|нему$|ней$|них$|ним$|нею$|кто$|кого$|кому$|кем$|вы$|вам$|вас$|вами$|мы$|я$|нам$|нас$|мне$)/u,
  kk: /^(?:қызметші|тұлға|адам|басшы|бастық|басшылық|бағынышты|қарамағындағы|директор|төраға|орынбасар|уәкіл|орган|комиссия|кеңес|комитет|сот(?:$|қа|та|тан|тың|ты|тар)|президент|үкімет|әкім(?:$|ге|нің|ді|нен|дер)|министр|ведомство|мүше|отбасы|туыс|жұбай|әйел|күйеу|ата-ана|бала|азамат(?:$|қа|тар|тан|тың|ты)|ұйым|компания|фирма|мердігер|жеткізуші|жұмыс\s?беруші|қызметкер|әріптес|прокурор|депутат|ол$|олар|оған$|оны$|одан$|кім|сіз(?:$|ге|ді|ден)|біз(?:$|ге|ді)|мен$)/u,
};

/** "You" is said to a servant, and stands for one in the same case. */
export const YOU: PerLanguage<Readonly<Record<string, string>>> = {
  en: { you: "servant" },
  ru: { вы: "служащий", вам: "служащему", вас: "служащего", вами: "служащим" },
  kk: { сіз: "қызметші", сізге: "қызметшіге", сізді: "қызметшіні", сізден: "қызметшіден" },
};

/** A part of a sentence with such a word in it is never left out, nor is what follows it: it limits what is said. */
export const LIMITING: PerLanguage<RegExp> = {
  en: /^(?:if|unless|except.*|excluding|save|but|however|only|provided|where|when|whenever|while|until|till|before|after|during|within|without|outside|beyond|because|since|otherwise|who|whom|whose|which|instead|either|both|least|most|more|less|than|first|again|solely|exclusively|following|repealed|was|were|had|could|longer|no|none|unlawful.*|temporar.*|pending|consent|permission|apart|aside|besides|other)$/u,
  ru: /^(?:если|кроме|иначе|исключ.*|однако|но|только|лишь|когда|пока|котор.*|чей|чья|чье|чьи|где|куда|кто|чтобы|чем|после|до|перед|без|вне|хотя|одн(?:о|им|ого)|люб.*|сначала|впервые|повторно|следующ.*|утрат.*|был.*|временно|согласи.*|разрешени.*|нет|ничего|никогда|никто|никак.*|незаконн.*|условии|условия|случае|случаях|случаев|более|менее|свыше|помимо|вычетом|иным)$/u,
  kk: /^(?:егер|бірақ|алайда|әйтпесе|тек|ғана|қана|тыс|дейін|кейін|бұрын|кезде|кезінде|жағдай.*|болса|болмаса|қоспаған.*|қоспай|есептемегенде|ерекше.*|бастап|емес|жоқ|ешкім|ешқашан|ешқандай|болды|болған|еді|жойылған|уақытша|келісім.*|рұқсат.*|кемінде|артық|кем|асырмай|басқа|бөлек|бірі|мына.*|.{2,}(?:са|се|ғанда|генде|қанда|кенде|ғанша|генше|қанша|кенше|майынша|мейінше|сыз|сіз|[мбп][ае](?:й|йды|йді|йтын|йтін|у|уы|уі|уға|уге|ған|ген)))$/u,
};

/** What follows are examples: the sentence is true without them. */
export const EXAMPLES: PerLanguage<RegExp> = {
  en: /^(?:for example|for instance|such as|including|among them)(?= |$)/u,
  ru: /^(?:например|в том числе|в частности|к примеру)(?= |$)/u,
  kk: /^(?:мысалы|оның ішінде|соның ішінде|атап айтқанда)(?= |$)/u,
};

/** A part that begins so belongs to the words before it: "received from a contractor", "in writing". */
export const OPENING: PerLanguage<RegExp> = {
  en: /^(?:with|under|over|in|on|at|by|from|to|for|of|as|against|through|between|upon|so|that|not|never|neither|nor|or|.*(?:ed|ing))$/u,
  ru: /^(?:при|за|в|во|на|по|с|со|от|из|для|к|ко|у|о|об|под|над|через|между|против|ради|как|так|что|или|либо|не|ни|.*(?:ющ|ящ|ущ|ащ|вш|нн|ем|им)(?:ий|ый|ая|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ой|ей|ую|юю|ых|их|ыми|ими|ся|аяся|иеся|ийся)|.*(?:вшись|ая|яя|уя|дя|ря|жа|ив|ав|ев))$/u,
  kk: /^(?:немесе|не|яки|үшін|арқылы|ретінде|бойынша|туралы|сәйкес)$/u,
};

/** A sentence that begins so says nothing by itself. */
export const LEANING: PerLanguage<RegExp> = {
  en: /^(?:it|he|she|they|his|her|its|their|this|these|those|such|that|then|otherwise|in that case|in this case|here|there|so|also|both|the same|the same|without it|without this|an exception|exceptions?|however|but|instead|one|not)(?= |$)/u,
  ru: /^(?:он|она|оно|они|его|ее|их|ему|им|ей|это|этот|эта|эти|этого|этому|этим|такой|такая|такое|такие|тогда|иначе|в этом случае|в таком случае|при этом|здесь|там|так|тот|та|те|тот же|то же|исключени[ея]|однако|но|оба|обе|тем|также|за это|для этого|без этого|до этого|после этого|не)(?= |$)/u,
  kk: /^(?:ол|олар|оны|оның|оған|олардың|оларға|оларды|бұл|бұған|бұның|мұндай|ондай|осындай|сонда|онда|осы|сол|бұлар|мұнда|ерекшелік(?:тер)?|алайда|бірақ|екеуі|одан|содан|сондай|әйтпесе|бұл ретте|бұл жағдайда)(?= |$)/u,
};

/** Exceptions to all that was said before: nothing of it is said without them. */
export const EXCEPTING: PerLanguage<RegExp> = {
  en: /^(?:exceptions?|the exceptions?|an exception|however|but|this does not apply|this rule does not apply|except)(?= |$|:)/u,
  ru: /^(?:исключени[ея]|однако|но|это не|это правило не|не распространя\p{L}*|кроме)(?= |$|:)/u,
  kk: /^(?:ерекшелік\p{L}*|алайда|бірақ|бұған|бұл ереже)(?= |$|:)/u,
};

/** The sentence before one with such words in it may not be said without it; with the second ones only where it leans. */
export const QUALIFYING: PerLanguage<RegExp> = {
  en: /(?:^| )(?:however|but|not apply|otherwise|only|exempt\p{L}*|not counted|not include)(?!\p{L})/u,
  ru: /(?:^| )(?:однако|но|не распространя\p{L}*|не относ\p{L}*|не применя\p{L}*|не счита\p{L}*|не передают\p{L}*|иначе|лишь|только)(?!\p{L})/u,
  kk: /(?:^| )(?:алайда|бірақ|қолданылмайды|жатпайды|кірмейді|саналмайды|берілмейтін\p{L}*|тек|ғана|әйтпесе)(?!\p{L})/u,
};
export const LIMITING_WHAT_IT_LEANS_ON: PerLanguage<RegExp> = {
  en: /(?:^| )(?:except\p{L}*|unless|if|allowed|permitted|not|no)(?!\p{L})/u,
  ru: /(?:^| )(?:исключени\p{L}*|кроме|если|допуска\p{L}*|разреш\p{L}*|не|нет)(?!\p{L})/u,
  kk: /(?:^| )(?:ерекшелік\p{L}*|қоспаған\p{L}*|егер|болса|болмаса|рұқсат|емес|жоқ|басқа)(?!\p{L})/u,
};

/** An act or a norm that is law no more: never said without it. */
export const LAPSED: PerLanguage<RegExp> = {
  en: /(?:no longer in force|not in force|repealed|lost force|expired|not confirmed|in force (?:since|from))/u,
  ru: /(?:утрат\p{L}* силу|не действует|не подтвержден|действует с|действовал)/u,
  kk: /(?:күші жойыл\p{L}*|күшін жой\p{L}*|қолданыста емес|расталмаған|бастап қолданылады|бастап күшіне)/u,
};

/** A part or sentence that begins so may be moved before or after the rest. */
export const IF: PerLanguage<RegExp> = { en: /^(?:if|unless|when|where)$/u, ru: /^(?:если|когда)$/u, kk: /^егер$/u };
