// RetryPolicy as a decision table: whether at all, and when.
#include "sse/retry_policy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <ostream>
#include <string>

#include "sse/reconnection_time.h"

namespace sse {

void PrintTo(Reason reason, std::ostream* out) { *out << "reason " << static_cast<int>(reason); }

}  // namespace sse

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

/// A POST that has delivered messages, as of a chat.
Attempt interrupted_post() {
  return {.outcome = Outcome::body_dropped, .messages = 3, .delivered = true, .idempotent = false};
}

// Whether at all.

struct Row {
  const char* name;
  Attempt attempt;
  Action action;
  Reason reason;
};

class WhetherAtAll : public testing::TestWithParam<Row> {};

TEST_P(WhetherAtAll, Decides) {
  const auto decision = decide(GetParam().attempt);
  EXPECT_EQ(decision.action, GetParam().action);
  EXPECT_EQ(decision.reason, GetParam().reason);
}

Attempt with(Attempt attempt, void (*change)(Attempt&)) {
  change(attempt);
  return attempt;
}

const Row kRows[] = {
    {"EndsWithTheStream", {.outcome = Outcome::ended}, Action::stop, Reason::ended},
    {"EndsWithTheStreamThoughAsked",
     {.outcome = Outcome::ended, .asked = true},
     Action::stop,
     Reason::ended},
    {"RetriesAFailedConnection",
     {.outcome = Outcome::connect_failed},
     Action::retry,
     Reason::transient},
    {"RetriesAPostThatNeverConnected",
     {.outcome = Outcome::connect_failed, .idempotent = false},
     Action::retry,
     Reason::transient},
    {"StopsAtAnInvalidRequest",
     {.outcome = Outcome::invalid_request},
     Action::stop,
     Reason::permanent},
    {"RetriesATransientStatus",
     {.outcome = Outcome::bad_status, .status = 503},
     Action::retry,
     Reason::transient},
    {"StopsAtAnyOtherStatus",
     {.outcome = Outcome::bad_status, .status = 401},
     Action::stop,
     Reason::permanent},
    {"RetriesAnyStatusWhenAsked",
     {.outcome = Outcome::bad_status, .status = 401, .asked = true},
     Action::retry,
     Reason::asked},
    {"StopsAtAWrongContentType",
     {.outcome = Outcome::bad_content_type, .status = 200},
     Action::stop,
     Reason::permanent},
    {"StopsWithoutABody", {.outcome = Outcome::no_body}, Action::stop, Reason::permanent},
    {"StopsAtAnEventThatIsTooLarge",
     {.outcome = Outcome::event_too_large},
     Action::stop,
     Reason::permanent},
    {"StopsAtAHandlersErrorThatNobodyTook",
     {.outcome = Outcome::handler_failed},
     Action::stop,
     Reason::permanent},
    {"RetriesAHandlersErrorWhenAsked",
     {.outcome = Outcome::handler_failed, .delivered = true, .idempotent = false, .asked = true},
     Action::retry,
     Reason::asked},
    {"RetriesAGetAfterMessages",
     {.outcome = Outcome::body_dropped, .messages = 3, .delivered = true},
     Action::retry,
     Reason::transient},
    {"RetriesAPostBeforeAnyMessage",
     {.outcome = Outcome::body_dropped, .idempotent = false},
     Action::retry,
     Reason::transient},
    {"NeverReplaysAPostAfterMessages", interrupted_post(), Action::stop, Reason::would_replay},
    {"NeverReplaysAPostAfterMessagesOfAnEarlierAttempt",
     {.outcome = Outcome::connect_failed, .delivered = true, .idempotent = false},
     Action::stop,
     Reason::would_replay},
    {"NeverReplaysAPostAfterMessagesAndATransientStatus",
     {.outcome = Outcome::bad_status, .status = 503, .delivered = true, .idempotent = false},
     Action::stop,
     Reason::would_replay},
    {"ResumesAPostThatTheServerCanContinue",
     with(interrupted_post(), [](Attempt& attempt) { attempt.resumable = true; }), Action::retry,
     Reason::transient},
    {"ReplaysAPostWhenAsked",
     with(interrupted_post(), [](Attempt& attempt) { attempt.asked = true; }), Action::retry,
     Reason::asked},
    {"NeverSendsABodyThatIsUsedUp",
     {.outcome = Outcome::connect_failed, .repeatable = false},
     Action::stop,
     Reason::body_used_up},
    {"NeverSendsABodyThatIsUsedUpThoughAsked",
     {.outcome = Outcome::connect_failed, .repeatable = false, .asked = true},
     Action::stop,
     Reason::body_used_up},
};

