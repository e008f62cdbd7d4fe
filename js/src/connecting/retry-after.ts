// When a response asks to be back: Retry-After, in seconds or as an HTTP date, and retry-after-ms, to milliseconds from now.

/**
 * Milliseconds to wait, or `NaN` where the header is absent or says nothing usable. A date in the past is 0.
 * RFC 9110, section 10.2.3. `retry-after-ms`, which some APIs send beside it, is finer and counts first.
 */
export function retryAfter(headers: Headers, now: number): number {
  const milliseconds = headers.get('retry-after-ms')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(milliseconds)) {
    return Number(milliseconds);
  }
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) {
    return Number(value) * 1000;
  }
  // Date.parse takes numbers such as "-5" or "1.5" for years: only what has the shape of a date is one.
  return /^[A-Za-z]{3}/.test(value) ? Math.max(0, Date.parse(value) - now) : NaN;
}
