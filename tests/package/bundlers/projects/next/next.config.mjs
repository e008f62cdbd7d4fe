// Exports static pages, which any server can serve.
export default { output: 'export' };
