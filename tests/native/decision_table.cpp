// The reader of the decision table, and the combinations that it is compared with.
#include "decision_table.h"

#include <algorithm>

#include "csv_table.h"
#include "policy_words.h"

namespace {

using sse::Attempt;

constexpr std::size_t kFirstFact = 2;

const std::vector<std::string> kColumns{"outcome",    "status",   "asked",  "resume", "repeatable",
                                        "idempotent", "accepted", "replay", "action", "reason"};

/// The facts before the last one, in the order of the columns.
constexpr std::array<bool Attempt::*, kFactCount - 1> kFacts{
    &Attempt::asked, &Attempt::can_resume, &Attempt::repeatable, &Attempt::idempotent,
    &Attempt::accepted};

/// 401 is not retried, 503 is.
constexpr std::array<std::uint32_t, 4> kStatuses{200, 204, 401, 503};

/// The values of the parts of a cell; none for `any`.
template <typename Value>
std::vector<Value> alternatives(const std::string& cell, std::size_t line,
                                Value (*read)(const std::string&, std::size_t)) {
  std::vector<Value> values;
  if (cell == "any") {
    return values;
  }
  for (const auto& part : split_list(cell)) {
    values.push_back(read(part, line));
  }
  return values;
}

template <typename Value>
bool has(const std::vector<Value>& alternatives, Value value) {
  return alternatives.empty() ||
         std::find(alternatives.begin(), alternatives.end(), value) != alternatives.end();
}

Rule rule_of(const TableRow& row) {
  static const std::map<std::string, std::optional<bool>> kFactWords{
      {"any", std::nullopt}, {"yes", true}, {"no", false}};
  Rule rule{row.line,
            alternatives(row.cells[0], row.line, outcome_of),
            alternatives(row.cells[1], row.line, count_of),
            {},
            {}};
  for (std::size_t fact = 0; fact < kFactCount; ++fact) {
    rule.facts[fact] = word(kFactWords, row.cells[kFirstFact + fact], row.line);
  }
  rule.decision.action = action_of(row.cells[kFirstFact + kFactCount], row.line);
  rule.decision.reason = reason_of(row.cells[kFirstFact + kFactCount + 1], row.line);
  return rule;
}

}  // namespace

Attempt Situation::attempt() const {
  Attempt attempt{.outcome = outcome, .status = status};
  for (std::size_t fact = 0; fact < kFacts.size(); ++fact) {
    attempt.*kFacts[fact] = facts[fact];
  }
  return attempt;
}

sse::RetryOptions Situation::options() const { return {.replay = facts.back()}; }

std::string Situation::description() const {
  std::string text = name_of(outcome) + ", " + std::to_string(status);
  for (std::size_t fact = 0; fact < kFactCount; ++fact) {
    text += ", " + kColumns[kFirstFact + fact] + (facts[fact] ? " yes" : " no");
  }
  return text;
}

std::vector<Situation> all_situations() {
  std::vector<Situation> situations;
  for (const sse::Outcome outcome : all_outcomes()) {
    for (const std::uint32_t status : kStatuses) {
      for (std::uint32_t bits = 0; bits < 1U << kFactCount; ++bits) {
        Situation situation{outcome, status, {}};
        for (std::size_t fact = 0; fact < kFactCount; ++fact) {
          situation.facts[fact] = (bits >> fact & 1U) != 0;
        }
        situations.push_back(situation);
      }
    }
  }
  return situations;
}

bool Rule::fits(const Situation& situation) const {
  for (std::size_t fact = 0; fact < kFactCount; ++fact) {
    if (facts[fact].value_or(situation.facts[fact]) != situation.facts[fact]) {
      return false;
    }
  }
  return has(outcomes, situation.outcome) && has(statuses, situation.status);
}

std::vector<Rule> read_rules(const std::string& csv) {
  const CsvTable table = parse_table(csv);
  if (table.heading.cells != kColumns) {
    throw TableFault(table.heading.line, "expected the columns that the policy looks at");
  }
  std::vector<Rule> rules;
  for (const auto& row : table.rows) {
    rules.push_back(rule_of(row));
  }
  return rules;
}
