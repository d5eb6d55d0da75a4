// How much Slack takes of each thing. Lengths are in UTF-16 units, which are never fewer than what Slack counts.

/** Slack takes 50 blocks in a message; some room is left for what Slack may count besides. */
export const MOST_BLOCKS = 45;
/** Slack takes 100 blocks in a view, which is a window or a home page. */
export const MOST_VIEW_BLOCKS = 95;

/** Words of one message. */
export const MOST_TEXT = 10_000;
/** Slack refuses a message at about 13,200 characters, and seems to count more than its words: all blocks, written out. */
export const MOST_WRITTEN = 12_000;
/** Words, addresses and form of one view. Slack refuses a view of 250,000 bytes, and a letter may be written as six. */
export const MOST_VIEW_TEXT = 32_000;
/** For notifications and screen readers. */
export const MOST_FALLBACK = 3_900;

/** One text within a block; Slack's own limit for text objects. */
export const MOST_ELEMENT_TEXT = 3_000;

/** Elements of one block with buttons, and units of what is written for them: so two such blocks fit into a message. */
export const MOST_ACTIONS = 25;
export const MOST_ACTIONS_WRITTEN = 5_500;
export const LONGEST_LABEL = 75;
export const LONGEST_VALUE = 2_000;
export const LONGEST_ID = 255;

export const LONGEST_METADATA = 3_000;
/** The title of a window, and the buttons that close it and hand it in. */
export const LONGEST_TITLE = 24;
export const LONGEST_INPUT_LABEL = 2_000;
export const LONGEST_INPUT = 3_000;
export const LONGEST_PLACEHOLDER = 150;
