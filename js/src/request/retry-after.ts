// Reads the headers of a refused response that control retries: Retry-After, retry-after-ms, x-should-retry.

const NUMBER = /^(\d+(?:\.\d+)?) *(?:,|$)/;
/**
 * `Sun, 06 Nov 1994 08:49:37 GMT`, the obsolete `Sunday, 06-Nov-94 08:49:37 GMT`, or (captured) the date of C's asctime,
 * `Sun Nov  6 08:49:37 1994`, which is in UTC as well.
 */
const DATE =
  /^(?:[a-z]+, \d\d([ -])[a-z]{3}\1(?:\d\d){1,2} [\d:]{8} GMT|([a-z]{3} [a-z]{3} [ \d]\d [\d:]{8} \d{4}))(?= *(?:,|$))/i;

/**
 * Returns the delay in milliseconds, or `NaN` if there is no valid header. A date in the past is 0. Of several values, the
 * first counts. `retry-after-ms` takes precedence, because it is more precise.
 *
 * {@link https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 | RFC 9110, Retry-After}
 */
export function retryAfter(headers: Headers, now: number): number {
  const milliseconds = numberOf(headers.get('retry-after-ms'));
  if (!Number.isNaN(milliseconds)) {
    return milliseconds;
  }
  const value = headers.get('retry-after');
  const seconds = numberOf(value);
  return Number.isNaN(seconds) ? Math.max(0, dateOf(value) - now) : seconds * 1000;
}

/** Returns 1 for `x-should-retry: true`, 0 for `false`, and `NaN` for any other value. */
export function shouldRetry(headers: Headers): number {
  const value = headers.get('x-should-retry')?.trim() ?? '';
  return ['false', 'true'].includes(value) ? Number(value === 'true') : NaN;
}

function numberOf(value: string | null): number {
  return Number(NUMBER.exec(value?.trim() ?? '')?.[1] ?? NaN);
}

/** Date.parse reads an asctime date in local time, and "-5" or "1.5" as years. So it gets only dates with a time zone. */
function dateOf(value: string | null): number {
  const [date = '', , asctime] = DATE.exec(value?.trim() ?? '') ?? [];
  return Date.parse(asctime === undefined ? date : `${asctime} GMT`);
}
