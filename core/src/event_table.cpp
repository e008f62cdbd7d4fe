// Storage of the event table.
#include "sse/event_table.h"

#include <cstdlib>

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
  if (text_.capacity() > kRetainedTextBytes) {
    text_.release();
  } else {
    text_.clear();
  }
}

bool EventTable::append(const EventRecord& record) {
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

bool EventTable::append_event_type(const TextBuffer& type, TextSlice& slice) {
  if (type_size_ > 0 && text_.view().substr(type_at_, type_size_) == type.view()) {
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
