// Reads messages that differ from an earlier message only in a few JSON values, without parsing
// their JSON.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sse/internal/json_text.h"

namespace sse {

/// The position of a stream, derived from its last bytes.
enum class StreamPosition : std::uint8_t {
  /// After a blank line: the next byte begins a message.
  between_messages = 0,
  at_line_start = 1,
  in_line = 2,
};

/// A message whose shape is learned.
struct LearnedMessage {
  /// Its `event` field, empty if it has none. It must not have an `id` or a `retry` field.
  std::string_view event;
  /// The data: one JSON object.
  std::string_view data;
  /// Paths of the values that may differ, separated by LF. A path is names and indexes joined by
  /// '.', such as `choices.0.delta.content`. The first path leads to the text, a string. The
  /// other paths stand for all strings and numbers at and below them.
  std::string_view paths;
};

/// Consecutive messages of one shape.
struct ShapeRun {
  /// The number of the shape.
  std::uint32_t shape = 0;
  /// The end of their text in `MessageShapes::text()`.
  std::uint32_t text_end = 0;
};

/// The result of `MessageShapes::read`.
struct ShapedMessages {
  /// The number of messages that were read, and the number of their bytes.
  std::uint32_t count = 0;
  std::uint32_t bytes = 0;
  /// The number of following bytes that the event stream parser has to parse before the next read.
  std::uint32_t next_bytes = 0;
  /// The position of the stream after those bytes.
  StreamPosition position = StreamPosition::between_messages;
  /// Counts messages in a row that matched no shape. An argument of the next read.
  std::uint32_t misses = 0;
  /// The start and the end of the last message's data.
  std::uint32_t data_start = 0;
  std::uint32_t data_end = 0;
};

/// The shapes of one stream. A shape is the bytes of a learned message with holes for the values
/// that may differ. A message matches if all bytes outside the holes are equal, and if the holes
/// contain valid JSON strings and numbers.
class MessageShapes {
 public:
  /// The maximum number of bytes that one `read` uses. The next `read` gets the rest.
  static constexpr std::size_t kMostInputBytes = std::size_t{64} * 1024;
  /// The maximum number of shapes. If there are more, the oldest is removed.
  static constexpr std::size_t kMostShapes = 4;
  /// The maximum size of all shapes together.
  static constexpr std::size_t kMostBytes = std::size_t{8} * 1024;
  static constexpr std::size_t kMostRuns = 256;

  MessageShapes() = default;
  ~MessageShapes() = default;
  MessageShapes(const MessageShapes&) = delete;
  MessageShapes& operator=(const MessageShapes&) = delete;
  MessageShapes(MessageShapes&&) = delete;
  MessageShapes& operator=(MessageShapes&&) = delete;

  /// Learns the shape of a message. Returns its number, below `kMostShapes`. The numbers of removed
  /// shapes are reused. Returns `nullopt` if there is not exactly one text at its path, or if the
  /// shape is too large.
  std::optional<std::uint32_t> learn(const LearnedMessage& message);

  /// Reads the messages at the start of `bytes` that match a shape. `position` and `misses` are
  /// results of the previous read of the stream; a stream begins with `in_line` and 0. A message of
  /// more than `max_event_bytes` matches no shape.
  ShapedMessages read(std::span<const std::uint8_t> bytes, StreamPosition position,
                      std::uint32_t misses, std::uint32_t max_event_bytes);

  /// Returns the text of the messages of the last read, in UTF-8.
  [[nodiscard]] std::span<const std::uint8_t> text() const;
  [[nodiscard]] bool is_ascii() const { return output_.is_ascii(); }
  [[nodiscard]] std::span<const ShapeRun> runs() const;

  /// Returns the shapes as bytes, so that one object can serve many streams.
  [[nodiscard]] std::span<std::uint8_t, kMostBytes> storage() { return storage_; }
  [[nodiscard]] std::size_t stored_bytes() const { return stored_bytes_; }
  /// Must be called after shapes were copied to `storage()`. `bytes` is their `stored_bytes()`.
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
