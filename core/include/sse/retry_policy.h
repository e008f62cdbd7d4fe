// Decides what follows an attempt (the same request, a resuming request, or the end), when, and
// why. No clock, no randomness, no I/O.
#pragma once

#include <cstdint>
#include <limits>

#include "sse/retry_options.h"

namespace sse {

/// How an attempt ended. The numbers cross the WebAssembly boundary: run `npm run generate`
/// after a change.
enum class Outcome : std::uint32_t {
  /// The event stream ended. The user may request it again.
  ended = 0,
  /// There was no response: the connection was refused or reset, or the host was not found.
  connect_failed = 1,
  /// The request itself is invalid and was not sent.
  invalid_request = 2,
  /// A response whose status is not 2xx.
  bad_status = 3,
  bad_content_type = 4,
  /// A response without a body to read.
  no_body = 5,
  /// The connection was lost in the middle of the body.
  body_dropped = 6,
  /// An event exceeded the parser's limit.
  event_too_large = 7,
  /// A function of the user threw, except the message handler.
  handler_failed = 8,
  /// The message handler threw: the user cannot process what the connection delivers.
  message_refused = 9,
  /// The body ended before the terminal message of the stream.
  truncated = 10,
  /// A timeout: the response, a byte or a message did not arrive in time.
  timed_out = 11,
  /// The page entered the back/forward cache, which closes connections.
  page_cached = 12,
  /// The page was hidden, and the user wants no connection then.
  page_hidden = 13,
  /// The page was frozen, and its connection may withhold data that has arrived since.
  page_frozen = 14,
  /// A resumed request delivered an event ID that the stream had before: the server cannot resume.
  started_over = 15,
};

enum class Action : std::uint32_t {
  stop = 0,
  /// Send the request again: the server has not processed it yet, or processing it twice is
  /// harmless.
  retry = 1,
  /// Send the request that resumes the stream.
  resume = 2,
  /// Send the request again although the server may have processed it, because the user allows it.
  replay = 3,
};

/// The reason for a decision. The numbers cross the WebAssembly boundary, too.
enum class Reason : std::uint32_t {
  /// Stop: the stream is complete.
  ended = 0,
  /// Stop: another attempt would have the same outcome.
  permanent = 1,
  /// Stop: the body of the request was a stream, which is consumed.
  body_used_up = 2,
  /// Stop: a response was accepted, and sending the request again could repeat its effect.
  would_replay = 3,
  /// Stop: `max_attempts` is reached.
  attempts_exhausted = 4,
  /// Stop: the next attempt would begin after `max_elapsed`.
  time_exhausted = 5,
  /// Continue: the user requested it.
  asked = 6,
  /// Continue: the failure may be transient.
  transient = 7,
  /// Continue: there was no response because the machine is offline.
  offline = 8,
};

/// No value, for the optional times of `Attempt`.
inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// The facts after an attempt. Times are in milliseconds.
struct Attempt {
  Outcome outcome = Outcome::ended;
  std::uint32_t status = 0;
  /// The number of this attempt in a row without a healthy connection, from 1.
  double number = 1;
  /// Time since the start of that row.
  double elapsed = 0;
  /// The number of messages that this attempt delivered.
  std::uint32_t messages = 0;
  /// The messages are not new: this attempt followed `Action::replay`, or the server started over.
  bool replayed = false;
  /// An attempt of this call had its response accepted: the server may have processed the request.
  bool accepted = false;
  /// Sending the request twice has the same effect as sending it once (RFC 9110, section 9.2.2).
  bool idempotent = true;
  /// The request can be sent again: its body is not a consumed stream.
  bool repeatable = true;
  /// The user's `resume` may return a request that resumes the stream.
  bool can_resume = false;
  /// The platform reports that the machine is offline, and the server is not on this machine.
  bool offline = false;
  /// The user requests another attempt: a handler threw, or `onerror` returned a delay.
  bool asked = false;
  /// The delay that `onerror` returned.
  double asked_delay = kNone;
  /// From a `retry` field. Applies to the rest of the call.
  double reconnection_time = kNone;
  /// From this response's `Retry-After`.
  double retry_after = kNone;
  /// From 0 up to, but not including, 1.
  double random = 0;
  /// The server's `x-should-retry`: 1 for true, 0 for false, NaN without the header.
  double server_choice = kNone;
  /// The request is for an answer of a chat API, where a conflict (409) is transient.
  bool conflict_passes = false;
  /// 1 if `status` is among the statuses of the user's `retry` option, 0 if it is not, NaN without
  /// the option.
  double chosen_status = kNone;
};

struct Decision {
  Action action = Action::stop;
  Reason reason = Reason::ended;
  /// The delay of the next attempt, in milliseconds.
  double delay = 0;
  /// `Attempt::number` of the next attempt.
  double next_number = 1;
  /// The time that the row of the next attempt has taken so far; 0 if a new row begins.
  double elapsed = 0;
};

/// Decides from the options and the attempt alone.
class RetryPolicy {
 public:
  explicit RetryPolicy(const RetryOptions& options) : options_(clamped(options)) {}

  [[nodiscard]] Decision decide(const Attempt& attempt) const;

 private:
  RetryOptions options_;

  [[nodiscard]] Reason reason_of(const Attempt& attempt) const;
  [[nodiscard]] double delay_before_next(const Attempt& attempt, double number) const;
};

}  // namespace sse
