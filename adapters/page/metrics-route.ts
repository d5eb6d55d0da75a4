// Where the counts are read: on this computer and in one's own network, not through what stands in front of the page.

import { Hono } from "hono";

import { isNearHost } from "../../src/near-host.ts";
import { guardHost, noStore } from "./guards.ts";

/** What a proxy adds to what it passes on. */
const PASSED_ON = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

type Counts = { readonly contentType: string; read(): Promise<string> };

/** To be served beside the page, whose guards come after it: it brings its own. `boundTo` is what the page listens on. */
export function createMetricsRoute({ contentType, read }: Counts, boundTo: string): Hono {
  const app = new Hono();
  app.use("/metrics", noStore, guardHost(boundTo));
  app.get("/metrics", async (context) => {
    const isNear = isNearHost(new URL(context.req.url).hostname);
    const isPassedOn = PASSED_ON.some((name) => context.req.header(name) !== undefined);
    if (!isNear || isPassedOn) return context.text("This is not served here.", 404);
    return context.body(await read(), 200, { "content-type": contentType, "x-content-type-options": "nosniff" });
  });
  return app;
}
