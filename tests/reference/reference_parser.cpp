// Follows the standard sentence by sentence: decode everything, split everything, then interpret
// line by line. Shares nothing with core/ but the format of its results.
#include "reference_parser.h"

#include <algorithm>
#include <optional>

#include "../native/conformance_vectors.h"

namespace {

/// A code point, and the byte of the stream at which it begins.
struct Symbol {
  char32_t code_point;
  std::size_t offset;
};

struct Line {
  std::u32string text;
  std::size_t bytes;
  bool ended;
};

constexpr char32_t kReplacementCharacter = 0xFFFD;

/// https://encoding.spec.whatwg.org/#utf-8-decoder
std::vector<Symbol> decode(std::span<const std::uint8_t> stream) {
  std::vector<Symbol> symbols;
  char32_t code_point = 0;
  int bytes_needed = 0;
  int bytes_seen = 0;
  std::uint8_t lower_boundary = 0x80;
  std::uint8_t upper_boundary = 0xBF;
  std::size_t start = 0;
  for (std::size_t at = 0; at < stream.size(); ++at) {
    const std::uint8_t byte = stream[at];
    if (bytes_needed == 0) {
      start = at;
      if (byte <= 0x7F) {
        symbols.push_back({byte, at});
      } else if (byte >= 0xC2 && byte <= 0xDF) {
        bytes_needed = 1;
        code_point = byte & 0x1FU;
      } else if (byte >= 0xE0 && byte <= 0xEF) {
        if (byte == 0xE0) lower_boundary = 0xA0;
        if (byte == 0xED) upper_boundary = 0x9F;
        bytes_needed = 2;
        code_point = byte & 0xFU;
      } else if (byte >= 0xF0 && byte <= 0xF4) {
        if (byte == 0xF0) lower_boundary = 0x90;
        if (byte == 0xF4) upper_boundary = 0x8F;
        bytes_needed = 3;
        code_point = byte & 0x7U;
      } else {
        symbols.push_back({kReplacementCharacter, at});
      }
      continue;
    }
    if (byte < lower_boundary || byte > upper_boundary) {
      symbols.push_back({kReplacementCharacter, start});
      code_point = 0;
      bytes_needed = bytes_seen = 0;
      lower_boundary = 0x80;
      upper_boundary = 0xBF;
      --at;  // "Restore byte to ioQueue"
      continue;
    }
    lower_boundary = 0x80;
    upper_boundary = 0xBF;
    code_point = (code_point << 6U) | (byte & 0x3FU);
    if (++bytes_seen == bytes_needed) {
      symbols.push_back({code_point, start});
      code_point = 0;
      bytes_needed = bytes_seen = 0;
    }
  }
  if (bytes_needed != 0) {
    symbols.push_back({kReplacementCharacter, start});
  }
  return symbols;
}

/// "Lines must be separated by either a CRLF character pair, a single LF, or a single CR."
std::vector<Line> split(const std::vector<Symbol>& symbols, std::size_t stream_size) {
  std::vector<Line> lines;
  std::u32string text;
  std::size_t start = symbols.empty() ? stream_size : symbols.front().offset;
  for (std::size_t at = 0; at < symbols.size(); ++at) {
    if (symbols[at].code_point != '\n' && symbols[at].code_point != '\r') {
      text += symbols[at].code_point;
      continue;
    }
    lines.push_back({text, symbols[at].offset - start, true});
    text.clear();
    if (symbols[at].code_point == '\r' && at + 1 < symbols.size() &&
        symbols[at + 1].code_point == '\n') {
      ++at;
    }
    start = symbols[at].offset + 1;
  }
  lines.push_back({text, stream_size - start, false});
  return lines;
}

std::string to_utf8(const std::u32string& text) {
  std::string bytes;
  const auto append = [&bytes](char32_t value) { bytes += static_cast<char>(value); };
  for (const char32_t code_point : text) {
    if (code_point < 0x80) {
      append(code_point);
    } else if (code_point < 0x800) {
      append(0xC0U | (code_point >> 6U));
      append(0x80U | (code_point & 0x3FU));
    } else if (code_point < 0x10000) {
      append(0xE0U | (code_point >> 12U));
      append(0x80U | ((code_point >> 6U) & 0x3FU));
      append(0x80U | (code_point & 0x3FU));
    } else {
      append(0xF0U | (code_point >> 18U));
      append(0x80U | ((code_point >> 12U) & 0x3FU));
      append(0x80U | ((code_point >> 6U) & 0x3FU));
      append(0x80U | (code_point & 0x3FU));
    }
  }
  return in_quotes(bytes);
}

/// The buffers of the standard, and the results so far.
struct Interpreter {
  explicit Interpreter(bool with_ignored) : with_ignored_lines(with_ignored) {}

