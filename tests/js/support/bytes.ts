// Text to bytes and bytes to text, with functions that every engine has.

const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A text as the value of a header that carries it as UTF-8: in `fetch`, a character is a byte. */
export function utf8AsHeader(text: string): string {
  return String.fromCharCode(...utf8(text));
}

/** The text of such a header at the server. */
export function utf8InHeader(header: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    Uint8Array.from(header, (byte) => byte.charCodeAt(0)),
  );
}
