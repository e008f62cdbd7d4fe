// The allocator: blocks of memory that grows and is never released, like the linear memory of
// WebAssembly.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <span>

namespace sse {

/// Optimised for code size. A block has links to the previous block and to the free blocks of about
/// its size, so that no operation takes longer with many blocks. Adjacent free blocks are merged at
/// once.
class Heap {
 public:
  /// Returns at least `bytes` more bytes, or none if there is no memory. Address and number are
  /// multiples of `alignof(std::max_align_t)`. If they follow the bytes before them, blocks may
  /// extend over both.
  using Source = std::span<std::byte> (*)(std::size_t bytes);

  explicit constexpr Heap(Source source) noexcept : source_(source) {}

  /// Returns at least `bytes` bytes, aligned for any type, or null if there is no memory.
  [[nodiscard]] void* allocate(std::size_t bytes);
  /// Returns at least `bytes` bytes that begin with the content of `memory`, which they replace:
  /// the same address if the block is long enough or can be extended, else another. Returns null if
  /// there is no memory; `memory` is then unchanged.
  [[nodiscard]] void* resize(void* memory, std::size_t bytes);
  /// Frees what `allocate` or `resize` returned.
  void release(void* memory);

 private:
  /// Precedes the bytes of a block.
  struct alignas(std::max_align_t) Header {
    /// Of the whole block: a multiple of `sizeof(Header)`.
    std::size_t size = 0;
    /// The previous block; null for the first of its memory.
    Header* before = nullptr;
    /// The neighbours in the list of free blocks. `previous` is null for a block in use.
    Header* next = nullptr;
    Header* previous = nullptr;
  };

  Source source_;
  /// The heads of the lists, which are not blocks: blocks of at least 2^n headers, and less than
  /// twice as many.
  std::array<Header, std::numeric_limits<std::size_t>::digits> free_;
  /// The end of the newest memory: a block in use, without bytes.
  Header* end_ = nullptr;

  [[nodiscard]] static bool is_free(const Header* block) { return block->previous != nullptr; }
  [[nodiscard]] static Header* behind(Header* block) {
    return block + block->size / sizeof(Header);
  }
  [[nodiscard]] static std::size_t size_for(std::size_t bytes);
  [[nodiscard]] static std::size_t list_for(std::size_t size);
  [[nodiscard]] Header* find(std::size_t size) const;
  [[nodiscard]] bool lengthen(Header* block, std::size_t size);
  [[nodiscard]] bool grow(std::size_t size);
  void cut(Header* block, std::size_t size);
  void insert(Header* block);
  static void take(Header* block);
  static void join_next(Header* block);
};

}  // namespace sse
