// The local page: asking in a browser on this computer. No script, nothing loaded from elsewhere.

import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { z } from "zod";
import type { Ask } from "../../src/ask.ts";
import { toJson } from "../../src/batch.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { LANGUAGES, type Language } from "../../src/language.ts";
import type { Question } from "../../src/question.ts";
import { STYLE } from "./style.ts";
import { renderPage } from "./view.ts";

export type PageDeps = { readonly knowledge: Knowledge; readonly ask: Ask };
export type PageAddress = { readonly host: string; readonly port: number };
export type RunningPage = { readonly url: string; stop(): Promise<void> };

const LONGEST_BODY = 64 * 1024;

const formSchema = z.object({
  question: z.string().default(""),
  previous: z.string().optional(),
  language: z.enum(["", ...LANGUAGES]).default(""),
  asOf: z.union([z.literal(""), z.iso.date()]).default(""),
});

export function createPage({ knowledge, ask }: PageDeps): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: "no-referrer",
    }),
  );
  app.use(bodyLimit({ maxSize: LONGEST_BODY, onError: (context) => context.text("The question is too long.", 413) }));
  app.get("/style.css", (context) => context.body(STYLE, 200, { "content-type": "text/css; charset=utf-8" }));
  app.get("/favicon.ico", (context) => context.body(null, 204));
  app.get("/livez", (context) => context.json({ alive: true }));
  app.get("/", (context) => {
    const face = faceOf(context.req.query("face"), context.req.header("accept-language"));
    return context.html(renderPage(knowledge, { face, asked: null, reply: null }));
  });
  app.post("/", async (context) => {
    const face = faceOf(context.req.query("face"), context.req.header("accept-language"));
    const form = formSchema.safeParse(await context.req.parseBody().catch(() => null));
    if (!form.success) return context.html(renderPage(knowledge, { face, asked: null, reply: null }), 400);
    const { question, previous, language, asOf } = form.data;
    const reply = await ask(toQuestion({ question, previous, language, asOf }));
    return context.html(renderPage(knowledge, { face, asked: { text: question, language, asOf }, reply }));
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

type Form = {
  readonly question: string;
  readonly previous?: string | undefined;
  readonly language: Language | "";
  readonly asOf: string;
};

function toQuestion({ question, previous, language, asOf }: Form): Question {
  return {
    text: question,
    ...(language === "" ? {} : { language }),
    ...(asOf === "" ? {} : { asOf }),
    ...(previous ? { previous } : {}),
  };
}

/** The language of the page itself: chosen, or the first of the browser's languages that Adep speaks. */
function faceOf(chosen: string | undefined, accepted: string | undefined): Language {
  const wanted = [chosen ?? "", ...(accepted ?? "").split(",").map((part) => part.trim().slice(0, 2))];
  return (
    LANGUAGES.find((language) => language === wanted.find((part) => LANGUAGES.some((known) => known === part))) ?? "kk"
  );
}

/** Rejects with one readable line where the port is taken or may not be used. */
export function startPage(deps: PageDeps, { host, port }: PageAddress): Promise<RunningPage> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: createPage(deps).fetch, hostname: host, port }, (info) => {
      const name = host.includes(":") ? `[${host}]` : host;
      const stop = (): Promise<void> => new Promise((done) => server.close(() => done()));
      resolve({ url: `http://${name}:${info.port}/`, stop });
    });
    server.once("error", (fault: NodeJS.ErrnoException) => reject(new Error(explain(fault, { host, port }))));
  });
}

function explain({ code, message }: NodeJS.ErrnoException, { host, port }: PageAddress): string {
  if (code === "EADDRINUSE") return `port ${port} on ${host} is taken; stop what uses it or set PORT in .env`;
  if (code === "EACCES") return `port ${port} may not be used without special rights; set PORT in .env to 1024 or more`;
  if (code === "EADDRNOTAVAIL") return `this computer has no address ${host}; set HOST in .env`;
  return `cannot serve the page on ${host}:${port} (${message})`;
}
