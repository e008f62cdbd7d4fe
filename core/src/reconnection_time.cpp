// Parses ASCII digits. Large values are cut to the limit.
#include "sse/internal/reconnection_time.h"

#include <algorithm>

namespace sse {

void ReconnectionTimeReader::read(std::span<const std::uint8_t> part) {
  for (const std::uint8_t byte : part) {
    if (byte < '0' || byte > '9') {
      has_other_ = true;
      return;
    }
    has_digits_ = true;
    const std::uint64_t longer = std::uint64_t{milliseconds_} * 10 + (byte - '0');
    milliseconds_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(longer, kLongestDelay));
  }
}

std::optional<std::uint32_t> ReconnectionTimeReader::value() const {
  return has_digits_ && !has_other_ ? std::optional(milliseconds_) : std::nullopt;
}

}  // namespace sse
