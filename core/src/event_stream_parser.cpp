// The standard's algorithm for interpreting an event stream, with one function per step.
#include "sse/event_stream_parser.h"

#include <array>

namespace sse {

namespace {

constexpr std::array<std::uint8_t, 3> kByteOrderMark{0xEF, 0xBB, 0xBF};

/// Whether the current line may turn out to be ignored: any line before its colon, and a `retry`
/// field before its end.
bool may_be_ignored(const FieldReader& reader) {
  return !reader.in_value() || reader.field() == Field::unknown || reader.field() == Field::retry;
}

}  // namespace

EventStreamParser::EventStreamParser(std::uint32_t max_event_bytes, IgnoredLines ignored_lines,
                                     LongIgnoredLines long_ignored_lines)
    : max_event_bytes_(max_event_bytes),
      ignored_lines_(ignored_lines),
      long_ignored_lines_(long_ignored_lines) {}

ErrorCode EventStreamParser::feed(std::span<const std::uint8_t> bytes, EventTable& table,
                                  std::size_t held_by_others) {
  table.clear();
  if (error_ != ErrorCode::none) {
    return error_;
  }
  table_type_ = TableType::empty;
  check_memory(bytes.size() <= kMaxChunkBytes && restore_unfinished_data(bytes.size(), table));
  parse(bytes, table);
  if (error_ == ErrorCode::none) {
    check_memory(store_unfinished_data(bytes.size(), table));
    check_budget(held_by_others);
  }
  if (error_ != ErrorCode::none) {
    // Removes the text of an incomplete message, or of a record for which there was no memory.
    table.text().truncate(data_start_, data_utf16_start_);
  }
  return error_;
}

/// [spec] "The UTF-8 decode algorithm strips one leading UTF-8 Byte Order Mark (BOM), if any."
void EventStreamParser::parse(std::span<const std::uint8_t> bytes, EventTable& table) {
  while (at_start_of_stream_ && !bytes.empty()) {
    if (bytes.front() == kByteOrderMark[byte_order_mark_seen_]) {
      bytes = bytes.subspan(1);
      ++byte_order_mark_seen_;
      at_start_of_stream_ = byte_order_mark_seen_ < kByteOrderMark.size();
      continue;
    }
    at_start_of_stream_ = false;
    // These bytes are text, not a byte order mark. They may have arrived in an earlier chunk.
    parse_lines(std::span(kByteOrderMark).first(byte_order_mark_seen_), table);
  }
  parse_lines(bytes, table);
}

/// Not inlined, because `parse` calls it in two places.
[[gnu::noinline]] void EventStreamParser::parse_lines(std::span<const std::uint8_t> bytes,
                                                      EventTable& table) {
  std::size_t at = line_ends_.rest(bytes);
  while (at < bytes.size() && error_ == ErrorCode::none) {
    if (line_bytes_ == 0) {
      at += parse_plain_lines(bytes.subspan(at), table);
    }
    if (at < bytes.size() && error_ == ErrorCode::none) {
      at += parse_line(bytes.subspan(at), table);
    }
  }
}

/// Parses the available part of the current line, including its end.
std::size_t EventStreamParser::parse_line(std::span<const std::uint8_t> bytes, EventTable& table) {
  const std::size_t value_at = field_.read(bytes);
  std::size_t length = value_at;
  if (field_.in_value()) {
    check_memory(value_begun_ || begin_value(table));
    length += parse_value(bytes.subspan(value_at), table);
  }
  const std::size_t room = max_event_bytes_ - block_bytes_;
  const std::size_t line_bytes = line_bytes_ + length;
  const bool fits = line_bytes <= room;
  if (error_ == ErrorCode::none && !fits && must_fit(length < bytes.size())) {
    error_ = ErrorCode::event_too_large;
  }
  if (error_ != ErrorCode::none) {
    return 0;
  }
  // Clamped, because the length of a skipped line has no limit.
  line_bytes_ = static_cast<std::uint32_t>(fits ? line_bytes : room + 1);
  if (!fits) {
    ignored_line_.clear();
  } else if (ignored_lines_ == IgnoredLines::reported && may_be_ignored(field_)) {
    check_memory(ignored_line_.append(bytes.first(length)));
  }
  if (length == bytes.size() || error_ != ErrorCode::none) {
    return length;
  }
  check_memory(end_line(table));
  return length + line_ends_.take(bytes.subspan(length));
}

/// Whether the current line counts towards the limit. If ignored lines are skipped, this is unknown
/// until the colon or the end of the line.
bool EventStreamParser::must_fit(bool has_ended) const {
  return long_ignored_lines_ == LongIgnoredLines::fail ||
         ((has_ended || field_.in_value()) && field_.field() != Field::unknown);
}

bool EventStreamParser::begin_value(EventTable& table) {
  value_begun_ = true;
  switch (field_.field()) {
    case Field::data:
      return begin_data(table);
    case Field::event:
    case Field::id:
      value_.clear();
      break;
    case Field::retry:
      reconnection_time_ = {};
      break;
    case Field::unknown:
      break;
  }
  return true;
}

/// [spec] Appends a LF after every value, and dispatch removes the last LF. This parser instead
/// appends a LF before every value except the first.
bool EventStreamParser::begin_data(EventTable& table) {
  if (has_data_) {
    if (!table.text().reserve(1)) {
      return false;
    }
    table.text().append_line_feed();
  }
  has_data_ = true;
  return true;
}

/// Parses the value up to the end of the line or of `bytes`.
std::size_t EventStreamParser::parse_value(std::span<const std::uint8_t> bytes, EventTable& table) {
  if (field_.field() == Field::data) {
    const std::size_t length = decoder_.append_line(bytes, table.text());
    check_memory(length != Utf8Decoder::kOutOfMemory);
    return length;
  }
  const auto value = bytes.first(find_line_end(bytes));
  if (field_.field() == Field::event || field_.field() == Field::id) {
    check_memory(decoder_.append(value, value_));
  } else if (field_.field() == Field::retry) {
    reconnection_time_.read(value);
  }
  return value.size();
}

void EventStreamParser::check_memory(bool is_enough) {
  if (!is_enough) {
    error_ = ErrorCode::out_of_memory;
  }
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
      if (!decoder_.finish(value_)) {
        return false;
      }
      // Usually a new type, because parse_plain_event handles a repeated one.
      event_type_.swap(value_);
      if (table_type_ == TableType::event_type) {
        table_type_ = TableType::other;
      }
      has_event_type_ = true;
      value_.release_beyond(kRetainedBytes);
      break;
    case Field::id:
      if (!decoder_.finish(value_)) {
        return false;
      }
      // [spec] "If the field value does not contain U+0000 NULL", else the field is ignored.
      if (value_.view().find('\0') == std::string_view::npos) {
        id_.swap(value_);
        has_id_ = true;
      }
      value_.release_beyond(kRetainedBytes);
      break;
    case Field::retry:
      if (const auto milliseconds = reconnection_time_.value()) {
        retry_ = *milliseconds;
        return table.append_reconnection_time(retry_);
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
  const Field field = field_.field();
  const bool is_invalid_retry = field == Field::retry && !reconnection_time_.value();
  bool reported = true;
  // `ignored_line_` is empty if the line was skipped.
  if ((field == Field::unknown || is_invalid_retry) && !ignored_line_.empty()) {
    const IgnoredLineKind kind = is_invalid_retry             ? IgnoredLineKind::invalid_retry
                                 : ignored_line_.is_comment() ? IgnoredLineKind::comment
                                                              : IgnoredLineKind::unknown_field;
    reported = table.append_ignored_line(kind, ignored_line_);
  }
  ignored_line_.clear();
  return reported;
}

/// [spec] "If the line is empty (a blank line): dispatch the event, as defined below."
bool EventStreamParser::dispatch(EventTable& table) {
  // [spec] The last event ID is set before the data is checked, so a block without data also sets
  // it.
  if (has_id_ && (!has_data_ || id_.empty()) && !table.append_last_event_id(id_)) {
    return false;
  }
  if (has_data_ && !append_message(table)) {
    return false;
  }
  begin_block(table);
  return true;
}

bool EventStreamParser::append_message(EventTable& table) {
  const bool has_type = has_event_type_ && !event_type_.empty();
  const TableType type = has_type ? TableType::event_type : TableType::empty;
  const bool sets_type = type != table_type_ || retry_ != kNoRetry;
  table_type_ = type;
  if (!sets_type && !has_id_) {
    return table.append_message();
  }
  return table.append_message({
      .sets_type = sets_type,
      .type = has_type ? &event_type_ : nullptr,
      .id = has_id_ && !id_.empty() ? &id_ : nullptr,
      .retry = retry_,
  });
}

void EventStreamParser::begin_block(const EventTable& table) {
  block_bytes_ = 0;
  data_bytes_in_earlier_tables_ = 0;
  data_start_ = table.text().size();
  data_utf16_start_ = table.text().utf16_length();
  has_data_ = false;
  retry_ = kNoRetry;
  if (has_event_type_) {
    event_type_.release_beyond(kRetainedBytes);
    has_event_type_ = false;
  }
  if (has_id_) {
    id_.release_beyond(kRetainedBytes);
    has_id_ = false;
  }
}

}  // namespace sse
