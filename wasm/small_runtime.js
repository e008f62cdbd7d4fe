// Prepended to the glue of the small build. Adds `instantiateWasm(imports, receiveInstance)` of the
// full runtime to Emscripten's MINIMAL_RUNTIME, so that one loader serves both.

// MINIMAL_RUNTIME of 3.1.6 calls assert without defining it.
function assert() {}

// MINIMAL_RUNTIME only calls WebAssembly.instantiate(...).then(output => ...).
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
