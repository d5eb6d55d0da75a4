// What a language model filled in, or nothing: late, broken and refused answers are all the same to whoever can do without.

import type { ChatModel, ModelCall } from "./chat-model.ts";

/** Never rejects, and settles in time even where the model does not heed the signal. */
export async function askInTime<Form>(
  model: ChatModel,
  call: ModelCall<Form>,
  timeoutMs: number,
): Promise<Form | null> {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      stopping.abort();
      resolve(null);
    }, timeoutMs);
  });
  try {
    const answer = await Promise.race([model.ask(call, stopping.signal), tooLate]);
    return answer?.kind === "filled" ? answer.form : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
