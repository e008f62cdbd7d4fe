// Sixteen bytes as one value: a vector of the machine, or two words where it has none.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace sse {

inline constexpr std::size_t kLanes = 16;

#if !defined(SSE_NO_VECTORS) && \
    (defined(__wasm_simd128__) || defined(__SSE2__) || defined(__ARM_NEON))
#define SSE_VECTORS
#endif

#ifdef SSE_VECTORS

// The operators are the compiler's.
using Lanes = std::uint8_t __attribute__((vector_size(kLanes)));

/// The highest bit of each lane that equals `byte`.
inline Lanes equal(Lanes lanes, std::uint8_t byte) {
  const auto equals = lanes == Lanes{} + byte;
  Lanes bits;
  std::memcpy(&bits, &equals, kLanes);
  return bits;
}

/// The highest bit of each lane in which the two differ.
inline Lanes different(Lanes left, Lanes right) {
  const auto differ = left != right;
  Lanes bits;
  std::memcpy(&bits, &differ, kLanes);
  return bits;
}

/// The highest bit of each lane that is a control character up to CR, or no ASCII.
inline Lanes ends_of_plain_text(Lanes lanes) {
  using SignedLanes = std::int8_t __attribute__((vector_size(kLanes)));
  SignedLanes bytes;
  std::memcpy(&bytes, &lanes, kLanes);
  // One comparison for both, because what is no ASCII is negative.
  const auto ends = bytes < SignedLanes{} + static_cast<std::int8_t>('\r' + 1);
  Lanes bits;
  std::memcpy(&bits, &ends, kLanes);
  return bits;
}

#else

/// Little-endian.
struct Lanes {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

inline Lanes operator|(Lanes left, Lanes right) {
  return {left.low | right.low, left.high | right.high};
}

inline Lanes operator&(Lanes left, Lanes right) {
  return {left.low & right.low, left.high & right.high};
}

inline Lanes operator^(Lanes left, Lanes right) {
  return {left.low ^ right.low, left.high ^ right.high};
}

/// The highest bit of the first lane that equals `byte`, and maybe of others behind it.
inline Lanes equal(Lanes lanes, std::uint8_t byte) {
  const auto in_word = [byte](std::uint64_t word) {
    constexpr std::uint64_t kLowBits = 0x0101010101010101;
    constexpr std::uint64_t kHighBits = 0x8080808080808080;
    const std::uint64_t difference = word ^ (kLowBits * byte);
    return (difference - kLowBits) & ~difference & kHighBits;
  };
  return {in_word(lanes.low), in_word(lanes.high)};
}

/// The highest bit of each lane in which the two differ.
inline Lanes different(Lanes left, Lanes right) {
  const auto in_word = [](std::uint64_t word) {
    constexpr std::uint64_t kLowerBits = 0x7F7F7F7F7F7F7F7F;
    return ((word & kLowerBits) + kLowerBits) | word;
  };
  const Lanes others = left ^ right;
  return {in_word(others.low), in_word(others.high)};
}

/// The highest bit of the first lane that is a control character up to CR, or no ASCII, and maybe
/// of others behind it.
inline Lanes ends_of_plain_text(Lanes lanes) {
  const auto in_word = [](std::uint64_t word) {
    constexpr std::uint64_t kLowBits = 0x0101010101010101;
    return ((word - kLowBits * ('\r' + 1)) & ~word) | word;
  };
  return {in_word(lanes.low), in_word(lanes.high)};
}

#endif

/// Reads sixteen bytes.
inline Lanes load(const std::uint8_t* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, kLanes);
  return lanes;
}

/// Writes sixteen bytes.
inline void store(Lanes lanes, std::uint8_t* to) { std::memcpy(to, &lanes, kLanes); }

/// Which lane is the first whose highest bit is set; `kLanes` where none is.
inline std::size_t first_high(Lanes lanes) {
#ifdef __wasm_simd128__
  const auto bits = static_cast<unsigned>(__builtin_wasm_bitmask_i8x16(lanes));
  return static_cast<std::size_t>(std::countr_zero(bits | 1U << kLanes));
#else
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), &lanes, kLanes);
  const std::uint64_t low = words[0] & kHighBits;
  const std::uint64_t high = words[1] & kHighBits;
  return static_cast<std::size_t>(low != 0 ? std::countr_zero(low) : 64 + std::countr_zero(high)) /
         8;
#endif
}

/// The highest bit of the first LF or CR, and maybe of bytes behind it.
inline Lanes line_ends(Lanes lanes) { return equal(lanes, '\n') | equal(lanes, '\r'); }

}  // namespace sse
