// Well-formed UTF-8 to UTF-16, without checks.
#include "sse/internal/utf16_text.h"

#include "sse/internal/byte_block.h"
#include "sse/internal/three_byte_sequences.h"

namespace sse {

namespace {

/// Room after the text for blocks that are written as a whole.
constexpr std::size_t kSlack = kBlockBytes;

/// The lowest bits of a byte whose other bits are `others`.
std::uint32_t bits(std::uint8_t byte, std::uint8_t others) { return byte & ~std::uint32_t{others}; }

/// The position of a conversion, and the end of the text.
struct Conversion {
  const std::uint8_t* from;
  const std::uint8_t* end;
  char16_t* to;
};

void add(Conversion& at, std::size_t bytes, std::uint32_t code_unit) {
  at.from += bytes;
  *at.to++ = static_cast<char16_t>(code_unit);
}

/// One code point.
void convert_one(Conversion& at) {
  const std::uint8_t* bytes = at.from;
  if (bytes[0] < 0x80) {
    add(at, 1, bytes[0]);
  } else if (bytes[0] < 0xE0) {
    add(at, 2, bits(bytes[0], 0xC0) << 6 | bits(bytes[1], 0x80));
  } else if (bytes[0] < 0xF0) {
    add(at, 3, bits(bytes[0], 0xE0) << 12 | bits(bytes[1], 0x80) << 6 | bits(bytes[2], 0x80));
  } else {
    const std::uint32_t code_point = bits(bytes[0], 0xF0) << 18 | bits(bytes[1], 0x80) << 12 |
                                     bits(bytes[2], 0x80) << 6 | bits(bytes[3], 0x80);
    // The surrogates of U+10000 are 0xD800 and 0xDC00.
    add(at, 4, 0xD7C0 + (code_point >> 10));
    add(at, 0, 0xDC00 + (code_point & 0x3FF));
  }
}

}  // namespace

bool convert_to_utf16(const TextBuffer& text, Buffer<char16_t>& utf16) {
  const std::size_t needed = text.utf16_length() + kSlack;
  utf16.clear();
  if (needed > utf16.capacity()) {
    // Growing would copy the old text.
    utf16.release();
    if (!utf16.reserve(needed)) {
      return false;
    }
  }
  Conversion at{text.bytes(), text.bytes() + text.size(), utf16.tail()};
  while (at.from < at.end) {
    if (static_cast<std::size_t>(at.end - at.from) >= kBlockBytes &&
        first_marked(mark_other_sequences(load(at.from))) >= kSequencesBytes) {
      convert_sequences(at.from, at.to);
      at.from += kSequencesBytes;
      at.to += kSequences;
    } else {
      convert_one(at);
    }
  }
  utf16.commit(text.utf16_length());
  return true;
}

}  // namespace sse
