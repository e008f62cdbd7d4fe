// The user's options of the retry policy, and their valid ranges.
#pragma once

#include <limits>

namespace sse {

/// The shortest delay before another attempt, in milliseconds. A shorter one would load a core and
/// a server.
inline constexpr double kShortestDelay = 10;

inline constexpr double kActionAttempts = 5;

/// The `retry` option. Times are in milliseconds.
struct RetryOptions {
  double initial_delay = 1000;
  double max_delay = 30000;
  double multiplier = 2;
  /// The random part of a delay, from 0 to 1.
  double jitter = 0.5;
  /// The largest number of attempts in a row without a healthy connection, including the first.
  /// NaN: no limit for a subscription, `kActionAttempts` for other requests, because an action must
  /// end.
  double max_attempts = std::numeric_limits<double>::quiet_NaN();
  /// The longest time of attempts in a row, including delays.
  double max_elapsed = std::numeric_limits<double>::infinity();
  /// Allows that a non-idempotent request is sent again after a response was accepted.
  bool replay = false;
  /// The request only reads (GET, HEAD).
  bool subscription = true;
};

/// Returns the options with NaN replaced by the default and other values brought into range, so
/// that no value causes retries without a delay: delays from 0 to 2^31 - 1, multiplier at least 1,
/// at least one attempt.
[[nodiscard]] RetryOptions clamped(const RetryOptions& options);

}  // namespace sse
