// What a release asks of the git repository, and what it adds to it.
import { run } from '../support/command.mjs';
import { UserError } from '../support/user-error.mjs';

const BRANCH = 'main';

export class Repository {
  #folder;

  /** @param {string} folder */
  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * Throws where a release would not be of what `main` is, or is there already.
   * @param {string} tag
   */
  async requireReleasable(tag) {
    const branch = await this.#git('rev-parse', '--abbrev-ref', 'HEAD');
    if (branch !== BRANCH) {
      throw new UserError(`Expected to be on the branch ${BRANCH}, got ${branch}`);
    }
    const changes = await this.#git('status', '--porcelain');
    if (changes !== '') {
      throw new UserError(`Expected everything to be committed, got:\n${changes}`);
    }
    if ((await this.#git('tag', '--list', tag)) !== '') {
      throw new UserError(`Expected a version that is new, got ${tag}, which is a tag already`);
    }
  }

  /**
   * @param {readonly string[]} paths
   * @param {string} subject
   */
  async commit(paths, subject) {
    await this.#git('commit', '--quiet', '--message', subject, '--', ...paths);
  }

  /**
   * @param {string} name
   * @param {string} subject
   */
  async tag(name, subject) {
    await this.#git('tag', '--annotate', '--message', subject, name);
  }

  /** @param {string[]} args */
  async #git(...args) {
    return (await run(['git', ...args], { cwd: this.#folder })).trim();
  }
}
