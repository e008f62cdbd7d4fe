// Storage of the event table.
#include "sse/event_table.h"

#include <cstdlib>

#include "sse/ignored_line.h"

namespace sse {

namespace {

constexpr std::size_t kSmallestCapacity = 64;
/// A text larger than this is not kept for the next feed: an idle page must not hold a past event's
/// megabytes.
constexpr std::size_t kRetainedTextBytes = std::size_t{1} << 20;

}  // namespace

EventTable::~EventTable() { std::free(words_); }

void EventTable::clear() {
  size_ = 0;
  text_.clear_keeping(kRetainedTextBytes);
  ignored_text_.clear_keeping(kRetainedTextBytes);
  utf16_text_.shrink_to(kRetainedTextBytes / sizeof(char16_t));
}

bool EventTable::append_message(const MessageFields& fields) {
  const bool has_retry = fields.retry != kNoRetry;
  const bool has_id = fields.id != nullptr || has_retry;
  const unsigned kind = has_retry ? static_cast<unsigned>(RecordKind::message_with_retry)
                                  : (fields.sets_type ? 2U : 0U) + (has_id ? 1U : 0U);
  return append(static_cast<RecordKind>(kind), text_.utf16_length()) &&
         (!fields.sets_type || append_text(fields.type)) && (!has_id || append_text(fields.id)) &&
         (!has_retry || append_word(fields.retry));
}

bool EventTable::append_last_event_id(const TextBuffer& id) {
  // The text may end in data already, which an empty id must not be taken for the end of.
  return text_.append(id) &&
         append(RecordKind::last_event_id, id.empty() ? 0 : text_.utf16_length());
}

bool EventTable::append_reconnection_time(std::uint32_t milliseconds) {
  return append(RecordKind::reconnection_time, 0) && append_word(milliseconds);
}

bool EventTable::append_ignored_line(IgnoredLineKind kind, const IgnoredLine& line) {
  IgnoredLineParts parts;
  return line.decode(ignored_text_, parts) &&
         append(RecordKind::ignored_line, static_cast<std::uint32_t>(kind)) &&
         append_word(parts.name_end) && append_word(parts.value_start) &&
         append_word(ignored_text_.utf16_length());
}

TextEncoding EventTable::encode() {
  const std::size_t length = text_.utf16_length();
  if (length == text_.size()) {
    return TextEncoding::ascii;
  }
  return length * sizeof(char16_t) <= text_.size() && utf16_text_.assign(text_)
             ? TextEncoding::utf16
             : TextEncoding::utf8;
}

bool EventTable::append(RecordKind kind, std::uint32_t value) {
  return value <= kHighestValue && append_word(word_of(kind, value));
}

/// Not inlined into the many places that append.
[[gnu::noinline]] bool EventTable::append_word(std::uint32_t word) {
  if (size_ == capacity_) {
    const std::size_t capacity = capacity_ == 0 ? kSmallestCapacity : capacity_ * 2;
    auto* grown =
        static_cast<std::uint32_t*>(std::realloc(words_, capacity * sizeof(std::uint32_t)));
    if (grown == nullptr) {
      return false;
    }
    words_ = grown;
    capacity_ = capacity;
  }
  words_[size_++] = word;
  return true;
}

bool EventTable::append_text(const TextBuffer* text) {
  return (text == nullptr || text_.append(*text)) && append_word(text_.utf16_length());
}

}  // namespace sse
