// Storage of the event table.
#include "sse/event_table.h"

#include "sse/internal/ignored_line.h"
#include "sse/internal/utf16_text.h"

namespace sse {

namespace {

constexpr std::size_t kLongestRecord = 4;
/// A larger text is released before the next feed: an idle page must not keep the memory of a past
/// event.
constexpr std::size_t kRetainedTextBytes = std::size_t{1} << 20;

}  // namespace

void EventTable::clear() {
  words_.clear();
  text_.clear_keeping(kRetainedTextBytes);
  ignored_text_.clear_keeping(kRetainedTextBytes);
  utf16_text_.release_beyond(kRetainedTextBytes / sizeof(char16_t));
}

bool EventTable::append_message(const MessageFields& fields) {
  const bool has_retry = fields.retry != kNoRetry;
  const bool has_id = fields.id != nullptr || has_retry;
  const unsigned kind = has_retry ? static_cast<unsigned>(RecordKind::message_with_retry)
                                  : (fields.sets_type ? 2U : 0U) + (has_id ? 1U : 0U);
  const std::uint32_t data_end = text_.utf16_length();
  if (data_end > kHighestValue || !reserve_record()) {
    return false;
  }
  std::uint32_t* const record = words_.tail();
  std::uint32_t* word = record;
  *word++ = word_of(static_cast<RecordKind>(kind), data_end);
  if (fields.sets_type) {
    if (!append_text(fields.type)) {
      return false;
    }
    *word++ = text_.utf16_length();
  }
  if (has_id) {
    if (!append_text(fields.id)) {
      return false;
    }
    *word++ = text_.utf16_length();
  }
  if (has_retry) {
    *word++ = fields.retry;
  }
  words_.commit(static_cast<std::size_t>(word - record));
  return true;
}

bool EventTable::append_last_event_id(const TextBuffer& id) {
  if (!reserve_record() || !text_.append(id)) {
    return false;
  }
  // The text may already end in data, and an empty id must not mark its end.
  const std::uint32_t end = id.empty() ? 0 : text_.utf16_length();
  if (end > kHighestValue) {
    return false;
  }
  append_word(word_of(RecordKind::last_event_id, end));
  return true;
}

bool EventTable::append_reconnection_time(std::uint32_t milliseconds) {
  if (!reserve_record()) {
    return false;
  }
  append_word(word_of(RecordKind::reconnection_time, 0));
  append_word(milliseconds);
  return true;
}

bool EventTable::append_ignored_line(IgnoredLineKind kind, const IgnoredLine& line) {
  IgnoredLineParts parts;
  if (!reserve_record() || !line.decode(ignored_text_, parts)) {
    return false;
  }
  append_word(word_of(RecordKind::ignored_line, static_cast<std::uint32_t>(kind)));
  append_word(parts.name_end);
  append_word(parts.value_start);
  append_word(ignored_text_.utf16_length());
  return true;
}

TextEncoding EventTable::encode(bool reads_utf16) {
  const std::size_t length = text_.utf16_length();
  if (length == text_.size()) {
    return TextEncoding::ascii;
  }
  return reads_utf16 && length * sizeof(char16_t) <= text_.size() &&
                 convert_to_utf16(text_, utf16_text_)
             ? TextEncoding::utf16
             : TextEncoding::utf8;
}

/// Makes room for the words of one record, so that no record is incomplete. Not inlined into the
/// many functions that append.
[[gnu::noinline]] bool EventTable::reserve_record() { return words_.reserve(kLongestRecord); }

bool EventTable::append_text(const TextBuffer* text) {
  return text == nullptr || text_.append(*text);
}

}  // namespace sse
