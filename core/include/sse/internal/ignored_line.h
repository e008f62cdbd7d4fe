// A line that the standard ignores (a comment, an unknown field, a `retry` that is not a number),
// kept for a parser that reports those.
#pragma once

#include <cstdint>
#include <span>

#include "sse/internal/text_buffer.h"

namespace sse {

/// Positions of the parts of an ignored line in a text, in UTF-16 code units.
struct IgnoredLineParts {
  /// The first colon, or the end of a line without a colon.
  std::uint32_t name_end = 0;
  /// After the colon and one space, or the end of a line without a colon.
  std::uint32_t value_start = 0;
};

/// Collects the bytes of one line, part by part.
class IgnoredLine {
 public:
  /// Appends the next part of the line. Returns false if the allocator has no memory.
  [[nodiscard]] bool append(std::span<const std::uint8_t> part) {
    return bytes_.append(part.data(), part.size(), 0);
  }

  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  /// [spec] "If the line starts with a U+003A COLON character (:): ignore the line."
  [[nodiscard]] bool is_comment() const { return !bytes_.empty() && *bytes_.bytes() == ':'; }

  /// Appends the line to `text`, decoded, and sets `parts`. Returns false if the allocator has no
  /// memory.
  [[nodiscard]] bool decode(TextBuffer& text, IgnoredLineParts& parts) const;

  [[nodiscard]] std::size_t capacity() const { return bytes_.capacity(); }

  /// Prepares for the next line.
  void clear() { bytes_.clear_keeping(kRetainedBytes); }

 private:
  /// As received: the count of code units has no meaning.
  TextBuffer bytes_;
};

}  // namespace sse
