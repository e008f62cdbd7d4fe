// What the application is told when it starts.
export class Settings {
  constructor(
    /** What a second takes, in ms. */
    readonly second: number,
    /** The path of the log. */
    readonly log: string,
  ) {}
}
