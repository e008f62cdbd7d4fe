// The API reference: what the docstrings of the public names say, a page of Markdown for each entry, written by TypeDoc.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { Application, Converter, Logger, LogLevel, ReflectionKind } from 'typedoc';
import ts from 'typescript';
import { headingsOf } from '../support/markdown.mjs';
import { root } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';
import { firstPage } from './reference-pages.mjs';
import { ReferenceTheme } from './reference-theme.mjs';

/** @param {string} entry as a program imports it */
const introduction = (
  entry,
) => `Every public name of \`${entry}\`, in the words of its docstring in \`js/src/\`. \`npm run docs\` writes this page, and a test
holds it to the sources: change the docstrings, not the page. [README.md](../../README.md) shows the names in use.`;

/** @type {import('typedoc').TypeDocOptions & import('typedoc-plugin-markdown').PluginOptions} */
const OPTIONS = {
  name: 'API reference',
  basePath: root,
  logLevel: 'Warn',
  // `npm test -- types` finds what is wrong with the code.
  skipErrorChecking: true,
  plugin: [
    'typedoc-plugin-markdown',
    (application) => application.renderer.defineTheme('reference', ReferenceTheme),
  ],
  theme: 'reference',
  readme: 'none',
  router: 'module',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  useHTMLAnchors: true,

  // Nothing that changes without the sources: no version, no date, no commit, no path of a machine.
  hideGenerator: true,
  includeVersion: false,
  disableSources: true,
  disableGit: true,

  excludeExternals: true,
  excludeInternal: true,
  excludePrivate: true,
  groupOrder: ['Functions', 'Classes', 'Interfaces', 'Type Aliases', 'Variables'],
  sort: ['alphabetical'],
  expandParameters: true,
  expandObjects: true,
  classPropertiesFormat: 'list',
  interfacePropertiesFormat: 'list',

  validation: { notExported: true, invalidLink: true, invalidPath: true, notDocumented: true },
  requiredToBeDocumented: [
    'Variable',
    'Function',
    'Class',
    'Interface',
    'Constructor',
    'Property',
    'Method',
    'Accessor',
    'TypeAlias',
  ],
};

/** Keeps what TypeDoc complains of, and prints nothing. */
class Complaints extends Logger {
  /** @type {string[]} */
  texts = [];

  /**
   * @override
   * @param {string} text
   * @param {LogLevel} level
   */
  log(text, level) {
    if (level >= LogLevel.Warn) this.texts.push(text);
  }
}

/**
 * The page as it has to be for the sources as they are.
 *
 * Throws when a public name has no docstring, and when a docstring's link leads nowhere.
 * @param {import('./reference-pages.mjs').Page} page
 * @returns {Promise<string>}
 */
