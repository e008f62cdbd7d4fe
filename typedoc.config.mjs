// TypeDoc's options for `npm run docs`: docs/api/, a page of Markdown for each entry of the package.
import { Comment, Converter, OptionDefaults, ReflectionKind } from 'typedoc';
import ts from 'typescript';
import { inRoot } from './scripts/support/paths.mjs';

/** @param {string} name of a module of js/src that is an entry */
const entryOf = (name) => (name === 'index' ? 'post-event-source' : `post-event-source/${name}`);

/** @type {import('typedoc').TypeDocOptions & import('typedoc-plugin-markdown').PluginOptions} */
export default {
  name: 'API reference',
  entryPoints: [inRoot('js', 'src', 'index.ts'), inRoot('js', 'src', 'chat', 'index.ts')],
  // The project without Node's types, as the package is built.
  tsconfig: inRoot('tsconfig.build.json'),
  out: inRoot('docs', 'api'),
  plugin: ['typedoc-plugin-markdown', shortenPages],
  // `npm test -- types` finds type errors.
  skipErrorChecking: true,
  treatWarningsAsErrors: true,

  readme: 'none',
  router: 'module',
  entryModule: 'index',
  // `introduce` writes the titles: the plugin gives both pages that of the first.
  hidePageTitle: true,
  useHTMLAnchors: true,
  hideBreadcrumbs: true,
  hidePageHeader: true,
  parametersFormat: 'table',
  expandParameters: true,
  expandObjects: true,
  groupOrder: ['Functions', 'Classes', 'Interfaces', 'Type Aliases', 'Variables'],
  sort: ['alphabetical'],
  formatWithPrettier: true,
  prettierConfigFile: inRoot('.prettierrc.json'),

  // The pages change with the sources only: no version, date, commit or path.
  hideGenerator: true,
  disableSources: true,
  disableGit: true,
  excludeExternals: true,
  excludeInternal: true,
  excludePrivate: true,

  validation: { notExported: true, invalidLink: true, invalidPath: true, notDocumented: true },
  requiredToBeDocumented: [...OptionDefaults.requiredToBeDocumented, 'Constructor'],
  intentionallyNotExported: ['ErrorAnswer', 'EventSourceParserStreamConstructor'],
  // The name and the type of these are enough.
  intentionallyNotDocumented: [
    'index.EventSource.withCredentials',
    ...['CONNECTING', 'OPEN', 'CLOSED'].flatMap((name) => [
      `index.EventSource.${name}`,
      `index.EventSourceConstructor.${name}`,
    ]),
    'index.EventSourceConstructor.prototype',
    ...['open', 'message', 'error'].map((name) => `index.EventSourceEventMap.${name}`),
    'index.EventSourceParserStream',
    'chat.ChatPartStream',
  ],
};

/** @param {import('typedoc').Application} application */
function shortenPages({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => introduce(project));
  converter.on(Converter.EVENT_RESOLVE_BEGIN, describeAtAlias);
  // After inherited members are known (0) and before groups are made (-100).
  converter.on(Converter.EVENT_RESOLVE_END, removeRepeatedMembers, -50);
  converter.on(Converter.EVENT_RESOLVE_END, removeCommentsOfPlatform);
  // A docstring of `chat` may link to a name of the other entry without importing it.
  converter.addUnknownSymbolResolver(({ symbolReference }, { project }) => {
    const name = symbolReference?.path?.[0]?.path ?? '';
    return project.getChildByName(['index', name]) && `README.md#${name.toLowerCase()}`;
  });
}

/** @param {import('typedoc').ProjectReflection} project */
function introduce(project) {
  for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
    const text = `# API reference of \`${entryOf(module.name)}\`

Every public name of \`${entryOf(module.name)}\`. \`npm run docs\` writes this page from the docstrings in \`js/src/\`:
change the docstrings, not the page. [README.md](../../README.md) shows the names in use, and
[docs/guides/](../guides/README.md) how to do common tasks.`;
    module.comment = new Comment([{ kind: 'text', text }]);
  }
}

/**
 * A type alias with the name of the interface that it stands for (`EventSource`) is described as that interface.
 * @param {import('typedoc').Context} context
 */
function describeAtAlias(context) {
  const { project } = context;
  context.setActiveProgram(context.programs[0]);
  for (const alias of project.getReflectionsByKind(ReflectionKind.TypeAlias)) {
    const declaration = context
      .getSymbolFromReflection(alias)
      ?.declarations?.find((one) => ts.isTypeAliasDeclaration(one));
    const symbol = declaration && context.checker.getTypeFromTypeNode(declaration.type).symbol;
    if (symbol?.name !== alias.name || declaration?.type.kind !== ts.SyntaxKind.TypeReference)
      continue;
    const owner = alias.parent;
    project.removeReflection(alias);
    if (symbol && owner) context.converter.convertSymbol(context.withScope(owner), symbol);
  }
  context.setActiveProgram(undefined);
}

/**
 * A type of the platform, such as `typeof fetch`, comes with the comment of TypeScript's library, which is a link.
 * @param {import('typedoc').Context} context
 */
function removeCommentsOfPlatform({ project }) {
  for (const signature of project.getReflectionsByKind(ReflectionKind.CallSignature)) {
    const [first] = signature.comment?.summary ?? [];
    if (first?.text.startsWith('[MDN Reference]')) delete signature.comment;
  }
}

/**
 * A member that another class or interface of the pages has, or the platform describes, is not repeated.
 * @param {import('typedoc').Context} context
 */
function removeRepeatedMembers({ project }) {
  for (const member of project.getReflectionsByKind(ReflectionKind.ClassMember)) {
    if (!member.isDeclaration()) continue;
    const { inheritedFrom, overwrites, comment, signatures = [] } = member;
    const isOfPlatform = [comment, ...signatures.map((one) => one.comment)].some(
      (text) => text?.inheritedFromParentDeclaration,
    );
    if (inheritedFrom?.reflection || overwrites?.reflection || isOfPlatform) {
      project.removeReflection(member);
    }
  }
}
