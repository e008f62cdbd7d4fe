// The fast path for most lines: blank lines, data, the event type of the previous block, and
// comments. `event_stream_parser.cpp` can parse every line, including these.
#include <array>

#include "sse/event_stream_parser.h"
#include "sse/internal/byte_block.h"

namespace sse {

namespace {

constexpr std::array kData{'d', 'a', 't', 'a'};
constexpr std::array kEvent{'e', 'v', 'e', 'n', 't'};

/// Appends well-formed text up to a line end. Returns the number of bytes appended.
std::size_t append_plain_value(std::span<const std::uint8_t> bytes, TextBuffer& text) {
  if (bytes.size() >= kBlockBytes) {
    const ByteBlock block = load(bytes.data());
    const std::size_t length = first_marked(mark_plain_text_ends(block));
    if (length < kBlockBytes && is_line_end(bytes[length])) {
      // One word, because the call below would take as long as everything else.
      store(block, text.tail());
      text.commit(length, static_cast<std::uint32_t>(length));
      return length;
    }
  }
  return append_well_formed_line(bytes.data(), bytes.size(), text);
}

}  // namespace

/// Stops at the first line that is of another kind or incomplete. `parse_line` has the same result,
/// but here a line of a few bytes takes a few nanoseconds.
std::size_t EventStreamParser::parse_plain_lines(std::span<const std::uint8_t> bytes,
                                                 EventTable& table) {
  std::size_t at = 0;
  while (at < bytes.size() && error_ == ErrorCode::none) {
    const auto rest = bytes.subspan(at);
    std::size_t length = 0;
    switch (rest.front()) {
      case '\n':
      case '\r':
        check_memory(dispatch(table));
        break;
      case 'd':
        length = parse_plain_data(rest, table.text());
        break;
      case 'e':
        length = parse_plain_event(rest);
        break;
      case ':':
        length = parse_plain_comment(rest);
        break;
      default:
        length = rest.size();
    }
    if (length == rest.size()) {
      break;
    }
    at += length + line_ends_.take(rest.subspan(length));
  }
  return at;
}

// The functions below return the length of the line, or of all bytes if the line is of another
// kind.

/// Parses well-formed data.
std::size_t EventStreamParser::parse_plain_data(std::span<const std::uint8_t> bytes,
                                                TextBuffer& text) {
  const std::size_t prefix = prefix_of(kData, bytes);
  if (prefix == 0 || !text.reserve(bytes.size())) {
    return bytes.size();
  }
  const std::size_t size = text.size();
  const std::uint32_t utf16_length = text.utf16_length();
  if (has_data_) {
    text.append_line_feed();
  }
  const std::size_t length = prefix + append_plain_value(bytes.subspan(prefix), text);
  if (!is_plain_line(bytes, length)) {
    text.truncate(size, utf16_length);
    return bytes.size();
  }
  has_data_ = true;
  block_bytes_ += static_cast<std::uint32_t>(length);
  return length;
}

/// Parses an event type that is the same as in the previous block.
std::size_t EventStreamParser::parse_plain_event(std::span<const std::uint8_t> bytes) {
  const std::size_t prefix = prefix_of(kEvent, bytes);
  const std::size_t length = prefix + event_type_.size();
  if (prefix == 0 || !is_plain_line(bytes, length) ||
      !event_type_.equals(bytes.subspan(prefix, event_type_.size()))) {
    return bytes.size();
  }
  has_event_type_ = true;
  block_bytes_ += static_cast<std::uint32_t>(length);
  return length;
}

/// Skips a comment if the parser does not report comments.
std::size_t EventStreamParser::parse_plain_comment(std::span<const std::uint8_t> bytes) const {
  const std::size_t length = find_line_end(bytes);
  return ignored_lines_ == IgnoredLines::dropped && is_plain_line(bytes, length) ? length
                                                                                 : bytes.size();
}

/// Whether the line ends after the first `length` of `bytes`, and the event is not too large.
bool EventStreamParser::is_plain_line(std::span<const std::uint8_t> bytes,
                                      std::size_t length) const {
  return length < bytes.size() && is_line_end(bytes[length]) &&
         length <= max_event_bytes_ - block_bytes_;
}

}  // namespace sse