export async function reference({ entry, project, elsewhere }) {
  const application = await Application.bootstrapWithPlugins({ ...OPTIONS, ...project });
  if (elsewhere !== undefined) {
    const names = await namesOf(firstPage.project);
    application.converter.addUnknownSymbolResolver(({ symbolReference }) => {
      const name = symbolReference?.path?.[0]?.path ?? '';
      return names.has(name) ? `${elsewhere}#${name.toLowerCase()}` : undefined;
    });
  }
  application.converter.on(Converter.EVENT_RESOLVE_BEGIN, describeAtAlias);
  const complaints = (application.logger = new Complaints());
  const names = await application.convert();
  if (names !== undefined) {
    keepMembersOnce(names);
    application.validate(names);
  }
  if (names === undefined || complaints.texts.length > 0) {
    throw new UserError(`The API reference cannot be written:\n${complaints.texts.join('\n')}`);
  }
  // TypeDoc empties the folder that it writes to, which must never be one with anything in it.
  const folder = await mkdtemp(join(tmpdir(), 'reference-'));
  try {
    await application.outputs.writeOutput({ name: 'markdown', path: folder }, names);
    return await finished(await readFile(join(folder, 'README.md'), 'utf8'), entry);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * The public names of a project.
 * @param {import('./reference-pages.mjs').Project} project
 * @returns {Promise<ReadonlySet<string>>}
 */
async function namesOf(project) {
  const application = await Application.bootstrapWithPlugins({ ...OPTIONS, ...project });
  application.logger = new Complaints();
  const names = await application.convert();
  return new Set(names?.children?.map(({ name }) => name));
}

/**
 * A public name for an interface that is exported under no name of its own (`EventSource`, whose other half is a constant)
 * is that interface.
 * @param {import('typedoc').Context} context
 */
function describeAtAlias(context) {
  const { project } = context;
  // There is one program, and none is active between the conversion of files and the end.
  context.setActiveProgram(context.programs[0]);
  for (const alias of project.getReflectionsByKind(ReflectionKind.TypeAlias)) {
    if (!alias.isDeclaration() || alias.type?.type !== 'reference') continue;
    const declaration = context
      .getSymbolFromReflection(alias)
      ?.declarations?.find((one) => ts.isTypeAliasDeclaration(one));
    const symbol = declaration && context.checker.getTypeFromTypeNode(declaration.type).symbol;
    if (symbol === undefined || symbol.name !== alias.name) continue;
    project.removeReflection(alias);
    context.converter.convertSymbol(context.withScope(project), symbol);
  }
  context.setActiveProgram(undefined);
}

/**
 * A member that a class or interface of the page inherits from another one is described there. So is one that only gives
 * another value to it (the `name` of an error); what only narrows a member of the platform's is described by its standard. Errors are caught and not made, so that their constructors are left out.
 * A class that is written as an interface and a constant is described at the interface, unless the constant says `@class`.
 * @param {import('typedoc').ProjectReflection} project
 */
function keepMembersOnce(project) {
  for (const constant of project.getReflectionsByKind(ReflectionKind.Variable)) {
    const isInterface = project.children?.some(
      ({ name, kind }) => kind === ReflectionKind.Interface && name === constant.name,
    );
    if (isInterface && !constant.hasComment()) remove(project, [constant]);
  }
  for (const owner of project.getReflectionsByKind(ReflectionKind.ClassOrInterface)) {
    if (!owner.isDeclaration()) continue;
    const isError = hasErrorForBase(owner);
    const repeated = (owner.children ?? []).filter(
      ({ kind, comment, signatures, inheritedFrom, overwrites }) =>
        inheritedFrom?.reflection !== undefined ||
        (kind === ReflectionKind.Property && overwrites?.reflection !== undefined) ||
        (kind === ReflectionKind.Constructor && isError) ||
        [comment, ...(signatures ?? []).map((one) => one.comment)].some(
          (text) => text?.inheritedFromParentDeclaration === true,
        ),
    );
    remove(owner, repeated);
  }
}

/**
 * @param {import('typedoc').ContainerReflection} owner
 * @param {readonly import('typedoc').Reflection[]} members
 */
function remove(owner, members) {
  for (const member of members) owner.project.removeReflection(member);
  const groups = owner.groups ?? [];
  for (const group of groups) {
    group.children = group.children.filter((child) => !members.some((one) => one === child));
  }
  owner.groups = groups.filter(({ children }) => children.length > 0);
}

/**
 * @param {import('typedoc').DeclarationReflection} owner
 * @returns {boolean}
 */
function hasErrorForBase(owner) {
  return (owner.extendedTypes ?? []).some(
    (type) => type.type === 'reference' && type.name.endsWith('Error'),
  );
}

/**
 * Gives the page its introduction and its index, and links that lead where GitHub puts the headings.
 * @param {string} page
 * @param {string} entry
 */
async function finished(page, entry) {
  const anchored = page.split(/^<a id="([^"]+)"><\/a>\n+/m);
  const text = anchored.filter((_, index) => index % 2 === 0).join('');
  const headings = headingsOf(text);
  /** @type {Map<string, string>} */
  const moved = new Map();
  let before = anchored[0] ?? '';
  for (let at = 1; at < anchored.length; at += 2) {
    const heading = headings[headingsOf(before).length];
    moved.set(anchored[at] ?? '', heading?.anchor ?? '');
    before += anchored[at + 1] ?? '';
  }
  const linked = text
    .replace(/\]\(#([^)]+)\)/g, (link, anchor) => `](#${moved.get(anchor) ?? `lost:${link}`})`)
    .replace(/^#+ Default Value\n+(?:```\w*\n(.+)\n```|(.+))$/gm, (_, code, plain) =>
      code === undefined ? `Default: ${plain}` : `Default: \`${code}\``,
    );
  const options = await resolveConfig(firstPage.file);
  return format(
    linked.replace(/^# .*\n/, (title) => `${title}\n${introduction(entry)}\n\n${index(headings)}`),
    {
      ...options,
      filepath: firstPage.file,
    },
  );
}

/** @param {readonly import('../support/markdown.mjs').Heading[]} headings */
function index(headings) {
  /** @type {string[]} */
  const lines = [];
  for (const { level, text, anchor } of headings) {
    if (level === 2) lines.push(`- ${text}:`);
    if (level === 3) lines.push(`  [${text}](#${anchor})`);
  }
  // No comma after the last of a kind, nor after the kind itself.
  return lines
    .join(',\n')
    .replace(/:,$/gm, ':')
    .replace(/,(\n-)/g, '$1');
}
