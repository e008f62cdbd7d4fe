// The standard's algorithm for interpreting an event stream, one function for each of its steps.
#include "sse/event_stream_parser.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sse {

namespace {

constexpr std::array<std::uint8_t, 3> kByteOrderMark{0xEF, 0xBB, 0xBF};

/// Until its colon any line may be one of those that are ignored; a `retry` may until its end.
bool may_be_ignored(const FieldReader& reader) {
  return !reader.in_value() || reader.field() == Field::unknown || reader.field() == Field::retry;
}

}  // namespace

EventStreamParser::EventStreamParser(std::uint32_t max_event_bytes, IgnoredLines ignored_lines)
    : max_event_bytes_(max_event_bytes), ignored_lines_(ignored_lines) {}

ErrorCode EventStreamParser::feed(std::span<const std::uint8_t> bytes, EventTable& table) {
  table.clear();
  if (error_ != ErrorCode::none) {
    return error_;
  }
  if (!take_up_unfinished_data(bytes.size(), table)) {
    error_ = ErrorCode::out_of_memory;
    return error_;
  }
  error_ = parse(bytes, table);
  if (error_ == ErrorCode::none && !put_aside_unfinished_data(bytes.size(), table)) {
    error_ = ErrorCode::out_of_memory;
  }
  return error_;
}

/// [spec] "The UTF-8 decode algorithm strips one leading UTF-8 Byte Order Mark (BOM), if any."
ErrorCode EventStreamParser::parse(std::span<const std::uint8_t> bytes, EventTable& table) {
  while (at_start_of_stream_ && !bytes.empty()) {
    if (bytes.front() == kByteOrderMark[byte_order_mark_seen_]) {
      bytes = bytes.subspan(1);
      ++byte_order_mark_seen_;
      at_start_of_stream_ = byte_order_mark_seen_ < kByteOrderMark.size();
      continue;
    }
    at_start_of_stream_ = false;
    // What looked like the start of a mark is text after all, though its chunk may be gone by now.
    const auto text = std::span(kByteOrderMark).first(byte_order_mark_seen_);
    if (const ErrorCode error = parse_lines(text, table); error != ErrorCode::none) {
      return error;
    }
  }
  return parse_lines(bytes, table);
}

ErrorCode EventStreamParser::parse_lines(std::span<const std::uint8_t> bytes, EventTable& table) {
  while (const auto part = lines_.next(bytes)) {
    if (const ErrorCode error = parse_line_part(part->bytes, table); error != ErrorCode::none) {
      return error;
    }
    if (part->ends_line && !end_line(table)) {
      return ErrorCode::out_of_memory;
    }
  }
  return ErrorCode::none;
}

ErrorCode EventStreamParser::parse_line_part(std::span<const std::uint8_t> bytes,
                                             EventTable& table) {
  if (bytes.size() > max_event_bytes_ - block_bytes_ - line_bytes_) {
    return ErrorCode::event_too_large;
  }
  line_bytes_ += static_cast<std::uint32_t>(bytes.size());
  const auto value = field_.read(bytes);
  if (ignored_lines_ == IgnoredLines::reported && may_be_ignored(field_) &&
      !ignored_line_.append(bytes, value)) {
    return ErrorCode::out_of_memory;
  }
  if (!field_.in_value()) {
    return ErrorCode::none;
  }
  const bool appended = (value_begun_ || begin_value(table)) && append_to_value(value, table);
  return appended ? ErrorCode::none : ErrorCode::out_of_memory;
}

bool EventStreamParser::begin_value(EventTable& table) {
  value_begun_ = true;
  switch (field_.field()) {
    case Field::data:
      // [spec] Every value is followed by a LF and dispatch removes the last one: a LF stands
      // between two values.
      if (has_data_) {
        return table.text().append_ascii('\n');
      }
      has_data_ = true;
      break;
    case Field::event:
      event_type_.clear();
      break;
    case Field::id:
      id_candidate_.clear();
      id_candidate_has_null_ = false;
      break;
    case Field::retry:
      reconnection_time_ = {};
      break;
    case Field::unknown:
      break;
  }
  return true;
}

