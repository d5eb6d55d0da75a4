// Whether words in a group are meant for the bot, and what is left of them without its name.

export type Words = {
  readonly text: string;
  readonly isMentioned: boolean;
  readonly command: Command | null;
};

export type Command = {
  readonly name: string;
  readonly rest: string;
  /** `null` where the command names no bot. */
  readonly isForBot: boolean | null;
};

const COMMAND = /^\/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+|$)/;

export function readWords(given: string, username: string): Words {
  const command = readCommand(given, username);
  if (!/^\w+$/.test(username)) return { text: given, isMentioned: false, command };
  const mention = `(?<![\\p{L}\\p{N}_@/])@${username}(?![\\p{L}\\p{N}_])`;
  const isMentioned = new RegExp(mention, "iu").test(given);
  if (!isMentioned) return { text: given, isMentioned, command };
  const text = given
    .replace(new RegExp(`^${mention}[\\s,:;.!–—-]*`, "iu"), "")
    .replace(new RegExp(` ?${mention}`, "giu"), "")
    .trim();
  return { text, isMentioned, command: readCommand(text, username) };
}

function readCommand(text: string, username: string): Command | null {
  const [whole = "", name, bot] = COMMAND.exec(text) ?? [];
  if (name === undefined) return null;
  const isForBot = bot === undefined ? null : bot.toLowerCase() === username.toLowerCase();
  return { name: name.toLowerCase(), rest: text.slice(whole.length).trim(), isForBot };
}
