// Every conformance vector, with its bytes split in every way.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <numeric>

#include "conformance_vectors.h"
#include "parse.h"

namespace {

class Conformance : public testing::TestWithParam<ConformanceVector> {
 protected:
  [[nodiscard]] std::string stream() const {
    const auto& chunks = GetParam().chunks;
    return std::accumulate(chunks.begin(), chunks.end(), std::string());
  }

  void expect_results(const std::vector<std::string>& chunks) const {
    const auto ignored_lines = static_cast<sse::IgnoredLines>(GetParam().with_ignored_lines);
    const auto long_lines = static_cast<sse::LongIgnoredLines>(GetParam().skips_long_ignored_lines);
    EXPECT_EQ(parse(chunks, GetParam().limit, ignored_lines, long_lines), GetParam().expected);
  }
};

TEST_P(Conformance, AsWritten) { expect_results(GetParam().chunks); }

TEST_P(Conformance, InOneChunk) { expect_results({stream()}); }

TEST_P(Conformance, ByteByByte) {
  std::vector<std::string> chunks;
  for (const char byte : stream()) {
    chunks.emplace_back(1, byte);
  }
  expect_results(chunks);
}

TEST_P(Conformance, SplitAtEveryPoint) {
  const std::string bytes = stream();
  for (std::size_t at = 0; at <= bytes.size(); ++at) {
    SCOPED_TRACE("split after byte " + std::to_string(at));
    expect_results({bytes.substr(0, at), bytes.substr(at)});
  }
}

TEST_P(Conformance, WithEmptyChunksBetween) {
  std::vector<std::string> chunks{""};
  for (const auto& chunk : GetParam().chunks) {
    chunks.push_back(chunk);
    chunks.emplace_back();
  }
  expect_results(chunks);
}

/// Google Test allows only letters, digits and underscores.
std::string name_of(const testing::TestParamInfo<ConformanceVector>& info) {
  std::string name = info.param.name;
  std::replace_if(
      name.begin(), name.end(),
      [](unsigned char character) { return std::isalnum(character) == 0; }, '_');
  return name;
}

const std::vector<ConformanceVector> kVectors = read_conformance_vectors(CONFORMANCE_VECTORS);

INSTANTIATE_TEST_SUITE_P(Standard, Conformance, testing::ValuesIn(kVectors), name_of);

TEST(ConformanceVectors, HasEveryVector) { EXPECT_GE(kVectors.size(), 125U); }

}  // namespace
