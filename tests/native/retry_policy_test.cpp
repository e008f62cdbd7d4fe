// RetryPolicy as a decision table: whether another attempt follows at all.
#include "sse/retry_policy.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using sse::Action;
using sse::Attempt;
using sse::Outcome;
using sse::Reason;

sse::Decision decide(const Attempt& attempt, const sse::RetryOptions& options = {}) {
  return sse::RetryPolicy(options).decide(attempt);
}

/// A POST that has delivered messages, as of a chat.
Attempt interrupted_post() {
  return {.outcome = Outcome::body_dropped, .messages = 3, .delivered = true, .idempotent = false};
}

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
    {"StopsAtAMessageThatWasRefused",
     {.outcome = Outcome::message_refused, .messages = 1, .delivered = true},
     Action::stop,
     Reason::permanent},
    {"RetriesAfterARefusedMessageWhenAsked",
     {.outcome = Outcome::message_refused,
      .messages = 1,
      .delivered = true,
      .idempotent = false,
      .asked = true},
     Action::retry,
     Reason::asked},
    {"RetriesAHandlersErrorWhenAsked",
     {.outcome = Outcome::handler_failed, .delivered = true, .idempotent = false, .asked = true},
     Action::retry,
     Reason::asked},
    {"RetriesAGetAfterMessages",
     {.outcome = Outcome::body_dropped, .messages = 3, .delivered = true},
     Action::retry,
     Reason::transient},
    {"RetriesAfterATimeout",
     {.outcome = Outcome::timed_out, .messages = 3, .delivered = true},
     Action::retry,
     Reason::transient},
    {"RetriesAPostThatTimedOutBeforeAnyMessage",
     {.outcome = Outcome::timed_out, .idempotent = false},
     Action::retry,
     Reason::transient},
    {"NeverReplaysAPostThatTimedOutAfterMessages",
     {.outcome = Outcome::timed_out, .messages = 3, .delivered = true, .idempotent = false},
     Action::stop,
     Reason::would_replay},
    {"RetriesATruncatedStream",
     {.outcome = Outcome::truncated, .messages = 3, .delivered = true},
     Action::retry,
     Reason::transient},
    {"NeverReplaysAPostThatWasTruncated",
     {.outcome = Outcome::truncated, .messages = 3, .delivered = true, .idempotent = false},
     Action::stop,
     Reason::would_replay},
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

}  // namespace
