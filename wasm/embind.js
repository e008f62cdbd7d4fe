// Stands in for Emscripten's embind.js: the one function of it that EMSCRIPTEN_BINDINGS calls where functions of numbers
// are all there is. Numbers cross as they are, so that no type has to be registered; bindings.cpp lets no other type pass.

mergeInto(LibraryManager.library, {
  _embind_register_function: function (name, typeCount, types, signature, invoker, target) {
    var text = '';
    while (HEAPU8[name]) {
      text += String.fromCharCode(HEAPU8[name++]);
    }
    Module[text] = wasmTable.get(invoker).bind(null, target);
  },
});
