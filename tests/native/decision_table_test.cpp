// The retry policy does what docs/reconnecting.md says of it, row by row, and the page leaves no
// case out.
#include "decision_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "delay_table.h"
#include "markdown_table.h"
#include "policy_words.h"

namespace {

std::string page() {
  std::ifstream stream(RECONNECTING_PAGE);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string at_line(std::size_t line) {
  return std::string(RECONNECTING_PAGE) + ':' + std::to_string(line);
}

TEST(DecisionTable, SaysWhatThePolicyDoesInEverySituation) {
  const auto rules = read_rules(page());
  std::vector<bool> decides(rules.size());
  for (const auto& situation : all_situations()) {
    const auto rule = std::find_if(rules.begin(), rules.end(), [&situation](const Rule& candidate) {
      return candidate.fits(situation);
    });
    ASSERT_NE(rule, rules.end()) << "no row decides: " << situation.description();
    decides[static_cast<std::size_t>(rule - rules.begin())] = true;
    const auto decision = sse::RetryPolicy(situation.options()).decide(situation.attempt());
    ASSERT_EQ(name_of(decision), name_of(rule->decision))
        << at_line(rule->line) << ": " << situation.description();
  }
  for (std::size_t row = 0; row < rules.size(); ++row) {
    EXPECT_TRUE(decides[row]) << at_line(rules[row].line) << ": this row decides nothing";
  }
}

TEST(DecisionTable, LooksAtEveryOutcome) { EXPECT_EQ(all_situations().size(), 16U * 4U * 64U); }

TEST(DelayTable, SaysWhenThePolicyTriesAgain) {
  const auto cases = read_delay_cases(page());
  EXPECT_GE(cases.size(), 100U);
  for (const auto& [line, attempt, options, expected] : cases) {
    SCOPED_TRACE(at_line(line));
    const auto decision = sse::RetryPolicy(options).decide(attempt);
    EXPECT_EQ(name_of(decision), name_of(expected));
    EXPECT_EQ(decision.delay, expected.delay);
    EXPECT_EQ(decision.next_number, expected.next_number);
    EXPECT_EQ(decision.elapsed, expected.elapsed);
  }
}

/// What the readers say of a page with one line changed, and the line that they name.
std::string fault_in(const std::string& changed_page) {
  try {
    read_rules(changed_page);
    read_delay_cases(changed_page);
  } catch (const TableFault& fault) {
    return fault.what();
  }
  return "";
}

/// A page with a table of each kind: rules in the lines 3 to 5, cases in the lines 8 to 10.
std::string small_page(const std::string& rule, const std::string& example) {
  return "## Whether, and by which request\n\n"
         "| outcome | status | asked | resume | repeatable | idempotent | accepted | replay | "
         "action | reason |\n| - | - | - | - | - | - | - | - | - | - |\n" +
         rule +
         "\n\n## When\n| attempt | options | reason | delay | next attempt | next elapsed |\n"
         "| - | - | - | - | - | - |\n" +
         example + '\n';
}

constexpr auto kRule = "| any | any | any | any | any | any | any | any | stop | `ended` |";
constexpr auto kCase = "| 1 | jitter: 0 | `asked` | 10 | 2 | 0 |";

TEST(DecisionTable, IsReadWithoutAFaultWhereItHasNone) {
  EXPECT_EQ(fault_in(small_page(kRule, kCase)), "");
}

TEST(DecisionTable, NamesTheLineOfARowThatItCannotRead) {
  const std::string any = "| any | any | any | any | any | any | any | any | ";
  const std::string rest = " | any | any | any | any | any | any | stop | ended |";
  for (const auto& rule : std::vector<std::string>{
           any + "stop |",
           any + "stop | ended",
           any + "stop | ended | ended |",
           any + "halt | ended |",
           any + "stop | because |",
           "| lost | any" + rest,
           "| ended, lost | any" + rest,
           "|  | any" + rest,
           "| any | 2xx" + rest,
           "| any | -1" + rest,
           "| any | any | maybe | any | any | any | any | any | stop | ended |",
       }) {
    EXPECT_EQ(fault_in(small_page(rule, kCase)).substr(0, 8), "line 5: ") << rule;
  }
}

TEST(DelayTable, NamesTheLineOfARowThatItCannotRead) {
  for (const auto* example : {
           "| one | | asked | 10 | 2 | 0 |",
           "| 1 | | asked | 10 ms | 2 | 0 |",
           "| 1 | | asked | 1-0 | 2 | 0 |",
           "| 1 | | asked | 0x10 | 2 | 0 |",
           "| 1 | | asked | 1e999 | 2 | 0 |",
           "| 1 | | asked | | 2 | 0 |",
           "| 1 | | ended | 10 | 2 | 0 |",
           "| 1 | | because | 10 | 2 | 0 |",
           "| 1 | jitter | asked | 10 | 2 | 0 |",
           "| 1 | shiver: 1 | asked | 10 | 2 | 0 |",
           "| 1 | jitter: lots | asked | 10 | 2 | 0 |",
           "| 1 | asked | 10 | 2 | 0 |",
       }) {
    EXPECT_EQ(fault_in(small_page(kRule, example)).substr(0, 9), "line 10: ") << example;
  }
}

TEST(DelayTable, NamesTheLineOfAHeadingThatItCannotRead) {
  std::string changed = small_page(kRule, kCase);
  changed.replace(changed.find("next attempt"), 4, "last");
  EXPECT_EQ(fault_in(changed).substr(0, 8), "line 8: ");
  changed = small_page(kRule, kCase);
  changed.replace(changed.find("options"), 7, "choices");
  EXPECT_EQ(fault_in(changed).substr(0, 8), "line 8: ");
  changed = small_page(kRule, kCase);
  changed.replace(changed.find("accepted"), 8, "allowed");
  EXPECT_EQ(fault_in(changed).substr(0, 8), "line 3: ");
  changed = small_page(kRule, kCase);
  changed.replace(changed.find("| - |"), 5, "| x |");
  EXPECT_EQ(fault_in(changed).substr(0, 8), "line 4: ");
}

TEST(DecisionTable, IsMissedWhereItIsNot) {
  EXPECT_NE(fault_in("# A page without tables\n"), "");
  EXPECT_NE(fault_in(small_page(kRule, kCase).substr(0, small_page(kRule, "").find("## When"))),
            "");
}

}  // namespace
