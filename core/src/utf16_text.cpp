// Well-formed UTF-8 to UTF-16: nothing is left to check.
#include "sse/utf16_text.h"

#include <cstdlib>

#include "sse/lanes.h"
#include "sse/triples.h"

namespace sse {

namespace {

/// Room behind the text for blocks that are written as a whole.
constexpr std::size_t kSlack = kLanes;

/// The lowest bits of a byte, where `others` are the other ones.
std::uint32_t bits(std::uint8_t byte, std::uint8_t others) { return byte & ~std::uint32_t{others}; }

/// Where a conversion stands, and where the text ends.
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

Utf16Text::~Utf16Text() { shrink_to(0); }

bool Utf16Text::assign(const TextBuffer& text) {
  const std::size_t needed = text.utf16_length() + kSlack;
  if (needed > capacity_) {
    shrink_to(0);
    code_units_ = static_cast<char16_t*>(std::malloc(needed * sizeof(char16_t)));
    if (code_units_ == nullptr) {
      return false;
    }
    capacity_ = needed;
  }
  Conversion at{text.bytes(), text.bytes() + text.size(), code_units_};
  while (at.from < at.end) {
    if (static_cast<std::size_t>(at.end - at.from) >= kLanes &&
        first_high(ends_of_triples(load(at.from))) >= kTriplesBytes) {
      convert_triples(at.from, at.to);
      at.from += kTriplesBytes;
      at.to += kTriples;
    } else {
      convert_one(at);
    }
  }
  return true;
}

void Utf16Text::shrink_to(std::size_t capacity) {
  if (capacity_ > capacity) {
    std::free(code_units_);
    code_units_ = nullptr;
    capacity_ = 0;
  }
}

}  // namespace sse
