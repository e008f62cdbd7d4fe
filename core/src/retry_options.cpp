// Brings the options of users into their ranges.
#include "sse/retry_options.h"

#include <algorithm>
#include <cmath>

#include "sse/internal/reconnection_time.h"

namespace sse {

namespace {

double clamped(double value, double fallback, double lowest, double highest) {
  return std::isnan(value) ? fallback : std::clamp(value, lowest, highest);
}

}  // namespace

RetryOptions clamped(const RetryOptions& options) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const RetryOptions defaults;
  return {
      .initial_delay =
          clamped(options.initial_delay, defaults.initial_delay, kShortestDelay, kLongestDelay),
      .max_delay = clamped(options.max_delay, defaults.max_delay, kShortestDelay, kLongestDelay),
      .multiplier = clamped(options.multiplier, defaults.multiplier, 1, kLongestDelay),
      .jitter = clamped(options.jitter, defaults.jitter, 0, 1),
      .max_attempts = clamped(options.max_attempts,
                              options.subscription ? kInfinity : kActionAttempts, 1, kInfinity),
      .max_elapsed = clamped(options.max_elapsed, defaults.max_elapsed, 0, kInfinity),
      .replay = options.replay,
      .subscription = options.subscription,
  };
}

}  // namespace sse
