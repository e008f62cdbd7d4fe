// core/ against the reference: the fuzzer's corpus, every conformance vector, and seeded random
// streams.
#include "../fuzz/differential.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "../support/reference/reference_parser.h"
#include "conformance_vectors.h"
#include "parse.h"

namespace {

TEST(Differential, ReplaysTheCorpusOfTheFuzzer) {
  Differential differential;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(FUZZ_CORPUS)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::vector<char> content{std::istreambuf_iterator<char>(file), {}};
    const std::vector<std::uint8_t> input(content.begin(), content.end());
    EXPECT_EQ(differential.difference(input), "") << entry.path();
    ++count;
  }
  EXPECT_GE(count, 100U);
}

TEST(Differential, TheReferenceMatchesEveryVector) {
  ReferenceParser reference;
  for (const auto& vector : read_conformance_vectors(CONFORMANCE_VECTORS)) {
    std::string stream;
    for (const auto& chunk : vector.chunks) {
      stream += chunk;
    }
    EXPECT_EQ(split_lines(reference.parse(bytes_of(stream), vector.limit, vector.with_ignored_lines,
                                          vector.skips_long_ignored_lines)),
              vector.expected)
        << vector.name;
  }
}

TEST(Differential, RandomStreamsHaveEqualResults) {
  const std::vector<std::string> atoms{
      "data", "event", "id", "retry", ":", ": ", " ", "\n", "\r", "\r\n", "\n\n", "a",
      "data: ", "id: 5\n", "event: e", "retry: 7", "1", "xyz", "0123456789abcdef0123456789",
      std::string(1, '\0'), "\x0B", "\xEF", "\xBB", "\xBF",
      // Parts of sequences, and the second bytes on both sides of each range that a lead byte
      // allows.
      "\xE4\xBD", "\xA0", "\xF0", "\x9F\x8E\x89", "\xC3\xA9", "\x80", "\xC0", "\xC1", "\xFF",
      "\xE0\x9F", "\xE0\xA0", "\xED\x9F", "\xED\xA0", "\xF0\x8F", "\xF0\x90", "\xF4\x8F",
      "\xF4\x90", "\xF5"};
  Differential differential;
  std::mt19937 random(20'26);
  for (int i = 0; i < 20'000; ++i) {
    std::string input;
    for (int header = 0; header < 3; ++header) {
      input += static_cast<char>(random());
    }
    for (std::size_t left = random() % 40; left > 0; --left) {
      input += atoms[random() % atoms.size()];
    }
    ASSERT_EQ(differential.difference(bytes_of(input)), "");
  }
}

}  // namespace
