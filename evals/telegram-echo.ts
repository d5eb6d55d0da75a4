// A bare telegraf bot that says back what it hears, as `telegram-bench.ts` measures it.

import { Telegraf } from "telegraf";

const { TELEGRAM_BOT_TOKEN: token = "", TELEGRAM_API_ROOT: apiRoot = "" } = process.env;
const bot = new Telegraf(token, { telegram: { apiRoot } });
bot.on("text", (context) => context.reply(context.message.text));
process.once("SIGTERM", () => bot.stop("SIGTERM"));
await bot.launch();
