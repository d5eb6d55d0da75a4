// Asking: the form, its answer, and the same as JSON.

import { type Context, Hono } from "hono";
import { z } from "zod";

import { toJson } from "../../src/batch.ts";
import type { Card } from "../../src/cases/card.ts";
import { plainCard } from "../../src/cases/plain-card.ts";
import { addressOf } from "../../src/cases/store.ts";
import { LANGUAGES, type Language } from "../../src/language.ts";
import { say } from "../../src/messages.ts";
import type { Question, Reply } from "../../src/question.ts";
import { type AskerCookie, eventOf, newSecret } from "./asker-cookie.ts";
import { faceOf } from "./face.ts";
import type { PageCases, PageDeps } from "./page-deps.ts";
import { type Asked, type PageView, renderPage } from "./view.ts";

const formSchema = z.object({
  question: z.string().default(""),
  previous: z.string().optional(),
  language: z.enum(["", ...LANGUAGES]).default(""),
  asOf: z.union([z.literal(""), z.iso.date()]).default(""),
  body: z.string().default(""),
  once: z.string().default(""),
});
export type QuestionForm = z.infer<typeof formSchema>;

export async function readQuestionForm(context: Context): Promise<QuestionForm | null> {
  return formSchema.safeParse(await context.req.parseBody().catch(() => null)).data ?? null;
}

/** False for a body that is none of the configured ones: another one must not get the case in its place. */
export function isKnownBody({ bodies }: Pick<PageCases, "bodies">, body: string): boolean {
  return body === "" || bodies().bodies.some(({ id }) => id === body);
}

export function createAskRoutes({ knowledge, ask, cases }: PageDeps, cookie: AskerCookie): Hono {
  const show = (context: Context, view: Partial<PageView>, status: 200 | 400 = 200) => {
    const blank = { face: faceOf(context), asked: null, reply: null, card: null, cases, once: newSecret() };
    return context.html(renderPage(knowledge, { ...blank, ...view }), status);
  };
  const hear = async (context: Context, form: QuestionForm): Promise<{ reply: Reply; card: Card | null }> => {
    // A text without letters tells no language: then the page's own.
    const isTelling = form.language !== "" || /\p{L}/u.test(form.question);
    const question = toQuestion(isTelling ? form : { ...form, language: faceOf(context) });
    if (!cases) return { reply: await ask(question), card: null };
    const address = cookie.addressOf(context, form.once);
    const event = eventOf(address, form.once, form.question);
    const heard = await cases.hear.hear({
      ...{ question: { ...question, asker: addressOf(address) }, address },
      ...(event === undefined ? {} : { event }),
      ...(form.body === "" ? {} : { body: form.body }),
    });
    if (heard.card?.result === "shown" || heard.card?.result === "done") cookie.keep(context, address);
    return heard;
  };
  const unknownBody = (face: Language): Card =>
    plainCard({ title: say(knowledge.messages[face], "ask.unknownBody"), result: "refused" });
  const app = new Hono();
  app.get("/", (context) => show(context, {}));
  app.post("/", async (context) => {
    const form = await readQuestionForm(context);
    if (!form) return show(context, {}, 400);
    const asked = toAsked(form);
    if (cases && !isKnownBody(cases, form.body)) {
      return show(context, { asked, card: unknownBody(faceOf(context)) }, 400);
    }
    return show(context, { asked, ...(await hear(context, form)) });
  });
  app.post("/api/ask", async (context) => {
    const startedAt = performance.now();
    const body: unknown = await context.req.json().catch(() => null);
    const form = formSchema.safeParse(body);
    if (!form.success) return context.json({ error: form.error.issues[0]?.message ?? "not a question" }, 400);
    return context.json(toJson(await ask(toQuestion(form.data)), { id: null, startedAt }));
  });
  return app;
}

function toAsked({ question, language, asOf, body }: QuestionForm): Asked {
  return { text: question, language, asOf, body };
}

export function toQuestion({ question, previous, language, asOf }: QuestionForm): Question {
  return {
    text: question,
    ...(language === "" ? {} : { language }),
    ...(asOf === "" ? {} : { asOf }),
    ...(previous ? { previous } : {}),
  };
}
