// RetryPolicy: how often, how long, and after which delay.
#include <gtest/gtest.h>

#include <cmath>

#include "sse/reconnection_time.h"
#include "sse/retry_policy.h"

namespace {

using sse::Action;
using sse::Attempt;
using sse::Outcome;
using sse::Reason;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kAlmostOne = 0.999999;

sse::Decision decide(const Attempt& attempt, const sse::RetryOptions& options = {}) {
  return sse::RetryPolicy(options).decide(attempt);
}

// Attempts and time.

TEST(RetryPolicyDelay, EndsAfterTheLastAttemptInARow) {
  sse::RetryOptions options;
  options.max_attempts = 3;
  Attempt attempt{.outcome = Outcome::connect_failed, .number = 2};
  EXPECT_EQ(decide(attempt, options).next_number, 3);
  attempt.number = 3;
  EXPECT_EQ(decide(attempt, options).reason, Reason::attempts_exhausted);
  attempt.asked = true;
  EXPECT_EQ(decide(attempt, options).reason, Reason::attempts_exhausted);
}

TEST(RetryPolicyDelay, NeverRetriesWithOneAttempt) {
  sse::RetryOptions options;
  options.max_attempts = 1;
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed}, options).action, Action::stop);
  const Attempt healthy{.outcome = Outcome::body_dropped, .messages = 9, .delivered = true};
  EXPECT_EQ(decide(healthy, options).action, Action::stop);
}

TEST(RetryPolicyDelay, EndsAnActionAfterFiveAttemptsAndASubscriptionNever) {
  sse::RetryOptions action;
  action.subscription = false;
  Attempt attempt{.outcome = Outcome::connect_failed, .number = 5, .idempotent = false};
  EXPECT_EQ(decide(attempt, action).reason, Reason::attempts_exhausted);
  attempt.number = 1e9;
  EXPECT_EQ(decide(attempt).action, Action::retry);
}

TEST(RetryPolicyDelay, CountsAnewAfterAHealthyConnection) {
  sse::RetryOptions options;
  options.max_attempts = 3;
  options.max_elapsed = 60'000;
  const auto decision = decide({.outcome = Outcome::body_dropped,
                                .number = 3,
                                .elapsed = 1e9,
                                .messages = 1,
                                .delivered = true},
                               options);
  EXPECT_EQ(decision.action, Action::retry);
  EXPECT_EQ(decision.next_number, 2);
  EXPECT_EQ(decision.elapsed, 0);
}

TEST(RetryPolicyDelay, TakesNoConnectionForHealthyWhoseMessagesTheHandlerRefused) {
  const auto decision = decide({.outcome = Outcome::message_refused,
                                .number = 3,
                                .elapsed = 500,
                                .messages = 1,
                                .delivered = true,
                                .asked = true});
  EXPECT_EQ(decision.next_number, 4);
  EXPECT_EQ(decision.elapsed, 500);
}

TEST(RetryPolicyDelay, TakesAConnectionForHealthyThatItsReaderReopensAtItsEnd) {
  const auto decision = decide({.outcome = Outcome::handler_failed,
                                .number = 5,
                                .messages = 1,
                                .delivered = true,
                                .asked = true});
  EXPECT_EQ(decision.next_number, 2);
  EXPECT_EQ(decision.delay, 1000);
}

TEST(RetryPolicyDelay, EndsWhenTheNextAttemptWouldBeginTooLate) {
  sse::RetryOptions options;
  options.max_elapsed = 5000;
  Attempt attempt{.outcome = Outcome::connect_failed, .elapsed = 4000};
  EXPECT_EQ(decide(attempt, options).action, Action::retry);
  attempt.elapsed = 4001;
  EXPECT_EQ(decide(attempt, options).reason, Reason::time_exhausted);
}

// When.

TEST(RetryPolicyDelay, GrowsTheDelayUpToItsCap) {
  const double expected[] = {1000, 2000, 4000, 8000, 16000, 30000, 30000};
  double number = 1;
  for (const double delay : expected) {
    EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .number = number}).delay, delay);
    ++number;
  }
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .number = 1e15}).delay, 30000);
}

