// Parses a stream with core/ in chunks and with the reference as a whole.
#include "differential.h"

#include <algorithm>
#include <cstdlib>

#include "../native/parse.h"
#include "sse/event_table_reader.h"

namespace {

constexpr std::size_t kHeaderBytes = 3;
constexpr std::uint32_t kNoLimit = 1U << 30U;

/// A smaller limit would be exceeded by every byte order mark.
constexpr std::uint32_t kLowestLimit = 4;

}  // namespace

/// The chunk sizes come from a generator that is the same on every machine.
void Differential::parse(std::span<const std::uint8_t> stream, sse::EventStreamParser& parser,
                         std::size_t longest, std::uint32_t seed) {
  // Each chunk is fed from the end of this array, so that AddressSanitizer detects a read beyond
  // it.
  std::array<std::uint8_t, kLongestPiece> memory;
  sse::EventTableReader reader;
  auto error = sse::ErrorCode::none;
  results_.clear();
  while (!stream.empty() && error == sse::ErrorCode::none) {
    seed = seed * 1664525 + 1013904223;
    const std::size_t size = std::min<std::size_t>(1 + (seed >> 16U) % longest, stream.size());
    const auto piece = std::span(memory).last(size);
    std::copy_n(stream.begin(), size, piece.begin());
    stream = stream.subspan(size);
    error = parser.feed(piece, table_);
    if (!reader.read(table_, [this](const sse::Entry& entry) { append_result(results_, entry); })) {
      std::abort();
    }
  }
  append_result(results_, error);
}

std::string Differential::difference(std::span<const std::uint8_t> input) {
  if (input.size() < kHeaderBytes) {
    return "";
  }
  // Half of the inputs reach a limit of a few bytes.
  const std::uint32_t limit = input[0] < 128 ? kNoLimit : kLowestLimit + (input[0] - 128U);
  const std::size_t longest = 1 + input[1] % kLongestPiece;
  const bool with_ignored_lines = input[1] >= 128;
  const bool skips_long_lines = input[2] >= 128;
  const auto stream = input.subspan(kHeaderBytes);
  sse::EventStreamParser parser(limit, static_cast<sse::IgnoredLines>(with_ignored_lines),
                                static_cast<sse::LongIgnoredLines>(skips_long_lines));
  parse(stream, parser, longest, input[2]);
  const std::string& expected =
      reference_.parse(stream, limit, with_ignored_lines, skips_long_lines);
  return results_ == expected ? "" : "core:\n" + results_ + "reference:\n" + expected;
}
