// What a person in danger reads first: fixed sentences, and only numbers that somebody has confirmed.

import type { Knowledge } from "./knowledge/knowledge.ts";
import type { EmergencyContact } from "./knowledge/schemas.ts";
import type { Language } from "./language.ts";
import { say } from "./messages.ts";
import type { Triage } from "./question.ts";

type Danger = EmergencyContact["for"][number];

const DANGERS: Readonly<Record<string, Danger>> = {
  ...{ "self-harm": "selfHarm", extortion: "extortion", bribery: "extortion" },
  ...{
    "violence-threat": "violence",
    retaliation: "violence",
    harassment: "violence",
    "sexual-harassment": "violence",
  },
  ...{ discrimination: "violence", obstruction: "violence", "unlawful-order": "violence" },
};

/** Empty unless the matter is critical. */
export function writeEmergency(
  { messages, emergency }: Pick<Knowledge, "messages" | "emergency">,
  { severity, category }: Pick<Triage, "severity" | "category">,
  language: Language,
): string[] {
  if (severity !== "critical") return [];
  const danger = DANGERS[category ?? ""] ?? "danger";
  const contacts = emergency
    .filter((contact) => contact.for.includes(danger))
    .map(({ name, number }) => say(messages[language], "emergency.contact", { name: name[language], number }));
  return [say(messages[language], "emergency.title"), say(messages[language], `emergency.${danger}`), ...contacts];
}
