// The module that bundle.mjs makes from the files of tests/support/conformance/.
declare module 'conformance-files' {
  export const conformanceFiles: import('../../../js/support/host.js').ConformanceFile[];
}
