// Runs chunks through a parser and describes the results.
#include "parse.h"

#include <new>
#include <stdexcept>

#include "conformance_vectors.h"

namespace {

std::string described_message(const sse::Entry& entry) {
  return "message " + in_quotes(entry.data) +
         (entry.type.empty() ? "" : " event=" + in_quotes(entry.type)) +
         (entry.id.empty() ? "" : " id=" + in_quotes(entry.id)) +
         (entry.retry ? " retry=" + std::to_string(*entry.retry) : "");
}

std::string described_line(const sse::Entry& entry) {
  switch (entry.line_kind) {
    case sse::IgnoredLineKind::comment:
      return "comment " + in_quotes(entry.line_value);
    case sse::IgnoredLineKind::unknown_field:
      return "unknown-field " + in_quotes(entry.line_name) + " " + in_quotes(entry.line_value);
    case sse::IgnoredLineKind::invalid_retry:
      return "invalid-retry " + in_quotes(entry.line_value);
  }
  throw std::logic_error("unknown kind of line");
}

std::string described(const sse::Entry& entry) {
  switch (entry.kind) {
    case sse::Entry::Kind::message:
      return described_message(entry);
    case sse::Entry::Kind::last_event_id:
      return "last-event-id " + in_quotes(entry.id);
    case sse::Entry::Kind::reconnection_time:
      return "reconnection-time " + std::to_string(entry.retry.value());
    case sse::Entry::Kind::ignored_line:
      return described_line(entry);
  }
  throw std::logic_error("unknown kind of entry");
}

}  // namespace

std::vector<std::string> described(const sse::EventTable& table, sse::EventTableReader& reader) {
  std::vector<std::string> results;
  if (!reader.read(table, [&](const sse::Entry& entry) { results.push_back(described(entry)); })) {
    throw std::bad_alloc();
  }
  return results;
}

std::vector<std::string> described(const sse::EventTable& table) {
  sse::EventTableReader reader;
  return described(table, reader);
}

std::string described(sse::ErrorCode error) {
  switch (error) {
    case sse::ErrorCode::none:
      return "";
    case sse::ErrorCode::event_too_large:
      return "error event-too-large";
    case sse::ErrorCode::out_of_memory:
      return "error out-of-memory";
    case sse::ErrorCode::budget_exceeded:
      return "error budget-exceeded";
  }
  throw std::logic_error("unknown error");
}

std::vector<std::string> parse(const std::vector<std::string>& chunks,
                               std::uint32_t max_event_bytes, sse::IgnoredLines ignored_lines) {
  sse::EventStreamParser parser(max_event_bytes, ignored_lines);
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
