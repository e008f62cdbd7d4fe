// Test fixture: learns shapes, and reads messages with them.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "parse.h"
#include "sse/message_shapes.h"

inline constexpr std::uint32_t kNoLimit = 0xFFFFFFFF;
inline constexpr std::string_view kChunk =
    R"({"id":"c1","n":1,"choices":[{"delta":{"content":"Hi"}}]})";
inline constexpr std::string_view kPaths = "choices.0.delta.content\nid\nn";

class ShapesTest : public testing::Test {
 protected:
  sse::MessageShapes shapes_;

  std::optional<std::uint32_t> learn(std::string_view data, std::string_view paths = kPaths,
                                     std::string_view event = "") {
    return shapes_.learn({.event = event, .data = data, .paths = paths});
  }
  sse::ShapedMessages read(std::string_view bytes,
                           sse::StreamPosition position = sse::StreamPosition::between_messages,
                           std::uint32_t misses = 0, std::uint32_t limit = kNoLimit) {
    return shapes_.read(bytes_of(bytes), position, misses, limit);
  }
  [[nodiscard]] std::string text() const {
    const auto text = shapes_.text();
    return {text.begin(), text.end()};
  }
  /// The text of a message, or "(none)" if it matches no shape.
  std::string text_of(std::string_view data) {
    const std::string message = "data: " + std::string(data) + "\n\n";
    const auto found = read(message);
    EXPECT_TRUE(found.bytes == 0 || found.bytes == message.size());
    return found.count == 0 ? "(none)" : text();
  }
  /// The text of a message that differs from `kChunk` only in its text, as JSON.
  std::string text_of_content(std::string_view content) {
    return text_of(R"({"id":"c1","n":1,"choices":[{"delta":{"content":")" + std::string(content) +
                   R"("}}]})");
  }
};
