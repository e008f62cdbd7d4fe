// Conversion of JavaScript's numbers in the bindings.
#include "../../wasm/number.h"

#include <gtest/gtest.h>

#include <limits>

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::uint32_t kHighest = std::numeric_limits<std::uint32_t>::max();

TEST(CountOf, KeepsTheWholePartOfNumbersInRange) {
  EXPECT_EQ(count_of(0), 0U);
  EXPECT_EQ(count_of(0.9), 0U);
  EXPECT_EQ(count_of(503), 503U);
  EXPECT_EQ(count_of(2147483648.5), 2147483648U);
  EXPECT_EQ(count_of(4294967294.9), kHighest - 1);
  EXPECT_EQ(count_of(4294967295.0), kHighest);
}

TEST(CountOf, ClampsNumbersBeyondTheRange) {
  EXPECT_EQ(count_of(4294967296.0), kHighest);
  EXPECT_EQ(count_of(9223372036854775808.0), kHighest);
  EXPECT_EQ(count_of(kInfinity), kHighest);
  EXPECT_EQ(count_of(-0.5), 0U);
  EXPECT_EQ(count_of(-1), 0U);
  EXPECT_EQ(count_of(-kInfinity), 0U);
}

TEST(CountOf, ReturnsZeroForNaN) {
  EXPECT_EQ(count_of(std::numeric_limits<double>::quiet_NaN()), 0U);
}

}  // namespace
