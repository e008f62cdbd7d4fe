// The Encoding standard's UTF-8 decoder, from bytes to well-formed UTF-8: second stage of the
// parser.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "sse/text_buffer.h"

namespace sse {

/// Copies bytes to text and replaces every malformed sequence by U+FFFD, exactly where a
/// `TextDecoder` would. A sequence may be split over any number of calls.
/// https://encoding.spec.whatwg.org/#utf-8-decoder
class Utf8Decoder {
 public:
  /// False when memory ran out.
  [[nodiscard]] bool append(std::span<const std::uint8_t> bytes, TextBuffer& text);

  /// The end of a value: a sequence still unfinished becomes one U+FFFD. False when memory ran out.
  [[nodiscard]] bool finish(TextBuffer& text);

 private:
  static constexpr std::uint8_t kLowestContinuation = 0x80;
  static constexpr std::uint8_t kHighestContinuation = 0xBF;

  /// Bytes of the sequence at hand; a well-formed one has at most four.
  std::array<std::uint8_t, 4> sequence_{};
  std::uint8_t length_ = 0;
  std::uint8_t needed_ = 0;
  /// Where the next byte of the sequence must lie.
  std::uint8_t lower_boundary_ = kLowestContinuation;
  std::uint8_t upper_boundary_ = kHighestContinuation;

  [[nodiscard]] bool begin(std::span<const std::uint8_t>& bytes, TextBuffer& text);
  [[nodiscard]] bool go_on(std::span<const std::uint8_t>& bytes, TextBuffer& text);
  [[nodiscard]] bool start_sequence(std::uint8_t lead);
  void forget_sequence();
};

}  // namespace sse
