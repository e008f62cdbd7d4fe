// Reads the conformance vectors; tests/support/conformance/README.md describes their format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct ConformanceVector {
  std::string name;
  std::uint32_t limit;
  /// The lines that the standard ignores are among the results.
  bool with_ignored_lines;
  /// Such a line may exceed the limit, and is then not reported.
  bool skips_long_ignored_lines;
  std::vector<std::string> chunks;
  /// One line for each result, written as in the file.
  std::vector<std::string> expected;
};

/// All vectors of all files in `folder`. Answers none and prints why where a file cannot be
/// understood.
std::vector<ConformanceVector> read_conformance_vectors(const std::string& folder);

/// Appends `text` between quotes and with escapes, as the files write it.
void append_quoted(std::string& line, std::string_view text);