TEST(RetryPolicyDelay, KeepsTheDelayWithAMultiplierOfOne) {
  sse::RetryOptions options;
  options.multiplier = 1;
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .number = 1e15}, options).delay, 1000);
}

TEST(RetryPolicyDelay, ShortensItsOwnDelayByChance) {
  Attempt attempt{.outcome = Outcome::connect_failed, .random = 0.5};
  EXPECT_EQ(decide(attempt).delay, 750);
  attempt.random = kAlmostOne;
  EXPECT_NEAR(decide(attempt).delay, 500, 1);
}

TEST(RetryPolicyDelay, TakesTheServersReconnectionTimeInThePlaceOfItsOwn) {
  Attempt attempt{.outcome = Outcome::connect_failed, .reconnection_time = 120};
  EXPECT_EQ(decide(attempt).delay, 120);
  attempt.number = 3;
  EXPECT_EQ(decide(attempt).delay, 480);
  attempt.reconnection_time = 60'000;
  EXPECT_EQ(decide(attempt).delay, 60'000);
}

TEST(RetryPolicyDelay, LengthensTheServersDelaysByChance) {
  EXPECT_EQ(
      decide({.outcome = Outcome::connect_failed, .reconnection_time = 120, .random = 0.5}).delay,
      150);
  EXPECT_EQ(
      decide({.outcome = Outcome::bad_status, .status = 503, .retry_after = 2000, .random = 0.5})
          .delay,
      2500);
}

TEST(RetryPolicyDelay, MakesNoHotLoopOfAReconnectionTimeOfZero) {
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .reconnection_time = 0}).delay, 100);
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .number = 2, .reconnection_time = 5}).delay,
            200);
}

TEST(RetryPolicyDelay, PutsRetryAfterBeforeTheReconnectionTimeAndTheCap) {
  const Attempt attempt{.outcome = Outcome::bad_status,
                        .status = 503,
                        .number = 4,
                        .reconnection_time = 120,
                        .retry_after = 90'000};
  EXPECT_EQ(decide(attempt).delay, 90'000);
}

TEST(RetryPolicyDelay, LeavesARetryAfterOfZeroToTheBackoff) {
  const Attempt attempt{
      .outcome = Outcome::bad_status, .status = 503, .number = 3, .retry_after = 0};
  EXPECT_EQ(decide(attempt).delay, 4000);
}

TEST(RetryPolicyDelay, PutsTheUsersDelayBeforeEveryOther) {
  const Attempt attempt{.outcome = Outcome::connect_failed,
                        .number = 4,
                        .asked = true,
                        .asked_delay = 42,
                        .reconnection_time = 120,
                        .retry_after = 90'000,
                        .random = 0.9};
  EXPECT_EQ(decide(attempt).delay, 42);
}

TEST(RetryPolicyDelay, MakesNoHotLoopOfTheUsersDelay) {
  Attempt attempt{.outcome = Outcome::connect_failed, .asked = true, .asked_delay = 0};
  EXPECT_EQ(decide(attempt).delay, sse::kShortestDelay);
  for (const double nonsense : {std::nan(""), -1.0, -kInfinity}) {
    attempt.asked_delay = nonsense;
    EXPECT_EQ(decide(attempt).delay, 1000) << nonsense;
  }
  for (const double endless : {kInfinity, 1e300, 2147483648.0}) {
    attempt.asked_delay = endless;
    EXPECT_EQ(decide(attempt).delay, sse::kLongestDelay) << endless;
  }
}

TEST(RetryPolicyDelay, ClampsNonsenseInWhatItIsTold) {
  const auto decision = decide({.outcome = Outcome::connect_failed,
                                .number = std::nan(""),
                                .elapsed = -5,
                                .reconnection_time = -1,
                                .retry_after = kInfinity,
                                .random = std::nan("")});
  EXPECT_EQ(decision.delay, sse::kLongestDelay);
  EXPECT_EQ(decision.next_number, 2);
  EXPECT_EQ(decision.elapsed, 0);
}

TEST(RetryPolicyDelay, WaitsAtLeastTheShortestDelayWhateverTheOptions) {
  sse::RetryOptions options;
  options.initial_delay = 0;
  options.max_delay = 0;
  options.jitter = 1;
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .random = kAlmostOne}, options).delay,
            sse::kShortestDelay);
}

}  // namespace
