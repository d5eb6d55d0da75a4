// A bare Bolt app that acknowledges what comes and does nothing, as `slack-bench.ts` measures it.

import { App, HTTPReceiver, LogLevel } from "@slack/bolt";

const { SLACK_SIGNING_SECRET: signingSecret = "" } = process.env;
const receiver = new HTTPReceiver({ signingSecret, endpoints: "/slack/events", logLevel: LogLevel.ERROR });
const app = new App({ receiver, authorize: async () => ({ botId: "B0FAKEBOT", botUserId: "U0FAKEBOT" }) });
app.command("/adep", ({ ack }) => ack());
app.event("message", async () => undefined);
process.once("SIGTERM", () => process.exit(0));
const server = await app.start({ port: 0, host: "127.0.0.1" });
const address = server.address();
if (typeof address === "object") process.stdout.write(`http://127.0.0.1:${address?.port}/ Slack is connected\n`);
