// The retry policy decides as in the tables of tests/native/policy/, row by row, and the rules
// cover every case.
#include "decision_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "csv_table.h"
#include "delay_table.h"
#include "policy_words.h"

namespace {

const std::string kRulesFile = POLICY_TABLES "/rules.csv";

std::string at_line(const std::string& path, std::size_t line) {
  return path + ':' + std::to_string(line);
}

TEST(DecisionTable, MatchesThePolicyInEverySituation) {
  const auto rules = read_rules(read_file(kRulesFile));
  std::vector<bool> decides(rules.size());
  for (const auto& situation : all_situations()) {
    const auto rule = std::find_if(rules.begin(), rules.end(), [&situation](const Rule& candidate) {
      return candidate.fits(situation);
    });
    ASSERT_NE(rule, rules.end()) << "no row decides: " << situation.description();
    decides[static_cast<std::size_t>(rule - rules.begin())] = true;
    const auto decision = sse::RetryPolicy(situation.options()).decide(situation.attempt());
    ASSERT_EQ(name_of(decision), name_of(rule->decision))
        << at_line(kRulesFile, rule->line) << ": " << situation.description();
  }
  for (std::size_t row = 0; row < rules.size(); ++row) {
    EXPECT_TRUE(decides[row]) << at_line(kRulesFile, rules[row].line)
                              << ": this row decides nothing";
  }
}

TEST(DecisionTable, CoversEveryOutcome) { EXPECT_EQ(all_situations().size(), 16U * 4U * 64U); }

TEST(DelayTable, MatchesTheDelaysOfThePolicy) {
  std::size_t count = 0;
  for (const auto& file : std::filesystem::directory_iterator(POLICY_TABLES)) {
    if (file.path() == kRulesFile) {
      continue;
    }
    for (const auto& [line, attempt, options, expected] :
         read_delay_cases(read_file(file.path()))) {
      SCOPED_TRACE(at_line(file.path(), line));
      const auto decision = sse::RetryPolicy(options).decide(attempt);
      EXPECT_EQ(name_of(decision), name_of(expected));
      EXPECT_EQ(decision.delay, expected.delay);
      EXPECT_EQ(decision.next_number, expected.next_number);
      EXPECT_EQ(decision.elapsed, expected.elapsed);
      ++count;
    }
  }
  EXPECT_GE(count, 100U);
}

/// The error of a reader for a table of one row. Empty if there is none.
template <typename Read>
std::string fault_in(Read read, const std::string& heading, const std::string& row) {
  try {
    read(heading + '\n' + row + '\n');
  } catch (const TableFault& fault) {
    return fault.what();
  }
  return "";
}

const std::string kRuleHeading =
    "outcome,status,asked,resume,repeatable,idempotent,accepted,replay,action,reason";
const std::string kRule = "any,any,any,any,any,any,any,any,stop,ended";
const std::string kCaseHeading = "attempt,options,reason,delay,next attempt,next elapsed";
const std::string kCase = "1,jitter: 0,asked,10,2,0";

TEST(DecisionTable, AcceptsAValidTable) {
  EXPECT_EQ(fault_in(read_rules, kRuleHeading, kRule), "");
  EXPECT_EQ(fault_in(read_delay_cases, kCaseHeading, kCase), "");
}

TEST(DecisionTable, ReportsTheLineOfAnInvalidRow) {
  for (const auto* row : {
           "any,any,any,any,any,any,any,any,stop",
           "any,any,any,any,any,any,any,any,stop,ended,ended",
           "any,any,any,any,any,any,any,any,halt,ended",
           "any,any,any,any,any,any,any,any,stop,because",
           "lost,any,any,any,any,any,any,any,stop,ended",
           "ended; lost,any,any,any,any,any,any,any,stop,ended",
           ",any,any,any,any,any,any,any,stop,ended",
           "any,2xx,any,any,any,any,any,any,stop,ended",
           "any,-1,any,any,any,any,any,any,stop,ended",
           "any,any,maybe,any,any,any,any,any,stop,ended",
       }) {
    EXPECT_EQ(fault_in(read_rules, kRuleHeading, row).substr(0, 8), "line 2: ") << row;
  }
}

TEST(DelayTable, ReportsTheLineOfAnInvalidRow) {
  for (const auto* row : {
           "one,,asked,10,2,0",
           "1,,asked,10 ms,2,0",
           "1,,asked,1-0,2,0",
           "1,,asked,0x10,2,0",
           "1,,asked,1e999,2,0",
           "1,,asked,,2,0",
           "1,,ended,10,2,0",
           "1,,because,10,2,0",
           "1,jitter,asked,10,2,0",
           "1,shiver: 1,asked,10,2,0",
           "1,jitter: lots,asked,10,2,0",
           "1,asked,10,2,0",
       }) {
    EXPECT_EQ(fault_in(read_delay_cases, kCaseHeading, row).substr(0, 8), "line 2: ") << row;
  }
}

TEST(DelayTable, ReportsTheLineOfAnInvalidHeading) {
  for (const auto* heading : {"attempt,options,reason,delay,last attempt,next elapsed",
                              "attempt,choices,reason,delay,next attempt,next elapsed"}) {
    EXPECT_EQ(fault_in(read_delay_cases, heading, kCase).substr(0, 8), "line 1: ") << heading;
  }
  std::string heading = kRuleHeading;
  heading.replace(heading.find("accepted"), 8, "allowed");
  EXPECT_EQ(fault_in(read_rules, heading, kRule).substr(0, 8), "line 1: ");
}

TEST(DecisionTable, ReportsAMissingFile) {
  EXPECT_THROW(read_rules(kRuleHeading), TableFault);
  EXPECT_THROW(read_delay_cases(""), TableFault);
  EXPECT_THROW(read_file(POLICY_TABLES "/none.csv"), std::runtime_error);
}

}  // namespace
