// Finds line ends eight bytes at a time.
#include "sse/line_splitter.h"

#include <bit>
#include <cstring>

namespace sse {

namespace {

constexpr std::uint64_t kLowBits = 0x0101010101010101;
constexpr std::uint64_t kHighBits = 0x8080808080808080;

/// The highest bit of the first of the eight bytes that equals `byte`, and maybe of bytes after it;
/// 0 where none does.
std::uint64_t matches(std::uint64_t word, std::uint8_t byte) {
  const std::uint64_t difference = word ^ (kLowBits * byte);
  return (difference - kLowBits) & ~difference & kHighBits;
}

std::size_t find_line_end(std::span<const std::uint8_t> bytes) {
  std::size_t at = 0;
  while (bytes.size() - at >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    const std::uint64_t ends = matches(word, '\n') | matches(word, '\r');
    if (ends != 0) {
      return at + static_cast<std::size_t>(std::countr_zero(ends)) / 8;
    }
    at += sizeof word;
  }
  while (at < bytes.size() && bytes[at] != '\n' && bytes[at] != '\r') {
    ++at;
  }
  return at;
}

}  // namespace

std::optional<LinePart> LineSplitter::next(std::span<const std::uint8_t>& input) {
  if (after_carriage_return_ && !input.empty()) {
    after_carriage_return_ = false;
    if (input.front() == '\n') {
      input = input.subspan(1);
    }
  }
  if (input.empty()) {
    return std::nullopt;
  }
  const std::size_t length = find_line_end(input);
  const LinePart part{input.first(length), length < input.size()};
  if (part.ends_line) {
    // [spec] A CR that no LF follows ends a line too, so the line is complete before the next byte
    // is known.
    after_carriage_return_ = input[length] == '\r';
    input = input.subspan(length + 1);
  } else {
    input = {};
  }
  return part;
}

}  // namespace sse
