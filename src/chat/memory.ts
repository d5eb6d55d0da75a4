// What is remembered of a chat for a short while and never written down: the last question, and what each answer was about.

const KEPT_MS = 30 * 60_000;
const MOST = 20_000;

export type Memory = {
  remember(key: string, value: string): void;
  /** `null` where it was never heard or too long ago. */
  recall(key: string): string | null;
  /** Everything of this chat. */
  forget(chat: string): void;
};

/** The oldest go first where there are too many. */
export function createMemory(now: () => number): Memory {
  const kept = new Map<string, { readonly value: string; readonly until: number }>();
  return {
    remember: (key, value) => {
      kept.delete(key);
      kept.set(key, { value, until: now() + KEPT_MS });
      for (const [oldest, { until }] of kept) {
        if (kept.size <= MOST && until > now()) break;
        kept.delete(oldest);
      }
    },
    recall: (key) => {
      const found = kept.get(key);
      return found && found.until > now() ? found.value : null;
    },
    forget: (chat) => {
      for (const key of kept.keys()) if (key.split(" ").includes(chat)) kept.delete(key);
    },
  };
}
