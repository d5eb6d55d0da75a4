// The examples under `--help` of `npm run cases`.

const CASES = "npm run cases --";

/** By the name of the command; `all` stands under the list of them. */
export const EXAMPLES = {
  all: `
Examples:
  ${CASES} list
  ${CASES} show Saiga-4821
  ${CASES} export --head > head.json
  ${CASES} verify --head head.json
  npm run --silent cases -- list --json

DATA_DIR, DATABASE_URL and DATA_KEY are those of the service. A fault is one line, and the exit code is then 1.`,
  list: `
Examples:
  ${CASES} list
  ${CASES} list --state opened told --body gardens`,
  show: `
Examples:
  ${CASES} show Saiga-4821
  ${CASES} show Saiga-4821 --text

The asker's address is never shown. A name that the asker has given is part of the texts.`,
  export: `
Examples:
  ${CASES} export Saiga-4821 --out case.json
  ${CASES} export --audit --out audit.json
  npm run --silent cases -- export --head > head.json

A case and the whole log are exported with a record in the audit log. Keep a head outside this server from time to time: it
shows later whether the log was cut. How anybody checks a file: docs/verify-export.md.`,
  verify: `
Examples:
  ${CASES} verify
  ${CASES} verify --head january.json --head july.json
  ${CASES} verify --file case.json --fingerprint 3f1c…

A file agrees with itself whoever made it: only a fingerprint known from elsewhere says that this server did.`,
  erase: `
Examples:
  ${CASES} erase Saiga-4821
  ${CASES} erase Saiga-4821 --yes

Without --yes it says what it would do, and the exit code is 1.`,
  "rotate-key": `
Examples:
  ${CASES} rotate-key

With the key file: run it on the machine of the service; it picks the new key up by itself. Several machines on one PostgreSQL
must share DATA_KEY instead: set DATA_KEY=new,old (openssl rand -base64 32), restart them all, then run this.
When it was interrupted, run it again.`,
  stats: `
Examples:
  ${CASES} stats
  ${CASES} stats --from 2026-01-01 --to 2026-12-31 --least 10

Do not publish two periods of which one lies in the other: their difference is a number nobody has protected.`,
} as const;
