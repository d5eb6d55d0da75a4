import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Vitest leaves one core free; of two cores that would leave one worker.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Some tests train the small model, which a busy machine does slowly.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
