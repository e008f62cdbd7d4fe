// Runs chunks through a parser and describes the results.
#include "parse.h"

#include <new>
#include <sstream>
#include <stdexcept>

#include "conformance_vectors.h"

namespace {

void append_message(std::string& line, const sse::Entry& entry) {
  line += "message ";
  append_quoted(line, entry.data);
  if (!entry.type.empty()) {
    line += " event=";
    append_quoted(line, entry.type);
  }
  if (!entry.id.empty()) {
    line += " id=";
    append_quoted(line, entry.id);
  }
  if (entry.retry) {
    line += " retry=" + std::to_string(*entry.retry);
  }
}

void append_ignored_line(std::string& line, const sse::Entry& entry) {
  switch (entry.line_kind) {
    case sse::IgnoredLineKind::comment:
      line += "comment ";
      break;
    case sse::IgnoredLineKind::unknown_field:
      line += "unknown-field ";
      append_quoted(line, entry.line_name);
      line += ' ';
      break;
    case sse::IgnoredLineKind::invalid_retry:
      line += "invalid-retry ";
      break;
  }
  append_quoted(line, entry.line_value);
}

const char* name_of(sse::ErrorCode error) {
  switch (error) {
    case sse::ErrorCode::none:
      return "";
    case sse::ErrorCode::event_too_large:
      return "event-too-large";
    case sse::ErrorCode::out_of_memory:
      return "out-of-memory";
    case sse::ErrorCode::budget_exceeded:
      return "budget-exceeded";
  }
  throw std::logic_error("unknown error");
}

}  // namespace

void append_result(std::string& lines, const sse::Entry& entry) {
  switch (entry.kind) {
    case sse::Entry::Kind::message:
      append_message(lines, entry);
      break;
    case sse::Entry::Kind::last_event_id:
      lines += "last-event-id ";
      append_quoted(lines, entry.id);
      break;
    case sse::Entry::Kind::reconnection_time:
      lines += "reconnection-time " + std::to_string(entry.retry.value());
      break;
    case sse::Entry::Kind::ignored_line:
      append_ignored_line(lines, entry);
      break;
  }
  lines += '\n';
}

void append_result(std::string& lines, sse::ErrorCode error) {
  if (error != sse::ErrorCode::none) {
    lines += "error ";
    lines += name_of(error);
    lines += '\n';
  }
}

std::vector<std::string> described(const sse::EventTable& table, sse::EventTableReader& reader) {
  std::string lines;
  if (!reader.read(table, [&lines](const sse::Entry& entry) { append_result(lines, entry); })) {
    throw std::bad_alloc();
  }
  return split_lines(lines);
}

std::vector<std::string> described(const sse::EventTable& table) {
  sse::EventTableReader reader;
  return described(table, reader);
}

std::string described(sse::ErrorCode error) {
  std::string line;
  append_result(line, error);
  return line.substr(0, line.find('\n'));
}

std::vector<std::string> split_lines(const std::string& lines) {
  std::vector<std::string> result;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) {
    result.push_back(line);
  }
  return result;
}

std::vector<std::string> parse(const std::vector<std::string>& chunks,
                               std::uint32_t max_event_bytes, sse::IgnoredLines ignored_lines,
                               sse::LongIgnoredLines long_lines) {
  sse::EventStreamParser parser(max_event_bytes, ignored_lines, long_lines);
  sse::EventTable table;
  std::vector<std::string> results;
  sse::EventTableReader reader;
  for (const auto& chunk : chunks) {
    const std::vector<std::uint8_t> bytes(chunk.begin(), chunk.end());
    const sse::ErrorCode error = parser.feed(bytes, table);
    const auto described_table = described(table, reader);
    results.insert(results.end(), described_table.begin(), described_table.end());
    if (error != sse::ErrorCode::none) {
      results.push_back(described(error));
      break;
    }
  }
  return results;
}
