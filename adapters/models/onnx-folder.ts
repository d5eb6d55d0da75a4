// A model as it lies on disk: the files of its folder, found, measured and read, and nothing outside the folder.

import { open, readdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

import * as recipes from "./onnx-recipe.ts";

export type FoundFile = { readonly name: string; readonly file: string; readonly bytes: number };

export type OnnxFolder = {
  readonly name: string;
  readonly model: FoundFile;
  /** The weights, where they stand beside the model; empty where they stand in it. */
  readonly beside: readonly FoundFile[];
  readonly tokenizer: object;
  readonly tokenizerConfig: object;
  readonly recipe: recipes.Recipe;
  readonly dimensions: number | null;
};

const MB = 1024 * 1024;
const MOST_CONFIG_BYTES = MB;
const MOST_TOKENIZER_BYTES = 64 * MB;
/** WebAssembly reaches 4 GB; what a text needs while it is computed must fit in beside the weights. */
const MOST_MODEL_BYTES = 3 * 1024 * MB;
const MODELS = ["onnx/model.onnx", "model.onnx", "onnx/model_quantized.onnx", "model_quantized.onnx"];
/** One call reads no more than this from a file. */
const MOST_AT_ONCE = 1024 * MB;

/** Rejects with one readable sentence where the folder holds no whole model. */
export async function readOnnxFolder(folder: string): Promise<OnnxFolder> {
  const root = await realpath(folder).catch(() => null);
  if (root === null || !(await stat(root)).isDirectory()) throw new Error("there is no such folder");
  const json = <Schema extends z.ZodType>(name: string, schema: Schema) => readJson(root, name, schema);
  const own = await json(recipes.OWN_FILE, recipes.ownSchema);
  const { model, beside } = await findModel(root, own?.model);
  const tokenizer = await json("tokenizer.json", z.looseObject({}));
  if (!tokenizer) throw new Error("there is no tokenizer: put tokenizer.json there");
  const tokenizerConfig = (await json("tokenizer_config.json", recipes.tokenizerConfigSchema)) ?? {};
  const config = (await json("config.json", recipes.configSchema)) ?? {};
  const recipe = recipes.toRecipe({
    ...{ folderName: path.basename(root), own, config, tokenizerConfig },
    modules: await json("modules.json", recipes.modulesSchema),
    pooling: await json("1_Pooling/config.json", recipes.poolingSchema),
    prompts: await json("config_sentence_transformers.json", recipes.promptsSchema),
  });
  const dimensions = config.hidden_size ?? null;
  return { name: path.basename(root), model, beside, tokenizer, tokenizerConfig, recipe, dimensions };
}

/** The whole file; also one of more than 2 GB, which `readFile` refuses. */
export async function readWhole({ file, bytes }: FoundFile): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const content = new Uint8Array(bytes);
    for (let at = 0; at < bytes; ) {
      const { bytesRead } = await handle.read(content, at, Math.min(MOST_AT_ONCE, bytes - at), at);
      if (bytesRead === 0) throw new Error("a file of the model became shorter while it was read");
      at += bytesRead;
    }
    return content;
  } finally {
    await handle.close();
  }
}

async function findModel(root: string, named: string | undefined): Promise<Pick<OnnxFolder, "model" | "beside">> {
  for (const name of named === undefined ? MODELS : [named]) {
    const model = await find(root, name);
    if (!model) continue;
    const beside = await findBeside(root, name);
    const bytes = [model, ...beside].reduce((sum, file) => sum + file.bytes, 0);
    if (bytes > MOST_MODEL_BYTES) throw new Error(tooLarge(bytes));
    return { model, beside };
  }
  throw new Error(`there is no model: put ${named ?? MODELS[0]} there`);
}

/** The sentence for a model that does not fit into memory. */
export function tooLarge(bytes: number): string {
  const size = (bytes / MB / 1024).toFixed(1);
  return `the model is too large to be computed here (${size} GB): take a quantised one, or a model server`;
}

/** `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`: by these names models refer to their weights. */
async function findBeside(root: string, model: string): Promise<FoundFile[]> {
  const names = await readdir(path.join(root, path.dirname(model)));
  const starts = [`${path.basename(model)}_data`, `${path.basename(model)}.data`];
  const wanted = names.filter((name) => starts.some((start) => name.startsWith(start)));
  const found = await Promise.all(wanted.map((name) => find(root, path.join(path.dirname(model), name))));
  return found.filter((file) => file !== null);
}

/** `null` where there is no such file. A link may stay inside the folder, but lead nowhere else. */
async function find(root: string, name: string): Promise<FoundFile | null> {
  const file = await realpath(path.join(root, name)).catch(() => null);
  if (file === null) return null;
  if (!file.startsWith(root + path.sep)) throw new Error(`${name} leads out of the folder: put the file itself there`);
  const { size, isFile } = await stat(file).then((is) => ({ size: is.size, isFile: is.isFile() }));
  if (!isFile) throw new Error(`${name} is no file`);
  return { name: path.basename(name), file, bytes: size };
}

async function readJson<Schema extends z.ZodType>(
  root: string,
  name: string,
  schema: Schema,
): Promise<z.infer<Schema> | null> {
  const found = await find(root, name);
  if (!found) return null;
  const most = name === "tokenizer.json" ? MOST_TOKENIZER_BYTES : MOST_CONFIG_BYTES;
  if (found.bytes > most) throw new Error(`${name} is larger than ${most / MB} MB, which it never is`);
  const parsed = schema.safeParse(parseOrNull(await readFile(found.file, "utf8")));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${name} is damaged (${[...(issue?.path ?? []), issue?.message ?? ""].join(" ")})`);
}

function parseOrNull(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}
