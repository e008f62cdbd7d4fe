// Parses the value of a `retry` field, part by part, to milliseconds.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace sse {

/// The longest delay of a JavaScript timer, in milliseconds. Longer delays are cut to it.
inline constexpr std::uint32_t kLongestDelay = 0x7FFFFFFF;

/// [spec] "If the field value consists of only ASCII digits, then interpret the field value as an
/// integer in base ten, and set the event stream's reconnection time to that integer."
class ReconnectionTimeReader {
 public:
  void read(std::span<const std::uint8_t> part);
  /// Returns milliseconds, at most `kLongestDelay`. Returns nothing for a value that is empty or
  /// has anything but digits.
  [[nodiscard]] std::optional<std::uint32_t> value() const;

 private:
  std::uint32_t milliseconds_ = 0;
  bool has_digits_ = false;
  bool has_other_ = false;
};

}  // namespace sse
