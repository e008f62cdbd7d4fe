// Finds the ends of events in the bytes of an event stream, and which events are messages. It does not decode them.

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
  /** The end of the complete events, and of the comments between events. */
  complete = 0;
  /** The length of the byte order mark at the start of the stream. */
  mark = 0;
  #length = 0;
  #eventStart = 0;
  #isAtStart = true;
  /** The current line: its length, whether it is a comment, and whether it begins like the field `data`. */
  #lineLength = 0;
  #isComment = false;
  #isData = true;
  /** The current event. */
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

  /** A line feed after a carriage return belongs to the event that the carriage return has ended. */
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
