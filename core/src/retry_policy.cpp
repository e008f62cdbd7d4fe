// The retry policy: decides whether another attempt follows, which request it sends, and when.
#include "sse/retry_policy.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sse/internal/reconnection_time.h"

namespace sse {

namespace {

/// A shorter delay from a server (`retry: 0`) is treated as a mistake, because it would overload
/// the server.
constexpr double kShortestServerDelay = 100;

/// HTTP statuses.
constexpr std::uint32_t kNoContent = 204;
constexpr std::uint32_t kConflict = 409;

/// A connection is healthy if it delivered something new and no message handler threw.
bool was_healthy(const Attempt& attempt) {
  return attempt.messages > 0 && !attempt.replayed && attempt.outcome != Outcome::message_refused;
}

/// Returns the larger number. Replaces NaN, which std::max would return.
double at_least(double lowest, double value) { return value > lowest ? value : lowest; }

/// Returns `base`, multiplied once for each earlier failure in a row, and at most `longest`.
double backoff(double base, double multiplier, double number, double longest) {
  double delay = base;
  double failures = number - 1;
  while (failures >= 1 && multiplier > 1 && delay < longest) {
    delay *= multiplier;
    failures -= 1;
  }
  return std::min(delay, longest);
}

/// The page closed the connection. The server has not failed, so the attempt is not counted and the
/// next attempt needs no delay.
bool was_closed_by_page(const Attempt& attempt) {
  return attempt.outcome == Outcome::page_cached || attempt.outcome == Outcome::page_hidden ||
         attempt.outcome == Outcome::page_frozen;
}

/// The server has not failed, because the machine could not send the request.
bool had_no_network(const Attempt& attempt) {
  return attempt.offline && attempt.outcome == Outcome::connect_failed;
}

/// The server may have processed the request, and sending it again could repeat the effect.
bool is_replay(const Attempt& attempt) {
  return attempt.accepted && !attempt.idempotent && attempt.outcome != Outcome::ended;
}

/// The statuses that are retried by default. docs/reconnecting.md gives the reason for each.
bool is_retried_by_default(std::uint32_t status) {
  constexpr std::array<std::uint32_t, 14> kStatuses{408, 425, 429, 500, 502, 503, 504,
                                                    520, 521, 522, 523, 524, 529, 530};
  return std::find(kStatuses.begin(), kStatuses.end(), status) != kStatuses.end();
}

/// The server's `x-should-retry` takes precedence over the user's statuses, and both over the
/// defaults.
bool is_transient_status(const Attempt& attempt) {
  for (const double choice : {attempt.server_choice, attempt.chosen_status}) {
    if (!std::isnan(choice)) {
      return choice > 0;
    }
  }
  const bool conflict = attempt.status == kConflict && attempt.conflict_passes && !attempt.accepted;
  return conflict || is_retried_by_default(attempt.status);
}

bool is_transient_failure(const Attempt& attempt) {
  switch (attempt.outcome) {
    case Outcome::connect_failed:
    case Outcome::body_dropped:
    case Outcome::timed_out:
    case Outcome::page_cached:
    case Outcome::page_hidden:
    case Outcome::page_frozen:
      return true;
    case Outcome::truncated:
      // A 204 means that the server has no further messages, so the next attempt gets none either.
      return attempt.status != kNoContent;
    case Outcome::bad_status:
      return is_transient_status(attempt);
    case Outcome::ended:
    case Outcome::invalid_request:
    case Outcome::bad_content_type:
    case Outcome::no_body:
    case Outcome::event_too_large:
    case Outcome::handler_failed:
    case Outcome::message_refused:
    case Outcome::started_over:
      return false;
  }
  return false;
}

}  // namespace

Decision RetryPolicy::decide(const Attempt& attempt) const {
  const Reason reason = reason_of(attempt);
  if (reason != Reason::asked && reason != Reason::transient) {
    return {.reason = reason};
  }
  const bool healthy = was_healthy(attempt);
  const Action repeat = is_replay(attempt) ? Action::replay : Action::retry;
  Decision decision{
      .action = attempt.can_resume ? Action::resume : repeat,
      .reason = reason,
      .next_number = healthy ? 1 : at_least(1, attempt.number),
      .elapsed = healthy ? 0 : at_least(0, attempt.elapsed),
  };
  if (was_closed_by_page(attempt) && !(attempt.asked_delay >= 0)) {
    return decision;
  }
  // If the limit is one attempt, no other follows, even if the machine was offline.
  if (had_no_network(attempt) && options_.max_attempts > 1) {
    decision.reason = Reason::offline;
    const double longest = at_least(options_.max_delay, attempt.reconnection_time);
    decision.delay = std::min<double>(at_least(longest, attempt.asked_delay), kLongestDelay);
    return decision;
  }
  if (decision.next_number >= options_.max_attempts) {
    return {.reason = Reason::attempts_exhausted};
  }
  // A whole number, because timers truncate: the announced delay is the actual one.
  decision.delay = std::ceil(std::clamp<double>(delay_before_next(attempt, decision.next_number),
                                                kShortestDelay, kLongestDelay));
  decision.next_number += 1;
  if (decision.elapsed + decision.delay > options_.max_elapsed) {
    return {.reason = Reason::time_exhausted};
  }
  return decision;
}

/// Returns why another attempt follows or not, before the limits of attempts and time are applied.
Reason RetryPolicy::reason_of(const Attempt& attempt) const {
  // The option that closes the connection of a hidden page requests another attempt.
  const bool asked = attempt.asked || attempt.outcome == Outcome::page_hidden;
  if (!asked && attempt.outcome == Outcome::ended) {
    return Reason::ended;
  }
  if (!asked && attempt.outcome == Outcome::started_over) {
    return Reason::would_replay;
  }
  if (!asked && !is_transient_failure(attempt)) {
    return Reason::permanent;
  }
  if (!attempt.can_resume) {
    if (!attempt.repeatable) {
      return Reason::body_used_up;
    }
    if (!asked && is_replay(attempt) && !options_.replay) {
      return Reason::would_replay;
    }
  }
  return asked ? Reason::asked : Reason::transient;
}

/// Returns the user's delay, else the server's `Retry-After`, else exponential backoff from the
/// server's reconnection time or from `initial_delay`. A server's delay is a lower bound, so jitter
/// lengthens it; jitter shortens the delay of the policy.
double RetryPolicy::delay_before_next(const Attempt& attempt, double number) const {
  if (attempt.asked_delay >= 0) {
    return attempt.asked_delay;
  }
  const double chance = options_.jitter * std::min(at_least(0, attempt.random), 1.0);
  if (attempt.retry_after >= kShortestServerDelay) {
    return attempt.retry_after * (1 + chance);
  }
  const bool from_server = attempt.reconnection_time >= 0;
  const double base = from_server ? at_least(kShortestServerDelay, attempt.reconnection_time)
                                  : options_.initial_delay;
  const double longest = from_server ? at_least(base, options_.max_delay) : options_.max_delay;
  return backoff(base, options_.multiplier, number, longest) *
         (from_server ? 1 + chance : 1 - chance);
}

}  // namespace sse