  bool with_ignored_lines;
  std::u32string data;
  std::u32string event_type;
  std::optional<std::u32string> id;
  std::optional<std::uint64_t> retry;
  std::vector<std::string> results;

  void process_field(const std::u32string& name, const std::u32string& value) {
    if (name == U"event") {
      event_type = value;
    } else if (name == U"data") {
      data += value + U'\n';
    } else if (name == U"id") {
      if (value.find(U'\0') == std::u32string::npos) id = value;
    } else if (name == U"retry") {
      process_retry(value);
    } else {
      ignore("unknown-field " + to_utf8(name) + " " + to_utf8(value));
    }
  }

  void ignore(const std::string& result) {
    if (with_ignored_lines) results.push_back(result);
  }

  void process_retry(const std::u32string& value) {
    const auto is_digit = [](char32_t c) { return c >= '0' && c <= '9'; };
    if (value.empty() || !std::all_of(value.begin(), value.end(), is_digit)) {
      ignore("invalid-retry " + to_utf8(value));
      return;
    }
    std::uint64_t milliseconds = 0;
    for (const char32_t digit : value) {
      milliseconds = std::min<std::uint64_t>(milliseconds * 10 + (digit - '0'), 0x7FFFFFFF);
    }
    retry = milliseconds;
    results.push_back("reconnection-time " + std::to_string(milliseconds));
  }

  void dispatch() {
    if (id && (data.empty() || id->empty())) {
      results.push_back("last-event-id " + to_utf8(*id));
    }
    if (!data.empty()) {
      data.pop_back();
      std::string result = "message " + to_utf8(data);
      if (!event_type.empty()) result += " event=" + to_utf8(event_type);
      if (id && !id->empty()) result += " id=" + to_utf8(*id);
      if (retry) result += " retry=" + std::to_string(*retry);
      results.push_back(result);
    }
    data.clear();
    event_type.clear();
    id.reset();
    retry.reset();
  }
};

struct Field {
  std::u32string name;
  std::u32string value;
};

Field field_of(const std::u32string& line) {
  const auto colon = line.find(U':');
  if (colon == std::u32string::npos) return {line, U""};
  std::u32string value = line.substr(colon + 1);
  if (!value.empty() && value.front() == U' ') value.erase(0, 1);
  return {line.substr(0, colon), value};
}

bool is_known(const std::u32string& name) {
  return name == U"event" || name == U"data" || name == U"id" || name == U"retry";
}

}  // namespace

std::vector<std::string> reference_parse(std::span<const std::uint8_t> stream,
                                         std::uint32_t max_event_bytes, bool with_ignored_lines) {
  if (stream.size() >= 3 && stream[0] == 0xEF && stream[1] == 0xBB && stream[2] == 0xBF) {
    stream = stream.subspan(3);
  }
  Interpreter interpreter(with_ignored_lines);
  std::size_t block_bytes = 0;
  for (const Line& line : split(decode(stream), stream.size())) {
    if (block_bytes + line.bytes > max_event_bytes) {
      interpreter.results.emplace_back("error event-too-large");
      break;
    }
    if (!line.ended) break;
    if (line.text.empty()) {
      interpreter.dispatch();
      block_bytes = 0;
      continue;
    }
    const Field field = field_of(line.text);
    if (line.text.front() == U':') {
      interpreter.ignore("comment " + to_utf8(field.value));
    } else {
      interpreter.process_field(field.name, field.value);
    }
    if (is_known(field.name)) block_bytes += line.bytes;
  }
  return interpreter.results;
}
