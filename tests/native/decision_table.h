// tests/native/policy/rules.csv: whether another attempt follows, and by which request. The first
// rule that fits decides.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sse/retry_options.h"
#include "sse/retry_policy.h"

/// The columns that say yes or no: parts of an Attempt, and at last `RetryOptions::replay`.
inline constexpr std::size_t kFactCount = 6;

/// One combination of what the table looks at.
struct Situation {
  sse::Outcome outcome = sse::Outcome::ended;
  std::uint32_t status = 0;
  std::array<bool, kFactCount> facts{};

  [[nodiscard]] sse::Attempt attempt() const;
  [[nodiscard]] sse::RetryOptions options() const;
  [[nodiscard]] std::string description() const;
};

/// Every outcome with every status of the table and every yes and no.
std::vector<Situation> all_situations();

/// A row. No outcome and no status stand for any.
struct Rule {
  std::size_t line = 0;
  std::vector<sse::Outcome> outcomes;
  std::vector<std::uint32_t> statuses;
  std::array<std::optional<bool>, kFactCount> facts;
  sse::Decision decision;

  [[nodiscard]] bool fits(const Situation& situation) const;
};

/// Throws a TableFault, which names the line, for what it cannot understand.
std::vector<Rule> read_rules(const std::string& csv);
