// Reads the conformance vectors; tests/support/conformance/README.md describes their format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct ConformanceVector {
  std::string name;
  std::uint32_t limit;
  /// The results include the ignored lines.
  bool with_ignored_lines;
  /// An ignored line may exceed the limit, and is then not reported.
  bool skips_long_ignored_lines;
  std::vector<std::string> chunks;
  /// One line for each result, as in the file.
  std::vector<std::string> expected;
};

/// Returns all vectors of all files in `folder`. If a file is malformed, returns none and prints
/// why.
std::vector<ConformanceVector> read_conformance_vectors(const std::string& folder);

/// Appends `text` in quotes with escapes, as in the files.
void append_quoted(std::string& line, std::string_view text);
