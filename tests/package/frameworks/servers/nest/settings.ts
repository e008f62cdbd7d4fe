// Settings of the application.
export class Settings {
  constructor(
    /** The length of a second, in ms. */
    readonly second: number,
    /** The path of the log. */
    readonly log: string,
  ) {}
}
