// Replaces Emscripten's embind.js: the one function that EMSCRIPTEN_BINDINGS calls if only
// functions of numbers are bound. Numbers cross unchanged, so that no type has to be registered;
// bindings.cpp allows no other type.

mergeInto(LibraryManager.library, {
  _embind_register_function: function (name, typeCount, types, signature, invoker, target) {
    var text = '';
    while (HEAPU8[name]) {
      text += String.fromCharCode(HEAPU8[name++]);
    }
    Module[text] = wasmTable.get(invoker).bind(null, target);
  },
});
