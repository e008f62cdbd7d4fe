// A line that the standard ignores (a comment, an unknown field, a `retry` that is no number), kept
// for those who want to know of it.
#pragma once

#include <cstdint>
#include <span>

#include "sse/text_buffer.h"
#include "sse/utf8_decoder.h"

namespace sse {

/// What a parser does with the lines that the standard ignores.
enum class IgnoredLines : bool { dropped = false, reported = true };

/// Collects the text of one line, part by part, and where its name and its value are.
class IgnoredLine {
 public:
  /// Takes the next part of the line; `value` is the end of the part that belongs to the value.
  /// False when memory ran out.
  [[nodiscard]] bool append(std::span<const std::uint8_t> part,
                            std::span<const std::uint8_t> value);
  /// The end of the line. False when memory ran out.
  [[nodiscard]] bool finish();

  [[nodiscard]] const TextBuffer& text() const { return text_; }
  // In UTF-16 code units:
  /// Where the first colon stands; the end of the line where there is none.
  [[nodiscard]] std::uint32_t name_end() const { return name_end_; }
  /// Behind the colon, and the one space after it; the end of the line where there is no colon.
  [[nodiscard]] std::uint32_t value_start() const { return value_start_; }
  /// [spec] "If the line starts with a U+003A COLON character (:): ignore the line."
  [[nodiscard]] bool is_comment() const { return colon_seen_ && name_end_ == 0; }

  /// Ready for the next line.
  void clear();

 private:
  TextBuffer text_;
  Utf8Decoder decoder_;
  std::uint32_t name_end_ = 0;
  std::uint32_t value_start_ = 0;
  bool colon_seen_ = false;
  bool value_begun_ = false;

  [[nodiscard]] bool append_before_value(std::span<const std::uint8_t> bytes);
};

}  // namespace sse
