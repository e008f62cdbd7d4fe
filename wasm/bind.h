// embind's `function` for functions of numbers, which embind.js can bind.
#pragma once

#include <emscripten/bind.h>

#include <type_traits>

/// Types that are the same number in WebAssembly and JavaScript. A result of 32 bits must be below
/// 2^31: an address in a memory of at most 2 GiB.
template <typename T>
constexpr bool is_plain() {
  return std::is_same_v<T, double> || std::is_same_v<T, unsigned> ||
         std::is_same_v<T, unsigned long>;
}

template <typename Result, typename... Arguments>
void bind(const char* name, Result (*function)(Arguments...)) {
  static_assert(std::is_void_v<Result> || is_plain<Result>());
  static_assert(((is_plain<Arguments>() || std::is_same_v<Arguments, bool>)&&...));
  emscripten::function(name, function);
}
