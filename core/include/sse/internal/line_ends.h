// The three line ends: first stage of the parser. Knows nothing of fields.
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
  /// Returns how many bytes at the start of `bytes` belong to the line end before them.
  [[nodiscard]] std::size_t rest(std::span<const std::uint8_t> bytes);

  /// Returns the length of the line end that `bytes` begin with.
  [[nodiscard]] std::size_t take(std::span<const std::uint8_t> bytes);

 private:
  /// The bytes so far ended in a CR: a LF right after it belongs to that line end.
  bool after_carriage_return_ = false;
};

}  // namespace sse
