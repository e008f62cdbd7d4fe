// Decides what follows an attempt: the same request again, another one that resumes, or the end;
// when, and why. No clock, no randomness, no I/O.
#pragma once

#include <cstdint>
#include <limits>

#include "sse/retry_options.h"

namespace sse {

/// How an attempt ended. The numbers cross the WebAssembly boundary: run `npm run generate`
/// after a change.
enum class Outcome : std::uint32_t {
  /// The event stream came to its end. The user may ask for it to be requested again.
  ended = 0,
  /// There was no response: refused, reset, not resolved.
  connect_failed = 1,
  /// The request itself is invalid; the network was never asked.
  invalid_request = 2,
  /// A response whose status is not 2xx.
  bad_status = 3,
  bad_content_type = 4,
  /// A response without a body to read.
  no_body = 5,
  /// The connection was lost in the middle of the body.
  body_dropped = 6,
  /// An event went past the parser's limit.
  event_too_large = 7,
  /// A function of the user's threw: any but the one that takes messages.
  handler_failed = 8,
  /// The function that takes messages threw: the user has no use for what the connection delivers.
  message_refused = 9,
  /// The body came to its end before the message that ends the stream.
  truncated = 10,
  /// The response, a byte or a message took longer than the user allows.
  timed_out = 11,
  /// The page was put into the back/forward cache, where no connection lives.
  page_cached = 12,
  /// The page was hidden, and the user wants no connection then.
  page_hidden = 13,
  /// The page was frozen, and its connection may hold back what has come since.
  page_frozen = 14,
  /// A resumed request delivered an event ID that the stream had before: the server cannot resume.
  started_over = 15,
};

enum class Action : std::uint32_t {
  stop = 0,
  /// Send the request again: the server has not done its work yet, or doing it twice is harmless.
  retry = 1,
  /// Send the request that continues the stream.
  resume = 2,
  /// Send the request again although the server may have done its work: the user permits it.
  replay = 3,
};

/// Why the decision is what it is. The numbers cross the WebAssembly boundary as well.
enum class Reason : std::uint32_t {
  /// Stop: nothing is left to do.
  ended = 0,
  /// Stop: the outcome will not change by trying again.
  permanent = 1,
  /// Stop: the body of the request was a stream, which is gone.
  body_used_up = 2,
  /// Stop: a response was accepted, and sending the request again could repeat its effect.
  would_replay = 3,
  /// Stop: `max_attempts` is reached.
  attempts_exhausted = 4,
  /// Stop: the next attempt would begin after `max_elapsed`.
  time_exhausted = 5,
  /// Go on: the user asked for it.
  asked = 6,
  /// Go on: the failure may pass.
  transient = 7,
  /// Go on: there was no response because there is no network.
  offline = 8,
};

/// "No such value" for the optional times of `Attempt`.
inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// What is known when an attempt has ended. Times are in milliseconds.
struct Attempt {
  Outcome outcome = Outcome::ended;
  std::uint32_t status = 0;
  /// Which attempt in a row without a healthy connection this was, from 1.
  double number = 1;
  /// Time since the first attempt of that row began.
  double elapsed = 0;
  /// Messages that this attempt delivered.
  std::uint32_t messages = 0;
  /// They are not new: this attempt followed `Action::replay`, or the server started over.
  bool replayed = false;
  /// Some attempt of this call had its response accepted: the server may have done its work.
  bool accepted = false;
  /// Sending the request twice has the effect of sending it once (RFC 9110, section 9.2.2).
  bool idempotent = true;
  /// The request can be sent again at all: its body is not a stream that is used up.
  bool repeatable = true;
  /// There may be a request that continues the stream: the user's `resume` says which.
  bool can_resume = false;
  /// The machine has no network, as far as the platform can tell, and the server is elsewhere.
  bool offline = false;
  /// The user wants another attempt: a handler threw to ask for one, or `onerror` gave a delay.
  bool asked = false;
  /// The number that `onerror` gave.
  double asked_delay = kNone;
  /// From a `retry` field, for the rest of the call.
  double reconnection_time = kNone;
  /// From this response's `Retry-After`.
  double retry_after = kNone;
  /// From 0 up to, but not including, 1.
  double random = 0;
  /// The server's own word in `x-should-retry`: 1 for true, 0 for false, NaN where it said nothing.
  double server_choice = kNone;
  /// The request asks for an answer of a chat API, where a conflict (409) passes.
  bool conflict_passes = false;
  /// 1 where the user has said which statuses are worth another attempt and `status` is among them,
  /// 0 where it is not, and NaN where the user has said nothing.
  double chosen_status = kNone;
};

struct Decision {
  Action action = Action::stop;
  Reason reason = Reason::ended;
  /// Milliseconds to wait before the next attempt.
  double delay = 0;
  /// `Attempt::number` of the next attempt.
  double next_number = 1;
  /// How long the row that the next attempt belongs to has taken so far; 0 where a new row begins.
  double elapsed = 0;
};

/// A decision is a function of the options and the attempt alone.
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
