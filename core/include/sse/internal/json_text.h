// Strings and numbers of JSON text.
// https://www.rfc-editor.org/rfc/rfc8259
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace sse {

inline constexpr std::size_t kNoJson = std::numeric_limits<std::size_t>::max();

/// Writes UTF-8 into memory of the caller.
class Utf8Output {
 public:
  explicit Utf8Output(std::uint8_t* begin) : end_(begin) {}

  /// Where the next byte is written.
  [[nodiscard]] std::uint8_t* end() const { return end_; }
  [[nodiscard]] bool is_ascii() const { return bits_ < 0x80; }

  void append(std::uint8_t byte) {
    *end_++ = byte;
    bits_ |= byte;
  }
  /// Adds ASCII that has been written to `end`.
  void commit(std::size_t bytes) { end_ += bytes; }

 private:
  std::uint8_t* end_;
  /// All bytes, combined by OR.
  std::uint8_t bits_ = 0;
};

/// Decodes a JSON string after its opening quote. Requires room for as many bytes as `bytes` has.
/// Returns the number of bytes before the closing quote.
///
/// Returns `kNoJson` if the string has no closing quote, a control character, an invalid escape, a
/// lone surrogate, or malformed UTF-8. The written text is then undefined.
[[nodiscard]] std::size_t read_json_string(std::span<const std::uint8_t> bytes, Utf8Output& output);

/// Returns the number of bytes of the JSON number that `bytes` begin with, or `kNoJson`.
[[nodiscard]] std::size_t read_json_number(std::span<const std::uint8_t> bytes);

}  // namespace sse
