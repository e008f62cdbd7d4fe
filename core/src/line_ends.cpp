// Finds line ends sixteen bytes at a time.
#include "sse/internal/line_ends.h"

#include "sse/internal/byte_block.h"

namespace sse {

std::size_t find_line_end(std::span<const std::uint8_t> bytes) {
  std::size_t at = 0;
  while (bytes.size() - at >= kBlockBytes) {
    const std::size_t before = first_marked(mark_line_ends(load(bytes.data() + at)));
    if (before < kBlockBytes) {
      return at + before;
    }
    at += kBlockBytes;
  }
  while (at < bytes.size() && !is_line_end(bytes[at])) {
    ++at;
  }
  return at;
}

std::size_t LineEnds::rest(std::span<const std::uint8_t> bytes) {
  if (!after_carriage_return_ || bytes.empty()) {
    return 0;
  }
  after_carriage_return_ = false;
  return bytes.front() == '\n' ? 1 : 0;
}

std::size_t LineEnds::take(std::span<const std::uint8_t> bytes) {
  if (bytes.front() == '\n') {
    return 1;
  }
  // [spec] A CR without a LF ends a line, too, so the line is complete before the next byte
  // arrives.
  after_carriage_return_ = bytes.size() == 1;
  return !after_carriage_return_ && bytes[1] == '\n' ? 2 : 1;
}

}  // namespace sse
