// Converts the words of the tables to values and back.
#include "policy_words.h"

#include <limits>

namespace {

using sse::Action;
using sse::Outcome;
using sse::Reason;

/// No default, so that the compiler warns if a new outcome has no name.
const char* name_or_null(Outcome outcome) {
  switch (outcome) {
    case Outcome::ended:
      return "ended";
    case Outcome::connect_failed:
      return "connect_failed";
    case Outcome::invalid_request:
      return "invalid_request";
    case Outcome::bad_status:
      return "bad_status";
    case Outcome::bad_content_type:
      return "bad_content_type";
    case Outcome::no_body:
      return "no_body";
    case Outcome::body_dropped:
      return "body_dropped";
    case Outcome::event_too_large:
      return "event_too_large";
    case Outcome::handler_failed:
      return "handler_failed";
    case Outcome::message_refused:
      return "message_refused";
    case Outcome::truncated:
      return "truncated";
    case Outcome::timed_out:
      return "timed_out";
    case Outcome::page_cached:
      return "page_cached";
    case Outcome::page_hidden:
      return "page_hidden";
    case Outcome::page_frozen:
      return "page_frozen";
    case Outcome::started_over:
      return "started_over";
  }
  return nullptr;
}

const std::map<std::string, Action> kActions{{"stop", Action::stop},
                                             {"retry", Action::retry},
                                             {"resume", Action::resume},
                                             {"replay", Action::replay}};

const std::map<std::string, Reason> kReasons{{"ended", Reason::ended},
                                             {"permanent", Reason::permanent},
                                             {"body_used_up", Reason::body_used_up},
                                             {"would_replay", Reason::would_replay},
                                             {"attempts_exhausted", Reason::attempts_exhausted},
                                             {"time_exhausted", Reason::time_exhausted},
                                             {"asked", Reason::asked},
                                             {"transient", Reason::transient},
                                             {"offline", Reason::offline}};

template <typename Value>
std::string name_in(const std::map<std::string, Value>& words, Value value) {
  for (const auto& [name, named] : words) {
    if (named == value) {
      return name;
    }
  }
  return "a value without a name";
}

}  // namespace

std::vector<Outcome> all_outcomes() {
  std::vector<Outcome> outcomes;
  for (std::uint32_t number = 0; name_or_null(static_cast<Outcome>(number)) != nullptr; ++number) {
    outcomes.push_back(static_cast<Outcome>(number));
  }
  return outcomes;
}

Outcome outcome_of(const std::string& text, std::size_t line) {
  std::map<std::string, Outcome> names;
  for (const Outcome outcome : all_outcomes()) {
    names.emplace(name_of(outcome), outcome);
  }
  return word(names, text, line);
}

Action action_of(const std::string& text, std::size_t line) { return word(kActions, text, line); }

Reason reason_of(const std::string& text, std::size_t line) { return word(kReasons, text, line); }

double number_of(const std::string& text, std::size_t line) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  static const std::map<std::string, double> kWords{
      {"NaN", sse::kNone}, {"Infinity", kInfinity}, {"-Infinity", -kInfinity}};
  // std::stod accepts more words than the tables, and hexadecimal numbers.
  if (text.empty() || text.find_first_not_of("0123456789.e-") != std::string::npos) {
    return word(kWords, text, line);
  }
  try {
    std::size_t length = 0;
    const double number = std::stod(text, &length);
    if (length == text.size()) {
      return number;
    }
  } catch (const std::logic_error&) {
    // Without a digit or out of range: reported like any other text below.
  }
  throw TableFault(line, "expected a number, got \"" + text + '"');
}

std::uint32_t count_of(const std::string& text, std::size_t line) {
  constexpr std::size_t kMostDigits = 9;
  if (text.empty() || text.size() > kMostDigits ||
      text.find_first_not_of("0123456789") != std::string::npos) {
    throw TableFault(line, "expected a count, got \"" + text + '"');
  }
  return static_cast<std::uint32_t>(std::stoul(text));
}

std::string name_of(Outcome outcome) {
  const char* name = name_or_null(outcome);
  return name == nullptr ? "an outcome without a name" : name;
}

std::string name_of(const sse::Decision& decision) {
  return name_in(kActions, decision.action) + ", " + name_in(kReasons, decision.reason);
}
