// UTF-8 decoding as the Encoding standard has it: ASCII by the word, well-formed sequences by the
// sequence, and byte by byte what is malformed or split.
#include "sse/utf8_decoder.h"

#include <bit>
#include <cstring>

namespace sse {

namespace {

constexpr std::array<std::uint8_t, 3> kReplacementCharacter{0xEF, 0xBF, 0xBD};
constexpr std::uint64_t kHighBits = 0x8080808080808080;

/// Copies the ASCII run at the start of `bytes` to `out`, eight bytes a step, and answers its
/// length.
std::size_t copy_ascii(std::span<const std::uint8_t> bytes, std::uint8_t* out) {
  std::size_t at = 0;
  while (bytes.size() - at >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    // What is not ASCII is written over by what follows.
    std::memcpy(out + at, &word, sizeof word);
    const std::uint64_t others = word & kHighBits;
    if (others != 0) {
      return at + static_cast<std::size_t>(std::countr_zero(others)) / 8;
    }
    at += sizeof word;
  }
  while (at < bytes.size() && bytes[at] < 0x80) {
    out[at] = bytes[at];
    ++at;
  }
  return at;
}

bool is_continuation(std::uint8_t byte) { return (byte & 0xC0) == 0x80; }

/// How long the well-formed sequence at the start of `bytes` is; 0 where there is none of two to
/// four bytes, or it is not all there. Unicode standard, table 3-7.
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

/// Store by store: a call for so few bytes would take longer than all the rest.
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

/// What the start of some bytes comes to.
struct Run {
  std::size_t bytes = 0;
  std::uint32_t code_units = 0;
};

/// Copies the well-formed text at the start of `bytes` to `out`.
Run copy_text(std::span<const std::uint8_t> bytes, std::uint8_t* out) {
  Run run;
  while (run.bytes < bytes.size()) {
    const auto rest = bytes.subspan(run.bytes);
    if (rest[0] < 0x80) {
      const std::size_t length = copy_ascii(rest, out + run.bytes);
      run.bytes += length;
      run.code_units += static_cast<std::uint32_t>(length);
      continue;
    }
    const std::size_t length = sequence_length(rest);
    if (length == 0) {
      break;
    }
    copy_sequence(rest.first(length), out + run.bytes);
    run.bytes += length;
    run.code_units += length == 4 ? 2 : 1;
  }
  return run;
}

/// Rare, and not inlined into the many places where bytes turn out to be malformed.
[[gnu::noinline]] bool append_replacement(TextBuffer& text) {
  return text.append(kReplacementCharacter.data(), kReplacementCharacter.size(), 1);
}

}  // namespace

bool Utf8Decoder::append(std::span<const std::uint8_t> bytes, TextBuffer& text) {
  while (!bytes.empty()) {
    const bool appended = length_ == 0 ? begin(bytes, text) : go_on(bytes, text);
    if (!appended) {
      return false;
    }
  }
  return true;
}

/// Copies well-formed text off the front of `bytes`, and takes the byte after it for the start of a
/// sequence.
bool Utf8Decoder::begin(std::span<const std::uint8_t>& bytes, TextBuffer& text) {
  if (!text.reserve(bytes.size())) {
    return false;
  }
  const Run run = copy_text(bytes, text.tail());
  text.commit(run.bytes, run.code_units);
  bytes = bytes.subspan(run.bytes);
  if (bytes.empty()) {
    return true;
  }
  const std::uint8_t lead = bytes.front();
  bytes = bytes.subspan(1);
  return start_sequence(lead) || append_replacement(text);
}

/// Takes the first of `bytes` for the next byte of the sequence at hand.
bool Utf8Decoder::go_on(std::span<const std::uint8_t>& bytes, TextBuffer& text) {
  const std::uint8_t byte = bytes.front();
  if (byte < lower_boundary_ || byte > upper_boundary_) {
    // [spec] "Restore byte to ioQueue": it is looked at again, as the start of what follows.
    forget_sequence();
    return append_replacement(text);
  }
  lower_boundary_ = kLowestContinuation;
  upper_boundary_ = kHighestContinuation;
  sequence_[length_++] = byte;
  bytes = bytes.subspan(1);
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

/// Takes a lead byte. False for a byte that starts no sequence.
bool Utf8Decoder::start_sequence(std::uint8_t lead) {
  if (lead >= 0xC2 && lead <= 0xDF) {
    needed_ = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    needed_ = 3;
    // [spec] Overlong forms and surrogates are refused at their second byte.
    lower_boundary_ = lead == 0xE0 ? 0xA0 : kLowestContinuation;
    upper_boundary_ = lead == 0xED ? 0x9F : kHighestContinuation;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    needed_ = 4;
    // [spec] So are overlong forms and code points beyond U+10FFFF.
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
