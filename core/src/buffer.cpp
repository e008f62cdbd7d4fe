// Growth of buffers. Inlined into the many functions that append, it would be a tenth of the
// WebAssembly module.
#include "sse/internal/buffer.h"

#include <cstdlib>
#include <limits>
#include <utility>

namespace sse {

namespace {

constexpr std::size_t kSmallestCapacity = 64;

}  // namespace

[[gnu::noinline]] Memory& Memory::operator=(Memory&& other) noexcept {
  if (this != &other) {
    release();
    swap(other);
  }
  return *this;
}

[[gnu::noinline]] bool Memory::grow(std::size_t extra_values, std::size_t value_bytes) {
  if (extra_values > (std::numeric_limits<std::size_t>::max() / 2 - size_) / value_bytes) {
    return false;
  }
  const std::size_t needed = size_ + extra_values * value_bytes;
  std::size_t capacity = capacity_ < kSmallestCapacity ? kSmallestCapacity : capacity_ * 2;
  if (capacity < needed) {
    capacity = needed;
  }
  auto* grown = static_cast<std::byte*>(std::realloc(memory_, capacity));
  if (grown == nullptr) {
    return false;
  }
  memory_ = grown;
  capacity_ = capacity;
  return true;
}

[[gnu::noinline]] void Memory::release() {
  std::free(memory_);
  memory_ = nullptr;
  size_ = 0;
  capacity_ = 0;
}

[[gnu::noinline]] void Memory::swap(Memory& other) noexcept {
  std::swap(memory_, other.memory_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
}

}  // namespace sse
