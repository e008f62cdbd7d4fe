// Test helper: the memory functions that core/ calls. They count, and fail when a test requests it.
#pragma once

#include <cstddef>

/// While it exists, the allocation with this number, counted from 0, and all later ones fail.
class FailingAllocations {
 public:
  explicit FailingAllocations(std::size_t first);
  ~FailingAllocations();
  FailingAllocations(const FailingAllocations&) = delete;
  FailingAllocations& operator=(const FailingAllocations&) = delete;
  FailingAllocations(FailingAllocations&&) = delete;
  FailingAllocations& operator=(FailingAllocations&&) = delete;

  [[nodiscard]] static bool any_failed();
  /// How many more allocations succeed.
  [[nodiscard]] static std::size_t left();
};

/// Measures from its construction on.
class MemoryMeter {
 public:
  MemoryMeter();

  /// The largest number of bytes in use. Memory that is resized counts as if it had moved.
  [[nodiscard]] std::size_t high_water() const;
  /// The bytes in use now.
  [[nodiscard]] std::size_t in_use() const;

 private:
  std::size_t at_start_;
};
