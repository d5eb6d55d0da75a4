// What is shown to an asker before anything is sent: the exact text, and the choice.

import { z } from "zod";

import { SEVERITIES } from "../knowledge/schemas.ts";
import { LANGUAGES, type Language } from "../language.ts";
import { showCase } from "./asker-card.ts";
import { nameOfBody } from "./bodies.ts";
import type { Card } from "./card.ts";
import type { Address } from "./case.ts";
import { type CaseDeps, newId } from "./deps.ts";
import { openCase } from "./open-case.ts";
import { choiceCard, neutralCard, plainCard, sayIn, wishCard } from "./plain-card.ts";
import { routeCase } from "./routing.ts";
import { findSame, newestOpen } from "./same-report.ts";
import type { CaseTx } from "./store.ts";

const draftSchema = z.object({
  text: z.string().min(1),
  severity: z.enum(SEVERITIES),
  category: z.string().nullable(),
  language: z.enum(LANGUAGES),
  body: z.string().optional(),
  isAboutCommissioner: z.boolean(),
});
export type Draft = z.infer<typeof draftSchema>;

export type DraftPress = {
  readonly tx: CaseTx;
  readonly deps: CaseDeps;
  readonly address: Address;
  readonly language: Language;
  readonly action: string;
  readonly payload: unknown;
  readonly bundle: string | null;
  readonly text: string;
  readonly event?: string | undefined;
};

/** The text is masked already: what is shown is what goes. */
export async function showDraft(
  tx: CaseTx,
  deps: CaseDeps,
  address: Address,
  draft: Draft,
  bundle = newId(deps),
): Promise<Card> {
  const { language } = draft;
  const say = sayIn(deps, language);
  const making = { party: { asker: address }, caseId: null, payload: draft, bundle };
  const { body, handlers } = routeCase(deps.bodies(), {
    wanted: draft.body,
    isAboutCommissioner: draft.isAboutCommissioner,
  });
  const elsewhere = draft.isAboutCommissioner ? "draft.notConcerned" : "draft.concerned";
  return choiceCard(tx, deps, {
    title: say("draft.title"),
    lines: [
      say(handlers.length > 0 ? "draft.text" : "draft.nobody", { body: nameOfBody(deps.bodies(), body, language) }),
      ...(draft.isAboutCommissioner ? [say("draft.elsewhere")] : []),
    ],
    quote: draft.text,
    choices: [
      { ...making, action: "send", label: say("press.send"), style: "primary" },
      { ...making, action: "edit", label: say("press.edit") },
      {
        ...making,
        payload: { ...draft, isAboutCommissioner: !draft.isAboutCommissioner },
        action: "show",
        label: say(elsewhere),
      },
      { ...making, action: "cancel", label: say("press.cancel") },
    ],
  });
}

/** Where there are several bodies and none was chosen: nobody gets a case by chance. */
export async function askBody(tx: CaseTx, deps: CaseDeps, address: Address, draft: Draft): Promise<Card> {
  const { language } = draft;
  const say = sayIn(deps, language);
  const making = { party: { asker: address }, caseId: null, bundle: newId(deps) };
  const choices = deps.bodies().bodies.map(({ id, name }) => ({
    ...{ ...making, action: "show", payload: { ...draft, body: id }, label: name[language] },
  }));
  return choiceCard(tx, deps, {
    title: say("draft.whichBody"),
    lines: [say("draft.notYet")],
    choices: [...choices, { ...making, action: "cancel", payload: draft, label: say("press.cancel") }],
  });
}

export async function pressDraft({
  tx,
  deps,
  address,
  language,
  action,
  payload,
  bundle,
  text,
  event,
}: DraftPress): Promise<Card> {
  const say = sayIn(deps, language);
  // The draft lives on in the next buttons, or in the case: the other buttons of this one must not keep it.
  if (bundle !== null) await tx.tokens.deleteBundle(bundle);
  const parsed = draftSchema.safeParse(payload);
  if (!parsed.success) return neutralCard(deps, language);
  const draft = parsed.data;
  // The body that was shown is gone: another one must not get the case in its place.
  if (draft.body !== undefined && !deps.bodies().bodies.some(({ id }) => id === draft.body) && action !== "cancel")
    return neutralCard(deps, language);
  switch (action) {
    case "show":
      return showDraft(tx, deps, address, draft);
    case "edit": {
      if (text !== "") return showDraft(tx, deps, address, { ...draft, text: deps.mask(text, draft.language) });
      // One bundle: whichever is used, the form or the draft as it was, ends the other.
      const making = { party: { asker: address }, caseId: null, action: "edit", payload: draft, bundle: newId(deps) };
      const card = await wishCard(tx, deps, making, {
        ...{ title: say("draft.title"), label: say("wish.report"), value: draft.text, isPreviewed: true, language },
      });
      return { ...card, behind: await showDraft(tx, deps, address, draft, making.bundle) };
    }
    case "cancel":
      return plainCard({ title: say("draft.cancelled"), result: "done" });
    case "send": {
      const newest = await newestOpen(tx, address);
      if (newest && (await findSame(tx, newest, draft.text))) {
        return showCase(tx, deps, { found: newest, address, language, news: say("news.sentBefore") });
      }
      const opened = await openCase(tx, deps, { ...draft, body: draft.body, address, origin: "asker" });
      if (event !== undefined) await tx.events.bind(event, opened.id);
      const isSent = opened.handlers.length > 0 && deps.bodies().isConfigured;
      const news = isSent ? { news: say("news.sent") } : {};
      return showCase(tx, deps, { found: opened, address, language, ...news, result: "done" });
    }
    default:
      return neutralCard(deps, language);
  }
}
