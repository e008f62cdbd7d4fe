// One comparison of a stream that is read with and without shapes, for the fuzzer and the native
// tests.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sse/event_table.h"
#include "sse/event_table_reader.h"
#include "sse/message_shapes.h"

/// Reuses its buffers.
class ShapesDifferential {
 public:
  /// Uses the first bytes of `input` to choose paths and a chunk size, and the rest as a stream.
  /// Returns an empty string if both ways find the same texts, and otherwise the results of both.
  std::string difference(std::span<const std::uint8_t> input);

  /// The number of messages that were read by their shapes, in all comparisons.
  [[nodiscard]] std::size_t matched() const { return matched_; }

 private:
  sse::MessageShapes shapes_;
  sse::EventTable table_;
  std::vector<std::string> kinds_;
  std::size_t matched_ = 0;

  std::string read(std::span<const std::uint8_t> stream, const std::string& paths,
                   std::size_t longest, std::uint32_t seed, bool with_shapes);
};
