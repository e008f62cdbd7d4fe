// The data of an unfinished event between two feeds, and the limit of its memory.
#include <utility>

#include "sse/event_stream_parser.h"

namespace sse {

namespace {

constexpr std::size_t kLongestUnfinishedData = 64 * std::size_t{1024};

}  // namespace

std::size_t EventStreamParser::held_bytes() const {
  return data_bytes_in_earlier_tables_ + unfinished_data_.capacity() + value_.capacity() +
         event_type_.capacity() + id_.capacity() + ignored_line_.capacity();
}

void EventStreamParser::check_budget(std::size_t held_by_others) {
  const std::size_t held = held_bytes();
  if (held > kNeverRefusedBytes && (held > kBudgetBytes || held_by_others > kBudgetBytes - held)) {
    error_ = ErrorCode::budget_exceeded;
  }
}

// Data larger than the incoming chunk is moved, not copied, because copying it for each small chunk
// would take quadratic time. Data larger than `kLongestUnfinishedData` is left in the table, so
// that the memory of a parser does not grow with the data of an event.

bool EventStreamParser::restore_unfinished_data(std::size_t incoming, EventTable& table) {
  data_start_ = 0;
  data_utf16_start_ = 0;
  if (unfinished_data_.size() > incoming) {
    table.text() = std::move(unfinished_data_);
    return true;
  }
  if (!table.text().append(unfinished_data_)) {
    return false;
  }
  unfinished_data_.clear_keeping(kRetainedBytes);
  return true;
}

bool EventStreamParser::store_unfinished_data(std::size_t incoming, EventTable& table) {
  TextBuffer& text = table.text();
  const std::size_t size = text.size() - data_start_;
  if (size > kLongestUnfinishedData) {
    data_bytes_in_earlier_tables_ += size;
    return true;
  }
  if (data_start_ == 0 && size > incoming) {
    unfinished_data_ = std::move(text);
    return true;
  }
  const bool appended = unfinished_data_.append(text.bytes() + data_start_, size,
                                                text.utf16_length() - data_utf16_start_);
  text.truncate(data_start_, data_utf16_start_);
  return appended;
}

}  // namespace sse
