// People who do things in the fake Slack: they ask, report, give commands, press, look at their page. Each deed is remembered.

import type { SlackServer } from "../slack-server.ts";
import type { Ack } from "../slack-server-deliver.ts";
import type { Chance } from "./seeded.ts";
import { COMMISSIONER, OFFICE } from "./slack-service.ts";

export const KINDS = [
  /** In the private chat; `aside` with a command; `mention` in a channel. */
  ...(["question", "aside", "mention"] as const),
  /** A report in the private chat, and with a command. */
  ...(["serious", "serious-aside"] as const),
  /** What Adep can do, one's own page, what is thought of an answer, a case that is taken. */
  ...(["help", "home", "vote", "take"] as const),
] as const;
export type Kind = (typeof KINDS)[number];

export type Done = {
  readonly kind: Kind;
  readonly user: string;
  /** Stands in the text, and nowhere else; in none that is asked in the private chat. */
  readonly word: string;
  /** The place in the list of questions. */
  readonly question: number;
  /** Milliseconds since 1970, as in what Slack calls a message. */
  readonly at: number;
  /** `null` until it is known. */
  isTaken: boolean | null;
};

export type Crowd = {
  readonly done: readonly Done[];
  /** False where there is nothing to press just now. */
  act(kind: Kind): boolean;
  /** Deliveries of which it is not known yet whether they were taken. */
  readonly waiting: () => number;
};

/** Each is answered with one message, and no two with the same. */
export const QUESTIONS = [
  "Можно ли принять подарок от подрядчика?",
  "Сенбіде жұмысқа шығамын ба?",
  "May I run an online shop?",
  "Могу ли я преподавать в университете?",
  "Туысымды жұмысқа алуға бола ма?",
  "Можно ли вести блог о работе?",
  "Can I accept a dinner invitation from a citizen?",
  "Сыйлық алуға бола ма?",
  "May my sister work in my department?",
  "Можно ли заниматься бизнесом?",
  "Мемлекеттік қызметші бизнеспен айналыса ала ма?",
  "What is a conflict of interest?",
] as const;

/** Each is passed on by the real triage, whatever word follows. */
export const SERIOUS = [
  "Начальник берёт откаты с подрядчиков и заставляет подделывать акты, номер",
  "My boss takes kickbacks from contractors and makes us forge the acts, number",
  "Бастығым мердігерлерден пара алып, жалған актілерге қол қойғызады, нөмірі",
] as const;

/** So many ask with commands, again and again; everybody else comes once, for an earlier question may change an answer. */
const REGULARS = 2_000;
const CHANNELS = 40;

export function createCrowd(server: SlackServer, chance: Chance): Crowd {
  const done: Done[] = [];
  const used = new Set<string>();
  let waiting = 0;
  const squares = Array.from({ length: CHANNELS }, (_, at) => server.channel(`C0SQUARE${String(at).padStart(2, "0")}`));

  function note(given: Pick<Done, "kind" | "user" | "word" | "question">, ack: Promise<Ack>): true {
    const one: Done = { ...given, at: Date.now(), isTaken: null };
    done.push(one);
    waiting += 1;
    void ack.then(({ isAcknowledged }) => {
      one.isTaken = isAcknowledged;
      waiting -= 1;
    });
    return true;
  }

  /** A person without a past, or one of the regulars. */
  const idOf = (number: number): string => `U0P${String(number).padStart(7, "0")}`;
  const newcomer = () => server.person(idOf(REGULARS + done.length));

  function ask(kind: "question" | "aside", word: string): true {
    const question = chance.below(QUESTIONS.length);
    const text = QUESTIONS[question] ?? "";
    const person = kind === "aside" ? server.person(idOf(chance.below(REGULARS))) : newcomer();
    const at = chance.pick(squares).id;
    // A word more may change the answer, by which a question in the private chat is known; aside the question is repeated.
    const { ack } = kind === "question" ? person.writes(text) : person.command("/adep", `${text} ${word}`, at);
    return note({ kind, user: person.id, word, question }, ack);
  }

  function come(kind: "mention" | "serious" | "serious-aside" | "help" | "home", word: string): true {
    const person = newcomer();
    const question = chance.below(kind.startsWith("serious") ? SERIOUS.length : QUESTIONS.length);
    const report = `${SERIOUS[question]} ${word}`;
    const act = () => {
      if (kind === "mention") return person.mentions(joined(person.id), `${QUESTIONS[question]} ${word}`);
      if (kind === "serious") return person.writes(report);
      if (kind === "home") return person.opensHome();
      return person.command("/adep", kind === "help" ? "help" : report);
    };
    return note({ kind, user: person.id, word, question }, act().ack);
  }

  function joined(user: string): string {
    const { id, members } = chance.pick(squares);
    members.add(user);
    return id;
  }

  /** Of what stands there, something that nobody has pressed yet. */
  function press(kind: "vote" | "take", word: string): boolean {
    const user = kind === "take" ? COMMISSIONER : (chance.pick(done)?.user ?? "");
    const posts = server.postsIn(kind === "take" ? OFFICE : user).filter(({ ts }) => !used.has(ts));
    const stored = posts.find(({ thread }) => thread === null);
    if (!stored) return false;
    used.add(stored.ts);
    const person = server.person(user);
    try {
      const { ack } = kind === "take" ? person.presses(stored, "Take") : person.gives("positive", stored);
      return note({ kind, user, word, question: 0 }, ack);
    } catch {
      return false;
    }
  }

  return {
    done,
    waiting: () => waiting,
    act: (kind) => {
      const word = `kq${(46_656 + done.length).toString(36)}${chance.below(1_000_000).toString(36)}zx`;
      if (kind === "question" || kind === "aside") return ask(kind, word);
      return kind === "vote" || kind === "take" ? press(kind, word) : come(kind, word);
    },
  };
}
