// A growable array in memory from malloc. Only this class owns memory in core/.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <type_traits>

namespace sse {

/// The part of a buffer that does not depend on the type of its values. All numbers are bytes.
class Memory {
 public:
  Memory() = default;
  ~Memory() { release(); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  Memory(Memory&& other) noexcept { swap(other); }
  Memory& operator=(Memory&& other) noexcept;

  [[nodiscard]] bool empty() const { return size_ == 0; }
  void clear() { size_ = 0; }
  /// Clears, and releases the memory.
  void release();
  void swap(Memory& other) noexcept;

 protected:
  [[nodiscard]] std::byte* at(std::size_t byte) const { return memory_ + byte; }
  [[nodiscard]] std::size_t size_bytes() const { return size_; }
  [[nodiscard]] std::size_t capacity_bytes() const { return capacity_; }
  void set_size_bytes(std::size_t size) { size_ = size; }
  /// At least doubles the capacity, so that appending takes linear time.
  [[nodiscard]] bool grow(std::size_t extra_values, std::size_t value_bytes);

 private:
  std::byte* memory_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// Functions that may need memory return false if the allocator has none: core/ has no exceptions.
/// The buffer is then unchanged.
template <typename Value>
class Buffer : public Memory {
  static_assert(std::is_trivially_copyable_v<Value>);

 public:
  [[nodiscard]] std::size_t size() const { return size_bytes() / sizeof(Value); }
  [[nodiscard]] std::size_t capacity() const { return capacity_bytes() / sizeof(Value); }
  [[nodiscard]] bool is_full() const { return size_bytes() == capacity_bytes(); }
  [[nodiscard]] const Value* data() const { return value_at(0); }
  [[nodiscard]] std::span<const Value> content() const { return {data(), size()}; }

  /// Makes room for `extra` more values.
  [[nodiscard]] bool reserve(std::size_t extra) {
    return extra <= (capacity_bytes() - size_bytes()) / sizeof(Value) || grow(extra, sizeof(Value));
  }
  [[nodiscard]] bool append(std::span<const Value> values) {
    if (!reserve(values.size())) {
      return false;
    }
    std::copy(values.begin(), values.end(), tail());
    commit(values.size());
    return true;
  }
  /// Returns where to write the values that `commit` adds. Valid for as many values as were
  /// reserved.
  [[nodiscard]] Value* tail() { return value_at(size_bytes()); }
  void commit(std::size_t count) { set_size_bytes(size_bytes() + count * sizeof(Value)); }
  /// Removes the values after the first `size`.
  void truncate(std::size_t size) { set_size_bytes(size * sizeof(Value)); }

  /// Releases if the capacity is more than `capacity` values.
  void release_beyond(std::size_t capacity) {
    if (this->capacity() > capacity) {
      release();
    }
  }
  /// Clears, and releases if the capacity is more than `capacity` values.
  void clear_keeping(std::size_t capacity) {
    release_beyond(capacity);
    clear();
  }

 private:
  [[nodiscard]] Value* value_at(std::size_t byte) const {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the memory holds values only.
    return reinterpret_cast<Value*>(at(byte));
  }
};

}  // namespace sse
