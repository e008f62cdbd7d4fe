// Sixteen bytes as one value: a vector of the machine, or two words if it has none.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace sse {

static_assert(std::endian::native == std::endian::little,
              "first_marked() and the UTF-16 of the event table need a little-endian machine");

inline constexpr std::size_t kBlockBytes = 16;

#if !defined(SSE_NO_VECTORS) && \
    (defined(__wasm_simd128__) || defined(__SSE2__) || defined(__ARM_NEON))
#define SSE_VECTORS
#endif

// A mark is the highest bit of a byte. The functions below mark the bytes that they search for, and
// leave other bits undefined. Without vectors, bytes after the first match may be marked, too.

#ifdef SSE_VECTORS

// Operators of the compiler's vector types.
using ByteBlock = std::uint8_t __attribute__((vector_size(kBlockBytes)));

/// Marks the bytes that equal `byte`.
inline ByteBlock mark_equal(ByteBlock block, std::uint8_t byte) {
  const auto equals = block == ByteBlock{} + byte;
  ByteBlock marks;
  std::memcpy(&marks, &equals, kBlockBytes);
  return marks;
}

/// Marks the bytes in which the two differ.
inline ByteBlock mark_different(ByteBlock left, ByteBlock right) {
  const auto differ = left != right;
  ByteBlock marks;
  std::memcpy(&marks, &differ, kBlockBytes);
  return marks;
}

/// Marks control characters up to CR, and bytes that are not ASCII.
inline ByteBlock mark_plain_text_ends(ByteBlock block) {
  using SignedBytes = std::int8_t __attribute__((vector_size(kBlockBytes)));
  SignedBytes bytes;
  std::memcpy(&bytes, &block, kBlockBytes);
  // One comparison for both, because bytes that are not ASCII are negative.
  const auto ends = bytes < SignedBytes{} + static_cast<std::int8_t>('\r' + 1);
  ByteBlock marks;
  std::memcpy(&marks, &ends, kBlockBytes);
  return marks;
}

/// Marks control characters, quotes, backslashes, and bytes that are not ASCII.
inline ByteBlock mark_json_text_ends(ByteBlock block) {
  using SignedBytes = std::int8_t __attribute__((vector_size(kBlockBytes)));
  SignedBytes bytes;
  std::memcpy(&bytes, &block, kBlockBytes);
  const auto ends = bytes < SignedBytes{} + static_cast<std::int8_t>(' ');
  ByteBlock marks;
  std::memcpy(&marks, &ends, kBlockBytes);
  return marks | mark_equal(block, '"') | mark_equal(block, '\\');
}

#else

struct ByteBlock {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

inline ByteBlock operator|(ByteBlock left, ByteBlock right) {
  return {left.low | right.low, left.high | right.high};
}

inline ByteBlock operator&(ByteBlock left, ByteBlock right) {
  return {left.low & right.low, left.high & right.high};
}

inline ByteBlock operator^(ByteBlock left, ByteBlock right) {
  return {left.low ^ right.low, left.high ^ right.high};
}

/// Marks the first byte that equals `byte`.
inline ByteBlock mark_equal(ByteBlock block, std::uint8_t byte) {
  const auto in_word = [byte](std::uint64_t word) {
    constexpr std::uint64_t kLowBits = 0x0101010101010101;
    constexpr std::uint64_t kHighBits = 0x8080808080808080;
    const std::uint64_t difference = word ^ (kLowBits * byte);
    return (difference - kLowBits) & ~difference & kHighBits;
  };
  return {in_word(block.low), in_word(block.high)};
}

/// Marks the bytes in which the two differ.
inline ByteBlock mark_different(ByteBlock left, ByteBlock right) {
  const auto in_word = [](std::uint64_t word) {
    constexpr std::uint64_t kLowerBits = 0x7F7F7F7F7F7F7F7F;
    return ((word & kLowerBits) + kLowerBits) | word;
  };
  const ByteBlock difference = left ^ right;
  return {in_word(difference.low), in_word(difference.high)};
}

/// Marks the first control character up to CR, or byte that is not ASCII.
inline ByteBlock mark_plain_text_ends(ByteBlock block) {
  const auto in_word = [](std::uint64_t word) {
    constexpr std::uint64_t kLowBits = 0x0101010101010101;
    return ((word - kLowBits * ('\r' + 1)) & ~word) | word;
  };
  return {in_word(block.low), in_word(block.high)};
}

/// Marks the first control character, quote, backslash, or byte that is not ASCII.
inline ByteBlock mark_json_text_ends(ByteBlock block) {
  const auto in_word = [](std::uint64_t word) {
    constexpr std::uint64_t kLowBits = 0x0101010101010101;
    return ((word - kLowBits * ' ') & ~word) | word;
  };
  return ByteBlock{in_word(block.low), in_word(block.high)} | mark_equal(block, '"') |
         mark_equal(block, '\\');
}

#endif

/// Reads sixteen bytes.
inline ByteBlock load(const std::uint8_t* from) {
  ByteBlock block;
  std::memcpy(&block, from, kBlockBytes);
  return block;
}

/// Writes sixteen bytes.
inline void store(ByteBlock block, std::uint8_t* to) { std::memcpy(to, &block, kBlockBytes); }

/// The index of the first marked byte; `kBlockBytes` if no byte is marked.
inline std::size_t first_marked(ByteBlock marks) {
#ifdef __wasm_simd128__
  const auto bits = static_cast<unsigned>(__builtin_wasm_bitmask_i8x16(marks));
  return static_cast<std::size_t>(std::countr_zero(bits | 1U << kBlockBytes));
#else
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), &marks, kBlockBytes);
  const std::uint64_t low = words[0] & kHighBits;
  const std::uint64_t high = words[1] & kHighBits;
  return static_cast<std::size_t>(low != 0 ? std::countr_zero(low) : 64 + std::countr_zero(high)) /
         8;
#endif
}

/// Marks the first LF or CR.
inline ByteBlock mark_line_ends(ByteBlock block) {
  return mark_equal(block, '\n') | mark_equal(block, '\r');
}

}  // namespace sse
