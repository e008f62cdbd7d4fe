// tests/native/policy/rules.csv: whether another attempt follows, and with which request. The first
// rule that applies decides.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sse/retry_options.h"
#include "sse/retry_policy.h"

/// The columns with yes or no: members of an Attempt and, as the last, `RetryOptions::replay`.
inline constexpr std::size_t kFactCount = 6;

/// One combination of the facts in the table.
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

/// A row. An empty set of outcomes or statuses means any.
struct Rule {
  std::size_t line = 0;
  std::vector<sse::Outcome> outcomes;
  std::vector<std::uint32_t> statuses;
  std::array<std::optional<bool>, kFactCount> facts;
  sse::Decision decision;

  [[nodiscard]] bool fits(const Situation& situation) const;
};

/// Throws a TableFault, which has the line, for invalid text.
std::vector<Rule> read_rules(const std::string& csv);
