// Finds where the events of an event stream end in its bytes, and which of them are messages. It does not interpret them.

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const DATA = [0x64, 0x61, 0x74, 0x61];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** The bytes of an event that is a message, with comments before it. */
export interface MessageBytes {
  readonly start: number;
  end: number;
}

export class EventBorders {
  /** The messages since `rebase`. */
  messages: MessageBytes[] = [];
  /** The end of what can be passed on: events that have ended, and comments between events. */
  complete = 0;
  /** The length of the byte order mark that the stream begins with. */
  mark = 0;
  #length = 0;
  #eventStart = 0;
  #isAtStart = true;
  /** Of the line at hand: its length, whether it is a comment, and whether it begins as the field `data` does. */
  #lineLength = 0;
  #isComment = false;
  #isData = true;
  /** Of the event at hand. */
  #hasField = false;
  #hasData = false;
  #followsCarriageReturn = false;

  /** Reads the next bytes of the stream. */
  read(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#length += 1;
      if (this.#isAtStart && byte === BYTE_ORDER_MARK[this.mark]) {
        this.mark += 1;
        continue;
      }
      if (this.#isAtStart) {
        this.#isAtStart = false;
        this.#lineLength = this.mark % BYTE_ORDER_MARK.length;
        this.#isData = this.#lineLength === 0;
      }
      if (byte === LF && this.#followsCarriageReturn) {
        this.#endCrLf();
      } else if (byte === LF || byte === CR) {
        this.#endLine();
      } else {
        this.#readInLine(byte);
      }
      this.#followsCarriageReturn = byte === CR;
    }
  }

  /** The next position is 0, `start` bytes before the end of what has been read. */
  rebase(start: number): void {
    this.messages = [];
    this.complete = 0;
    this.#length -= start;
    this.#eventStart = 0;
  }

  #readInLine(byte: number): void {
    if (this.#lineLength === 0) {
      this.#isComment = byte === COLON;
    }
    if (this.#lineLength <= DATA.length) {
      this.#isData &&= byte === (DATA[this.#lineLength] ?? COLON);
    }
    this.#lineLength += 1;
  }

  #endLine(): void {
    if (this.#lineLength === 0) {
      this.#endEvent();
    } else if (!this.#isComment) {
      this.#hasField = true;
      this.#hasData ||= this.#isData && this.#lineLength >= DATA.length;
    } else if (!this.#hasField) {
      this.complete = this.#length;
    }
    this.#lineLength = 0;
    this.#isData = true;
  }

  #endEvent(): void {
    if (this.#hasData) {
      this.messages.push({ start: this.#eventStart, end: this.#length });
    }
    this.#eventStart = this.complete = this.#length;
    this.#hasField = this.#hasData = false;
  }

  /** A line feed belongs to the carriage return before it, and to the event that this has ended. */
  #endCrLf(): void {
    const before = this.#length - 1;
    const last = this.messages[this.messages.length - 1];
    if (last?.end === before) {
      last.end = this.#length;
    }
    if (this.#eventStart === before) {
      this.#eventStart = this.#length;
    }
    if (!this.#hasField) {
      this.complete = this.#length;
    }
  }
}
