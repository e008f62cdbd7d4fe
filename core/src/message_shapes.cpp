// The shapes of one stream: learns them, and finds the messages that match.
#include "sse/message_shapes.h"

#include <algorithm>
#include <cstring>

#include "sse/internal/line_ends.h"
#include "sse/internal/shape.h"

namespace sse {

namespace {

using Bytes = std::span<const std::uint8_t>;

/// After so many messages in a row without a match, the parser gets twice as many each time,
/// because every read takes time.
constexpr std::uint32_t kPatience = 8;
constexpr std::uint32_t kMostDoublings = 12;

/// What the parser has to parse before another message can be compared.
struct Rest {
  std::size_t bytes = 0;
  StreamPosition position = StreamPosition::between_messages;
};

/// The length up to the end of the first blank line, or of all bytes. It may miss a blank line
/// whose line end is a single CR or incomplete: the parser then gets more than one message.
Rest find_blank_line(Bytes bytes, StreamPosition position) {
  bool at_line_start = position != StreamPosition::in_line;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t line_end = at + find_line_end(bytes.subspan(at));
    const bool is_empty = at_line_start && line_end == at;
    const bool is_return = line_end < bytes.size() && bytes[line_end] == '\r';
    const std::size_t line_feed = line_end + (is_return ? 1 : 0);
    at_line_start = line_feed < bytes.size() && bytes[line_feed] == '\n';
    at = std::min(line_end + (is_return && at_line_start ? 2 : 1), bytes.size());
    if (is_empty && at_line_start) {
      return {.bytes = at, .position = StreamPosition::between_messages};
    }
  }
  return {.bytes = at,
          .position = at_line_start ? StreamPosition::at_line_start : StreamPosition::in_line};
}

Rest find_blank_lines(Bytes bytes, StreamPosition position, std::uint32_t count) {
  Rest rest{.bytes = 0, .position = position};
  for (; count > 0 && rest.bytes < bytes.size(); --count) {
    const Rest next = find_blank_line(bytes.subspan(rest.bytes), rest.position);
    rest = {.bytes = rest.bytes + next.bytes, .position = next.position};
  }
  return rest;
}

}  // namespace

std::optional<std::uint32_t> MessageShapes::learn(const LearnedMessage& message) {
  std::array<bool, kMostShapes> used{};
  std::size_t count = 0;
  for (std::size_t at = 0; at < stored_bytes_; ++count) {
    const ShapeHeader header = shape_header(Bytes(storage_).subspan(at));
    used[header.number] = true;
    at += header.bytes;
  }
  if (count == kMostShapes) {
    used[shape_header(storage_).number] = false;
    remove_oldest();
  }
  const auto* free = std::find(used.begin(), used.end(), false);
  const auto number = static_cast<std::uint16_t>(free - used.begin());
  for (;;) {
    const std::size_t bytes =
        write_shape(message, number, std::span(storage_).subspan(stored_bytes_));
    if (bytes > 0) {
      stored_bytes_ += bytes;
      return number;
    }
    if (stored_bytes_ == 0) {
      return std::nullopt;
    }
    remove_oldest();
  }
}

void MessageShapes::remove_oldest() {
  const std::size_t bytes = shape_header(storage_).bytes;
  stored_bytes_ -= bytes;
  std::memmove(storage_.data(), storage_.data() + bytes, stored_bytes_);
}

ShapedMessages MessageShapes::read(Bytes bytes, StreamPosition position, std::uint32_t misses,
                                   std::uint32_t max_event_bytes) {
  bytes = bytes.first(std::min(bytes.size(), kMostInputBytes));
  output_ = Utf8Output(text_.data());
  run_count_ = 0;
  ShapedMessages read;
  if (position == StreamPosition::between_messages) {
    read_matching(bytes, max_event_bytes, read);
  }
  const Bytes rest = bytes.subspan(read.bytes);
  read.misses = read.count > 0 ? 0 : misses;
  const std::uint32_t doublings =
      std::min(read.misses - std::min(read.misses, kPatience), kMostDoublings);
  const Rest next = find_blank_lines(rest, position, std::uint32_t{1} << doublings);
  read.next_bytes = static_cast<std::uint32_t>(next.bytes);
  read.position = next.position;
  if (!rest.empty() && position == StreamPosition::between_messages) {
    ++read.misses;
  }
  return read;
}

void MessageShapes::read_matching(Bytes bytes, std::uint32_t max_event_bytes,
                                  ShapedMessages& read) {
  // The newest first, and then the one that matched last.
  std::array<Bytes, kMostShapes> shapes;
  auto* const first = shapes.begin();
  auto* last = first;
  for (Bytes rest(storage_.data(), stored_bytes_); !rest.empty(); ++last) {
    *last = rest.first(shape_header(rest).bytes);
    rest = rest.subspan(last->size());
  }
  std::reverse(first, last);
  for (std::size_t at = 0; at < bytes.size();) {
    const Utf8Output before = output_;
    MatchedMessage matched;
    auto* const shape = std::find_if(first, last, [&](Bytes candidate) {
      matched = match_shape(candidate, bytes.subspan(at), output_);
      return matched.bytes > 0;
    });
    if (shape == last || matched.bytes > max_event_bytes ||
        !append_run(shape_header(*shape).number)) {
      output_ = before;
      return;
    }
    std::swap(*first, *shape);
    ++read.count;
    read.data_start = static_cast<std::uint32_t>(at + matched.data_start);
    read.data_end = static_cast<std::uint32_t>(at + matched.data_end);
    at += matched.bytes;
    read.bytes = static_cast<std::uint32_t>(at);
  }
}

/// Whether there was room for it.
bool MessageShapes::append_run(std::uint32_t shape) {
  if (run_count_ == 0 || runs_[run_count_ - 1].shape != shape) {
    if (run_count_ == kMostRuns) {
      return false;
    }
    runs_[run_count_++].shape = shape;
  }
  runs_[run_count_ - 1].text_end = static_cast<std::uint32_t>(output_.end() - text_.data());
  return true;
}

Bytes MessageShapes::text() const {
  return {text_.data(), static_cast<std::size_t>(output_.end() - text_.data())};
}

std::span<const ShapeRun> MessageShapes::runs() const { return {runs_.data(), run_count_}; }

}  // namespace sse
