// CHANGELOG.md at a release: what stood under "Unreleased" stands under the version and its day.
import { UserError } from '../support/user-error.mjs';

const UNRELEASED = /^## Unreleased\n(?<entries>[^]*?)(?=^## |(?![^]))/m;

/**
 * @param {string} changelog
 * @param {string} version
 * @param {Date} today
 * @returns {string} the new changelog
 */
export function releasedChangelog(changelog, version, today) {
  const entries = UNRELEASED.exec(changelog)?.groups?.entries ?? '';
  if (!/^- \S/m.test(entries)) {
    throw new UserError(
      'Expected entries under "## Unreleased" in CHANGELOG.md, got none: there is nothing to release',
    );
  }
  const day = today.toISOString().slice(0, 10);
  // A function, because a replacement text would read what the entries say of `$1` as a reference.
  return changelog.replace(UNRELEASED, () => `## Unreleased\n\n## ${version} - ${day}\n${entries}`);
}
