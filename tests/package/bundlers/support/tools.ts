// The bundlers, started as in their documentation. Only options without a default are set.

export interface Tool {
  readonly name: string;
  /** A program of node_modules/.bin, and its arguments. It writes to `dist`. */
  readonly command: readonly [string, ...string[]];
  /** Progress lines of a tool that cannot be limited to warnings. */
  readonly progress?: RegExp;
  /** The page's tag for the bundle, if the tool does not write the page. */
  readonly script?: string;
  /** Whether the fallback is a file of its own. */
  readonly splits: boolean;
}

export const vite: Tool = {
  name: 'Vite',
  command: ['vite', 'build', '--logLevel=warn'],
  splits: true,
};

export const webpack: Tool = {
  name: 'webpack',
  command: ['webpack', '--mode=production', '--stats=errors-warnings'],
  progress: /^webpack compiled successfully$/,
  script: '<script defer src="./main.js"></script>',
  splits: true,
};

export const rollup: Tool = {
  name: 'Rollup',
  command: ['rollup', 'src/index.js', '--dir=dist', '--plugin=node-resolve'],
  progress: /^(src\/index\.js → dist\.\.\.|created dist in \S+)$/,
  script: '<script type="module" src="./index.js"></script>',
  splits: true,
};

export const esbuild: Tool = {
  name: 'esbuild',
  command: ['esbuild', 'src/index.js', '--bundle', '--outdir=dist', '--log-level=warning'],
  script: '<script defer src="./index.js"></script>',
  splits: false,
};

export const splittingEsbuild: Tool = {
  name: 'esbuild with splitting',
  command: [...esbuild.command, '--splitting', '--format=esm'],
  script: '<script type="module" src="./index.js"></script>',
  splits: true,
};

const parcel: Tool = {
  name: 'Parcel',
  // Its cache would be at the top of the repository.
  command: ['parcel', 'build', 'index.html', '--log-level=warn', '--cache-dir=.parcel-cache'],
  splits: true,
};

const rspack: Tool = {
  name: 'Rspack',
  command: ['rspack', 'build'],
  progress: /^Rspack compiled successfully in .+$/,
  script: '<script defer src="./main.js"></script>',
  splits: true,
};

export const tools = [vite, webpack, rollup, esbuild, splittingEsbuild, parcel, rspack];
