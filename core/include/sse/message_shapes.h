// Messages that differ from an earlier one in a few JSON values alone: read without parsing their
// JSON.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sse/internal/json_text.h"

namespace sse {

/// Where a stream is, seen from its last bytes.
enum class StreamPosition : std::uint8_t {
  /// Behind a blank line: the next byte begins a message.
  between_messages = 0,
  at_line_start = 1,
  in_line = 2,
};

/// A message to learn a shape from.
struct LearnedMessage {
  /// Its `event` field, empty if it has none. It must not have an `id` or a `retry` field.
  std::string_view event;
  /// Its data: one JSON object.
  std::string_view data;
  /// Paths of values, separated by LF. A path is names and indexes joined by '.', such as
  /// `choices.0.delta.content`. The first is the path of the text,
  /// which is a string. Strings and numbers at the other paths, and below these, may differ.
  std::string_view paths;
};

/// Consecutive messages of one shape.
struct ShapeRun {
  /// The number of the shape.
  std::uint32_t shape = 0;
  /// Where their text ends in `MessageShapes::text()`.
  std::uint32_t text_end = 0;
};

/// What `MessageShapes::read` has read.
struct ShapedMessages {
  /// The number of messages, and of their bytes.
  std::uint32_t count = 0;
  std::uint32_t bytes = 0;
  /// The number of bytes behind them that the event stream parser has to parse before the next
  /// read.
  std::uint32_t next_bytes = 0;
  /// Where the stream is behind those.
  StreamPosition position = StreamPosition::between_messages;
  /// For the next read of the stream.
  std::uint32_t misses = 0;
  /// Where the data of the last message begins and ends.
  std::uint32_t data_start = 0;
  std::uint32_t data_end = 0;
};

/// The shapes of one stream. A shape is the bytes of a message with holes for the values that vary.
/// A message matches if its other bytes are equal, and if its holes hold valid JSON strings and
/// numbers: it then means the same as the learned message, except for its text.
class MessageShapes {
 public:
  /// The most bytes of one `read`. More are left to the next one.
  static constexpr std::size_t kMostInputBytes = std::size_t{64} * 1024;
  /// If there are more, the oldest are removed.
  static constexpr std::size_t kMostShapes = 4;
  /// The most bytes of all shapes.
  static constexpr std::size_t kMostBytes = std::size_t{8} * 1024;
  static constexpr std::size_t kMostRuns = 256;

  MessageShapes() = default;
  ~MessageShapes() = default;
  MessageShapes(const MessageShapes&) = delete;
  MessageShapes& operator=(const MessageShapes&) = delete;
  MessageShapes(MessageShapes&&) = delete;
  MessageShapes& operator=(MessageShapes&&) = delete;

  /// Learns the shape of a message. Returns its number, below `kMostShapes`: another shape may have
  /// had the number before. Returns none if there is no single text at its path, or if the shape is
  /// too large.
  std::optional<std::uint32_t> learn(const LearnedMessage& message);

  /// Reads the messages at the start of `bytes` that match a shape. `position` and `misses` are
  /// what the previous read of the stream returned; a stream begins with `in_line` and 0. A message
  /// of more than `max_event_bytes` matches no shape.
  ShapedMessages read(std::span<const std::uint8_t> bytes, StreamPosition position,
                      std::uint32_t misses, std::uint32_t max_event_bytes);

  /// The text of the messages of the last read, in UTF-8.
  [[nodiscard]] std::span<const std::uint8_t> text() const;
  [[nodiscard]] bool is_ascii() const { return output_.is_ascii(); }
  [[nodiscard]] std::span<const ShapeRun> runs() const;

  /// The shapes as bytes, so that one object can serve many streams.
  [[nodiscard]] std::span<std::uint8_t, kMostBytes> storage() { return storage_; }
  [[nodiscard]] std::size_t stored_bytes() const { return stored_bytes_; }
  /// The first `bytes` of the storage are those of another object, or of an earlier moment.
  void restore(std::size_t bytes) { stored_bytes_ = bytes; }

 private:
  std::array<std::uint8_t, kMostBytes> storage_{};
  std::size_t stored_bytes_ = 0;
  std::array<std::uint8_t, kMostInputBytes> text_{};
  Utf8Output output_{text_.data()};
  std::array<ShapeRun, kMostRuns> runs_{};
  std::size_t run_count_ = 0;

  void remove_oldest();
  void read_matching(std::span<const std::uint8_t> bytes, std::uint32_t max_event_bytes,
                     ShapedMessages& read);
  [[nodiscard]] bool append_run(std::uint32_t shape);
};

}  // namespace sse
