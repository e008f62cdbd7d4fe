// The errors of core/, as values. js/src/errors.ts turns them into classes.
#pragma once

#include <cstdint>

namespace sse {

/// Why a parser stopped. The numbers cross the WebAssembly boundary: run `npm run generate` after a
/// change.
enum class ErrorCode : std::uint32_t {
  none = 0,
  /// One event, or one line, holds more bytes than the parser's limit.
  event_too_large = 1,
  /// The allocator refused memory that the limit would have allowed.
  out_of_memory = 2,
  /// The unfinished events of all parsers together hold more than the budget.
  budget_exceeded = 3,
};

}  // namespace sse
