// A pressed button as it comes from a form, and how its outcome is told.

import type { Context } from "hono";
import { z } from "zod";

import type { Card } from "../../src/cases/card.ts";
import { plainCard } from "../../src/cases/plain-card.ts";
import { LONGEST_TEXT } from "../../src/cases/press.ts";
import { LANGUAGES } from "../../src/language.ts";
import type { Kept } from "./card-view.ts";
import type { Say } from "./face.ts";

const formSchema = z.object({
  token: z.string().min(1).max(100),
  text: z
    .string()
    .transform((text) => text.replaceAll("\r\n", "\n"))
    .optional(),
  language: z.enum(LANGUAGES).optional(),
});
export type PressForm = z.infer<typeof formSchema>;

export async function readPressForm(context: Context): Promise<PressForm | null> {
  return formSchema.safeParse(await context.req.parseBody().catch(() => null)).data ?? null;
}

/** Where the store fails nothing has happened, and the card says so. */
export function unavailableCard(say: Say): Card {
  return plainCard({ title: say("page.storeFailed"), result: "unavailable" });
}

/** What was written stays in the writer's hands where it was not taken; to be sent again where the button still works. */
export function keptOf({ token, text = "" }: PressForm, { result }: Card): Kept | null {
  if (text === "" || (result !== "refused" && result !== "unavailable")) return null;
  const isUsable = result === "unavailable" || text.length > LONGEST_TEXT;
  return { token: isUsable ? token : null, text };
}

export function statusOf({ result }: Card): 200 | 409 | 503 {
  if (result === "unavailable") return 503;
  return result === "refused" ? 409 : 200;
}
