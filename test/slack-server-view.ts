// A view as the fake Slack shows it to the bot.

import type { GivenView } from "./slack-server-arguments.ts";
import type { Identity, Json, Memory, SlackBlock } from "./slack-server-memory.ts";

export type View = Json & {
  readonly id: string;
  readonly type: string;
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly hash: string;
  readonly blocks: readonly SlackBlock[];
  readonly previous_view_id: string | null;
  readonly root_view_id: string;
};
type Deps = { readonly memory: Memory; readonly own: Identity; readonly now: () => number };
type Links = { readonly id: string; readonly previous: string | null; readonly root: string };

export function createBuilder({ memory, own, now }: Deps) {
  const usual = {
    title: null,
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    external_id: "",
  };
  let nextHash = 1;

  return ({ blocks, ...given }: GivenView, { id, previous, root }: Links): View => ({
    callback_id: "",
    ...usual,
    ...given,
    id,
    team_id: own.team,
    app_id: own.app,
    app_installed_team_id: own.team,
    bot_id: own.bot,
    hash: `${Math.floor(now() / 1000)}.${nextHash++}`,
    state: { values: {} },
    root_view_id: root,
    previous_view_id: previous,
    blocks: memory.nameBlocks(blocks),
  });
}
