// LineSplitter: parts, line ends, and a CR that ends a chunk.
#include "sse/line_splitter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parse.h"

namespace {

/// Every part as text, with "|" where it ends its line.
std::vector<std::string> split(sse::LineSplitter& splitter, std::string_view chunk) {
  auto input = bytes_of(chunk);
  std::vector<std::string> parts;
  while (const auto part = splitter.next(input)) {
    parts.emplace_back(part->bytes.begin(), part->bytes.end());
    parts.back() += part->ends_line ? "|" : "";
  }
  return parts;
}

using Parts = std::vector<std::string>;

TEST(LineSplitter, SplitsAtTheThreeLineEnds) {
  sse::LineSplitter splitter;
  EXPECT_EQ(split(splitter, "a\nb\rc\r\nd"), (Parts{"a|", "b|", "c|", "d"}));
}

TEST(LineSplitter, CompletesALineAtItsCarriageReturn) {
  sse::LineSplitter splitter;
  EXPECT_EQ(split(splitter, "a\r"), Parts{"a|"});
}

TEST(LineSplitter, SwallowsALineFeedThatBeginsTheNextChunk) {
  sse::LineSplitter splitter;
  EXPECT_EQ(split(splitter, "a\r"), Parts{"a|"});
  EXPECT_EQ(split(splitter, "\n"), Parts{});
  EXPECT_EQ(split(splitter, "\n"), Parts{"|"});
}

TEST(LineSplitter, KeepsTheCarriageReturnInMindOverAnEmptyChunk) {
  sse::LineSplitter splitter;
  EXPECT_EQ(split(splitter, "a\r"), Parts{"a|"});
  EXPECT_EQ(split(splitter, ""), Parts{});
  EXPECT_EQ(split(splitter, "\nb\n"), Parts{"b|"});
}

TEST(LineSplitter, HandsOnAnUnfinishedLine) {
  sse::LineSplitter splitter;
  EXPECT_EQ(split(splitter, "abc"), Parts{"abc"});
  EXPECT_EQ(split(splitter, "def\n"), Parts{"def|"});
}

TEST(LineSplitter, FindsALineEndAtEveryPlaceOfAWord) {
  for (std::size_t length = 0; length < 40; ++length) {
    for (const char* line_end : {"\n", "\r", "\r\n"}) {
      sse::LineSplitter splitter;
      const std::string line(length, 'x');
      EXPECT_EQ(split(splitter, line + line_end + "rest"), (Parts{line + "|", "rest"}));
    }
  }
}

TEST(LineSplitter, TakesNoNeighbouringByteForALineEnd) {
  sse::LineSplitter splitter;
  const std::string neighbours = "\x09\x0B\x0C\x0E\x8A\x8D\x0B\x0C\x0E\x09\x0B\x8A\x8D";
  EXPECT_EQ(split(splitter, neighbours + "\n"), Parts{neighbours + "|"});
}

}  // namespace
