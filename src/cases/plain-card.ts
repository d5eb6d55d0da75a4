// Cards without a case behind them: a neutral line, a question back, a wish for text.

import type { Language } from "../language.ts";
import { type MessageKey, say } from "../messages.ts";
import type { Button, Card, CardResult } from "./card.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseTx } from "./store.ts";
import { type Making, makeButton, makeToken } from "./tokens.ts";

export type Plain = {
  readonly title: string;
  readonly lines?: readonly string[];
  readonly quote?: string;
  readonly buttons?: readonly Button[];
  readonly result?: CardResult;
};

export function plainCard({ title, lines = [], quote, buttons = [], result = "shown" }: Plain): Card {
  return { title, lines, quote: quote ?? null, buttons, input: null, whole: null, result };
}

/** The one answer to an unknown, foreign, used or expired button or receipt: it reveals nothing. */
export function neutralCard(deps: Pick<CaseDeps, "messages">, language: Language): Card {
  return plainCard({ title: say(deps.messages[language], "press.refused"), result: "refused" });
}

type Wish = {
  readonly language: Language;
  readonly title: string;
  readonly label: string;
  readonly lines?: readonly string[];
  /** A text that is to be changed. */
  readonly value?: string;
  /** The text is shown once more before it goes. */
  readonly isPreviewed: boolean;
};

/** Asks for text, which is to come back with the same action. */
export async function wishCard(tx: CaseTx, deps: CaseDeps, making: Making, wish: Wish): Promise<Card> {
  const { label, value = "", isPreviewed, language } = wish;
  const button = say(deps.messages[language], isPreviewed ? "press.continue" : "press.send");
  return { ...plainCard(wish), input: { label, value, button, token: await makeToken(tx, deps, making) } };
}

type Choice = {
  readonly title: string;
  readonly lines?: readonly string[];
  readonly quote?: string;
  readonly choices: readonly (Making & { readonly label: string; readonly style?: Button["style"] })[];
};

export async function choiceCard(
  tx: CaseTx,
  deps: CaseDeps,
  { title, lines = [], quote, choices }: Choice,
): Promise<Card> {
  const buttons: Button[] = [];
  for (const choice of choices) buttons.push(await makeButton(tx, deps, choice));
  return plainCard({ title, lines, buttons, ...(quote === undefined ? {} : { quote }) });
}

export function sayIn(deps: Pick<CaseDeps, "messages">, language: Language) {
  return (key: MessageKey, values: Readonly<Record<string, string>> = {}): string =>
    say(deps.messages[language], key, values);
}