bool EventStreamParser::append_to_value(std::span<const std::uint8_t> bytes, EventTable& table) {
  switch (field_.field()) {
    case Field::data:
      return decoder_.append(bytes, table.text());
    case Field::event:
      return decoder_.append(bytes, event_type_);
    case Field::id:
      id_candidate_has_null_ |= std::find(bytes.begin(), bytes.end(), 0) != bytes.end();
      return decoder_.append(bytes, id_candidate_);
    case Field::retry:
      reconnection_time_.read(bytes);
      break;
    case Field::unknown:
      break;
  }
  return true;
}

bool EventStreamParser::end_line(EventTable& table) {
  if (line_bytes_ == 0) {
    return dispatch(table);
  }
  // [spec] A line without a colon is a field whose value is the empty string.
  if (!value_begun_ && !begin_value(table)) {
    return false;
  }
  if (field_.field() != Field::unknown) {
    block_bytes_ += line_bytes_;
  }
  const bool ended = end_value(table) && report_if_ignored(table);
  line_bytes_ = 0;
  value_begun_ = false;
  field_.reset();
  return ended;
}

bool EventStreamParser::end_value(EventTable& table) {
  switch (field_.field()) {
    case Field::data:
      return decoder_.finish(table.text());
    case Field::event:
      return decoder_.finish(event_type_);
    case Field::id:
      if (!decoder_.finish(id_candidate_)) {
        return false;
      }
      // [spec] "If the field value does not contain U+0000 NULL", else the field is ignored.
      if (!id_candidate_has_null_) {
        id_.swap(id_candidate_);
        has_id_ = true;
      }
      break;
    case Field::retry:
      if (const auto milliseconds = reconnection_time_.value()) {
        retry_ = *milliseconds;
        return table.append({.kind = RecordKind::reconnection_time, .retry = retry_});
      }
      break;
    case Field::unknown:
      break;
  }
  return true;
}

bool EventStreamParser::report_if_ignored(EventTable& table) {
  if (ignored_lines_ == IgnoredLines::dropped) {
    return true;
  }
  bool reported = ignored_line_.finish();
  if (ignored_line_.is_comment()) {
    reported = reported && table.append_ignored_line(RecordKind::comment, ignored_line_);
  } else if (field_.field() == Field::unknown) {
    reported = reported && table.append_ignored_line(RecordKind::unknown_field, ignored_line_);
  } else if (field_.field() == Field::retry && !reconnection_time_.value()) {
    reported = reported && table.append_ignored_line(RecordKind::invalid_retry, ignored_line_);
  }
  ignored_line_.clear();
  return reported;
}

/// [spec] "If the line is empty (a blank line): dispatch the event, as defined below."
bool EventStreamParser::dispatch(EventTable& table) {
  // [spec] The last event ID is set before data is looked at, so a block without data sets it as
  // well.
  if (has_id_ && (!has_data_ || id_.empty())) {
    EventRecord record{.kind = RecordKind::last_event_id};
    if (!table.append_text(id_, record.id) || !table.append(record)) {
      return false;
    }
  }
  if (has_data_) {
    EventRecord record{.kind = RecordKind::message,
                       .data = {data_utf16_start_, table.text().utf16_length()},
                       .retry = retry_};
    if (!table.append_event_type(event_type_, record.event_type) ||
        !table.append_text(id_, record.id) || !table.append(record)) {
      return false;
    }
  }
  begin_block(table);
  return true;
}

void EventStreamParser::begin_block(const EventTable& table) {
  block_bytes_ = 0;
  data_start_ = table.text().size();
  data_utf16_start_ = table.text().utf16_length();
  has_data_ = false;
  has_id_ = false;
  retry_ = kNoRetry;
  event_type_.clear_keeping(kRetainedBytes);
  id_.clear_keeping(kRetainedBytes);
  id_candidate_.clear_keeping(kRetainedBytes);
}

// Data larger than the incoming chunk changes hands instead of being copied: otherwise an event of
// n bytes in small chunks would be copied once a chunk, in quadratic time.

bool EventStreamParser::take_up_unfinished_data(std::size_t incoming, EventTable& table) {
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

bool EventStreamParser::put_aside_unfinished_data(std::size_t incoming, EventTable& table) {
  TextBuffer& text = table.text();
  const std::size_t size = text.size() - data_start_;
  if (data_start_ == 0 && size > incoming) {
    unfinished_data_ = std::move(text);
    return true;
  }
  return unfinished_data_.append(text.bytes() + data_start_, size,
                                 text.utf16_length() - data_utf16_start_);
}

}  // namespace sse
