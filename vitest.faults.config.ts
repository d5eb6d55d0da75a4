import { defineConfig } from "vitest/config";

const HOUR_MS = 3_600_000;

/** The long runs: `npm run test:faults`. */
// biome-ignore lint/style/noDefaultExport: vitest reads it so
export default defineConfig({
  test: {
    include: ["test/faults/**/*.faults.ts"],
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: HOUR_MS,
    hookTimeout: HOUR_MS,
  },
});
