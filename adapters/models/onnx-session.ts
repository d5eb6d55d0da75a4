// Computes a text model in WebAssembly, from bytes that are at hand. The only file that knows the ONNX runtime.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { InferenceSession } from "onnxruntime-web";

/** Texts filled up to the same count of tokens, row after row; the mask says which are their own. */
export type Filled = { readonly ids: readonly number[]; readonly mask: readonly number[]; readonly tokens: number };

export type Computed = {
  /** Whether there is one row per text already, or one per token. */
  readonly isPooled: boolean;
  readonly values: Float32Array;
  readonly dimensions: number;
};

export interface OnnxSession {
  compute(filled: Filled): Promise<Computed>;
  close(): Promise<void>;
}

export type SessionFrom = {
  readonly model: Uint8Array;
  readonly beside: readonly { readonly path: string; readonly data: Uint8Array }[];
  readonly threads: number;
};

type Runtime = typeof import("onnxruntime-web");

/** What a model may give, the readiest first. */
const POOLED = ["sentence_embedding", "dense_vecs", "text_embeds"];
const UNPOOLED = ["last_hidden_state", "token_embeddings"];
const INPUTS = ["input_ids", "attention_mask", "token_type_ids"];
const LARGE_BYTES = 512 * 1024 * 1024;

/** Rejects with one readable sentence where these bytes are no text model. */
export async function openOnnxSession({ model, beside, threads }: SessionFrom): Promise<OnnxSession> {
  const runtime = await loadRuntime(threads);
  const bytes = beside.reduce((sum, { data }) => sum + data.length, model.length);
  const session = await runtime.InferenceSession.create(model, {
    executionProviders: ["wasm"],
    externalData: beside,
    logSeverityLevel: 4,
    // A second, rearranged copy of the weights is faster, and does not fit in with large ones.
    ...(bytes > LARGE_BYTES && { enableCpuMemArena: false, extra: { session: { disable_prepacking: "1" } } }),
  }).catch((cause: unknown) => Promise.reject(new Error(faultOf(cause), { cause })));
  const output = [...POOLED, ...UNPOOLED].find((name) => session.outputNames.includes(name));
  if (output === undefined) throw new Error(`the model gives no vectors (${session.outputNames.join(", ")})`);
  const unknown = session.inputNames.find((name) => !INPUTS.includes(name));
  if (unknown !== undefined) throw new Error(`the model asks for something that is not known here (${unknown})`);
  return {
    async compute(filled) {
      const tensors = await session.run(feedsOf(runtime, session.inputNames, filled), [output]);
      return readTensor(tensors[output], filled, POOLED.includes(output));
    },
    close: () => session.release(),
  };
}

/** Its own files are named, so that it looks for them nowhere else. */
async function loadRuntime(threads: number): Promise<Runtime> {
  const runtime = await import("onnxruntime-web").catch((cause: unknown) => {
    throw new Error("the ONNX runtime is not installed (npm install onnxruntime-web)", { cause });
  });
  const { resolve } = createRequire(import.meta.url);
  const own = (kind: string): string => pathToFileURL(resolve(`onnxruntime-web/ort-wasm-simd-threaded.${kind}`)).href;
  runtime.env.logLevel = "fatal";
  runtime.env.wasm.numThreads = threads;
  runtime.env.wasm.wasmPaths = { mjs: own("mjs"), wasm: own("wasm") };
  return runtime;
}

function feedsOf(runtime: Runtime, names: readonly string[], filled: Filled): InferenceSession.FeedsType {
  const dims = [filled.ids.length / filled.tokens, filled.tokens];
  const rows = { input_ids: filled.ids, attention_mask: filled.mask };
  const feeds = names.map((name) => {
    const values = name === "input_ids" || name === "attention_mask" ? rows[name] : filled.ids.map(() => 0);
    return [name, new runtime.Tensor("int64", BigInt64Array.from(values, BigInt), dims)] as const;
  });
  return Object.fromEntries(feeds);
}

function readTensor(
  tensor: InferenceSession.OnnxValueMapType[string] | undefined,
  { ids, tokens }: Filled,
  isPooled: boolean,
): Computed {
  if (!(tensor?.data instanceof Float32Array))
    throw new Error("the model gives numbers of another kind than float32: take the file without float16 in its name");
  const rows = isPooled ? [ids.length / tokens] : [ids.length / tokens, tokens];
  const dimensions = tensor.dims.at(-1) ?? 0;
  const isAsExpected = tensor.dims.length === rows.length + 1 && rows.every((size, at) => tensor.dims[at] === size);
  if (!isAsExpected || dimensions === 0) throw new Error(`the model gives rows of an unknown shape (${tensor.dims})`);
  return { isPooled, values: tensor.data, dimensions };
}

/** At opening no text of a person is at hand, so that what the runtime says may be passed on, where it is plain text. */
function faultOf(cause: unknown): string {
  const said = (cause instanceof Error ? cause.message : String(cause)).replace(/[^!-~]+/g, " ").slice(0, 200);
  if (/MountedFiles|preloaded files/.test(said))
    return "the model's weights are missing: put the .onnx_data file beside it";
  return `the model file is damaged, or of a kind that cannot be read here (${said})`;
}
