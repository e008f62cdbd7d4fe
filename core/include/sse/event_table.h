// The output of the parser: a list of words and a text, in a form that JavaScript reads from linear
// memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sse/internal/buffer.h"
#include "sse/internal/text_buffer.h"

namespace sse {

/// The lowest bits of the first word of a record. docs/design.md describes the words.
enum class RecordKind : std::uint8_t {
  /// A dispatched block: an event with data, of the same type as the message before.
  message = 0,
  /// The same, with an id.
  message_with_id = 1,
  /// The same, with a type.
  message_with_type = 2,
  message_with_type_and_id = 3,
  /// The same, with all fields: a type, an id, which may be empty, and a `retry`.
  message_with_retry = 4,
  /// The last event ID was set, but not by a message with a non-empty id.
  last_event_id = 5,
  /// A `retry` field set the reconnection time. It applies from its line on, even if the block is
  /// not dispatched.
  reconnection_time = 6,
  /// An ignored line, if the parser reports those.
  ignored_line = 7,
};

/// Why a line was ignored.
enum class IgnoredLineKind : std::uint8_t {
  comment = 0,
  unknown_field = 1,
  /// A `retry` field whose value is not all digits.
  invalid_retry = 2,
};

/// The encoding of a text.
enum class TextEncoding : std::uint8_t {
  ascii = 0,
  utf8 = 1,
  /// Little-endian.
  utf16 = 2,
};

/// The value of `MessageFields::retry` if the block has no valid `retry` field.
inline constexpr std::uint32_t kNoRetry = 0xFFFFFFFF;

class IgnoredLine;

/// The fields of a message besides its data.
struct MessageFields {
  /// Whether the message sets its type with `type`. Otherwise it has the same type as the previous
  /// message; the first message has the empty type.
  bool sets_type = false;
  /// Null for the empty type.
  const TextBuffer* type = nullptr;
  const TextBuffer* id = nullptr;
  /// Milliseconds, at most 2^31 - 1. Requires `sets_type`.
  std::uint32_t retry = kNoRetry;
};

/// The results of one `EventStreamParser::feed`, in the order in which they took effect. Many
/// parsers can share one table, because it has no state between two feeds.
class EventTable {
 public:
  /// Bits of the first word of a record that hold its kind.
  static constexpr unsigned kKindBits = 3;

  [[nodiscard]] std::span<const std::uint32_t> words() const { return words_.content(); }
  /// The text of the records, one after another. If the data of the first message of the next table
  /// is large, its start follows: a parser keeps at most 64 KiB of it.
  [[nodiscard]] const TextBuffer& text() const { return text_; }
  [[nodiscard]] TextBuffer& text() { return text_; }
  /// The text of ignored lines. It is separate, because the data of the surrounding block must be
  /// contiguous.
  [[nodiscard]] const TextBuffer& ignored_text() const { return ignored_text_; }

  /// Empties the table for the next feed, and releases memory that only a very large event needed.
  void clear();

  // These functions return false if the allocator has no memory or the text has more than 2^29 - 1
  // code units, the limit of a string. They then append no record, but may leave text.

  /// Appends a message whose data is the text after the last record.
  [[nodiscard]] bool append_message(const MessageFields& fields);
  /// Appends a message without other fields.
  [[nodiscard]] bool append_message() {
    const std::uint32_t end = text_.utf16_length();
    if (words_.is_full() || end > kHighestValue) {
      return append_message(MessageFields{});
    }
    append_word(word_of(RecordKind::message, end));
    return true;
  }
  /// Appends a last event ID. After data, only an empty one.
  [[nodiscard]] bool append_last_event_id(const TextBuffer& id);
  [[nodiscard]] bool append_reconnection_time(std::uint32_t milliseconds);
  [[nodiscard]] bool append_ignored_line(IgnoredLineKind kind, const IgnoredLine& line);

  /// Converts the complete text into the encoding that decodes fastest. It stays in UTF-8 if the
  /// reader does not support UTF-16.
  [[nodiscard]] TextEncoding encode(bool reads_utf16);
  /// Requires that `encode` has returned `utf16`.
  [[nodiscard]] const char16_t* utf16_text() const { return utf16_text_.data(); }

 private:
  static constexpr std::uint32_t kHighestValue = 0xFFFFFFFF >> kKindBits;

  TextBuffer text_;
  TextBuffer ignored_text_;
  Buffer<char16_t> utf16_text_;
  Buffer<std::uint32_t> words_;

  [[nodiscard]] static std::uint32_t word_of(RecordKind kind, std::uint32_t value) {
    return value << kKindBits | static_cast<std::uint32_t>(kind);
  }
  /// Requires a reserved word.
  void append_word(std::uint32_t word) {
    *words_.tail() = word;
    words_.commit(1);
  }
  [[nodiscard]] bool reserve_record();
  [[nodiscard]] bool append_text(const TextBuffer* text);
};

}  // namespace sse
