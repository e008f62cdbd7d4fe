// The streams of a NestJS tutorial.
import { Controller, Get, Headers, RequestMethod, Sse, type MessageEvent } from '@nestjs/common';
import { map, merge, of, timer, type Observable } from 'rxjs';
import { LogService } from './log.service.js';
import { Settings } from './settings.js';

/** The messages, and after how many seconds each is sent. */
const SPEECH = [
  { at: 0, data: '现在' },
  { at: 2, data: '两秒以后' },
  { at: 5, data: '五秒以后' },
];

@Controller('api')
export class StreamController {
  constructor(
    private readonly settings: Settings,
    private readonly log: LogService,
  ) {}

  @Sse('speech', { method: RequestMethod.ALL })
  speech(@Headers('last-event-id') lastEventId = '0'): Observable<MessageEvent> {
    const { second } = this.settings;
    const words = SPEECH.map(({ at, data }, index) => ({ at, id: String(index + 1), data }));
    return merge(
      ...words
        .slice(Number(lastEventId))
        .map(({ at, id, data }) =>
          timer(at * second).pipe(map(() => ({ id, retry: 3 * second, type: 'content', data }))),
        ),
    );
  }

  /** The handler sets no IDs, and the status is that of a POST in NestJS. */
  @Sse('greeting', { method: RequestMethod.POST })
  greeting(): Observable<MessageEvent> {
    return of({ retry: 3 * this.settings.second, data: '你' }, { data: '好' });
  }

  @Sse('log')
  tail(@Headers('last-event-id') lastEventId = '0'): Observable<MessageEvent> {
    return this.log.follow(Number(lastEventId));
  }

  @Get('log/watchers')
  watchers(): number {
    return this.log.openWatchers;
  }

  @Sse('bytes')
  bytes(): Observable<MessageEvent> {
    return of({ data: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)) });
  }
}
