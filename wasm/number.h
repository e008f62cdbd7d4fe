// Converts numbers of JavaScript to integers. All conversions go through it, because a cast from
// double is undefined beyond the range.
#pragma once

#include <cstdint>
#include <limits>

/// Returns the whole part of `value`, brought into range. 0 for NaN.
[[gnu::noinline]] inline std::uint32_t count_of(double value) {
  constexpr double kHighest = std::numeric_limits<std::uint32_t>::max();
  if (!(value > 0)) {
    return 0;
  }
  return static_cast<std::uint32_t>(value < kHighest ? value : kHighest);
}
