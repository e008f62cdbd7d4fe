// LineEnds and find_line_end: the three line ends at every position, and a CR at the end of a
// chunk.
#include "sse/internal/line_ends.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parse.h"

namespace {

/// Every line as text, followed by "|" if its end has arrived.
std::vector<std::string> split(sse::LineEnds& line_ends, std::string_view chunk) {
  auto bytes = bytes_of(chunk);
  bytes = bytes.subspan(line_ends.rest(bytes));
  std::vector<std::string> lines;
  while (!bytes.empty()) {
    const auto line = bytes.first(sse::find_line_end(bytes));
    bytes = bytes.subspan(line.size());
    lines.emplace_back(line.begin(), line.end());
    if (!bytes.empty()) {
      lines.back() += "|";
      bytes = bytes.subspan(line_ends.take(bytes));
    }
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(LineEnds, AreLfCrAndCrlf) {
  sse::LineEnds line_ends;
  EXPECT_EQ(split(line_ends, "a\nb\rc\r\nd"), (Lines{"a|", "b|", "c|", "d"}));
}

TEST(LineEnds, CompleteALineAtItsCarriageReturn) {
  sse::LineEnds line_ends;
  EXPECT_EQ(split(line_ends, "a\r"), Lines{"a|"});
}

TEST(LineEnds, SkipALineFeedAtTheStartOfTheNextChunk) {
  sse::LineEnds line_ends;
  EXPECT_EQ(split(line_ends, "a\r"), Lines{"a|"});
  EXPECT_EQ(split(line_ends, "\n"), Lines{});
  EXPECT_EQ(split(line_ends, "\n"), Lines{"|"});
}

TEST(LineEnds, RememberACarriageReturnOverAnEmptyChunk) {
  sse::LineEnds line_ends;
  EXPECT_EQ(split(line_ends, "a\r"), Lines{"a|"});
  EXPECT_EQ(split(line_ends, ""), Lines{});
  EXPECT_EQ(split(line_ends, "\nb\n"), Lines{"b|"});
}

TEST(LineEnds, SkipOnlyALineFeed) {
  sse::LineEnds line_ends;
  EXPECT_EQ(split(line_ends, "a\r"), Lines{"a|"});
  EXPECT_EQ(split(line_ends, "b\n"), Lines{"b|"});
  EXPECT_EQ(split(line_ends, "\n"), Lines{"|"});
}

TEST(LineEnds, AreFoundAtEveryPositionOfABlock) {
  for (std::size_t length = 0; length < 70; ++length) {
    for (const char* line_end : {"\n", "\r", "\r\n"}) {
      sse::LineEnds line_ends;
      const std::string line(length, 'x');
      EXPECT_EQ(split(line_ends, line + line_end + "rest"), (Lines{line + "|", "rest"}));
    }
  }
}

TEST(LineEnds, AreNotFoundInAdjacentByteValues) {
  sse::LineEnds line_ends;
  const std::string neighbours =
      "\x09\x0B\x0C\x0E\x8A\x8D\x0B\x0C\x0E\x09\x0B\x8A\x8D\x0E\x0B\x0C\x8A\x8D\x09";
  EXPECT_EQ(split(line_ends, neighbours + "\n"), Lines{neighbours + "|"});
}

}  // namespace
