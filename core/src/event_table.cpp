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

EventTable::~EventTable() { std::free(records_); }

void EventTable::clear() {
  size_ = 0;
  type_size_ = 0;
  text_.clear_keeping(kRetainedTextBytes);
  ignored_text_.clear_keeping(kRetainedTextBytes);
}

// Not inlined into the places that append a row: rows are few, and growing is long.
[[gnu::noinline]] bool EventTable::append(const EventRecord& record) {
  if (size_ == capacity_) {
    const std::size_t capacity = capacity_ == 0 ? kSmallestCapacity : capacity_ * 2;
    auto* grown = static_cast<EventRecord*>(std::realloc(records_, capacity * sizeof(EventRecord)));
    if (grown == nullptr) {
      return false;
    }
    records_ = grown;
    capacity_ = capacity;
  }
  records_[size_++] = record;
  return true;
}

bool EventTable::append_text(const TextBuffer& text, TextSlice& slice) {
  slice.start = text_.utf16_length();
  const bool appended = text_.append(text);
  slice.end = text_.utf16_length();
  return appended;
}

bool EventTable::append_ignored_line(RecordKind kind, const IgnoredLine& line) {
  const std::uint32_t start = ignored_text_.utf16_length();
  const auto moved = [start](TextSlice slice) {
    return TextSlice{start + slice.start, start + slice.end};
  };
  return ignored_text_.append(line.text()) && append({.kind = kind,
                                                      .data = {start, ignored_text_.utf16_length()},
                                                      .event_type = moved(line.name()),
                                                      .id = moved(line.value())});
}

bool EventTable::append_event_type(const TextBuffer& type, TextSlice& slice) {
  if (type_size_ > 0 &&
      std::string_view(text_.view().data() + type_at_, type_size_) == type.view()) {
    slice = type_slice_;
    return true;
  }
  type_at_ = text_.size();
  if (!append_text(type, slice)) {
    return false;
  }
  type_size_ = type.size();
  type_slice_ = slice;
  return true;
}

}  // namespace sse
