// Stands in for Emscripten's libembind: registers the five types that bindings.cpp uses, where the
// library registers forty and brings printf. A binding with another type needs its line here, else
// its first call throws. Leans on internals of Emscripten 3.1.6; SSE_STOCK_EMBIND builds without
// it.
#include <emscripten/bind.h>
#include <emscripten/emscripten.h>

#include <cstring>

using emscripten::internal::TypeID;

extern "C" {

/// embind's JavaScript frees the name it gets. Names appear in error texts only.
EMSCRIPTEN_KEEPALIVE const char* __getTypeName(const void* /*type*/) { return strdup("type"); }

EMSCRIPTEN_KEEPALIVE __attribute__((constructor(101))) void
__embind_register_native_and_builtin_types() {
  using namespace emscripten::internal;
  constexpr auto kLargest = 0xFFFFFFFF;
  _embind_register_void(TypeID<void>::get(), "void");
  _embind_register_bool(TypeID<bool>::get(), "bool", sizeof(bool), true, false);
  _embind_register_float(TypeID<double>::get(), "double", sizeof(double));
  // embind's JavaScript tells unsigned types by their name.
  _embind_register_integer(TypeID<unsigned int>::get(), "unsigned int", 4, 0, kLargest);
  _embind_register_integer(TypeID<unsigned long>::get(), "unsigned long", 4, 0, kLargest);
}
}
