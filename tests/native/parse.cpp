// Runs chunks through a parser and describes the results.
#include "parse.h"

#include <stdexcept>
#include <utility>

#include "conformance_vectors.h"

namespace {

/// Takes one text after another out of UTF-8, each up to an end in UTF-16 code units.
class Texts {
 public:
  explicit Texts(std::string_view text) : text_(text) {}

  std::string to(std::uint32_t end) {
    std::string result;
    while (unit_ < end) {
      const auto lead = static_cast<std::uint8_t>(text_.at(at_));
      const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      result += text_.substr(at_, length);
      at_ += length;
      unit_ += length == 4 ? 2 : 1;
    }
    return result;
  }

  [[nodiscard]] std::string rest() const { return std::string(text_.substr(at_)); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t unit_ = 0;
};

/// Reads a table as JavaScript does, and describes each record.
class Reader {
 public:
  /// `data`: the start of the data of the first message.
  Reader(const sse::EventTable& table, std::string data)
      : words_(table.words()),
        text_(table.text().view()),
        ignored_text_(table.ignored_text().view()),
        data_(std::move(data)) {}

  [[nodiscard]] bool at_end() const { return words_.empty(); }

  /// The data of a message that is not complete.
  [[nodiscard]] std::string unfinished_data() const { return data_ + text_.rest(); }

  std::string next() {
    const std::uint32_t first = word();
    const auto kind = static_cast<sse::RecordKind>(first & 7U);
    const std::uint32_t value = first >> 3U;
    switch (kind) {
      case sse::RecordKind::last_event_id:
        return "last-event-id " + quoted(value == 0 ? "" : text_.to(value));
      case sse::RecordKind::reconnection_time:
        return "reconnection-time " + std::to_string(word());
      case sse::RecordKind::ignored_line:
        return ignored_line(static_cast<sse::IgnoredLineKind>(value));
      default:
        return message(kind, value);
    }
  }

 private:
  std::span<const std::uint32_t> words_;
  Texts text_;
  Texts ignored_text_;
  std::string data_;
  std::string type_;

  std::uint32_t word() {
    if (words_.empty()) {
      throw std::logic_error("a record that is not all there");
    }
    const std::uint32_t front = words_.front();
    words_ = words_.subspan(1);
    return front;
  }

  std::string message(sse::RecordKind kind, std::uint32_t data_end) {
    const auto number = static_cast<unsigned>(kind);
    const bool has_all = kind == sse::RecordKind::message_with_retry;
    const std::string data = std::exchange(data_, "") + text_.to(data_end);
    if (has_all || (number & 2U) != 0) {
      type_ = text_.to(word());
    }
    const std::string id = has_all || (number & 1U) != 0 ? text_.to(word()) : "";
    return "message " + quoted(data) + (type_.empty() ? "" : " event=" + quoted(type_)) +
           (id.empty() ? "" : " id=" + quoted(id)) +
           (has_all ? " retry=" + std::to_string(word()) : "");
  }

  std::string ignored_line(sse::IgnoredLineKind kind) {
    const std::string name = ignored_text_.to(word());
    ignored_text_.to(word());
    const std::string value = ignored_text_.to(word());
    switch (kind) {
      case sse::IgnoredLineKind::comment:
        return "comment " + quoted(value);
      case sse::IgnoredLineKind::unknown_field:
        return "unknown-field " + quoted(name) + " " + quoted(value);
      case sse::IgnoredLineKind::invalid_retry:
        return "invalid-retry " + quoted(value);
    }
    throw std::logic_error("unknown kind of line");
  }
};

}  // namespace

std::vector<std::string> described(const sse::EventTable& table, std::string& unfinished_data) {
  std::vector<std::string> results;
  Reader reader(table, unfinished_data);
  while (!reader.at_end()) {
    results.push_back(reader.next());
  }
  unfinished_data = reader.unfinished_data();
  return results;
}

std::vector<std::string> described(const sse::EventTable& table) {
  std::string unfinished_data;
  return described(table, unfinished_data);
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
  std::string unfinished_data;
  for (const auto& chunk : chunks) {
    const std::vector<std::uint8_t> bytes(chunk.begin(), chunk.end());
    const sse::ErrorCode error = parser.feed(bytes, table);
    const auto described_table = described(table, unfinished_data);
    results.insert(results.end(), described_table.begin(), described_table.end());
    if (error != sse::ErrorCode::none) {
      results.push_back(described(error));
      break;
    }
  }
  return results;
}
