// Prepended to the glue of the small build: lets Emscripten's MINIMAL_RUNTIME be given a compiled module through
// `instantiateWasm(imports, receiveInstance)`, the hook that the full runtime offers, so that one loader serves both.

// MINIMAL_RUNTIME of 3.1.6 calls assert without defining it.
function assert() {}

// MINIMAL_RUNTIME calls WebAssembly.instantiate(...).then(output => ...) and nothing else of WebAssembly.
/** @suppress {duplicate,checkTypes} */
var WebAssembly = {
  instantiate: function (bytes, imports) {
    return {
      then: function (receiveOutput) {
        Module['instantiateWasm'](imports, function (instance) {
          receiveOutput({ instance: instance });
        });
      },
    };
  },
};
