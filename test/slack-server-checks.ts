// What Slack looks for in a message or a view before it takes it.

import { type LimitFault, faultOfMessage as messageFault, faultOfView as viewFault } from "./slack-limits.ts";
import { type Refusal, refuse } from "./slack-server-arguments.ts";

export function faultOfMessage(message: {
  readonly text: string;
  readonly blocks: readonly unknown[];
}): Refusal | null {
  return toRefusal(messageFault(message));
}

export function faultOfView(view: unknown): Refusal | null {
  return toRefusal(viewFault(view));
}

function toRefusal(fault: LimitFault | null): Refusal | null {
  return fault && refuse(fault.code, fault.reason);
}
