// Rejects a Node that is too old, before anything else runs. An old Node must be able to parse this
// file.
const oldest = '20.19';

/**
 * @param {string} version such as `process.versions.node` @returns {string | undefined} the error,
 * if it is too old
 */
export function nodeVersionFault(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return (
    `Node.js ${oldest} or newer is needed; this is ${version}.\n` +
    'Install a newer one from https://nodejs.org/ or with your version manager (nvm install 22), then run this again.'
  );
}
