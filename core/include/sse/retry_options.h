// What the user chose of the retry policy, made sane.
#pragma once

#include <limits>

namespace sse {

/// In milliseconds, the shortest delay before another attempt: less would keep a core and a server
/// busy.
inline constexpr double kShortestDelay = 10;

inline constexpr double kActionAttempts = 5;

/// The `retry` option. Times are in milliseconds.
struct RetryOptions {
  double initial_delay = 1000;
  double max_delay = 30000;
  double multiplier = 2;
  /// How much of a delay is left to chance, from 0 to 1.
  double jitter = 0.5;
  /// Attempts in a row without a healthy connection, the first included. NaN: without end for a
  /// subscription, `kActionAttempts` for anything else, because an action must end.
  double max_attempts = std::numeric_limits<double>::quiet_NaN();
  /// How long attempts in a row may take, waiting included.
  double max_elapsed = std::numeric_limits<double>::infinity();
  /// A request that is not idempotent may be sent again although a response was accepted.
  bool replay = false;
  /// The request only reads (GET, HEAD).
  bool subscription = true;
};

/// The same options with NaN replaced by the default and everything else brought into its range, so
/// that no value makes a hot loop: delays from 0 to 2^31 - 1, multiplier at least 1, at least one
/// attempt.
[[nodiscard]] RetryOptions clamped(const RetryOptions& options);

}  // namespace sse
