// A language model as Adep sees it: asked for a form to be filled in, in time, and never believed.

import type { z } from "zod";

export const MODEL_PURPOSES = ["wording", "triage", "query"] as const;
export type ModelPurpose = (typeof MODEL_PURPOSES)[number];

export type ModelCall<Form> = {
  readonly purpose: ModelPurpose;
  /** What is to be done: a text of knowledge/prompts/. Nothing of an asker or of an act is ever put into it. */
  readonly instructions: string;
  /** What it is to be done with: written as JSON into a message of its own. Personal data are masked before. */
  readonly material: unknown;
  readonly form: z.ZodType<Form>;
  readonly mostTokens: number;
  /** Whose budget it is; never sent anywhere. `null` where nobody in particular asks. */
  readonly asker: string | null;
};

/** `late`: not in time. `garbage`: no filled-in form. `refused`: the server or the model would not. `over-budget`, `resting`: not even asked. */
export const MODEL_FAILURES = ["late", "unreachable", "refused", "garbage", "over-budget", "resting"] as const;
export type ModelFailure = (typeof MODEL_FAILURES)[number];

export type ModelAnswer<Form> =
  | { readonly kind: "filled"; readonly form: Form; readonly tokens: number }
  | { readonly kind: "failed"; readonly code: ModelFailure };

export interface ChatModel {
  /** `openai:gpt-x`: shown to people, in metrics and in the footer of what it worded. */
  readonly name: string;
  /** Never rejects, and settles soon after the signal is aborted. */
  ask<Form>(call: ModelCall<Form>, signal: AbortSignal): Promise<ModelAnswer<Form>>;
}
