// How a model wants its texts prepared and its numbers read: from what lies beside it, or from the name of its family.

import { z } from "zod";

import { POOLINGS, type Pooling } from "../../src/model/pooling.ts";

export type Recipe = {
  readonly pooling: Pooling;
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  /** Tokens of a text that are read; the rest of it is left out. */
  readonly maxTokens: number;
};

/** Adep's own file in the folder: each key stands above what is found elsewhere. */
export const OWN_FILE = "adep.json";

export const ownSchema = z.strictObject({
  pooling: z.enum(POOLINGS).optional(),
  queryPrefix: z.string().max(1000).optional(),
  passagePrefix: z.string().max(1000).optional(),
  maxTokens: z.int().min(8).max(8192).optional(),
  /** Path of the model inside the folder. */
  model: z.string().min(1).optional(),
});

export const configSchema = z.object({
  _name_or_path: z.string().optional(),
  model_type: z.string().optional(),
  hidden_size: z.int().positive().optional(),
  max_position_embeddings: z.int().positive().optional(),
});

export const tokenizerConfigSchema = z.looseObject({ model_max_length: z.number().positive().optional() });

export const modulesSchema = z.array(z.object({ type: z.string() }));

export const poolingSchema = z.object({
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_mean_tokens: z.boolean().default(false),
});

export const promptsSchema = z.object({ prompts: z.record(z.string(), z.string()).optional() });

/** What was found in the folder; `null` where a file is not there. */
export type Findings = {
  readonly folderName: string;
  readonly own: z.infer<typeof ownSchema> | null;
  readonly config: z.infer<typeof configSchema>;
  readonly tokenizerConfig: z.infer<typeof tokenizerConfigSchema>;
  readonly modules: z.infer<typeof modulesSchema> | null;
  readonly pooling: z.infer<typeof poolingSchema> | null;
  readonly prompts: z.infer<typeof promptsSchema> | null;
};

type Prepared = Omit<Recipe, "maxTokens">;

const FAMILIES: readonly { readonly name: RegExp; readonly recipe: Prepared }[] = [
  {
    name: /(?:^|[/_-])(?:multilingual-)?e5-(?:small|base|large|tiny)(?![\w-]*instruct)/i,
    recipe: { pooling: "mean", queryPrefix: "query: ", passagePrefix: "passage: " },
  },
  { name: /(?:^|[/_-])bge-m3/i, recipe: { pooling: "cls", queryPrefix: "", passagePrefix: "" } },
];

const USUAL_TOKENS = 512;
const COMPUTED_MODULES = /\.(?:Transformer|Pooling|Normalize)$/;

/** Throws one readable sentence where it cannot be told. */
export function toRecipe(found: Findings): Recipe {
  const family = familyOf(found);
  const pooling = found.own?.pooling ?? declaredPooling(found) ?? family?.pooling;
  if (pooling === undefined)
    throw new Error(
      `it is not known how this model is used: write ${OWN_FILE} into the folder, ` +
        `{"pooling": "mean" or "cls", "queryPrefix": "…", "passagePrefix": "…"}, as its authors say`,
    );
  const { query, passage, document } = found.prompts?.prompts ?? {};
  return {
    pooling,
    queryPrefix: found.own?.queryPrefix ?? query ?? family?.queryPrefix ?? "",
    passagePrefix: found.own?.passagePrefix ?? passage ?? document ?? family?.passagePrefix ?? "",
    maxTokens: toMaxTokens(found),
  };
}

/** The name its authors gave it counts before the name of the folder, which may be anything. */
function familyOf({ config, folderName }: Findings): Prepared | undefined {
  const named = (name: string) => FAMILIES.find((family) => family.name.test(name))?.recipe;
  return named(config._name_or_path ?? "") ?? named(folderName);
}

function declaredPooling({ modules, pooling }: Findings): Pooling | undefined {
  const unknown = modules?.find(({ type }) => !COMPUTED_MODULES.test(type));
  if (unknown) throw new Error(`modules.json asks for a step that is not computed here (${unknown.type})`);
  if (!pooling) return undefined;
  const { pooling_mode_cls_token: isCls, pooling_mode_mean_tokens: isMean } = pooling;
  if (isCls !== isMean) return isCls ? "cls" : "mean";
  throw new Error(`1_Pooling/config.json names neither "mean" nor "cls" alone: say which in ${OWN_FILE} ("pooling")`);
}

/** 512 unless the folder's own file asks for more: the memory a text needs grows with the square of its length. */
function toMaxTokens({ own, config, tokenizerConfig }: Findings): number {
  // Models of this kind count the places of a text from the number after that of the padding token.
  const reserved = config.model_type === "xlm-roberta" || config.model_type === "roberta" ? 2 : 0;
  const positions = (config.max_position_embeddings ?? Number.POSITIVE_INFINITY) - reserved;
  const most = Math.min(positions, tokenizerConfig.model_max_length ?? Number.POSITIVE_INFINITY);
  return Math.max(8, Math.min(own?.maxTokens ?? USUAL_TOKENS, most));
}
