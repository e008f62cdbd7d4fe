// The retry policy: first whether another attempt follows and with which request, then when.
#include "sse/retry_policy.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sse/internal/reconnection_time.h"

namespace sse {

namespace {

/// A shorter delay from a server (`retry: 0`) is a mistake: with it, clients would overload the
/// server.
constexpr double kShortestServerDelay = 100;

/// HTTP status.
constexpr std::uint32_t kNoContent = 204;
constexpr std::uint32_t kConflict = 409;

/// A connection is healthy if it delivered something new and no message handler threw.
bool was_healthy(const Attempt& attempt) {
  return attempt.messages > 0 && !attempt.replayed && attempt.outcome != Outcome::message_refused;
}

/// Replaces NaN as well, which std::max would return.
double at_least(double lowest, double value) { return value > lowest ? value : lowest; }

/// `base`, multiplied for each attempt in a row before this one, up to `longest`.
double backoff(double base, double multiplier, double number, double longest) {
  double delay = base;
  double failures = number - 1;
  while (failures >= 1 && multiplier > 1 && delay < longest) {
    delay *= multiplier;
    failures -= 1;
  }
  return std::min(delay, longest);
}

/// The page closed the connection: no server failed, so nothing is counted and no delay is needed.
bool was_left(const Attempt& attempt) {
  return attempt.outcome == Outcome::page_cached || attempt.outcome == Outcome::page_hidden ||
         attempt.outcome == Outcome::page_frozen;
}

/// No server failed: the request was not sent by the machine.
bool had_no_network(const Attempt& attempt) {
  return attempt.offline && attempt.outcome == Outcome::connect_failed;
}

/// Repeating the request would repeat an effect whose result is unknown.
bool is_replay(const Attempt& attempt) {
  return attempt.accepted && !attempt.idempotent && attempt.outcome != Outcome::ended;
}

/// The statuses that are retried by default. docs/reconnecting.md gives the reason for each.
bool is_transient(std::uint32_t status) {
  constexpr std::array<std::uint32_t, 14> kStatuses{408, 425, 429, 500, 502, 503, 504,
                                                    520, 521, 522, 523, 524, 529, 530};
  return std::find(kStatuses.begin(), kStatuses.end(), status) != kStatuses.end();
}

/// The server's `x-should-retry` takes precedence, then the user's statuses, then the defaults.
bool status_may_pass(const Attempt& attempt) {
  for (const double choice : {attempt.server_choice, attempt.chosen_status}) {
    if (!std::isnan(choice)) {
      return choice > 0;
    }
  }
  const bool conflict = attempt.status == kConflict && attempt.conflict_passes && !attempt.accepted;
  return conflict || is_transient(attempt.status);
}

bool may_pass(const Attempt& attempt) {
  switch (attempt.outcome) {
    case Outcome::connect_failed:
    case Outcome::body_dropped:
    case Outcome::timed_out:
    case Outcome::page_cached:
    case Outcome::page_hidden:
    case Outcome::page_frozen:
      return true;
    case Outcome::truncated:
      // A server without further messages will not have them in the next attempt.
      return attempt.status != kNoContent;
    case Outcome::bad_status:
      return status_may_pass(attempt);
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
  if (was_left(attempt) && !(attempt.asked_delay >= 0)) {
    return decision;
  }
  // A call that is limited to one attempt makes no other, even if the machine was offline.
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

/// Whether the limits of attempts and time allow another attempt.
Reason RetryPolicy::reason_of(const Attempt& attempt) const {
  // The option that closes the connection of a hidden page requests another attempt.
  const bool asked = attempt.asked || attempt.outcome == Outcome::page_hidden;
  if (!asked && attempt.outcome == Outcome::ended) {
    return Reason::ended;
  }
  if (!asked && attempt.outcome == Outcome::started_over) {
    return Reason::would_replay;
  }
  if (!asked && !may_pass(attempt)) {
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

/// The user's delay, else the server's `Retry-After`, else exponential backoff from the server's
/// reconnection time or from `initial_delay`. Jitter shortens our own delays and lengthens the
/// server's: a delay of a server is a lower bound.
double RetryPolicy::delay_before_next(const Attempt& attempt, double number) const {
  if (attempt.asked_delay >= 0) {
    return attempt.asked_delay;
  }
  const double chance = options_.jitter * std::min(at_least(0, attempt.random), 1.0);
  if (attempt.retry_after >= kShortestServerDelay) {
    return attempt.retry_after * (1 + chance);
  }
  const bool is_servers = attempt.reconnection_time >= 0;
  const double base = is_servers ? at_least(kShortestServerDelay, attempt.reconnection_time)
                                 : options_.initial_delay;
  const double longest = is_servers ? at_least(base, options_.max_delay) : options_.max_delay;
  return backoff(base, options_.multiplier, number, longest) *
         (is_servers ? 1 + chance : 1 - chance);
}

}  // namespace sse
