// What Slack's libraries would log quotes payloads and answers, so it goes nowhere; Adep says in its own words what matters.

import { type Logger, LogLevel } from "@slack/bolt";

export const QUIET: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  setName: () => undefined,
  getLevel: () => LogLevel.INFO,
};
