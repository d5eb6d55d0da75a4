// The asker's side of the cases: a draft, a press, all cases, the way back by code.

import { type Context, Hono } from "hono";
import { z } from "zod";

import type { Card } from "../../src/cases/card.ts";
import type { Address } from "../../src/cases/case.ts";
import type { Language } from "../../src/language.ts";
import { isKnownBody, readQuestionForm, toQuestion } from "./ask-routes.ts";
import { type AskerCookie, newSecret } from "./asker-cookie.ts";
import { renderCardPage, renderCases } from "./case-view.ts";
import { faceOf, wordsOf } from "./face.ts";
import type { CaseRouteDeps } from "./page-deps.ts";
import { keptOf, type PressForm, readPressForm, statusOf, unavailableCard } from "./press-form.ts";

const codeSchema = z.object({ code: z.string().max(1000), once: z.string().default("") });

export function createCaseRoutes({ knowledge, cases, press }: CaseRouteDeps, cookie: AskerCookie): Hono {
  const { hear, reception } = cases;
  type Shown = { readonly language: Language; readonly form?: PressForm };
  const show = (context: Context, card: Card, { language, form }: Shown) => {
    const kept = form ? keptOf(form, card) : null;
    return context.html(renderCardPage(knowledge, { face: faceOf(context), language, card, kept }), statusOf(card));
  };
  const failed = (language: Language) => (): Card => unavailableCard(wordsOf(knowledge, language));
  /** Where nothing is left to come back to, this computer forgets the asker as well. */
  const keepOrLetGo = async (context: Context, card: Card, address: Address): Promise<void> => {
    const isCancelled = card.result === "done" && card.buttons.length === 0 && card.input === null;
    const isEnd = card.result === "erased" || isCancelled;
    const left = isEnd ? await reception.casesOf(address, faceOf(context)).catch(() => null) : null;
    if (left?.length === 0) cookie.letGo(context, address);
    else if (card.result === "done" || card.result === "shown") cookie.keep(context, address);
  };
  const app = new Hono();
  app.post("/case/prepare", async (context) => {
    const form = await readQuestionForm(context);
    if (!form || form.question.trim() === "" || !isKnownBody(cases, form.body)) return toStart(context);
    const address = cookie.addressOf(context, form.once);
    const language = form.language === "" ? faceOf(context) : form.language;
    const body = form.body === "" ? {} : { body: form.body };
    const card = await hear.prepare({ question: toQuestion(form), address, ...body }).catch(failed(language));
    await keepOrLetGo(context, card, address);
    return show(context, card, { language });
  });
  app.post("/case/press", async (context) => {
    const form = await readPressForm(context);
    const address = cookie.addressOf(context, "");
    if (!form) return toCases(context);
    const { token, text, language = faceOf(context) } = form;
    const actor = { kind: "asker", address } as const;
    const wanted = { actor, token, language, ...(text === undefined ? {} : { text }) };
    const card = await press(wanted).catch(failed(language));
    await keepOrLetGo(context, card, address);
    return show(context, card, { language, form });
  });
  app.post("/case/enter", async (context) => {
    const form = codeSchema.safeParse(await context.req.parseBody().catch(() => null)).data;
    if (!form) return toCases(context);
    const language = faceOf(context);
    const address = cookie.addressOf(context, form.once);
    const card = await reception.enter(form.code, { address, language }).catch(failed(language));
    await keepOrLetGo(context, card, address);
    return show(context, card, { language });
  });
  app.get("/cases", async (context) => {
    const face = faceOf(context);
    const address = cookie.known(context);
    const cards = address ? await reception.casesOf(address, face).catch(() => null) : [];
    if (cards === null) return show(context, failed(face)(), { language: face });
    if (address && cards.length > 0) cookie.keep(context, address);
    return context.html(renderCases(knowledge, { face, cards, once: newSecret() }));
  });
  app.get("/case/*", toCases);
  return app;
}

function toStart(context: Context): Response {
  return context.redirect(`/?face=${faceOf(context)}`, 303);
}

function toCases(context: Context): Response {
  return context.redirect(`/cases?face=${faceOf(context)}`, 303);
}
