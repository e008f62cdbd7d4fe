// Parses a stream twice, in pieces by core/ and as a whole by the reference.
#include "differential.h"

#include <algorithm>
#include <vector>

#include "../native/parse.h"
#include "../support/reference/reference_parser.h"

namespace {

constexpr std::size_t kHeaderBytes = 3;
constexpr std::uint32_t kNoLimit = 1U << 30U;

/// Pieces of 1 to `longest` bytes, from a generator that any machine repeats.
std::vector<std::string> pieces_of(std::span<const std::uint8_t> stream, std::size_t longest,
                                   std::uint32_t seed) {
  std::vector<std::string> pieces;
  while (!stream.empty()) {
    seed = seed * 1664525 + 1013904223;
    const std::size_t size = std::min<std::size_t>(1 + (seed >> 16U) % longest, stream.size());
    pieces.emplace_back(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(size));
    stream = stream.subspan(size);
  }
  return pieces;
}

std::string listed(const char* title, const std::vector<std::string>& results) {
  std::string text = title;
  for (const auto& result : results) {
    text += "\n  " + result;
  }
  return text + "\n";
}

}  // namespace

std::string difference(std::span<const std::uint8_t> input) {
  if (input.size() < kHeaderBytes) {
    return "";
  }
  // Half of the inputs run into a limit of a few bytes; fewer than four would stop at any byte
  // order mark.
  const std::uint32_t limit = input[0] < 128 ? kNoLimit : 4U + (input[0] - 128U);
  const std::size_t longest = 1 + input[1] % 32U;
  const bool with_ignored_lines = input[1] >= 128;
  const auto stream = input.subspan(kHeaderBytes);
  const auto got = parse(pieces_of(stream, longest, input[2]), limit,
                         static_cast<sse::IgnoredLines>(with_ignored_lines));
  const auto expected = reference_parse(stream, limit, with_ignored_lines);
  return got == expected ? "" : listed("core:", got) + listed("reference:", expected);
}
