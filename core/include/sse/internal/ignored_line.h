// A line that the standard ignores (a comment, an unknown field, a `retry` that is no number), kept
// for a parser that reports those.
#pragma once

#include <cstdint>
#include <span>

#include "sse/internal/text_buffer.h"

namespace sse {

/// Where the parts of an ignored line end or begin in a text, in UTF-16 code units.
struct IgnoredLineParts {
  /// Where the first colon stands; the end of the line where there is none.
  std::uint32_t name_end = 0;
  /// Behind the colon, and the one space after it; the end of the line where there is no colon.
  std::uint32_t value_start = 0;
};

/// Collects the bytes of one line, part by part.
class IgnoredLine {
 public:
  /// Takes the next part of the line. Returns false if the allocator has no memory.
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

  /// Ready for the next line.
  void clear() { bytes_.clear_keeping(kRetainedBytes); }

 private:
  /// As received: the count of code units has no meaning.
  TextBuffer bytes_;
};

}  // namespace sse
