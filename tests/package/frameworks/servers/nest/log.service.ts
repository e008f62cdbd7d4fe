// The lines of a file, followed by those that are appended, as `tail -f` prints them.
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Injectable, type MessageEvent } from '@nestjs/common';
import { concatMap, defer, finalize, fromEvent, startWith, type Observable } from 'rxjs';
import { Settings } from './settings.js';

@Injectable()
export class LogService {
  openWatchers = 0;

  constructor(private readonly settings: Settings) {}

  /** The lines after the line with this number, each with its number. */
  follow(last: number): Observable<MessageEvent> {
    return defer(() => {
      const watcher = watch(this.settings.log);
      this.openWatchers += 1;
      return fromEvent(watcher, 'change').pipe(
        startWith('the lines that are there already'),
        concatMap(async () => {
          // The text after the last line feed is an incomplete line.
          const lines = (await readFile(this.settings.log, 'utf8')).split('\n').slice(last, -1);
          return lines.map((data) => ({ id: String(++last), data }));
        }),
        concatMap((messages) => messages),
        finalize(() => {
          watcher.close();
          this.openWatchers -= 1;
        }),
      );
    });
  }
}
