// UTF-8 decoding of the Encoding standard: well-formed text in blocks and sequences, and malformed
// or split text byte by byte. Line ends are found at the same time, so that a byte is read once.
#include "sse/internal/utf8_decoder.h"

#include "sse/internal/byte_block.h"
#include "sse/internal/line_ends.h"
#include "sse/internal/three_byte_sequences.h"

namespace sse {

namespace {

constexpr std::array<std::uint8_t, 3> kReplacementCharacter{0xEF, 0xBF, 0xBD};

bool is_continuation(std::uint8_t byte) { return (byte & 0xC0) == 0x80; }

/// Returns the length of the well-formed sequence of two to four bytes at the start of `bytes`; 0
/// for an ill-formed or incomplete sequence. Unicode standard, table 3-7.
std::size_t sequence_length(std::span<const std::uint8_t> bytes) {
  const std::uint8_t lead = bytes[0];
  if (bytes.size() >= 3 && (lead & 0xF0) == 0xE0 && is_continuation(bytes[1]) &&
      is_continuation(bytes[2])) {
    const bool is_overlong = lead == 0xE0 && bytes[1] < 0xA0;
    const bool is_surrogate = lead == 0xED && bytes[1] > 0x9F;
    return is_overlong || is_surrogate ? 0 : 3;
  }
  if (bytes.size() >= 2 && lead >= 0xC2 && lead <= 0xDF && is_continuation(bytes[1])) {
    return 2;
  }
  if (bytes.size() >= 4 && lead >= 0xF0 && lead <= 0xF4 && is_continuation(bytes[1]) &&
      is_continuation(bytes[2]) && is_continuation(bytes[3])) {
    const bool is_overlong = lead == 0xF0 && bytes[1] < 0x90;
    const bool is_too_high = lead == 0xF4 && bytes[1] > 0x8F;
    return is_overlong || is_too_high ? 0 : 4;
  }
  return 0;
}

/// Single stores, because a call for so few bytes would take longer than everything else.
void copy_sequence(std::span<const std::uint8_t> sequence, std::uint8_t* out) {
  out[0] = sequence[0];
  out[1] = sequence[1];
  if (sequence.size() > 2) {
    out[2] = sequence[2];
  }
  if (sequence.size() > 3) {
    out[3] = sequence[3];
  }
}

/// How many bytes at the start of `block` are, or may be, in well-formed sequences of three.
/// Excludes the leads 0xE0 and 0xED, which do not allow every continuation.
std::size_t length_of_sequences(ByteBlock block) {
  return first_marked(mark_other_sequences(block) | mark_equal(block, 0xE0) |
                      mark_equal(block, 0xED));
}

/// Copies the ASCII at the start of `bytes` to `out`, up to a line end. Returns its length.
std::size_t copy_ascii(std::span<const std::uint8_t> bytes, std::uint8_t* out) {
  std::size_t at = 0;
  while (bytes.size() - at >= kBlockBytes) {
    const ByteBlock block = load(bytes.data() + at);
    // What is not ASCII is overwritten by the following text.
    store(block, out + at);
    const std::size_t plain = first_marked(mark_plain_text_ends(block));
    if (plain == kBlockBytes) {
      // A constant, so that the next block does not depend on this one.
      at += kBlockBytes;
      continue;
    }
    at += plain;
    if (bytes[at] >= 0x80 || is_line_end(bytes[at])) {
      return at;
    }
    at += 1;
  }
  while (at < bytes.size() && bytes[at] < 0x80 && !is_line_end(bytes[at])) {
    out[at] = bytes[at];
    ++at;
  }
  return at;
}

/// Rare, and not inlined into the many places that detect malformed bytes.
[[gnu::noinline]] bool append_replacement(TextBuffer& text) {
  return text.append(kReplacementCharacter.data(), kReplacementCharacter.size(), 1);
}

}  // namespace

std::size_t append_well_formed_line(const std::uint8_t* bytes, std::size_t count,
                                    TextBuffer& text) {
  std::uint8_t* out = text.tail();
  std::size_t at = 0;
  std::size_t code_units = 0;
  while (at < count) {
    const std::span<const std::uint8_t> rest(bytes + at, count - at);
    if (rest[0] < 0x80) {
      const std::size_t length = copy_ascii(rest, out + at);
      if (length == 0) {
        break;
      }
      at += length;
      code_units += length;
      continue;
    }
    if (rest.size() >= kBlockBytes) {
      const ByteBlock block = load(rest.data());
      const std::size_t length = length_of_sequences(block);
      if (length >= kSequenceBytes) {
        store(block, out + at);
        if (length >= kSequencesBytes) {
          // Constants, so that the next block does not depend on this one.
          at += kSequencesBytes;
          code_units += kSequences;
        } else {
          at += length / kSequenceBytes * kSequenceBytes;
          code_units += length / kSequenceBytes;
        }
        continue;
      }
    }
    const std::size_t length = sequence_length(rest);
    if (length == 0) {
      break;
    }
    copy_sequence(rest.first(length), out + at);
    at += length;
    code_units += length == 4 ? 2 : 1;
  }
  text.commit(at, static_cast<std::uint32_t>(code_units));
  return at;
}

/// Not inlined into the functions for other than plain lines: they would double the module.
[[gnu::noinline]] std::size_t Utf8Decoder::append_line(std::span<const std::uint8_t> bytes,
                                                       TextBuffer& text) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (length_ > 0) {
      const bool belongs = bytes[at] >= lower_boundary_ && bytes[at] <= upper_boundary_;
      if (belongs ? !go_on(bytes[at], text) : !finish(text)) {
        return kOutOfMemory;
      }
      // [spec] "Restore byte to ioQueue": the byte that breaks a sequence is read again, as the
      // start of what follows.
      at += belongs ? 1 : 0;
      continue;
    }
    const std::size_t left = bytes.size() - at;
    if (!text.reserve(left)) {
      return kOutOfMemory;
    }
    at += append_well_formed_line(bytes.data() + at, left, text);
    if (at == bytes.size() || is_line_end(bytes[at])) {
      break;
    }
    if (!start_sequence(bytes[at]) && !append_replacement(text)) {
      return kOutOfMemory;
    }
    ++at;
  }
  return at;
}

