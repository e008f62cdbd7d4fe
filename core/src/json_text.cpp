// Strings and numbers of JSON text. Stricter than JSON.parse where the result would not be UTF-8.
#include "sse/internal/json_text.h"

#include <cstdint>

#include "sse/internal/byte_block.h"

namespace sse {

namespace {

using Bytes = std::span<const std::uint8_t>;

/// The byte at an index. After the end 0, which no JSON text or number contains.
std::uint8_t byte_at(Bytes bytes, std::size_t index) {
  return index < bytes.size() ? bytes[index] : 0;
}

bool is_between(std::uint32_t value, std::uint32_t first, std::uint32_t last) {
  return value >= first && value <= last;
}

/// The length of a character of two to four bytes; 0 if it is malformed.
/// https://encoding.spec.whatwg.org/#utf-8-decoder
std::size_t sequence_length(Bytes bytes) {
  const std::uint8_t lead = bytes[0];
  const std::size_t length = is_between(lead, 0xC2, 0xDF)   ? 2
                             : is_between(lead, 0xE0, 0xEF) ? 3
                             : is_between(lead, 0xF0, 0xF4) ? 4
                                                            : 0;
  const std::uint32_t first = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint32_t last = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  for (std::size_t index = 1; index < length; ++index) {
    const bool is_second = index == 1;
    if (!is_between(byte_at(bytes, index), is_second ? first : 0x80, is_second ? last : 0xBF)) {
      return 0;
    }
  }
  return length;
}

void append_code_point(std::uint32_t code_point, Utf8Output& output) {
  const auto append = [&output](std::uint32_t byte) {
    output.append(static_cast<std::uint8_t>(byte));
  };
  if (code_point < 0x80) {
    append(code_point);
    return;
  }
  if (code_point < 0x800) {
    append(0xC0 | code_point >> 6);
  } else {
    if (code_point < 0x10000) {
      append(0xE0 | code_point >> 12);
    } else {
      append(0xF0 | code_point >> 18);
      append(0x80 | (code_point >> 12 & 0x3F));
    }
    append(0x80 | (code_point >> 6 & 0x3F));
  }
  append(0x80 | (code_point & 0x3F));
}

constexpr std::uint32_t kNoCodeUnit = 0x10000;
constexpr std::size_t kCodeUnitLength = 6;

/// The code unit of `\uXXXX`.
std::uint32_t code_unit(Bytes bytes) {
  if (byte_at(bytes, 0) != '\\' || byte_at(bytes, 1) != 'u') {
    return kNoCodeUnit;
  }
  std::uint32_t unit = 0;
  for (std::size_t index = 2; index < kCodeUnitLength; ++index) {
    const std::uint8_t byte = byte_at(bytes, index);
    const std::uint8_t lower = byte | 0x20;
    if (is_between(byte, '0', '9')) {
      unit = unit << 4 | (byte - std::uint32_t{'0'});
    } else if (is_between(lower, 'a', 'f')) {
      unit = unit << 4 | (lower - std::uint32_t{'a'} + 10);
    } else {
      return kNoCodeUnit;
    }
  }
  return unit;
}

/// Reads `\uXXXX`, or two of them that are one character.
std::size_t read_code_point(Bytes bytes, Utf8Output& output) {
  const std::uint32_t unit = code_unit(bytes);
  if (unit == kNoCodeUnit) {
    return kNoJson;
  }
  if (!is_between(unit, 0xD800, 0xDFFF)) {
    append_code_point(unit, output);
    return kCodeUnitLength;
  }
  const std::uint32_t low = code_unit(bytes.subspan(kCodeUnitLength));
  if (unit >= 0xDC00 || !is_between(low, 0xDC00, 0xDFFF)) {
    return kNoJson;
  }
  append_code_point(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), output);
  return 2 * kCodeUnitLength;
}

std::size_t read_escape(Bytes bytes, Utf8Output& output) {
  std::uint8_t character = byte_at(bytes, 1);
  switch (character) {
    case '"':
    case '\\':
    case '/':
      break;
    case 'b':
      character = '\b';
      break;
    case 'f':
      character = '\f';
      break;
    case 'n':
      character = '\n';
      break;
    case 'r':
      character = '\r';
      break;
    case 't':
      character = '\t';
      break;
    default:
      return read_code_point(bytes, output);
  }
  output.append(character);
  return 2;
}

std::size_t digits(Bytes bytes, std::size_t at) {
  const std::size_t start = at;
  while (is_between(byte_at(bytes, at), '0', '9')) {
    ++at;
  }
  return at - start;
}

}  // namespace

std::size_t read_json_string(Bytes bytes, Utf8Output& output) {
  std::size_t at = 0;
  for (;;) {
    // The output has room for as many bytes as remain.
    while (bytes.size() - at >= kBlockBytes) {
      const ByteBlock block = load(bytes.data() + at);
      const std::size_t plain = first_marked(mark_json_text_ends(block));
      store(block, output.end());
      output.commit(plain);
      at += plain;
      if (plain < kBlockBytes) {
        break;
      }
    }
    const std::uint8_t byte = byte_at(bytes, at);
    if (byte == '"') {
      return at;
    }
    if (byte == '\\') {
      const std::size_t length = read_escape(bytes.subspan(at), output);
      if (length == kNoJson) {
        return kNoJson;
      }
      at += length;
    } else if (is_between(byte, ' ', 0x7F)) {
      output.append(byte);
      ++at;
    } else {
      const std::size_t length = byte < ' ' ? 0 : sequence_length(bytes.subspan(at));
      if (length == 0) {
        return kNoJson;
      }
      for (const std::uint8_t unit : bytes.subspan(at, length)) {
        output.append(unit);
      }
      at += length;
    }
  }
}

std::size_t read_json_number(Bytes bytes) {
  std::size_t at = byte_at(bytes, 0) == '-' ? 1 : 0;
  const std::size_t whole = byte_at(bytes, at) == '0' ? 1 : digits(bytes, at);
  if (whole == 0) {
    return kNoJson;
  }
  at += whole;
  if (byte_at(bytes, at) == '.') {
    const std::size_t fraction = digits(bytes, at + 1);
    if (fraction == 0) {
      return kNoJson;
    }
    at += 1 + fraction;
  }
  if ((byte_at(bytes, at) | 0x20) == 'e') {
    const std::uint8_t sign = byte_at(bytes, at + 1);
    const std::size_t start = at + (sign == '+' || sign == '-' ? 2 : 1);
    const std::size_t exponent = digits(bytes, start);
    if (exponent == 0) {
      return kNoJson;
    }
    at = start + exponent;
  }
  return at;
}

}  // namespace sse
