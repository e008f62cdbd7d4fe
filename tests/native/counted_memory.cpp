// Replacements of malloc, realloc and free, installed by the linker (--wrap).
#include "counted_memory.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace {

constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();

std::size_t left_to_succeed = kNever;
bool has_failed = false;
std::size_t used = 0;
std::size_t most_used = 0;

/// Bytes by address. The map's own memory comes from the C++ library, which is not wrapped.
std::unordered_map<void*, std::size_t>& blocks() {
  static auto* map = new std::unordered_map<void*, std::size_t>;
  return *map;
}

bool fails() {
  if (left_to_succeed == kNever) {
    return false;
  }
  if (left_to_succeed == 0) {
    has_failed = true;
    return true;
  }
  --left_to_succeed;
  return false;
}

void add(void* memory, std::size_t bytes) {
  blocks()[memory] = bytes;
  used += bytes;
  most_used = std::max(most_used, used);
}

void remove(void* memory) {
  const auto block = blocks().find(memory);
  if (block != blocks().end()) {
    used -= block->second;
    blocks().erase(block);
  }
}

}  // namespace

extern "C" {

void* __real_malloc(std::size_t bytes);
void* __real_realloc(void* memory, std::size_t bytes);
void __real_free(void* memory);

void* __wrap_malloc(std::size_t bytes) {
  void* memory = fails() ? nullptr : __real_malloc(bytes);
  if (memory != nullptr) {
    add(memory, bytes);
  }
  return memory;
}

void* __wrap_realloc(void* memory, std::size_t bytes) {
  void* resized = fails() ? nullptr : __real_realloc(memory, bytes);
  if (resized != nullptr) {
    most_used = std::max(most_used, used + bytes);
    remove(memory);
    add(resized, bytes);
  }
  return resized;
}

void __wrap_free(void* memory) {
  remove(memory);
  __real_free(memory);
}
}

FailingAllocations::FailingAllocations(std::size_t first) {
  left_to_succeed = first;
  has_failed = false;
}

FailingAllocations::~FailingAllocations() { left_to_succeed = kNever; }

bool FailingAllocations::any_failed() { return has_failed; }

std::size_t FailingAllocations::left() { return left_to_succeed; }

MemoryMeter::MemoryMeter() : at_start_(used) { most_used = used; }

std::size_t MemoryMeter::high_water() const { return most_used - at_start_; }

std::size_t MemoryMeter::in_use() const { return used - at_start_; }
