// What Slack makes of the words of a person → the words: no mark-up of Slack's, no ids.

const MARKUP = /<([^<>]*)>|&(amp|lt|gt);/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">" };

/** Each piece is read once: what a person typed never becomes mark-up on the way. */
export function undoMarkup(given: string, botId: string): string {
  const text = botId === "" ? given : withoutMention(given, botId);
  return text.replace(MARKUP, (_whole, inside: string | undefined, entity: string | undefined) =>
    inside === undefined ? (ENTITIES[entity ?? ""] ?? "") : readMarkup(inside),
  );
}

/** Together with what parts it from the words. */
function withoutMention(given: string, botId: string): string {
  const mention = `<@${botId}(?:\\|[^<>]*)?>`;
  return given
    .replace(new RegExp(`^\\s*(?:${mention}[\\s,:;.!–—-]*)+`), "")
    .replace(new RegExp(` ?${mention}`, "g"), "");
}

function readMarkup(inside: string): string {
  const at = inside.indexOf("|");
  const target = at < 0 ? inside : inside.slice(0, at);
  const label = at < 0 ? "" : decode(inside.slice(at + 1));
  switch (target.charAt(0)) {
    case "@":
      return `@${label || "…"}`;
    case "#":
      return `#${label || "…"}`;
    case "!":
      return readSpecial(target.slice(1), label);
    default:
      return readLink(decode(target), label);
  }
}

function readSpecial(target: string, label: string): string {
  if (["channel", "here", "everyone"].includes(target)) return `@${target}`;
  if (target.startsWith("subteam^")) return `@${label.replace(/^@/, "") || "…"}`;
  return label;
}

/** An address that was typed as such comes back as it was typed. */
function readLink(target: string, label: string): string {
  const bare = target.replace(/^(?:mailto|tel):/, "");
  if (label === "" || label === bare) return bare;
  const typed = target.replace(/^(?:mailto|tel|https?):(?:\/\/)?/, "").replace(/\/$/, "");
  return label === typed || label === `${typed}/` ? label : `${label} (${bare})`;
}

function decode(given: string): string {
  return given.replace(/&(amp|lt|gt);/g, (_whole, entity: string) => ENTITIES[entity] ?? "");
}