/// Reads the next byte of the current sequence.
bool Utf8Decoder::go_on(std::uint8_t byte, TextBuffer& text) {
  lower_boundary_ = kLowestContinuation;
  upper_boundary_ = kHighestContinuation;
  sequence_[length_++] = byte;
  if (length_ < needed_) {
    return true;
  }
  const std::uint32_t code_units = needed_ == sequence_.size() ? 2 : 1;
  const bool appended = text.append(sequence_.data(), needed_, code_units);
  forget_sequence();
  return appended;
}

bool Utf8Decoder::finish(TextBuffer& text) {
  if (length_ == 0) {
    return true;
  }
  forget_sequence();
  return append_replacement(text);
}

/// Reads a lead byte. Returns false for a byte that starts no sequence.
bool Utf8Decoder::start_sequence(std::uint8_t lead) {
  if (lead >= 0xC2 && lead <= 0xDF) {
    needed_ = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    needed_ = 3;
    // [spec] Overlong forms and surrogates are rejected at their second byte.
    lower_boundary_ = lead == 0xE0 ? 0xA0 : kLowestContinuation;
    upper_boundary_ = lead == 0xED ? 0x9F : kHighestContinuation;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    needed_ = 4;
    // [spec] Overlong forms and code points beyond U+10FFFF, too.
    lower_boundary_ = lead == 0xF0 ? 0x90 : kLowestContinuation;
    upper_boundary_ = lead == 0xF4 ? 0x8F : kHighestContinuation;
  } else {
    return false;
  }
  sequence_[0] = lead;
  length_ = 1;
  return true;
}

void Utf8Decoder::forget_sequence() {
  length_ = 0;
  needed_ = 0;
  lower_boundary_ = kLowestContinuation;
  upper_boundary_ = kHighestContinuation;
}

}  // namespace sse
