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
  if (fields.retry != kNoRetry) {
    return append(RecordKind::message_with_retry, text_.utf16_length()) &&
           append_text(fields.type) && append_text(fields.id) && append_word(fields.retry);
  }
  const bool has_id = fields.id != nullptr;
  const unsigned kind = (fields.sets_type ? 2U : 0U) + (has_id ? 1U : 0U);
  return append(static_cast<RecordKind>(kind), text_.utf16_length()) &&
         (!fields.sets_type || append_text(fields.type)) && (!has_id || append_text(fields.id));
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
  const std::uint32_t start = ignored_text_.utf16_length();
  return ignored_text_.append(line.text()) &&
         append(RecordKind::ignored_line, static_cast<std::uint32_t>(kind)) &&
         append_word(start + line.name_end()) && append_word(start + line.value_start()) &&
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

bool EventTable::append_text(const TextBuffer* text) {
  return (text == nullptr || text_.append(*text)) && append_word(text_.utf16_length());
}

/// Not inlined into the places that append: they are many, and growing is rare.
[[gnu::noinline]] bool EventTable::grow() {
  const std::size_t capacity = capacity_ == 0 ? kSmallestCapacity : capacity_ * 2;
  auto* grown = static_cast<std::uint32_t*>(std::realloc(words_, capacity * sizeof(std::uint32_t)));
  if (grown == nullptr) {
    return false;
  }
  words_ = grown;
  capacity_ = capacity;
  return true;
}

}  // namespace sse
