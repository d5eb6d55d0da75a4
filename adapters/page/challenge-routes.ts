// Challenging an answer: what would be kept is shown, and kept when the second form comes.

import { type Context, Hono } from "hono";
import { z } from "zod";

import type { Challenges } from "../../src/candidates/challenges.ts";
import { LONGEST_TEXT } from "../../src/cases/press.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { LANGUAGES } from "../../src/language.ts";
import { OUTCOMES } from "../../src/question.ts";
import { newSecret } from "./asker-cookie.ts";
import { renderCardPage } from "./case-view.ts";
import { renderKeptPage, renderPreview } from "./challenge-view.ts";
import { faceOf, wordsOf } from "./face.ts";
import { unavailableCard } from "./press-form.ts";

const words = z
  .string()
  .transform((text) => text.replaceAll("\r\n", "\n").trim())
  .pipe(z.string().min(1).max(LONGEST_TEXT));

const formSchema = z.object({
  question: words,
  remark: words,
  language: z.enum(LANGUAGES),
  outcome: z.enum(OUTCOMES),
  body: z.string().default(""),
});
const keptSchema = formSchema.extend({ once: z.string().regex(/^[\w-]{22}$/) });

type Deps = { readonly knowledge: Knowledge; readonly challenges: Challenges };

export function createChallengeRoutes({ knowledge, challenges }: Deps): Hono {
  const app = new Hono();
  app.post("/challenge", async (context) => {
    const form = formSchema.safeParse(await read(context)).data;
    if (!form) return toStart(context);
    const { remark, body } = form;
    const page = { ...challenges.preview(form), face: faceOf(context), remark, body, once: newSecret() };
    return context.html(renderPreview(knowledge, page));
  });
  app.post("/challenge/keep", async (context) => {
    const form = keptSchema.safeParse(await read(context)).data;
    if (!form) return toStart(context);
    const face = faceOf(context);
    const offer = await challenges.keep(`page:${form.once}`, form).catch(() => null);
    if (offer) return context.html(renderKeptPage(knowledge, { face, offer }));
    const card = unavailableCard(wordsOf(knowledge, face));
    return context.html(renderCardPage(knowledge, { face, language: face, card }), 503);
  });
  app.get("/challenge", toStart);
  app.get("/challenge/*", toStart);
  return app;
}

function read(context: Context): Promise<unknown> {
  return context.req.parseBody().catch(() => null);
}

function toStart(context: Context): Response {
  return context.redirect(`/?face=${faceOf(context)}`, 303);
}
