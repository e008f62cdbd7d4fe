// The other tables of tests/native/policy/: when another attempt follows, one case a row.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sse/retry_options.h"
#include "sse/retry_policy.h"

struct DelayCase {
  std::size_t line = 0;
  sse::Attempt attempt;
  sse::RetryOptions options;
  sse::Decision expected;
};

/// Throws a TableFault, which has the line, for invalid text.
std::vector<DelayCase> read_delay_cases(const std::string& csv);
