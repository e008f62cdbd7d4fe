// Buffer: growth and failed allocations.
#include "sse/internal/buffer.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <utility>
#include <vector>

namespace {

using Values = std::vector<std::uint32_t>;

Values values_of(const sse::Buffer<std::uint32_t>& buffer) {
  const auto content = buffer.content();
  return {content.begin(), content.end()};
}

TEST(Buffer, KeepsItsValuesWhileItGrows) {
  sse::Buffer<std::uint32_t> buffer;
  Values expected;
  for (std::uint32_t value = 0; value < 1000; ++value) {
    ASSERT_TRUE(buffer.append(std::array{value, ~value}));
    expected.insert(expected.end(), {value, ~value});
  }
  EXPECT_EQ(values_of(buffer), expected);
  buffer.truncate(3);
  EXPECT_EQ(values_of(buffer), (Values{0, ~0U, 1}));
}

TEST(Buffer, AtLeastDoublesSoThatAppendingIsLinear) {
  sse::Buffer<std::uint32_t> buffer;
  ASSERT_TRUE(buffer.reserve(1000));
  const std::size_t before = buffer.capacity();
  ASSERT_TRUE(buffer.reserve(before + 1));
  EXPECT_GE(buffer.capacity(), 2 * before);
}

TEST(Buffer, FailsForASizeBeyondTheAddressSpace) {
  sse::Buffer<std::uint32_t> buffer;
  ASSERT_TRUE(buffer.append(std::array{1U}));
  for (const std::size_t size :
       {std::numeric_limits<std::size_t>::max(), std::numeric_limits<std::size_t>::max() / 4 + 2}) {
    EXPECT_FALSE(buffer.reserve(size)) << size;
  }
  EXPECT_EQ(values_of(buffer), Values{1});
}

TEST(Buffer, MovesItsMemoryInsteadOfCopyingIt) {
  sse::Buffer<std::uint32_t> from;
  ASSERT_TRUE(from.append(std::array{7U}));
  const auto* data = from.data();
  sse::Buffer<std::uint32_t> to;
  ASSERT_TRUE(to.append(std::array{1U, 2U}));
  to = std::move(from);
  EXPECT_EQ(to.data(), data);
  EXPECT_EQ(values_of(to), Values{7});
}

}  // namespace
