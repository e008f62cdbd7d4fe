// The words of tests/native/policy/ and their values in the retry policy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "csv_table.h"
#include "sse/retry_policy.h"

/// Every outcome.
std::vector<sse::Outcome> all_outcomes();

// Each reader throws a TableFault, which has the line, for invalid text.

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
