// RetryPolicy beyond the tables of tests/native/policy/: the user's statuses, and invariants for
// any attempt and any options, including extreme values.
#include "sse/retry_policy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <sstream>

#include "policy_words.h"
#include "sse/internal/reconnection_time.h"

namespace {

using sse::Action;
using sse::Attempt;
using sse::Decision;
using sse::Outcome;
using sse::Reason;
using sse::RetryOptions;

TEST(RetryPolicy, RetriesOnlyTheListedStatuses) {
  const sse::RetryPolicy policy({});
  const auto action = [&policy](std::uint32_t status, double chosen) {
    return policy
        .decide({.outcome = Outcome::bad_status, .status = status, .chosen_status = chosen})
        .action;
  };
  EXPECT_EQ(action(418, 1), Action::retry);
  EXPECT_EQ(action(503, 0), Action::stop);
}

TEST(RetryPolicy, RetriesTransientStatusesByDefault) {
  const sse::RetryPolicy policy({});
  const std::set<std::uint32_t> statuses{408, 425, 429, 500, 502, 503, 504,
                                         520, 521, 522, 523, 524, 529, 530};
  for (std::uint32_t status = 0; status < 1000; ++status) {
    const bool transient = statuses.count(status) > 0;
    const auto decision = policy.decide({.outcome = Outcome::bad_status, .status = status});
    EXPECT_EQ(decision.action, transient ? Action::retry : Action::stop) << status;
  }
}

TEST(RetryPolicy, ObeysXShouldRetry) {
  const sse::RetryPolicy policy({});
  const auto action = [&policy](std::uint32_t status, double server, double chosen) {
    return policy
        .decide({.outcome = Outcome::bad_status,
                 .status = status,
                 .server_choice = server,
                 .chosen_status = chosen})
        .action;
  };
  EXPECT_EQ(action(400, 1, sse::kNone), Action::retry);
  EXPECT_EQ(action(400, 1, 0), Action::retry);
  EXPECT_EQ(action(503, 0, sse::kNone), Action::stop);
  EXPECT_EQ(action(503, 0, 1), Action::stop);
}

TEST(RetryPolicy, RetriesAConflictBeforeAnAnswerHasBegun) {
  const sse::RetryPolicy policy({});
  const auto action = [&policy](bool conflict_passes, bool accepted) {
    return policy
        .decide({.outcome = Outcome::bad_status,
                 .status = 409,
                 .accepted = accepted,
                 .conflict_passes = conflict_passes})
        .action;
  };
  EXPECT_EQ(action(true, false), Action::retry);
  EXPECT_EQ(action(true, true), Action::stop);
  EXPECT_EQ(action(false, false), Action::stop);
}

/// Attempts and options with numbers on, next to and far beyond every limit.
class Hostile {
 public:
  Attempt attempt() {
    const auto outcomes = all_outcomes();
    return {.outcome = outcomes[random_() % outcomes.size()],
            .status = maybe() ? 503U : 204U,
            .number = number(),
            .elapsed = number(),
            .messages = maybe() ? 0U : static_cast<std::uint32_t>(random_()),
            .replayed = maybe(),
            .accepted = maybe(),
            .idempotent = maybe(),
            .repeatable = maybe(),
            .can_resume = maybe(),
            .offline = maybe(),
            .asked = maybe(),
            .asked_delay = number(),
            .reconnection_time = number(),
            .retry_after = number(),
            .random = number(),
            .server_choice = number(),
            .conflict_passes = maybe(),
            .chosen_status = number()};
  }

  RetryOptions options() {
    return {.initial_delay = number(),
            .max_delay = number(),
            .multiplier = number(),
            .jitter = number(),
            .max_attempts = number(),
            .max_elapsed = number(),
            .replay = maybe(),
            .subscription = maybe()};
  }

