// The commissioner's side: login, queue, one case, a press. Whoever was taken off the list is out at once.

import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

import { neutralCard } from "../../src/cases/plain-card.ts";
import { isSecure } from "./asker-cookie.ts";
import { createDeskLogins } from "./desk-logins.ts";
import { type DeskCard, type LoginPage, renderDeskCard, renderLogin, renderQueue } from "./desk-view.ts";
import { faceOf, wordsOf } from "./face.ts";
import type { CaseRouteDeps } from "./page-deps.ts";
import { keptOf, readPressForm, statusOf, unavailableCard } from "./press-form.ts";

const COOKIE = "desk";

export function createDeskRoutes({ knowledge, cases, press, now }: CaseRouteDeps): Hono {
  const { desk } = cases;
  const logins = createDeskLogins({ logins: cases.logins, bodies: cases.bodies, now });
  const personOf = (context: Context): string | null => logins.personOf(getCookie(context, COOKIE));
  const showLogin = (context: Context, fault: LoginPage["fault"] = null, status: 200 | 403 | 429 = 200) =>
    context.html(renderLogin(knowledge, { face: faceOf(context), fault }), status);
  type Shown = Omit<DeskCard, "face"> & { readonly status?: 200 | 404 | 409 | 503 };
  const show = (context: Context, { status = 200, ...shown }: Shown) =>
    context.html(renderDeskCard(knowledge, { face: faceOf(context), ...shown }), status);
  const failed = (context: Context) => unavailableCard(wordsOf(knowledge, faceOf(context)));

  const app = new Hono();
  app.get("/desk", async (context) => {
    const person = personOf(context);
    if (person === null) return showLogin(context);
    const queue = await desk.queue(person, faceOf(context)).catch(() => null);
    if (queue === null) return show(context, { card: failed(context), status: 503 });
    return context.html(renderQueue(knowledge, faceOf(context), queue));
  });
  app.get("/desk/case/:codename", async (context) => {
    const person = personOf(context);
    if (person === null) return showLogin(context, null, 403);
    const face = faceOf(context);
    const card = await desk.open(person, context.req.param("codename"), face).catch(() => failed(context));
    if (card === null) return show(context, { card: neutralCard(knowledge, face), status: 404 });
    return show(context, { card, status: statusOf(card) });
  });
  app.post("/desk/login", async (context) => {
    const form: Record<string, unknown> = await context.req.parseBody().catch(() => ({}));
    const login = form["login"];
    const entered = logins.enter(typeof login === "string" ? login.trim() : "");
    if (entered === "wrong") return showLogin(context, "desk.wrong", 403);
    if (entered === "locked") return showLogin(context, "desk.locked", 429);
    logins.leave(getCookie(context, COOKIE));
    const secure = isSecure(context);
    setCookie(context, COOKIE, entered.session, { httpOnly: true, sameSite: "Strict", path: "/desk", secure });
    return toDesk(context);
  });
  app.post("/desk/logout", (context) => {
    logins.leave(getCookie(context, COOKIE));
    deleteCookie(context, COOKIE, { path: "/desk" });
    return toDesk(context);
  });
  app.post("/desk/press", async (context) => {
    const person = personOf(context);
    if (person === null) return showLogin(context, null, 403);
    const form = await readPressForm(context);
    if (!form) return toDesk(context);
    const { token, text } = form;
    const actor = { kind: "person", id: person } as const;
    const wanted = { actor, token, language: faceOf(context), ...(text === undefined ? {} : { text }) };
    const card = await press(wanted).catch(() => failed(context));
    return show(context, { card, kept: keptOf(form, card), status: statusOf(card) });
  });
  app.get("/desk/*", toDesk);
  return app;
}

function toDesk(context: Context): Response {
  return context.redirect(`/desk?face=${faceOf(context)}`, 303);
}
