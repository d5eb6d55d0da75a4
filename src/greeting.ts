// What the service says of itself when it has started.

import { type CaseDeps, todayOf } from "./cases/deps.ts";

type Greeting = {
  readonly deps: CaseDeps;
  readonly logins: ReadonlyMap<string, string>;
  readonly on: On;
};

type On = { readonly telegram: boolean; readonly slack: boolean };

/** Where it is, what happens to a serious case, and what is not as it should be. */
export function greet(url: string, { deps, logins, on }: Greeting): void {
  const { bodies, calendar, escalation } = deps;
  const lines = [`Adep is on ${url} (stop with Ctrl-C)`];
  lines.push(
    escalation.mode === "auto"
      ? "A serious case is passed to the commissioner at once, without a name (ESCALATION=auto)."
      : "A serious case is passed to the commissioner only when the asker sends it (ESCALATION=confirm).",
  );
  if (!bodies().isConfigured) {
    lines.push(
      "No commissioner is configured (BODIES_FILE or COMMISSIONER_*): cases are kept and shown at the desk below.",
    );
  }
  lines.push(...warnOfSilence(deps, on));
  const year = todayOf(deps).slice(0, 4);
  if (calendar[year] === undefined) lines.push(`The working days of ${year} are not known: cases get no due days.`);
  for (const [token, person] of logins) lines.push(`Desk of ${person}: ${url}desk  login token: ${token}`);
  process.stdout.write(`${lines.join("\n")}\n`);
}

const PLATFORMS = [
  {
    key: "telegram",
    name: "Telegram",
    token: "TELEGRAM_BOT_TOKEN",
    user: "telegramUser",
    chat: "telegramChat",
    room: "chat",
    users: "COMMISSIONER_TELEGRAM_USERS",
  },
  {
    key: "slack",
    name: "Slack",
    token: "SLACK_BOT_TOKEN",
    user: "slackUser",
    chat: "slackChannel",
    room: "channel",
    users: "COMMISSIONER_SLACK_USERS",
  },
] as const;

/** People who are named but whom nothing reaches: then cases wait without a word to anybody. */
function warnOfSilence({ bodies }: CaseDeps, on: On): string[] {
  const all = bodies().bodies.map((body) => ({ ...body, people: [body.commissioner, ...body.deputies] }));
  return PLATFORMS.flatMap(({ key, name, token, user, chat, room, users }) => {
    const isNamed = all.some(({ people }) => people.some((person) => person[user] !== undefined));
    const isUnmanned = all.some(
      (body) => body[chat] !== undefined && body.people.every((person) => person[user] === undefined),
    );
    return [
      ...(isNamed && !on[key] ? [`People are named for ${name}, but there is no ${token}: nobody is told there.`] : []),
      ...(isUnmanned ? [`A ${name} ${room} is named without people (${users}): nobody may work on cases there.`] : []),
    ];
  });
}
