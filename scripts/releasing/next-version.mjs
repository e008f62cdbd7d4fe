// Which version a release gets.
import { UserError } from '../support/user-error.mjs';

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/**
 * @param {string} current the version in package.json
 * @param {string} wanted `patch`, `minor`, `major`, or a version that is not lower; the current one has perhaps never been released
 */
export function nextVersion(current, wanted) {
  const [major = 0, minor = 0, patch = 0] = numbersOf(current) ?? [];
  switch (wanted) {
    case 'major':
      return `${major + 1}.0.0`;
    case 'minor':
      return `${major}.${minor + 1}.0`;
    case 'patch':
      return `${major}.${minor}.${patch + 1}`;
  }
  const numbers = numbersOf(wanted);
  if (numbers === undefined) {
    throw new UserError(
      `Expected patch, minor, major or a version such as 1.2.3, got "${wanted}": npm run release -- minor`,
    );
  }
  const [wantedMajor = 0, wantedMinor = 0, wantedPatch = 0] = numbers;
  if ((wantedMajor - major || wantedMinor - minor || wantedPatch - patch) < 0) {
    throw new UserError(`Expected a version that is not lower than ${current}, got ${wanted}`);
  }
  return wanted;
}

/** @param {string} version */
function numbersOf(version) {
  return VERSION.exec(version)?.slice(1).map(Number);
}
