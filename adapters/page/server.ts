// The local page: asking, one's cases and the commissioner's desk in a browser. No script, nothing loaded from elsewhere.

import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { LONGEST_TEXT } from "../../src/cases/press.ts";
import { createAskRoutes } from "./ask-routes.ts";
import { createAskerCookie } from "./asker-cookie.ts";
import { createCaseRoutes } from "./case-routes.ts";
import { createChallengeRoutes } from "./challenge-routes.ts";
import { createDeskRoutes } from "./desk-routes.ts";
import { faceOf, wordsOf } from "./face.ts";
import { guardHost, guardOrigin, noStore } from "./guards.ts";
import type { PageDeps, PageOptions } from "./page-deps.ts";
import { createPressOnce } from "./press-once.ts";
import { STYLE } from "./style.ts";

export type { PageCases, PageDeps } from "./page-deps.ts";
export type PageAddress = { readonly host: string; readonly port: number };
export type RunningPage = { readonly url: string; stop(): Promise<void> };

const LONGEST_BODY = 64 * 1024;
/** For answers that are on their way when the page stops. */
const LAST_ANSWERS_MS = 500;

export function createPage(deps: PageDeps, options: Partial<PageOptions> = {}): Hono {
  const { host = "127.0.0.1", now = Date.now, others = [] } = options;
  const { knowledge, cases } = deps;
  const app = new Hono();
  for (const other of others) app.route("/", other);
  app.use(noStore);
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
  if (cases) app.use(guardHost(host), guardOrigin());
  app.get("/style.css", (context) => context.body(STYLE, 200, { "content-type": "text/css; charset=utf-8" }));
  app.get("/favicon.ico", (context) => context.body(null, 204));
  app.get("/livez", (context) => context.json({ alive: true }));
  const most = String(LONGEST_TEXT);
  app.use(
    bodyLimit({
      maxSize: LONGEST_BODY,
      onError: (context) => context.text(wordsOf(knowledge, faceOf(context))("press.tooLong", { most }), 413),
    }),
  );
  // What went wrong may quote what was written, so it is shown to nobody.
  app.onError((_fault, context) => context.text(wordsOf(knowledge, faceOf(context))("unavailable"), 500));
  const cookie = createAskerCookie();
  app.route("/", createAskRoutes(deps, cookie));
  if (!cases) return app;
  const routed = { knowledge, cases, now, press: createPressOnce(cases.press, now) };
  app.route("/", createCaseRoutes(routed, cookie));
  app.route("/", createChallengeRoutes({ knowledge, challenges: cases.challenges }));
  app.route("/", createDeskRoutes(routed));
  return app;
}

/** Rejects with one readable line where the port is taken or may not be used. */
export function startPage(
  deps: PageDeps,
  { host, port }: PageAddress,
  others: PageOptions["others"] = [],
): Promise<RunningPage> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: createPage(deps, { host, others }).fetch, hostname: host, port }, (info) => {
      const name = host.includes(":") ? `[${host}]` : host;
      const stop = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done());
          // A browser opens connections before it needs them, and keeps them.
          if ("closeAllConnections" in server) setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref();
        });
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
