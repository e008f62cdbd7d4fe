// Compares messages with a shape.
#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

#include "sse/internal/shape.h"

namespace sse {

namespace {

using Bytes = std::span<const std::uint8_t>;

/// Returns the index of the first byte in which the two differ. Compares eight bytes at a time,
/// because this takes most of the time of a message.
std::size_t common_bytes(const std::uint8_t* left, const std::uint8_t* right, std::size_t bytes) {
  using Word = std::uint64_t;
  std::size_t at = 0;
  for (; bytes - at >= sizeof(Word); at += sizeof(Word)) {
    Word left_word = 0;
    Word right_word = 0;
    std::memcpy(&left_word, left + at, sizeof(Word));
    std::memcpy(&right_word, right + at, sizeof(Word));
    if (left_word != right_word) {
      return at + static_cast<std::size_t>(std::countr_zero(left_word ^ right_word)) / 8;
    }
  }
  while (at < bytes && left[at] == right[at]) {
    ++at;
  }
  return at;
}

/// Consumes expected bytes from the front of some bytes. After a mismatch it consumes nothing more.
class Reader {
 public:
  explicit Reader(Bytes bytes) : bytes_(bytes) {}

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] Bytes rest() const { return bytes_.subspan(at_); }

  /// Returns the number of leading bytes that equal those of `expected`.
  [[nodiscard]] std::size_t common(Bytes expected) const {
    const std::size_t bytes = std::min(expected.size(), bytes_.size() - at_);
    return common_bytes(bytes_.data() + at_, expected.data(), bytes);
  }
  void take(Bytes expected) {
    failed_ = failed_ || common(expected) < expected.size();
    skip(expected.size());
  }
  void take_field(std::string_view name) {
    for (const char character : name) {
      take_byte(static_cast<std::uint8_t>(character));
    }
    // [spec] "If value starts with a U+0020 SPACE character, remove it from value."
    if (next_is(' ')) {
      skip(1);
    }
  }

  void take_line_end() {
    if (next_is('\r')) {
      skip(1);
    }
    take_byte('\n');
  }

  void skip_space() {
    while (next_is(' ') || next_is('\t')) {
      ++at_;
    }
  }

  /// `kNoJson` is a mismatch.
  void skip(std::size_t bytes) {
    failed_ = failed_ || bytes == kNoJson;
    at_ += failed_ ? 0 : bytes;
  }

 private:
  Bytes bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;

  [[nodiscard]] bool next_is(std::uint8_t byte) const {
    return at_ < bytes_.size() && bytes_[at_] == byte;
  }
  void take_byte(std::uint8_t byte) {
    failed_ = failed_ || !next_is(byte);
    skip(1);
  }
};

template <typename Value>
Value value_at(Bytes shape, std::size_t at) {
  Value value;
  std::memcpy(&value, shape.data() + at, sizeof(Value));
  return value;
}

/// The holes of a shape, in order.
class Holes {
 public:
  Holes(Bytes shape, std::size_t count) : shape_(shape), count_(count) {}

  /// Whether a hole remains that ends at or after `at`, which is then the next one.
  bool find(std::size_t at) {
    while (index_ < count_ && next().end < at) {
      ++index_;
    }
    return index_ < count_;
  }
  [[nodiscard]] HoleRange next() const {
    return value_at<HoleRange>(shape_, sizeof(ShapeHeader) + index_ * sizeof(HoleRange));
  }
  void remove() { ++index_; }

 private:
  Bytes shape_;
  std::size_t count_;
  std::size_t index_ = 0;
};

void fill(Hole hole, Reader& message, Utf8Output& output) {
  if (hole == Hole::number) {
    message.skip(read_json_number(message.rest()));
    return;
  }
  if (hole == Hole::space) {
    message.skip_space();
    return;
  }
  const Utf8Output before = output;
  message.skip(read_json_string(message.rest(), output));
  if (hole == Hole::string) {
    output = before;
  }
}

/// Compares the data of a message with the data of the learned message. Only the text and differing
/// values are parsed.
void match_data(Bytes learned, std::size_t text_start, Holes holes, Reader& message,
                Utf8Output& output) {
  std::size_t at = 0;
  while (!message.failed()) {
    const bool is_before_text = at <= text_start;
    const std::size_t end = is_before_text ? text_start : learned.size();
    const std::size_t common = message.common(learned.subspan(at, end - at));
    const bool is_equal = common == end - at;
    if (is_equal && !is_before_text) {
      message.skip(common);
      return;
    }
    const std::size_t differs_at = at + common;
    if (!holes.find(differs_at) || holes.next().start > differs_at) {
      message.skip(kNoJson);
      return;
    }
    const HoleRange range = holes.next();
    holes.remove();
    message.skip(range.start - at);
    fill(range.hole, message, output);
    at = range.end;
  }
}

}  // namespace

ShapeHeader shape_header(Bytes storage) { return value_at<ShapeHeader>(storage, 0); }

MatchedMessage match_shape(Bytes shape, Bytes bytes, Utf8Output& output) {
  const ShapeHeader header = shape_header(shape);
  const Holes holes(shape, header.holes);
  const std::size_t event_at = sizeof(ShapeHeader) + header.holes * sizeof(HoleRange);
  const Bytes event = shape.subspan(event_at, header.event_bytes);
  const Bytes data = shape.subspan(event_at + header.event_bytes);
  Reader message(bytes);
  if (!event.empty()) {
    message.take_field("event:");
    message.take(event);
    message.take_line_end();
  }
  message.take_field("data:");
  MatchedMessage matched{.data_start = message.at()};
  const Utf8Output before = output;
  match_data(data, header.text_start, holes, message, output);
  matched.data_end = message.at();
  message.take_line_end();
  message.take_line_end();
  if (message.failed()) {
    output = before;
    return {};
  }
  matched.bytes = message.at();
  return matched;
}

}  // namespace sse
