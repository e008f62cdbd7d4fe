// Reads a stream twice, with shapes and without, and compares the texts. Another library reads the
// JSON.
#include "shapes_differential.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "../native/parse.h"
#include "sse/event_stream_parser.h"

namespace {

using nlohmann::json;

constexpr std::size_t kHeaderBytes = 2;
constexpr std::uint32_t kNoLimit = 1U << 30U;
constexpr std::array kPaths{"t\nv", "a.0.t\nv\na.0.w", "t\na"};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) {
    parts.push_back(part);
  }
  return parts;
}

json* value_at(json& root, const std::string& path) {
  json* value = &root;
  for (const auto& name : split(path, '.')) {
    if (value->is_array() && name == "0" && !value->empty()) {
      value = &(*value)[0];
    } else if (value->is_object() && value->contains(name)) {
      value = &(*value)[name];
    } else {
      return nullptr;
    }
  }
  return value;
}

void forget_values(json& value) {
  if (value.is_string()) {
    value = "S";
  } else if (value.is_number()) {
    value = 0;
  } else if (value.is_structured()) {
    for (auto& inner : value) {
      forget_values(inner);
    }
  }
}

/// The meaning of a message: a kind, which is equal for messages that differ only in their text,
/// and its text.
struct Meaning {
  std::string kind;
  std::optional<std::string> text;
};

Meaning meaning_of(const sse::Entry& entry, const std::string& paths) {
  Meaning meaning;
  const bool is_plain =
      entry.kind == sse::Entry::Kind::message && entry.id.empty() && !entry.retry.has_value();
  json data = is_plain ? json::parse(entry.data, nullptr, false) : json(json::value_t::discarded);
  const auto all = split(paths, '\n');
  json* text = data.is_object() ? value_at(data, all.front()) : nullptr;
  if (text == nullptr || !text->is_string()) {
    append_result(meaning.kind, entry);
    return meaning;
  }
  meaning.text = text->get<std::string>();
  *text = "T";
  for (std::size_t path = 1; path < all.size(); ++path) {
    if (json* varying = value_at(data, all[path])) {
      forget_values(*varying);
    }
  }
  if (json* again = value_at(data, all.front())) {
    *again = "T";
  }
  meaning.kind = std::string(entry.type) + ' ' + data.dump() + '\n';
  return meaning;
}

/// Joins adjacent texts of one kind: shapes do not distinguish them.
class Results {
 public:
  void append(const std::string& kind, std::string_view text) {
    if (kind != kind_ || text_open_ == false) {
      lines_ += kind;
    }
    kind_ = kind;
    text_open_ = true;
    lines_ += text;
  }
  void append(const std::string& kind) {
    lines_ += kind;
    text_open_ = false;
  }
  [[nodiscard]] const std::string& lines() const { return lines_; }

 private:
  std::string lines_;
  std::string kind_;
  bool text_open_ = false;
};

/// Numbers beyond the range of a double: valid JSON that the other library rejects.
bool has_large_exponent(std::string_view stream) {
  int digits = -1;
  for (const char character : stream) {
    if (character == 'e' || character == 'E') {
      digits = 0;
    } else if (digits >= 0 && std::isdigit(static_cast<unsigned char>(character)) != 0) {
      if (++digits > 2) {
        return true;
      }
    } else if (character != '+' && character != '-') {
      digits = -1;
    }
  }
  return false;
}

}  // namespace

std::string ShapesDifferential::read(std::span<const std::uint8_t> stream, const std::string& paths,
                                     std::size_t longest, std::uint32_t seed, bool with_shapes) {
  Results results;
  sse::EventStreamParser parser(kNoLimit, sse::IgnoredLines::reported);
  sse::EventTableReader reader;
  shapes_.restore(0);
  kinds_.assign(sse::MessageShapes::kMostShapes, "");
  auto position = sse::StreamPosition::in_line;
  std::uint32_t misses = 0;
  while (!stream.empty()) {
    seed = seed * 1664525 + 1013904223;
    const std::size_t size = std::min<std::size_t>(1 + (seed >> 16U) % longest, stream.size());
    // AddressSanitizer detects a read beyond its end.
    const std::vector<std::uint8_t> piece(stream.begin(), stream.begin() + static_cast<long>(size));
    stream = stream.subspan(size);
    for (std::size_t at = 0; at < piece.size();) {
      std::size_t next = piece.size() - at;
      bool may_learn = false;
      if (with_shapes) {
        const bool is_at_message = position == sse::StreamPosition::between_messages;
        const auto found = shapes_.read(std::span(piece).subspan(at), position, misses, kNoLimit);
        std::size_t text_start = 0;
        for (const auto& run : shapes_.runs()) {
          const auto text = shapes_.text().subspan(text_start, run.text_end - text_start);
          results.append(kinds_[run.shape], std::string(text.begin(), text.end()));
          text_start = run.text_end;
        }
        matched_ += found.count;
        misses = found.misses;
        position = found.position;
        at += found.bytes;
        next = found.next_bytes;
        may_learn = is_at_message && position == sse::StreamPosition::between_messages;
      }
      const auto part = std::span(piece).subspan(at, next);
      at += next;
      if (part.empty()) {
        continue;
      }
      const auto error = parser.feed(part, table_);
      const bool is_read = reader.read(table_, [&](const sse::Entry& entry) {
        const Meaning meaning = meaning_of(entry, paths);
        if (!meaning.text) {
          results.append(meaning.kind);
          return;
        }
        results.append(meaning.kind, *meaning.text);
        if (may_learn && !meaning.text->empty()) {
          may_learn = false;
          const auto number =
              shapes_.learn({.event = entry.type, .data = entry.data, .paths = paths});
          if (number) {
            kinds_[*number] = meaning.kind;
          }
        }
      });
      if (!is_read || error != sse::ErrorCode::none) {
        std::abort();
      }
    }
  }
  return results.lines();
}

std::string ShapesDifferential::difference(std::span<const std::uint8_t> input) {
  if (input.size() < kHeaderBytes) {
    return "";
  }
  const auto stream = input.subspan(kHeaderBytes);
  if (has_large_exponent({reinterpret_cast<const char*>(stream.data()), stream.size()})) {
    return "";
  }
  const std::string paths = kPaths[input[0] % kPaths.size()];
  const std::size_t longest = 1 + std::size_t{input[1]} * (input[0] < 128 ? 1 : 16);
  const std::string with = read(stream, paths, longest, input[1], true);
  const std::string without = read(stream, paths, longest, input[1], false);
  return with == without ? "" : "with shapes:\n" + with + "\nwithout:\n" + without + "\n";
}
