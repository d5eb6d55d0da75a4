// Makes a model folder small enough to work out by hand: a table with one row per token, and nothing else.

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { temporaryFolder } from "./knowledge-files.ts";
import { FLOAT, field, INT64, node, number, numbers, text, value, varint } from "./onnx-wire.ts";

export type TinyModel = {
  readonly rows?: readonly (readonly number[])[];
  readonly inputs?: readonly string[];
  /** What the model gives: one row per token, or the middle of all rows of a text under a name of its own. */
  readonly output?: string;
  readonly isPooled?: boolean;
  /** The file in which the table stands, where it stands beside the model. */
  readonly dataFile?: string;
};

const WORDS = ["<s>", "<pad>", "</s>", "<unk>", "query:", "passage:", "зонт", "склад", "қолшатыр", "umbrella", "☂"];

/** Rows that nobody could mix up; that of the padding is the longest of all. */
export const ROWS: readonly (readonly number[])[] = WORDS.map((_, at) => [1, at, at === 1 ? 50 : at % 3, -at / 2]);

/** The row of a word; of `<unk>` for words that the tokenizer does not know. */
export function rowOf(word: string): readonly number[] {
  const at = WORDS.indexOf(word);
  return ROWS[at < 0 ? 3 : at] ?? [];
}

export const TOKENIZER = {
  version: "1.0",
  added_tokens: WORDS.slice(0, 4).map((content, id) => ({ id, content, special: true, normalized: false })),
  normalizer: { type: "Lowercase" },
  pre_tokenizer: { type: "WhitespaceSplit" },
  post_processor: {
    type: "TemplateProcessing",
    single: [special("<s>"), { Sequence: { id: "A", type_id: 0 } }, special("</s>")],
    pair: [],
    special_tokens: Object.fromEntries(
      ["<s>", "</s>"].map((id) => [id, { id, ids: [WORDS.indexOf(id)], tokens: [id] }]),
    ),
  },
  decoder: null,
  model: {
    type: "WordPiece",
    unk_token: "<unk>",
    continuing_subword_prefix: "##",
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
  },
};

function special(id: string): object {
  return { SpecialToken: { id, type_id: 0 } };
}

export type Files = Readonly<Record<string, string | Uint8Array | null>>;

/** A folder laid out like multilingual-e5-small; `files` replace or, with `null`, leave out. */
export async function tinyFolder(files: Files = {}, name = "multilingual-e5-tiny"): Promise<string> {
  const folder = path.join(await temporaryFolder(), name);
  const whole: Files = {
    "config.json": JSON.stringify({
      _name_or_path: "intfloat/multilingual-e5-small",
      model_type: "bert",
      hidden_size: 4,
      max_position_embeddings: 512,
    }),
    "tokenizer.json": JSON.stringify(TOKENIZER),
    "tokenizer_config.json": JSON.stringify({ model_max_length: 512, pad_token: "<pad>" }),
    "onnx/model.onnx": tinyModel(),
    ...files,
  };
  await mkdir(folder, { recursive: true });
  for (const [file, content] of Object.entries(whole)) {
    if (content === null) continue;
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
  return folder;
}

/** The bytes of a model file: the wire form of ONNX's ModelProto, written by hand. */
export function tinyModel(model: TinyModel = {}): Uint8Array {
  const { rows = ROWS, inputs = ["input_ids", "attention_mask"], dataFile } = model;
  const { output = "last_hidden_state", isPooled = false } = model;
  const gather = node("Gather", ["table", "input_ids"], isPooled ? "states" : output);
  const middle = isPooled ? node("ReduceMean", ["states"], output, [numbers("axes", [1]), number("keepdims", 0)]) : [];
  const shape = isPooled ? ["batch", rows[0]?.length ?? 0] : ["batch", "sequence", rows[0]?.length ?? 0];
  const graph = [
    ...field(1, gather),
    ...(isPooled ? field(1, middle) : []),
    ...text(2, "tiny"),
    ...field(5, table(rows, dataFile)),
    ...inputs.flatMap((name) => field(11, value(name, INT64, ["batch", "sequence"]))),
    ...field(12, value(output, FLOAT, shape)),
  ];
  return Uint8Array.from([...varint(1, 8), ...field(7, graph), ...field(8, varint(2, 13))]);
}

/** The bytes of the file beside the model. */
export function tinyTable(rows: readonly (readonly number[])[] = ROWS): Uint8Array {
  return new Uint8Array(Float32Array.from(rows.flat()).buffer);
}

function table(rows: readonly (readonly number[])[], dataFile: string | undefined): number[] {
  const head = [
    ...varint(1, rows.length),
    ...varint(1, rows[0]?.length ?? 0),
    ...varint(2, FLOAT),
    ...text(8, "table"),
  ];
  if (dataFile === undefined) return [...head, ...field(9, [...tinyTable(rows)])];
  return [...head, ...field(13, [...text(1, "location"), ...text(2, dataFile)]), ...varint(14, 1)];
}