 private:
  std::mt19937 random_{20'26};

  bool maybe() { return random_() % 2 == 0; }

  double number() {
    using Limits = std::numeric_limits<double>;
    constexpr double kNumbers[] = {Limits::quiet_NaN(),
                                   Limits::infinity(),
                                   -Limits::infinity(),
                                   Limits::max(),
                                   Limits::lowest(),
                                   Limits::denorm_min(),
                                   -1e9,
                                   -1,
                                   -0.0,
                                   0,
                                   0.25,
                                   0.5,
                                   0.999999,
                                   1,
                                   1.5,
                                   2,
                                   3,
                                   9.999,
                                   10,
                                   99.999,
                                   100,
                                   120,
                                   1000,
                                   30000,
                                   60000,
                                   2147483646,
                                   2147483647,
                                   2147483648,
                                   4294967296,
                                   1e15};
    return maybe() ? sse::kNone : kNumbers[random_() % std::size(kNumbers)];
  }
};

bool is_page(const Attempt& attempt) {
  return attempt.outcome >= Outcome::page_cached && attempt.outcome <= Outcome::page_frozen;
}

bool is_healthy(const Attempt& attempt) {
  return attempt.messages > 0 && !attempt.replayed && attempt.outcome != Outcome::message_refused;
}

/// The delay that a server requests, cut to the limit of a timer; 0 without a request.
double server_delay(const Attempt& attempt) {
  const double asked = attempt.retry_after >= 100 ? attempt.retry_after : attempt.reconnection_time;
  return asked >= 0 ? std::clamp<double>(asked, 100, sse::kLongestDelay) : 0;
}

void expect_delay(const Attempt& attempt, const RetryOptions& options, const Decision& decision) {
  EXPECT_GE(decision.delay, sse::kShortestDelay);
  EXPECT_LE(decision.delay, sse::kLongestDelay);
  EXPECT_EQ(decision.delay, std::floor(decision.delay));
  if (attempt.asked_delay >= 0) {
    EXPECT_EQ(decision.delay, std::ceil(std::clamp<double>(attempt.asked_delay, sse::kShortestDelay,
                                                           sse::kLongestDelay)));
  } else if (server_delay(attempt) > 0) {
    EXPECT_GE(decision.delay, server_delay(attempt));
  } else {
    EXPECT_LE(decision.delay, std::ceil(sse::clamped(options).max_delay));
  }
}

void expect_count(const Attempt& attempt, const RetryOptions& options, const Decision& decision) {
  const auto limits = sse::clamped(options);
  EXPECT_GE(decision.next_number, 2);
  EXPECT_LT(decision.next_number - 1, limits.max_attempts);
  EXPECT_LE(decision.elapsed + decision.delay, limits.max_elapsed);
  if (is_healthy(attempt)) {
    EXPECT_EQ(decision.next_number, 2);
  }
}

/// The page closed the connection, and no delay was requested.
void expect_no_delay(const Attempt& attempt, const Decision& decision) {
  EXPECT_EQ(decision.delay, 0);
  EXPECT_GE(decision.next_number, 1);
  EXPECT_EQ(decision.next_number, !is_healthy(attempt) && attempt.number > 1 ? attempt.number : 1);
}

/// Offline: nothing is counted, and no attempt follows before the longest delay.
void expect_offline(const Attempt& attempt, const RetryOptions& options, const Decision& decision) {
  EXPECT_TRUE(attempt.offline && attempt.outcome == Outcome::connect_failed);
  EXPECT_GT(sse::clamped(options).max_attempts, 1);
  EXPECT_GE(decision.delay, sse::clamped(options).max_delay);
  EXPECT_LE(decision.delay, sse::kLongestDelay);
  EXPECT_EQ(decision.next_number, !is_healthy(attempt) && attempt.number > 1 ? attempt.number : 1);
}

void expect_properties(const Attempt& attempt, const RetryOptions& options,
                       const Decision& decision) {
  const bool goes_on = decision.reason == Reason::asked || decision.reason == Reason::transient ||
                       decision.reason == Reason::offline;
  ASSERT_EQ(decision.action != Action::stop, goes_on);
  if (!goes_on) {
    EXPECT_EQ(decision.delay, 0);
    return;
  }
  EXPECT_GE(decision.elapsed, 0);
  EXPECT_TRUE(!is_healthy(attempt) || decision.elapsed == 0);
  if (decision.reason == Reason::offline) {
    expect_offline(attempt, options, decision);
    return;
  }
  if (is_page(attempt) && !(attempt.asked_delay >= 0)) {
    expect_no_delay(attempt, decision);
    return;
  }
  expect_delay(attempt, options, decision);
  expect_count(attempt, options, decision);
}

std::string shown(const Attempt& attempt, const RetryOptions& options) {
  std::ostringstream text;
  text << name_of(attempt.outcome) << ", number " << attempt.number << ", elapsed "
       << attempt.elapsed << ", messages " << attempt.messages << ", asked delay "
       << attempt.asked_delay << ", retry " << attempt.reconnection_time << ", Retry-After "
       << attempt.retry_after << ", random " << attempt.random << "; initialDelay "
       << options.initial_delay << ", maxDelay " << options.max_delay << ", multiplier "
       << options.multiplier << ", jitter " << options.jitter << ", maxAttempts "
       << options.max_attempts << ", maxElapsed " << options.max_elapsed;
  return text.str();
}

constexpr int kRounds = 50'000;

TEST(RetryPolicy, KeepsItsLimitsForAnyInput) {
  Hostile hostile;
  int going_on = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto attempt = hostile.attempt();
    const auto options = hostile.options();
    const auto decision = sse::RetryPolicy(options).decide(attempt);
    expect_properties(attempt, options, decision);
    ASSERT_FALSE(HasFailure()) << shown(attempt, options) << " -> " << name_of(decision);
    going_on += decision.action == Action::stop ? 0 : 1;
  }
  EXPECT_GE(going_on, kRounds / 4);
}

TEST(RetryPolicy, NeverShortensTheDelayAfterAnotherFailure) {
  Hostile hostile;
  for (int round = 0; round < kRounds; ++round) {
    auto attempt = hostile.attempt();
    auto options = hostile.options();
    options.max_attempts = std::numeric_limits<double>::infinity();
    options.max_elapsed = options.max_attempts;
    const sse::RetryPolicy policy(options);
    const auto sooner = policy.decide(attempt);
    attempt.number += 1;
    const auto later = policy.decide(attempt);
    ASSERT_GE(later.delay, sooner.delay) << shown(attempt, options);
  }
}

TEST(RetryPolicy, JitterShortensOwnDelaysAndLengthensThoseOfAServer) {
  Hostile hostile;
  for (int round = 0; round < kRounds; ++round) {
    auto attempt = hostile.attempt();
    auto options = hostile.options();
    options.max_elapsed = std::numeric_limits<double>::infinity();
    const sse::RetryPolicy policy(options);
    const auto by_chance = policy.decide(attempt);
    attempt.random = 0;
    const auto without = policy.decide(attempt);
    if (server_delay(attempt) > 0) {
      ASSERT_GE(by_chance.delay, without.delay) << shown(attempt, options);
    } else {
      ASSERT_LE(by_chance.delay, without.delay) << shown(attempt, options);
    }
  }
}

}  // namespace
