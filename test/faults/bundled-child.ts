// The child as one file in a temporary folder: it starts four times as fast, so that more of the kills hit its work.

import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const REQUIRE = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** Returns the file. Beside it lie, as links, what it reads and what cannot be bundled. */
export async function bundleChild(folder: string): Promise<string> {
  const place = path.join(folder, "test", "faults");
  await mkdir(place, { recursive: true });
  for (const shared of ["node_modules", "knowledge"]) await symlink(path.join(ROOT, shared), path.join(folder, shared));
  const outfile = path.join(place, "escalating-child.mjs");
  await build({
    ...{ entryPoints: [path.join(ROOT, "test", "faults", "escalating-child.ts")], outfile },
    ...{ bundle: true, platform: "node", format: "esm", logLevel: "error" },
    ...{ external: ["better-sqlite3", "pg"], banner: { js: REQUIRE } },
  });
  return outfile;
}
