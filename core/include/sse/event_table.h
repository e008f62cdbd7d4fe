// What the parser puts out: a list of words and one text, made to be read from linear memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sse/internal/buffer.h"
#include "sse/internal/text_buffer.h"

namespace sse {

/// What the first word of a record says in its lowest bits. docs/design.md shows the words.
enum class RecordKind : std::uint8_t {
  /// A block that was dispatched: an event with data, of the type of the message before.
  message = 0,
  /// The same with an id.
  message_with_id = 1,
  /// The same with a type of its own.
  message_with_type = 2,
  message_with_type_and_id = 3,
  /// With all that a block may have: a type, an id, which may be empty, and a `retry`.
  message_with_retry = 4,
  /// The last event ID was set other than by a message with a non-empty id.
  last_event_id = 5,
  /// A `retry` field set the reconnection time; it holds from its line on, dispatched or not.
  reconnection_time = 6,
  /// A line that the standard ignores, where the parser reports those.
  ignored_line = 7,
};

/// Why a line was ignored.
enum class IgnoredLineKind : std::uint8_t {
  comment = 0,
  unknown_field = 1,
  /// A `retry` field whose value is not all digits.
  invalid_retry = 2,
};

/// What the text is in.
enum class TextEncoding : std::uint8_t {
  ascii = 0,
  utf8 = 1,
  /// Little-endian.
  utf16 = 2,
};

/// The value of `MessageFields::retry` where the block has no (valid) `retry` field.
inline constexpr std::uint32_t kNoRetry = 0xFFFFFFFF;

class IgnoredLine;

/// What a message has besides its data.
struct MessageFields {
  /// `type` is to be taken, and not that of the message before, which is empty at first.
  bool sets_type = false;
  /// None for the empty one.
  const TextBuffer* type = nullptr;
  const TextBuffer* id = nullptr;
  /// Milliseconds, at most 2^31 - 1. Where there is one, `sets_type` has to be true.
  std::uint32_t retry = kNoRetry;
};

/// The results of one `EventStreamParser::feed`, in the order in which they took effect.
/// One table may serve any number of parsers, because it holds nothing between two feeds.
class EventTable {
 public:
  /// Bits of the first word of a record that hold its kind.
  static constexpr unsigned kKindBits = 3;

  [[nodiscard]] std::span<const std::uint32_t> words() const { return words_.content(); }
  /// The text of the records, one after another. Behind it is the start of the data of the first
  /// message of the next table, if that is large: a parser keeps no more than 64 KiB of it.
  [[nodiscard]] const TextBuffer& text() const { return text_; }
  [[nodiscard]] TextBuffer& text() { return text_; }
  /// The text of ignored lines: apart, because the data of the block around them must not be torn.
  [[nodiscard]] const TextBuffer& ignored_text() const { return ignored_text_; }

  /// Empties the table for the next feed, and gives back memory that only a very large event
  /// needed.
  void clear();

  // The appending functions return false if memory is out, and for a text that no string could
  // hold: of more than 2^29 - 1 code units. They then append no record, but may leave text.
  /// The data is what the text holds behind the last record.
  [[nodiscard]] bool append_message(const MessageFields& fields);
  /// The same for a message that has nothing else.
  [[nodiscard]] bool append_message() {
    const std::uint32_t end = text_.utf16_length();
    if (words_.is_full() || end > kHighestValue) {
      return append_message(MessageFields{});
    }
    append_word(word_of(RecordKind::message, end));
    return true;
  }
  /// Not for an id behind data, unless it is empty.
  [[nodiscard]] bool append_last_event_id(const TextBuffer& id);
  [[nodiscard]] bool append_reconnection_time(std::uint32_t milliseconds);
  [[nodiscard]] bool append_ignored_line(IgnoredLineKind kind, const IgnoredLine& line);

  /// Puts the text into the form that decodes fastest, once it is complete. It stays in UTF-8 if
  /// the reader does not read UTF-16.
  [[nodiscard]] TextEncoding encode(bool reads_utf16);
  /// After `encode` has returned `utf16`.
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
