// A browser cannot change its time zone. Node does when TZ changes.
import { expect, onTestFinished, test } from 'vitest';
import { retryAfter } from '../../../js/src/request/retry-after.js';

const NOW = Date.UTC(2026, 0, 1);

test.each(['Asia/Tokyo', 'America/New_York', 'UTC'])(
  'Retry-After: all three date formats are in UTC, here in %s',
  (zone) => {
    const { TZ } = process.env;
    onTestFinished(() => {
      if (TZ === undefined) {
        delete process.env.TZ;
      } else {
        process.env.TZ = TZ;
      }
    });
    process.env.TZ = zone;
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);

    const waits = [
      'Thu, 01 Jan 2026 00:02:00 GMT',
      'Thursday, 01-Jan-26 00:02:00 GMT',
      'Thu Jan  1 00:02:00 2026',
    ].map((date) => retryAfter(new Headers({ 'retry-after': date }), NOW));

    expect(waits).toEqual([120_000, 120_000, 120_000]);
  },
);
