// Runs chunks through a parser and describes the results.
#include "parse.h"

#include <stdexcept>

#include "conformance_vectors.h"

namespace {

/// The slice of UTF-8 `text` that begins and ends at the given UTF-16 code units.
std::string sliced(std::string_view text, sse::TextSlice slice) {
  std::string result;
  std::uint32_t unit = 0;
  for (const char character : text) {
    const auto byte = static_cast<std::uint8_t>(character);
    const bool continues = (byte & 0xC0U) == 0x80;
    if (!continues) {
      unit += byte >= 0xF0 ? 2 : 1;
    }
    if (unit > slice.start && unit <= slice.end) {
      result += character;
    }
  }
  return result;
}

std::string described(const sse::EventRecord& record, std::string_view text,
                      std::string_view ignored_text) {
  const auto of_line = [ignored_text](sse::TextSlice slice) {
    return quoted(sliced(ignored_text, slice));
  };
  const std::string id = sliced(text, record.id);
  switch (record.kind) {
    case sse::RecordKind::message: {
      const std::string type = sliced(text, record.event_type);
      return "message " + quoted(sliced(text, record.data)) +
             (type.empty() ? "" : " event=" + quoted(type)) +
             (id.empty() ? "" : " id=" + quoted(id)) +
             (record.retry == sse::kNoRetry ? "" : " retry=" + std::to_string(record.retry));
    }
    case sse::RecordKind::last_event_id:
      return "last-event-id " + quoted(id);
    case sse::RecordKind::reconnection_time:
      return "reconnection-time " + std::to_string(record.retry);
    case sse::RecordKind::comment:
      return "comment " + of_line(record.id);
    case sse::RecordKind::unknown_field:
      return "unknown-field " + of_line(record.event_type) + " " + of_line(record.id);
    case sse::RecordKind::invalid_retry:
      return "invalid-retry " + of_line(record.id);
  }
  throw std::logic_error("unknown kind of record");
}

}  // namespace

std::vector<std::string> described(const sse::EventTable& table) {
  std::vector<std::string> results;
  for (const auto& record : table.records()) {
    results.push_back(described(record, table.text().view(), table.ignored_text().view()));
  }
  return results;
}

std::vector<std::string> parse(const std::vector<std::string>& chunks,
                               std::uint32_t max_event_bytes, sse::IgnoredLines ignored_lines) {
  sse::EventStreamParser parser(max_event_bytes, ignored_lines);
  sse::EventTable table;
  std::vector<std::string> results;
  for (const auto& chunk : chunks) {
    const std::vector<std::uint8_t> bytes(chunk.begin(), chunk.end());
    const sse::ErrorCode error = parser.feed(bytes, table);
    const auto described_table = described(table);
    results.insert(results.end(), described_table.begin(), described_table.end());
    if (error != sse::ErrorCode::none) {
      results.emplace_back(error == sse::ErrorCode::event_too_large ? "error event-too-large"
                                                                    : "error out-of-memory");
      break;
    }
  }
  return results;
}
