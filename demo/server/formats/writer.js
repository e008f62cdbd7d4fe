// What the formats of the answers have in common: parts become blocks with a beginning and an end, usage waits for the finish.

/**
 * Neighbouring parts of one kind and index.
 * @typedef {object} Block
 * @property {'text' | 'reasoning' | 'refusal' | 'tool-call'} type
 * @property {number | string} index as in the parts
 * @property {number} number among the blocks of the answer, from 0
 * @property {string} content what has been written: text, or the arguments of the tool call
 * @property {string} id of the tool call
 * @property {string} name of the tool
 */

/**
 * How a format writes an answer.
 * @typedef {object} Frames
 * @property {() => string[]} begin
 * @property {(block: Block) => string[]} [start]
 * @property {(block: Block, content: string) => string[]} [delta]
 * @property {(block: Block) => string[]} [stop]
 * @property {(reason: import('post-event-source/chat').FinishReason, usage: import('post-event-source/chat').UsagePart | undefined) => string[]} finish
 * @property {(error: import('../api-error.js').ApiError) => string[]} fail
 */

const nothing = () => [];

/**
 * Sources and unknown messages are left out: the page does not show them.
 * @param {Frames} frames
 * @returns {import('../types.js').WireWriter}
 */
export function writerOf({
  begin,
  start = nothing,
  delta = nothing,
  stop = nothing,
  finish,
  fail,
}) {
  /** @type {Block | undefined} */
  let open;
  /** @type {import('post-event-source/chat').UsagePart | undefined} */
  let usage;
  let number = 0;

  function end() {
    const events = open ? stop(open) : [];
    open = undefined;
    return events;
  }

  /** @param {import('post-event-source/chat').TextPart | import('post-event-source/chat').ToolCallPart} part */
  function add(part) {
    const { type, index } = part;
    const content = contentOf(part);
    /** @type {string[]} */
    const events = [];
    if (open?.type !== type || open.index !== index) {
      events.push(...end());
      const { id = `call-${number}`, name = '' } = type === 'tool-call' ? part : {};
      open = { type, index, number: number++, content: '', id, name };
      events.push(...start(open));
    }
    open.content += content;
    return content === '' ? events : [...events, ...delta(open, content)];
  }

  return {
    begin,
    part(part) {
      switch (part.type) {
        case 'usage':
          usage = part;
          return [];
        case 'finish':
          return [...end(), ...finish(part.reason, usage)];
        case 'source':
        case 'other':
          return [];
        default:
          return add(part);
      }
    },
    fail,
  };
}

/**
 * What a part adds to the answer's length.
 * @param {import('post-event-source/chat').ChatPart} part
 */
export function contentOf(part) {
  if (part.type === 'tool-call') return part.arguments;
  return 'text' in part ? part.text : '';
}

/**
 * The arguments of a tool call, for the formats that send them as an object.
 * @param {Block} call
 * @returns {unknown}
 */
export function argumentsOf({ content }) {
  try {
    return JSON.parse(content || '{}');
  } catch {
    return { text: content };
  }
}
