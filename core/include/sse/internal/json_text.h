// Strings and numbers of JSON text.
// https://www.rfc-editor.org/rfc/rfc8259
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace sse {

inline constexpr std::size_t kNoJson = std::numeric_limits<std::size_t>::max();

/// UTF-8 that is written into memory of the caller.
struct Utf8Output {
  std::uint8_t* end = nullptr;
  /// All bytes that were written, combined by OR: below 0x80 if the text is ASCII.
  std::uint8_t bits = 0;

  void append(std::uint8_t byte) {
    *end++ = byte;
    bits |= byte;
  }
};

/// Reads a JSON string behind its opening quote, and writes the text that it stands for. The output
/// must have room for as many bytes as `bytes` has. Returns the number of bytes in front of the
/// closing quote.
///
/// Returns `kNoJson` if the string has no closing quote, a control character, an escape that is not
/// JSON, a surrogate without its other half, or malformed UTF-8. What was written is then
/// undefined.
[[nodiscard]] std::size_t read_json_string(std::span<const std::uint8_t> bytes, Utf8Output& output);

/// Returns the number of bytes of the JSON number that `bytes` begin with, or `kNoJson`.
[[nodiscard]] std::size_t read_json_number(std::span<const std::uint8_t> bytes);

}  // namespace sse
