// clamped: every value of a user is brought into range.
#include "sse/retry_options.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sse/internal/reconnection_time.h"

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(RetryOptions, UseTheirDefaultsForNan) {
  const auto options = sse::clamped({kNan, kNan, kNan, kNan, kNan, kNan, false, true});
  EXPECT_EQ(options.initial_delay, 1000);
  EXPECT_EQ(options.max_delay, 30000);
  EXPECT_EQ(options.multiplier, 2);
  EXPECT_EQ(options.jitter, 0.5);
  EXPECT_EQ(options.max_attempts, kInfinity);
  EXPECT_EQ(options.max_elapsed, kInfinity);
}

TEST(RetryOptions, LimitAnActionToFiveAttemptsByDefault) {
  sse::RetryOptions action;
  action.subscription = false;
  EXPECT_EQ(sse::clamped(action).max_attempts, 5);
  action.max_attempts = kInfinity;
  EXPECT_EQ(sse::clamped(action).max_attempts, kInfinity);
}

TEST(RetryOptions, AreBroughtIntoRangeFromBelow) {
  const auto options = sse::clamped({-1, 0, 0.5, -3, 0, -1, true, false});
  EXPECT_EQ(options.initial_delay, sse::kShortestDelay);
  EXPECT_EQ(options.max_delay, sse::kShortestDelay);
  EXPECT_EQ(options.multiplier, 1);
  EXPECT_EQ(options.jitter, 0);
  EXPECT_EQ(options.max_attempts, 1);
  EXPECT_EQ(options.max_elapsed, 0);
  EXPECT_TRUE(options.replay);
}

TEST(RetryOptions, AreBroughtIntoRangeFromAbove) {
  const auto options =
      sse::clamped({kInfinity, 1e300, kInfinity, 7, kInfinity, kInfinity, false, true});
  EXPECT_EQ(options.initial_delay, sse::kLongestDelay);
  EXPECT_EQ(options.max_delay, sse::kLongestDelay);
  EXPECT_TRUE(std::isfinite(options.multiplier));
  EXPECT_EQ(options.jitter, 1);
}

}  // namespace
