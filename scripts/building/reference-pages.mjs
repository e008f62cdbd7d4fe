// The pages of the API reference: one for each entry of the package, and what reference.mjs has to know of it.
import { inRoot } from '../support/paths.mjs';

/**
 * @typedef {object} Project
 * @property {string[]} entryPoints
 * @property {string} tsconfig
 * @property {string[]} [intentionallyNotExported] types of public names that have no name in public
 * @property {string[]} [intentionallyNotDocumented] members that need no docstring
 * @property {string[]} [externalPattern] sources whose names are described elsewhere
 */

/**
 * @typedef {object} Page
 * @property {string} entry as a program imports it
 * @property {string} file where it stands in the repository
 * @property {Project} project
 * @property {string} [elsewhere] the file beside it that describes the names which this one links to and does not have
 */

/** @type {Project} */
const PACKAGE = {
  entryPoints: [inRoot('js', 'src', 'index.ts')],
  // The project without Node: what the page says of types must not come from Node's.
  tsconfig: inRoot('tsconfig.build.json'),
  // Told in words at `onerror`.
  intentionallyNotExported: ['ErrorAnswer'],
  // Their names and types say all that there is to say.
  intentionallyNotDocumented: [
    'EventSource.withCredentials',
    ...['EventSource', 'EventSourceConstructor'].flatMap((owner) => [
      `${owner}.CONNECTING`,
      `${owner}.OPEN`,
      `${owner}.CLOSED`,
    ]),
    'EventSourceConstructor.prototype',
    'EventSourceEventMap.open',
    'EventSourceEventMap.message',
    'EventSourceEventMap.error',
  ],
};

/** @type {Page} */
export const firstPage = {
  entry: 'post-event-source',
  file: inRoot('docs', 'api', 'README.md'),
  project: PACKAGE,
};

/** @type {readonly Page[]} */
export const pages = [
  firstPage,
  {
    entry: 'post-event-source/chat',
    file: inRoot('docs', 'api', 'chat.md'),
    project: {
      entryPoints: [inRoot('js', 'src', 'chat', 'index.ts')],
      tsconfig: inRoot('tsconfig.build.json'),
      externalPattern: [
        '**/node_modules/**',
        inRoot('js', 'src', '*.ts'),
        inRoot('js', 'src', '!(chat)', '**'),
      ],
    },
    elsewhere: 'README.md',
  },
];
