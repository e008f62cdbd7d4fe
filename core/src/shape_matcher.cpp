// Compares messages with a shape.
#include <algorithm>
#include <cstring>
#include <string_view>

#include "sse/internal/shape.h"

namespace sse {

namespace {

using Bytes = std::span<const std::uint8_t>;

/// Eight bytes at a time: the comparison takes most of the time of a message.
bool equal(const std::uint8_t* left, const std::uint8_t* right, std::size_t bytes) {
  using Word = std::uint64_t;
  for (; bytes >= sizeof(Word); bytes -= sizeof(Word)) {
    Word words[2];
    std::memcpy(&words[0], left, sizeof(Word));
    std::memcpy(&words[1], right, sizeof(Word));
    if (words[0] != words[1]) {
      return false;
    }
    left += sizeof(Word);
    right += sizeof(Word);
  }
  return std::equal(left, left + bytes, right);
}

/// Takes what it expects from the front of some bytes. After something else it takes nothing more.
class Reader {
 public:
  explicit Reader(Bytes bytes) : bytes_(bytes) {}

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] Bytes rest() const { return bytes_.subspan(at_); }

  void take(Bytes expected) {
    failed_ = failed_ || expected.size() > bytes_.size() - at_ ||
              !equal(bytes_.data() + at_, expected.data(), expected.size());
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

  /// `kNoJson` fails.
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

/// Reads values from the front of a shape.
class ShapeReader {
 public:
  explicit ShapeReader(Bytes bytes) : bytes_(bytes) {}

  template <typename Header>
  Header header() {
    Header header;
    std::memcpy(&header, bytes(sizeof(Header)).data(), sizeof(Header));
    return header;
  }
  Bytes bytes(std::size_t count) {
    const Bytes taken = bytes_.first(count);
    bytes_ = bytes_.subspan(count);
    return taken;
  }

 private:
  Bytes bytes_;
};

void fill(Hole hole, Reader& message, Utf8Output& output) {
  if (hole == Hole::number) {
    message.skip(read_json_number(message.rest()));
    return;
  }
  const Utf8Output before = output;
  message.skip(read_json_string(message.rest(), output));
  if (hole == Hole::string) {
    output = before;
  }
}

}  // namespace

ShapeHeader shape_header(Bytes storage) { return ShapeReader(storage).header<ShapeHeader>(); }

MatchedMessage match_shape(Bytes shape, Bytes bytes, Utf8Output& output) {
  ShapeReader segments(shape);
  const auto header = segments.header<ShapeHeader>();
  Reader message(bytes);
  if (header.event_bytes > 0) {
    message.take_field("event:");
    message.take(segments.bytes(header.event_bytes));
    message.take_line_end();
  }
  message.take_field("data:");
  MatchedMessage matched{.data_start = message.at()};
  const Utf8Output before = output;
  for (Hole hole = Hole::text; hole != Hole::end && !message.failed();) {
    const auto segment = segments.header<SegmentHeader>();
    message.take(segments.bytes(segment.literal_bytes));
    hole = segment.hole;
    if (hole != Hole::end && !message.failed()) {
      fill(hole, message, output);
    }
  }
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
