// Follows the standard sentence by sentence: decodes everything, then interprets line by line.
// Shares only the format of its results with core/.
#include "reference_parser.h"

#include <algorithm>
#include <string_view>

#include "../../native/conformance_vectors.h"

namespace {

constexpr char32_t kReplacementCharacter = 0xFFFD;

/// https://encoding.spec.whatwg.org/#utf-8-decoder
void decode(std::span<const std::uint8_t> stream, DecodedStream& decoded) {
  decoded.text.clear();
  decoded.offsets.clear();
  const auto emit = [&decoded](char32_t code_point, std::size_t offset) {
    decoded.text += code_point;
    decoded.offsets.push_back(offset);
  };
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
        emit(byte, at);
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
        emit(kReplacementCharacter, at);
      }
      continue;
    }
    if (byte < lower_boundary || byte > upper_boundary) {
      emit(kReplacementCharacter, start);
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
      emit(code_point, start);
      code_point = 0;
      bytes_needed = bytes_seen = 0;
    }
  }
  if (bytes_needed != 0) {
    emit(kReplacementCharacter, start);
  }
}

void append_utf8(std::string& bytes, char32_t code_point) {
  const auto append = [&bytes](char32_t value) { bytes += static_cast<char>(value); };
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

struct Field {
  std::u32string_view name;
  std::u32string_view value;
};

Field field_of(std::u32string_view line) {
  const auto colon = line.find(U':');
  if (colon == std::u32string_view::npos) return {line, U""};
  std::u32string_view value = line.substr(colon + 1);
  if (!value.empty() && value.front() == U' ') value.remove_prefix(1);
  return {line.substr(0, colon), value};
}

bool is_known(std::u32string_view name) {
  return name == U"event" || name == U"data" || name == U"id" || name == U"retry";
}

}  // namespace

void ReferenceParser::append_text(const char* before, std::u32string_view text) {
  std::string bytes;
  for (const char32_t code_point : text) append_utf8(bytes, code_point);
  results_ += before;
  append_quoted(results_, bytes);
}

void ReferenceParser::report_ignored(const char* kind, std::u32string_view value) {
  if (!reports_line_) return;
  append_text(kind, value);
  results_ += '\n';
}

void ReferenceParser::process_field(std::u32string_view name, std::u32string_view value) {
  if (name == U"event") {
    event_type_ = value;
  } else if (name == U"data") {
    data_ += value;
    data_ += U'\n';
  } else if (name == U"id") {
    if (value.find(U'\0') == std::u32string_view::npos) {
      id_ = value;
      has_id_ = true;
    }
  } else if (name == U"retry") {
    process_retry(value);
  } else if (reports_line_) {
    append_text("unknown-field ", name);
    report_ignored(" ", value);
  }
}

void ReferenceParser::process_retry(std::u32string_view value) {
  const auto is_digit = [](char32_t c) { return c >= '0' && c <= '9'; };
  if (value.empty() || !std::all_of(value.begin(), value.end(), is_digit)) {
    report_ignored("invalid-retry ", value);
    return;
  }
  retry_ = 0;
  for (const char32_t digit : value) {
    retry_ = std::min<std::uint64_t>(retry_ * 10 + (digit - '0'), 0x7FFFFFFF);
  }
  has_retry_ = true;
  results_ += "reconnection-time " + std::to_string(retry_) + '\n';
}

void ReferenceParser::dispatch() {
  if (has_id_ && (data_.empty() || id_.empty())) {
    append_text("last-event-id ", id_);
    results_ += '\n';
  }
  if (!data_.empty()) {
    data_.pop_back();
    append_text("message ", data_);
    if (!event_type_.empty()) append_text(" event=", event_type_);
    if (has_id_ && !id_.empty()) append_text(" id=", id_);
    if (has_retry_) results_ += " retry=" + std::to_string(retry_);
    results_ += '\n';
  }
  reset();
}

void ReferenceParser::reset() {
  data_.clear();
  event_type_.clear();
  has_id_ = false;
  has_retry_ = false;
}

void ReferenceParser::process_line(std::u32string_view line) {
  if (line.empty()) {
    dispatch();
    return;
  }
  const Field field = field_of(line);
  if (line.front() == U':') {
    report_ignored("comment ", field.value);
  } else {
    process_field(field.name, field.value);
  }
}

const std::string& ReferenceParser::parse(std::span<const std::uint8_t> stream,
                                          std::uint32_t max_event_bytes, bool with_ignored_lines,
                                          bool skips_long_ignored_lines) {
  if (stream.size() >= 3 && stream[0] == 0xEF && stream[1] == 0xBB && stream[2] == 0xBF) {
    stream = stream.subspan(3);
  }
  results_.clear();
  reset();
  decode(stream, decoded_);
  const std::u32string_view text = decoded_.text;
  const auto offset_of = [&](std::size_t at) {
    return at < text.size() ? decoded_.offsets[at] : stream.size();
  };
  std::size_t block_bytes = 0;
  for (std::size_t at = 0;;) {
    // "Lines must be separated by either a CRLF character pair, a single LF, or a single CR."
    const std::size_t end = std::min(text.find_first_of(U"\n\r", at), text.size());
    const std::size_t line_bytes = offset_of(end) - offset_of(at);
    const std::u32string_view line = text.substr(at, end - at);
    const bool has_name = end < text.size() || line.find(U':') != std::u32string_view::npos;
    const bool is_field = has_name && is_known(field_of(line).name);
    const bool fits = block_bytes + line_bytes <= max_event_bytes;
    if (!fits && (is_field || !skips_long_ignored_lines)) {
      results_ += "error event-too-large\n";
      break;
    }
    if (end == text.size()) break;
    reports_line_ = with_ignored_lines && fits;
    process_line(line);
    if (line.empty()) {
      block_bytes = 0;
    } else if (is_field) {
      block_bytes += line_bytes;
    }
    const bool is_pair = text.substr(end, 2) == U"\r\n";
    at = end + (is_pair ? 2 : 1);
  }
  return results_;
}
