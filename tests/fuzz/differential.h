// One comparison of core/ with the reference, for the fuzzer and the replay of its corpus.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "../support/reference/reference_parser.h"
#include "sse/event_stream_parser.h"
#include "sse/event_table.h"

/// Reuses its buffers: allocating them takes most of the time of a short input.
class Differential {
 public:
  /// Uses the first bytes of `input` as a limit and a chunk size, and the rest as a stream. Returns
  /// an empty string if both parsers agree, and otherwise the results of both.
  std::string difference(std::span<const std::uint8_t> input);

 private:
  static constexpr std::size_t kLongestPiece = 32;

  ReferenceParser reference_;
  sse::EventTable table_;
  std::string results_;

  /// Feeds `stream` in chunks of 1 to `longest` bytes.
  void parse(std::span<const std::uint8_t> stream, sse::EventStreamParser& parser,
             std::size_t longest, std::uint32_t seed);
};
