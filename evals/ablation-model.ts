// One more line of the ablations: the retrieval that is served, helped by a language model where it asks one.

import { toSearchable } from "../src/index/searchable.ts";
import type { ModelHelp } from "../src/model/model-help.ts";
import { createRetrieve } from "../src/retrieval/retrieve.ts";
import { createRetrieveWithHelp } from "../src/retrieve-with-help.ts";
import type { Variant } from "./ablation-variants.ts";
import { createService } from "./measure/service.ts";

export function variantWithModel(help: Pick<ModelHelp, "reword">, name: string): Variant {
  return {
    ...{ name: `full + query help (${name})`, order: "cumulative" },
    open: (material) => {
      const { knowledge } = material;
      const { read } = createService(material);
      const retrieve = createRetrieve({ knowledge, searchable: toSearchable(knowledge, material) });
      const log = (message: string): void => void process.stderr.write(`${message}\n`);
      const find = createRetrieveWithHelp({ retrieve, read, gates: knowledge.calibration.gates, log });
      return async ({ reading }) => {
        const question = { text: reading.written ?? reading.normalised };
        const found = await find(question, read(question), { help, mayLeave: true });
        const candidates = found === "nothing" ? [] : found.candidates;
        return candidates.flatMap(({ provision }) => knowledge.provisions[provision]?.id ?? []);
      };
    },
  };
}
