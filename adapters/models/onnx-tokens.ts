// Cuts texts into a model's tokens by its tokenizer.json. The only file that knows Hugging Face's tokenizers.

/** The numbers of a text's tokens, framed as the model wants them; never empty, never more than asked for. */
export type Encode = (text: string) => readonly number[];

export type Tokens = { readonly encode: Encode; readonly padding: number };

export type TokensFrom = {
  readonly tokenizer: object;
  readonly tokenizerConfig: object;
  readonly maxTokens: number;
};

/** Tokens are seldom longer; what lies behind could not be read anyway, and cutting a long text costs time. */
const LONGEST_TOKEN = 16;
const PROBE = "a";

/** Rejects with one readable sentence where the tokenizer is none. */
export async function openTokens({ tokenizer, tokenizerConfig, maxTokens }: TokensFrom): Promise<Tokens> {
  const { Tokenizer } = await import("@huggingface/tokenizers");
  const raw = await attempt(() => new Tokenizer(tokenizer, tokenizerConfig));
  const ids = (text: string, isFramed: boolean): number[] => {
    const found = raw.encode(text, { add_special_tokens: isFramed }).ids;
    if (!found.every(Number.isSafeInteger)) throw new Error("the tokenizer has no number for an unknown token");
    return found;
  };
  const { before, after } = await attempt(() => frameOf(ids(PROBE, false), ids(PROBE, true)));
  const padding = await attempt(() => raw.token_to_id(paddingOf(tokenizerConfig)) ?? 0);
  const room = maxTokens - before.length - after.length;
  const encode = (text: string): number[] => {
    const own = ids(text.slice(0, maxTokens * LONGEST_TOKEN).toWellFormed(), false).slice(0, room);
    const framed = [...before, ...own, ...after];
    return framed.length > 0 ? framed : [padding];
  };
  return { encode, padding };
}

/** What stands before and after every text. */
function frameOf(bare: readonly number[], framed: readonly number[]): { before: number[]; after: number[] } {
  const at = framed.findIndex((_, start) => bare.every((id, step) => framed[start + step] === id));
  if (bare.length === 0 || at < 0) throw new Error("the tokenizer frames texts in an unknown way");
  return { before: framed.slice(0, at), after: framed.slice(at + bare.length) };
}

function paddingOf(config: object): string {
  const token: unknown = "pad_token" in config ? config.pad_token : "<pad>";
  // Written as a text, or as an object that holds it.
  if (typeof token === "object" && token !== null && "content" in token) return String(token.content);
  return String(token);
}

async function attempt<Result>(make: () => Result): Promise<Result> {
  try {
    return make();
  } catch (cause) {
    throw new Error("tokenizer.json is damaged, or of a kind that cannot be read here", { cause });
  }
}
