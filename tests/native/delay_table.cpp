// The reader of the tables of delays.
#include "delay_table.h"

#include <algorithm>
#include <functional>
#include <map>

#include "csv_table.h"
#include "policy_words.h"

namespace {

using sse::Attempt;
using sse::Decision;
using sse::RetryOptions;

/// The last columns of every table. The others vary.
const std::vector<std::string> kResults{"reason", "delay", "next attempt", "next elapsed"};

/// `maxAttempts: 3` and other options, and `method: POST` for a request that is not a subscription.
void read_option(const std::string& text, std::size_t line, RetryOptions& options) {
  static const std::map<std::string, double RetryOptions::*> kNumbers{
      {"initialDelay", &RetryOptions::initial_delay}, {"maxDelay", &RetryOptions::max_delay},
      {"multiplier", &RetryOptions::multiplier},      {"jitter", &RetryOptions::jitter},
      {"maxAttempts", &RetryOptions::max_attempts},   {"maxElapsed", &RetryOptions::max_elapsed}};
  if (text == "method: POST") {
    options.subscription = false;
    return;
  }
  const auto colon = text.find(": ");
  if (colon == std::string::npos) {
    throw TableFault(line, "expected an option and its value, got \"" + text + '"');
  }
  options.*word(kNumbers, text.substr(0, colon), line) = number_of(text.substr(colon + 2), line);
}

using ReadCell = std::function<void(const std::string& cell, DelayCase& into)>;

ReadCell number_into(double Attempt::*member) {
  return [member](const std::string& cell, DelayCase& into) {
    into.attempt.*member = number_of(cell, into.line);
  };
}

ReadCell number_into(double Decision::*member) {
  return [member](const std::string& cell, DelayCase& into) {
    into.expected.*member = number_of(cell, into.line);
  };
}

/// The parser of a non-empty cell, by the name of its column.
const std::map<std::string, ReadCell> kColumns{
    {"outcome", [](const std::string& cell,
                   DelayCase& into) { into.attempt.outcome = outcome_of(cell, into.line); }},
    {"attempt", number_into(&Attempt::number)},
    {"elapsed", number_into(&Attempt::elapsed)},
    {"messages", [](const std::string& cell,
                    DelayCase& into) { into.attempt.messages = count_of(cell, into.line); }},
    {"replayed",
     [](const std::string& cell, DelayCase& into) {
       into.attempt.replayed = word(std::map<std::string, bool>{{"yes", true}}, cell, into.line);
     }},
    {"offline",
     [](const std::string& cell, DelayCase& into) {
       if (cell != "yes") {
         throw TableFault(into.line, "expected yes or an empty cell, got \"" + cell + '"');
       }
       into.attempt.offline = true;
     }},
    {"random", number_into(&Attempt::random)},
    {"onerror",
     [](const std::string& cell, DelayCase& into) {
       into.attempt.asked = true;
       into.attempt.asked_delay = number_of(cell, into.line);
     }},
    {"retry", number_into(&Attempt::reconnection_time)},
    {"retry-after-ms", number_into(&Attempt::retry_after)},
    {"options",
     [](const std::string& cell, DelayCase& into) {
       for (const auto& option : split_list(cell)) {
         read_option(option, into.line, into.options);
       }
     }},
    {"reason", [](const std::string& cell,
                  DelayCase& into) { into.expected.reason = reason_of(cell, into.line); }},
    {"delay", number_into(&Decision::delay)},
    {"next attempt", number_into(&Decision::next_number)},
    {"next elapsed", number_into(&Decision::elapsed)},
};

std::vector<ReadCell> columns_of(const TableRow& heading) {
  const auto& names = heading.cells;
  if (names.size() < kResults.size() ||
      !std::equal(kResults.rbegin(), kResults.rend(), names.rbegin())) {
    throw TableFault(heading.line, "expected reason and numbers in the last columns");
  }
  std::vector<ReadCell> columns;
  columns.reserve(names.size());
  for (const auto& name : names) {
    columns.push_back(word(kColumns, name, heading.line));
  }
  return columns;
}

DelayCase case_of(const TableRow& row, const std::vector<ReadCell>& columns) {
  constexpr std::uint32_t kServiceUnavailable = 503;
  DelayCase result;
  result.line = row.line;
  result.attempt.outcome = sse::Outcome::connect_failed;
  result.attempt.status = kServiceUnavailable;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    if (!row.cells[column].empty()) {
      columns[column](row.cells[column], result);
    }
  }
  const auto reason = result.expected.reason;
  const bool goes_on = reason == sse::Reason::asked || reason == sse::Reason::transient ||
                       reason == sse::Reason::offline;
  result.expected.action = goes_on ? sse::Action::retry : sse::Action::stop;
  const auto numbers = std::count_if(row.cells.end() - 3, row.cells.end(),
                                     [](const std::string& cell) { return !cell.empty(); });
  if (numbers != (goes_on ? 3 : 0)) {
    throw TableFault(row.line, "expected three numbers after a reason to go on, none after a stop");
  }
  return result;
}

}  // namespace

std::vector<DelayCase> read_delay_cases(const std::string& csv) {
  const CsvTable table = parse_table(csv);
  const auto columns = columns_of(table.heading);
  std::vector<DelayCase> cases;
  for (const auto& row : table.rows) {
    cases.push_back(case_of(row, columns));
  }
  return cases;
}
