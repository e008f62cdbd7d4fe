// The Encoding standard's UTF-8 decoder, from bytes to well-formed UTF-8: the third stage of the
// parser.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "sse/internal/text_buffer.h"

namespace sse {

/// Appends the well-formed text at the start of the `count` bytes at `bytes`, up to a line end.
/// Requires room for all of them. Returns the number of bytes appended. Passing structures through
/// memory would take most of the time of a short event.
std::size_t append_well_formed_line(const std::uint8_t* bytes, std::size_t count, TextBuffer& text);

/// Copies bytes to text and replaces every malformed sequence by U+FFFD, exactly where a
/// `TextDecoder` would. A sequence may be split over any number of calls.
/// https://encoding.spec.whatwg.org/#utf-8-decoder
class Utf8Decoder {
 public:
  /// Returned by `append_line` if the allocator has no memory.
  static constexpr std::size_t kOutOfMemory = SIZE_MAX;

  /// Decodes `bytes` up to a line end. Returns the number of bytes decoded.
  [[nodiscard]] std::size_t append_line(std::span<const std::uint8_t> bytes, TextBuffer& text);

  /// Decodes `bytes` without line ends. Returns false if the allocator has no memory.
  [[nodiscard]] bool append(std::span<const std::uint8_t> bytes, TextBuffer& text) {
    return append_line(bytes, text) != kOutOfMemory;
  }

  /// Ends a value: an unfinished sequence becomes one U+FFFD. Returns false if the allocator has no
  /// memory.
  [[nodiscard]] bool finish(TextBuffer& text);

 private:
  static constexpr std::uint8_t kLowestContinuation = 0x80;
  static constexpr std::uint8_t kHighestContinuation = 0xBF;

  /// Bytes of the current sequence. A well-formed one has at most four.
  std::array<std::uint8_t, 4> sequence_{};
  std::uint8_t length_ = 0;
  std::uint8_t needed_ = 0;
  /// The range of the next byte of the sequence.
  std::uint8_t lower_boundary_ = kLowestContinuation;
  std::uint8_t upper_boundary_ = kHighestContinuation;

  [[nodiscard]] bool go_on(std::uint8_t byte, TextBuffer& text);
  [[nodiscard]] bool start_sequence(std::uint8_t lead);
  void forget_sequence();
};

}  // namespace sse
