// What the programs import, to the compiler: it checks them before there is a package to install.
declare module 'post-event-source' {
  const library: typeof import('../../../../js/src/index.js');
  export = library;
}