std::string name_of(const testing::TestParamInfo<Row>& row) { return row.param.name; }

INSTANTIATE_TEST_SUITE_P(RetryPolicy, WhetherAtAll, testing::ValuesIn(kRows), name_of);

TEST(RetryPolicy, ReplaysAPostWhenItsOptionsSaySo) {
  sse::RetryOptions options;
  options.replay = true;
  EXPECT_EQ(decide(interrupted_post(), options).reason, Reason::transient);
}

TEST(RetryPolicy, RetriesTheStatusesItWasGivenAndNoOther) {
  sse::RetryStatuses statuses;
  statuses.add(401);
  sse::RetryPolicy policy({}, statuses);
  policy.add_status(418);
  const auto action = [&policy](std::uint32_t status) {
    return policy.decide({.outcome = Outcome::bad_status, .status = status}).action;
  };
  EXPECT_EQ(action(401), Action::retry);
  EXPECT_EQ(action(418), Action::retry);
  EXPECT_EQ(action(503), Action::stop);
}

// Attempts and time.

TEST(RetryPolicy, EndsAfterTheLastAttemptInARow) {
  sse::RetryOptions options;
  options.max_attempts = 3;
  Attempt attempt{.outcome = Outcome::connect_failed, .number = 2};
  EXPECT_EQ(decide(attempt, options).next_number, 3);
  attempt.number = 3;
  EXPECT_EQ(decide(attempt, options).reason, Reason::attempts_exhausted);
  attempt.asked = true;
  EXPECT_EQ(decide(attempt, options).reason, Reason::attempts_exhausted);
}

TEST(RetryPolicy, NeverRetriesWithOneAttempt) {
  sse::RetryOptions options;
  options.max_attempts = 1;
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed}, options).action, Action::stop);
  const Attempt healthy{.outcome = Outcome::body_dropped, .messages = 9, .delivered = true};
  EXPECT_EQ(decide(healthy, options).action, Action::stop);
}

TEST(RetryPolicy, EndsAnActionAfterFiveAttemptsAndASubscriptionNever) {
  sse::RetryOptions action;
  action.subscription = false;
  Attempt attempt{.outcome = Outcome::connect_failed, .number = 5, .idempotent = false};
  EXPECT_EQ(decide(attempt, action).reason, Reason::attempts_exhausted);
  attempt.number = 1e9;
  EXPECT_EQ(decide(attempt).action, Action::retry);
}

TEST(RetryPolicy, CountsAnewAfterAHealthyConnection) {
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

TEST(RetryPolicy, TakesNoConnectionForHealthyWhoseMessagesTheHandlerRefused) {
  const auto decision = decide({.outcome = Outcome::handler_failed,
                                .number = 3,
                                .elapsed = 500,
                                .messages = 1,
                                .delivered = true,
                                .asked = true});
  EXPECT_EQ(decision.next_number, 4);
  EXPECT_EQ(decision.elapsed, 500);
}

TEST(RetryPolicy, EndsWhenTheNextAttemptWouldBeginTooLate) {
  sse::RetryOptions options;
  options.max_elapsed = 5000;
  Attempt attempt{.outcome = Outcome::connect_failed, .elapsed = 4000};
  EXPECT_EQ(decide(attempt, options).action, Action::retry);
  attempt.elapsed = 4001;
  EXPECT_EQ(decide(attempt, options).reason, Reason::time_exhausted);
}

// When.

TEST(RetryPolicy, GrowsTheDelayUpToItsCap) {
  const double expected[] = {1000, 2000, 4000, 8000, 16000, 30000, 30000};
  double number = 1;
  for (const double delay : expected) {
    EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .number = number}).delay, delay);
    ++number;
  }
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .number = 1e15}).delay, 30000);
}

