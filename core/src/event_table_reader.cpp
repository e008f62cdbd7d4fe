// Records to entries. docs/design.md describes the records.
#include "sse/event_table_reader.h"

#include <utility>

namespace sse {

namespace {

/// The length of a well-formed UTF-8 sequence, by its first byte.
std::size_t sequence_length(std::uint8_t lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead < 0xE0) {
    return 2;
  }
  return lead < 0xF0 ? 3 : 4;
}

}  // namespace

EventTableReader::Text::Text(const TextBuffer& text)
    : rest_(text.view()), is_ascii_(text.size() == text.utf16_length()) {}

std::string_view EventTableReader::Text::take_to(std::uint32_t utf16_end) {
  std::size_t size = 0;
  if (is_ascii_) {
    size = utf16_end - utf16_at_;
    utf16_at_ = utf16_end;
  }
  while (utf16_at_ < utf16_end) {
    const std::size_t length = sequence_length(static_cast<std::uint8_t>(rest_[size]));
    size += length;
    utf16_at_ += length == 4 ? 2 : 1;
  }
  const std::string_view taken(rest_.data(), size);
  rest_.remove_prefix(size);
  return taken;
}

void EventTableReader::begin(const EventTable& table) {
  words_ = table.words();
  text_ = Text(table.text());
  ignored_text_ = Text(table.ignored_text());
  type_ = {};
}

std::optional<Entry> EventTableReader::next() {
  drop_completed_data();
  const std::uint32_t word = next_word();
  const auto kind = static_cast<RecordKind>(word & ((1U << EventTable::kKindBits) - 1));
  const std::uint32_t value = word >> EventTable::kKindBits;
  switch (kind) {
    case RecordKind::message:
    case RecordKind::message_with_id:
    case RecordKind::message_with_type:
    case RecordKind::message_with_type_and_id:
    case RecordKind::message_with_retry:
      return next_message(kind, value);
    case RecordKind::last_event_id:
      // 0 for an empty ID, which may be in the middle of data.
      return Entry{.kind = Entry::Kind::last_event_id,
                   .id = value == 0 ? std::string_view() : text_.take_to(value)};
    case RecordKind::reconnection_time:
      return Entry{.kind = Entry::Kind::reconnection_time, .retry = next_word()};
    case RecordKind::ignored_line:
      return next_ignored_line(static_cast<IgnoredLineKind>(value));
  }
  return std::nullopt;
}

std::optional<Entry> EventTableReader::next_message(RecordKind kind, std::uint32_t data_end) {
  Entry entry;
  entry.data = text_.take_to(data_end);
  if (!unfinished_data_.empty()) {
    if (!unfinished_data_.append(entry.data)) {
      return std::nullopt;
    }
    entry.data = unfinished_data();
    data_was_completed_ = true;
  }
  const bool has_all = kind == RecordKind::message_with_retry;
  const bool has_both = has_all || kind == RecordKind::message_with_type_and_id;
  if (has_both || kind == RecordKind::message_with_type) {
    type_ = text_.take_to(next_word());
  }
  entry.type = type_;
  if (has_both || kind == RecordKind::message_with_id) {
    entry.id = text_.take_to(next_word());
  }
  if (has_all) {
    entry.retry = next_word();
  }
  return entry;
}

Entry EventTableReader::next_ignored_line(IgnoredLineKind kind) {
  Entry entry{.kind = Entry::Kind::ignored_line, .line_kind = kind};
  entry.line_name = ignored_text_.take_to(next_word());
  // The colon and the space.
  static_cast<void>(ignored_text_.take_to(next_word()));
  entry.line_value = ignored_text_.take_to(next_word());
  return entry;
}

std::uint32_t EventTableReader::next_word() {
  const std::uint32_t word = words_.front();
  words_ = words_.subspan(1);
  return word;
}

void EventTableReader::drop_completed_data() {
  if (std::exchange(data_was_completed_, false)) {
    unfinished_data_.clear_keeping(kRetainedBytes);
  }
}

/// The text after the last record is the start of the next message's data.
bool EventTableReader::keep_unfinished_data() {
  drop_completed_data();
  return unfinished_data_.append(text_.rest());
}

}  // namespace sse
