// What the parser puts out: a flat table of records and one text, made to be read from linear
// memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sse/text_buffer.h"

namespace sse {

enum class RecordKind : std::uint32_t {
  /// A block that was dispatched: an event with data.
  message = 0,
  /// The last event ID was set other than by a message with a non-empty id.
  last_event_id = 1,
  /// A `retry` field set the reconnection time; it holds from its line on, dispatched or not.
  reconnection_time = 2,
  // A line that the standard ignores, where the parser reports those. Its slices point into
  // `EventTable::ignored_text`: `data` is the line, `event_type` its name, `id` its value.
  comment = 3,
  unknown_field = 4,
  /// A `retry` field whose value is not all digits.
  invalid_retry = 5,
};

/// A part of the table's text, in UTF-16 code units from its start.
struct TextSlice {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
};

/// The value of `EventRecord::retry` where the block has no (valid) `retry` field.
inline constexpr std::uint32_t kNoRetry = 0xFFFFFFFF;

class IgnoredLine;

/// One row, eight 32-bit words. docs/design.md shows its bytes.
struct EventRecord {
  RecordKind kind = RecordKind::message;
  TextSlice data{};
  /// Empty where the block has no `event` field: the standard's "message" is for the reader to
  /// supply.
  TextSlice event_type{};
  TextSlice id{};
  /// Milliseconds, at most 2^31 - 1.
  std::uint32_t retry = kNoRetry;
};
static_assert(sizeof(EventRecord) == 8 * sizeof(std::uint32_t));

/// The results of one `EventStreamParser::feed`, in the order in which they took effect.
/// One table may serve any number of parsers, because it holds nothing between two feeds.
class EventTable {
 public:
  EventTable() = default;
  ~EventTable();
  EventTable(const EventTable&) = delete;
  EventTable& operator=(const EventTable&) = delete;
  EventTable(EventTable&&) = delete;
  EventTable& operator=(EventTable&&) = delete;

  [[nodiscard]] std::span<const EventRecord> records() const { return {records_, size_}; }
  /// The text that the slices point into.
  [[nodiscard]] const TextBuffer& text() const { return text_; }
  [[nodiscard]] TextBuffer& text() { return text_; }
  /// The text of ignored lines: apart, because the data of the block around them must not be torn.
  [[nodiscard]] const TextBuffer& ignored_text() const { return ignored_text_; }

  /// Empties the table for the next feed, and gives back memory that only a very large event
  /// needed.
  void clear();

  // The appending functions answer false when memory ran out.
  [[nodiscard]] bool append(const EventRecord& record);
  [[nodiscard]] bool append_text(const TextBuffer& text, TextSlice& slice);
  /// Like `append_text`; a type that equals the one before it is not written again, so that a
  /// reader may keep the string it has: the slices of both records are then the same.
  [[nodiscard]] bool append_event_type(const TextBuffer& type, TextSlice& slice);
  [[nodiscard]] bool append_ignored_line(RecordKind kind, const IgnoredLine& line);

 private:
  TextBuffer text_;
  TextBuffer ignored_text_;
  EventRecord* records_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  /// Where the newest event type stands in `text_`: in bytes, and as its slice.
  std::size_t type_at_ = 0;
  std::size_t type_size_ = 0;
  TextSlice type_slice_;
};

}  // namespace sse