TEST(RetryPolicy, KeepsTheDelayWithAMultiplierOfOne) {
  sse::RetryOptions options;
  options.multiplier = 1;
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .number = 1e15}, options).delay, 1000);
}

TEST(RetryPolicy, ShortensItsOwnDelayByChance) {
  Attempt attempt{.outcome = Outcome::connect_failed, .random = 0.5};
  EXPECT_EQ(decide(attempt).delay, 750);
  attempt.random = kAlmostOne;
  EXPECT_NEAR(decide(attempt).delay, 500, 1);
}

TEST(RetryPolicy, TakesTheServersReconnectionTimeInThePlaceOfItsOwn) {
  Attempt attempt{.outcome = Outcome::connect_failed, .reconnection_time = 120};
  EXPECT_EQ(decide(attempt).delay, 120);
  attempt.number = 3;
  EXPECT_EQ(decide(attempt).delay, 480);
  attempt.reconnection_time = 60'000;
  EXPECT_EQ(decide(attempt).delay, 60'000);
}

TEST(RetryPolicy, LengthensTheServersDelaysByChance) {
  EXPECT_EQ(
      decide({.outcome = Outcome::connect_failed, .reconnection_time = 120, .random = 0.5}).delay,
      150);
  EXPECT_EQ(
      decide({.outcome = Outcome::bad_status, .status = 503, .retry_after = 2000, .random = 0.5})
          .delay,
      2500);
}

TEST(RetryPolicy, MakesNoHotLoopOfAReconnectionTimeOfZero) {
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .reconnection_time = 0}).delay, 100);
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .number = 2, .reconnection_time = 5}).delay,
            200);
}

TEST(RetryPolicy, PutsRetryAfterBeforeTheReconnectionTimeAndTheCap) {
  const Attempt attempt{.outcome = Outcome::bad_status,
                        .status = 503,
                        .number = 4,
                        .reconnection_time = 120,
                        .retry_after = 90'000};
  EXPECT_EQ(decide(attempt).delay, 90'000);
}

TEST(RetryPolicy, LeavesARetryAfterOfZeroToTheBackoff) {
  const Attempt attempt{
      .outcome = Outcome::bad_status, .status = 503, .number = 3, .retry_after = 0};
  EXPECT_EQ(decide(attempt).delay, 4000);
}

TEST(RetryPolicy, PutsTheUsersDelayBeforeEveryOther) {
  const Attempt attempt{.outcome = Outcome::connect_failed,
                        .number = 4,
                        .asked = true,
                        .asked_delay = 42,
                        .reconnection_time = 120,
                        .retry_after = 90'000,
                        .random = 0.9};
  EXPECT_EQ(decide(attempt).delay, 42);
}

TEST(RetryPolicy, MakesNoHotLoopOfTheUsersDelay) {
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

TEST(RetryPolicy, ClampsNonsenseInWhatItIsTold) {
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

TEST(RetryPolicy, WaitsAtLeastTheShortestDelayWhateverTheOptions) {
  sse::RetryOptions options;
  options.initial_delay = 0;
  options.max_delay = 0;
  options.jitter = 1;
  EXPECT_EQ(decide({.outcome = Outcome::connect_failed, .random = kAlmostOne}, options).delay,
            sse::kShortestDelay);
}

}  // namespace
