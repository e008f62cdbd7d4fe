// Text in UTF-16: what decodes faster than UTF-8 where most of it is not ASCII.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sse/text_buffer.h"

namespace sse {

/// A copy of well-formed UTF-8 in UTF-16, little-endian where the machine is.
class Utf16Text {
 public:
  Utf16Text() = default;
  ~Utf16Text();
  Utf16Text(const Utf16Text&) = delete;
  Utf16Text& operator=(const Utf16Text&) = delete;
  Utf16Text(Utf16Text&&) = delete;
  Utf16Text& operator=(Utf16Text&&) = delete;

  /// Takes the place of what was there before. False when memory ran out; then nothing is there.
  [[nodiscard]] bool assign(const TextBuffer& text);
  [[nodiscard]] const char16_t* code_units() const { return code_units_; }

  /// Gives the memory back where it is more than `capacity` code units.
  void shrink_to(std::size_t capacity);

 private:
  char16_t* code_units_ = nullptr;
  std::size_t capacity_ = 0;
};

}  // namespace sse
