// The progress bar of a build; silent where nobody watches.

import cliProgress from "cli-progress";

export type Progress = { readonly onProgress: (share: number) => void; stop(): void };

/** Draws on standard error. The bar appears with the first progress, so that a ready index shows none. */
export function createProgressBar(label: string): Progress {
  const bar = new cliProgress.SingleBar({
    format: `${label} {bar} {percentage} % | {duration_formatted}`,
    stream: process.stderr,
    noTTYOutput: false,
    hideCursor: true,
    clearOnComplete: false,
  });
  let isShown = false;
  return {
    onProgress(share) {
      if (!isShown) bar.start(100, 0);
      isShown = true;
      bar.update(Math.round(share * 100));
    },
    stop() {
      if (isShown) bar.stop();
      isShown = false;
    },
  };
}
