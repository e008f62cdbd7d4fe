// Types for the imports of the programs, which are checked before there is a package to install.
declare module 'post-event-source' {
  const library: typeof import('../../../../js/src/index.js');
  export = library;
}
