// ReconnectionTimeReader: only digits, over any number of parts.
#include "sse/internal/reconnection_time.h"

#include <gtest/gtest.h>

#include <initializer_list>

#include "parse.h"

namespace {

std::optional<std::uint32_t> value_of(std::initializer_list<std::string_view> parts) {
  sse::ReconnectionTimeReader reader;
  for (const auto part : parts) {
    reader.read(bytes_of(part));
  }
  return reader.value();
}

TEST(ReconnectionTimeReader, ReadsDigitsOverManyParts) {
  EXPECT_EQ(value_of({"30", "", "00"}), 3000U);
  EXPECT_EQ(value_of({"0"}), 0U);
}

TEST(ReconnectionTimeReader, HasNoValueWithoutDigits) {
  EXPECT_EQ(value_of({}), std::nullopt);
  EXPECT_EQ(value_of({""}), std::nullopt);
}

TEST(ReconnectionTimeReader, HasNoValueAfterAnythingButDigits) {
  EXPECT_EQ(value_of({"x"}), std::nullopt);
  EXPECT_EQ(value_of({"10", "abc"}), std::nullopt);
  EXPECT_EQ(value_of({"-", "5"}), std::nullopt);
  EXPECT_EQ(value_of({"/"}), std::nullopt);
  EXPECT_EQ(value_of({":"}), std::nullopt);
}

TEST(ReconnectionTimeReader, StopsAtTheLongestDelay) {
  EXPECT_EQ(value_of({"2147483647"}), sse::kLongestDelay);
  EXPECT_EQ(value_of({"2147483648"}), sse::kLongestDelay);
  EXPECT_EQ(value_of({"4294967296"}), sse::kLongestDelay);
  EXPECT_EQ(value_of({"99999999999999999999", "99999999999999999999"}), sse::kLongestDelay);
}

}  // namespace
