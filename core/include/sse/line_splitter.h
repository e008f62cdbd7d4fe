// Bytes to lines: first stage of the parser. Knows the three line ends and nothing of fields.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace sse {

/// A stretch of one line, without its line end.
struct LinePart {
  std::span<const std::uint8_t> bytes;
  /// The line is complete with this part. False where the input ran out in the middle of a line.
  bool ends_line;
};

/// Splits an event stream at LF, CR and CRLF, whatever the chunks.
/// https://html.spec.whatwg.org/#event-stream-interpretation
class LineSplitter {
 public:
  /// Takes the next part off the front of `input`; nothing when `input` holds no more.
  /// The part points into `input`'s bytes and is valid as long as they are.
  [[nodiscard]] std::optional<LinePart> next(std::span<const std::uint8_t>& input);

 private:
  /// The last line ended in CR, so that a line feed right after it belongs to that line end.
  bool after_carriage_return_ = false;
};

}  // namespace sse
