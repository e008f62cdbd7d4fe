// Five UTF-8 sequences of three bytes at once: what most of a Chinese, Japanese or Korean text is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "sse/lanes.h"

namespace sse {

inline constexpr std::size_t kTripleBytes = 3;
/// Sequences at once, and the bytes that they take; one byte more is read.
inline constexpr std::size_t kTriples = 5;
inline constexpr std::size_t kTriplesBytes = kTriples * kTripleBytes;

/// The highest bit of the first lane in which `block` is no row of such sequences by its form, and
/// of others behind it. What the sequences stand for may still be forbidden.
inline Lanes ends_of_triples(Lanes block) {
  constexpr std::array<std::uint8_t, kLanes> kMask{0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0,
                                                   0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0};
  constexpr std::array<std::uint8_t, kLanes> kForm{0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80,
                                                   0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xFF};
  return different(block & load(kMask.data()), load(kForm.data()));
}

/// Writes the code units that they stand for, and as many bytes of no meaning as make sixteen.
inline void convert_triples(const std::uint8_t* bytes, char16_t* code_units) {
#ifdef SSE_VECTORS
  using Units = std::uint16_t __attribute__((vector_size(kLanes)));
  const Lanes lanes = load(bytes);
  const auto every_third_from = [](auto picked) {
    Units units;
    std::memcpy(&units, &picked, kLanes);
    return units;
  };
  // The lanes between are shifted or masked away.
  const Units first = every_third_from(
      __builtin_shufflevector(lanes, lanes, 0, 0, 3, 0, 6, 0, 9, 0, 12, 0, 0, 0, 0, 0, 0, 0));
  const Units second = every_third_from(
      __builtin_shufflevector(lanes, lanes, 1, 0, 4, 0, 7, 0, 10, 0, 13, 0, 0, 0, 0, 0, 0, 0));
  const Units third = every_third_from(
      __builtin_shufflevector(lanes, lanes, 2, 0, 5, 0, 8, 0, 11, 0, 14, 0, 0, 0, 0, 0, 0, 0));
  const Units units = first << 12 | (second & 0x3F) << 6 | (third & 0x3F);
  std::memcpy(code_units, &units, kLanes);
#else
  for (std::size_t at = 0; at < kTriples; ++at, bytes += kTripleBytes) {
    code_units[at] =
        static_cast<char16_t>(bytes[0] << 12 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F));
  }
#endif
}

}  // namespace sse
