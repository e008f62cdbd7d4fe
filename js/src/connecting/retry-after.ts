// The Retry-After header: delay-seconds or an HTTP date, to milliseconds from now.

/**
 * Milliseconds to wait, or `NaN` where the header is absent or says nothing usable. A date in the past is 0.
 * RFC 9110, section 10.2.3.
 */
export function retryAfter(headers: Headers, now: number): number {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) {
    return Number(value) * 1000;
  }
  // Date.parse takes numbers such as "-5" or "1.5" for years: only what has the shape of a date is one.
  return /^[A-Za-z]{3}/.test(value) ? Math.max(0, Date.parse(value) - now) : NaN;
}
