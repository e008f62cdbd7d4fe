// Converts five UTF-8 sequences of three bytes at once: most of a Chinese, Japanese or Korean text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "sse/internal/byte_block.h"

namespace sse {

inline constexpr std::size_t kSequenceBytes = 3;
/// Sequences of a block. The last byte of the block is not part of a sequence.
inline constexpr std::size_t kSequences = 5;
inline constexpr std::size_t kSequencesBytes = kSequences * kSequenceBytes;

/// Marks the bytes that cannot be part of such sequences by their high bits. A sequence without a
/// mark may still be overlong or a surrogate.
inline ByteBlock mark_other_sequences(ByteBlock block) {
  constexpr std::array<std::uint8_t, kBlockBytes> kMask{
      0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0};
  constexpr std::array<std::uint8_t, kBlockBytes> kForm{0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80,
                                                        0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80,
                                                        0xE0, 0x80, 0x80, 0xFF};
  return mark_different(block & load(kMask.data()), load(kForm.data()));
}

/// Writes the code units of five sequences. With vectors, three undefined code units follow them.
inline void convert_sequences(const std::uint8_t* bytes, char16_t* code_units) {
#ifdef SSE_VECTORS
  using Units = std::uint16_t __attribute__((vector_size(kBlockBytes)));
  const ByteBlock block = load(bytes);
  const auto every_third_from = [](auto picked) {
    Units units;
    std::memcpy(&units, &picked, kBlockBytes);
    return units;
  };
  // The bytes between them are shifted or masked away.
  const Units first = every_third_from(
      __builtin_shufflevector(block, block, 0, 0, 3, 0, 6, 0, 9, 0, 12, 0, 0, 0, 0, 0, 0, 0));
  const Units second = every_third_from(
      __builtin_shufflevector(block, block, 1, 0, 4, 0, 7, 0, 10, 0, 13, 0, 0, 0, 0, 0, 0, 0));
  const Units third = every_third_from(
      __builtin_shufflevector(block, block, 2, 0, 5, 0, 8, 0, 11, 0, 14, 0, 0, 0, 0, 0, 0, 0));
  const Units units = first << 12 | (second & 0x3F) << 6 | (third & 0x3F);
  std::memcpy(code_units, &units, kBlockBytes);
#else
  for (std::size_t at = 0; at < kSequences; ++at, bytes += kSequenceBytes) {
    code_units[at] =
        static_cast<char16_t>(bytes[0] << 12 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F));
  }
#endif
}

}  // namespace sse
