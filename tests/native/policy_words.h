// The words of tests/native/policy/, and what they stand for in the retry policy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "csv_table.h"
#include "sse/retry_policy.h"

/// Every outcome there is.
std::vector<sse::Outcome> all_outcomes();

// Each of the readers throws a TableFault, which names the line, for text that it cannot
// understand.

template <typename Value>
Value word(const std::map<std::string, Value>& words, const std::string& text, std::size_t line) {
  const auto found = words.find(text);
  if (found == words.end()) {
    throw TableFault(line, "unknown word \"" + text + '"');
  }
  return found->second;
}

sse::Outcome outcome_of(const std::string& text, std::size_t line);
sse::Action action_of(const std::string& text, std::size_t line);
sse::Reason reason_of(const std::string& text, std::size_t line);
/// Digits, or `NaN`, `Infinity`, `-Infinity`.
double number_of(const std::string& text, std::size_t line);
std::uint32_t count_of(const std::string& text, std::size_t line);

std::string name_of(sse::Outcome outcome);
std::string name_of(const sse::Decision& decision);
