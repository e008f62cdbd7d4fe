// The memory functions of C and C++ for core/ and the bindings, on sse::Heap. Smaller than
// Emscripten's smallest allocator, and linear memory grows without a call into JavaScript.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <span>

#include "heap.h"

/// Set by the linker: the end of data and stack.
// NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
extern "C" std::byte __heap_base;

namespace {

constexpr std::size_t kPageBytes = 64 * 1024;

std::byte* end_of_memory() {
  return reinterpret_cast<std::byte*>(__builtin_wasm_memory_size(0) * kPageBytes);
}

std::span<std::byte> more_memory(std::size_t bytes) {
  static std::byte* begin = &__heap_base;
  const auto left = static_cast<std::size_t>(end_of_memory() - begin);
  if (left < bytes) {
    const std::size_t pages = (bytes - left + kPageBytes - 1) / kPageBytes;
    if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX) {
      return {};
    }
  }
  const std::span<std::byte> memory(begin, end_of_memory());
  begin = end_of_memory();
  return memory;
}

// Initialised at compile time, because constructors that run earlier may allocate.
constinit sse::Heap heap(more_memory);

}  // namespace

extern "C" {

// Inlined into each of their callers, they would double the module.

[[gnu::noinline]] void* malloc(std::size_t bytes) { return heap.allocate(bytes); }

[[gnu::noinline]] void* realloc(void* memory, std::size_t bytes) {
  return memory == nullptr ? heap.allocate(bytes) : heap.resize(memory, bytes);
}

[[gnu::noinline]] void free(void* memory) {
  if (memory != nullptr) {
    heap.release(memory);
  }
}
}

void* operator new(std::size_t bytes, const std::nothrow_t& /*tag*/) noexcept {
  return std::malloc(bytes);
}

void operator delete(void* memory) noexcept { std::free(memory); }
