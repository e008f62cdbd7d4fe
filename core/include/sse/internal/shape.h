// The shape of a message as bytes: writing it, and comparing messages with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sse/internal/json_text.h"
#include "sse/message_shapes.h"

namespace sse {

/// A value that may differ. `space` is the white space before the last brace, which some servers
/// vary.
enum class Hole : std::uint16_t { text = 0, string = 1, number = 2, space = 3 };

/// The position of the value in the data of the learned message. A string is without its quotes.
struct HoleRange {
  std::uint16_t start = 0;
  std::uint16_t end = 0;
  Hole hole = Hole::text;
};

/// The first bytes of a shape in storage. Its holes follow, and then the event type and the data of
/// the learned message.
struct ShapeHeader {
  /// Of the whole shape.
  std::uint16_t bytes = 0;
  std::uint16_t number = 0;
  std::uint16_t holes = 0;
  std::uint16_t event_bytes = 0;
  /// The start of the text in the data.
  std::uint16_t text_start = 0;
};

/// Writes the shape of a message. Returns its number of bytes; 0 if there is not exactly one text
/// at the path of the text, or if there are too many holes or too few bytes of `output`.
[[nodiscard]] std::size_t write_shape(const LearnedMessage& message, std::uint16_t number,
                                      std::span<std::uint8_t> output);

/// A message that matches a shape.
struct MatchedMessage {
  /// Including the blank line. 0 if the bytes do not begin with a whole message of the shape.
  std::size_t bytes = 0;
  std::size_t data_start = 0;
  std::size_t data_end = 0;
};

/// Compares the message at the start of `bytes`, and appends its text to `output`.
[[nodiscard]] MatchedMessage match_shape(std::span<const std::uint8_t> shape,
                                         std::span<const std::uint8_t> bytes, Utf8Output& output);

/// Returns the header of the shape at the start of `storage`.
[[nodiscard]] ShapeHeader shape_header(std::span<const std::uint8_t> storage);

}  // namespace sse
