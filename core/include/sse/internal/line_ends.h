// The three line ends: the first stage of the parser, independent of fields.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sse {

[[nodiscard]] constexpr bool is_line_end(std::uint8_t byte) { return byte == '\n' || byte == '\r'; }

/// Returns the number of bytes before the first line end, or the number of all bytes without one.
[[nodiscard]] std::size_t find_line_end(std::span<const std::uint8_t> bytes);

/// Consumes the line ends of an event stream, LF, CR and CRLF, at any chunk boundary.
/// https://html.spec.whatwg.org/#event-stream-interpretation
class LineEnds {
 public:
  /// Returns how many bytes at the start of `bytes` belong to the previous line end.
  [[nodiscard]] std::size_t rest(std::span<const std::uint8_t> bytes);

  /// Returns the length of the line end at the start of `bytes`.
  [[nodiscard]] std::size_t take(std::span<const std::uint8_t> bytes);

 private:
  /// The last byte was a CR: a LF directly after it belongs to that line end.
  bool after_carriage_return_ = false;
};

}  // namespace sse
