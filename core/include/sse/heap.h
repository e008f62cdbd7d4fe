// The allocator: blocks cut from memory that grows and is never given back, which is how the linear
// memory of WebAssembly is.
#pragma once

#include <cstddef>
#include <span>

namespace sse {

/// Made to be small, for the few blocks that parsers hold. The free blocks are a list in the order
/// of their addresses: allocating takes the first that is large enough, and neighbours become one
/// as soon as both are free.
class Heap {
 public:
  /// Answers at least `bytes` more bytes, or none where memory is out. Address and number are
  /// multiples of `alignof(std::max_align_t)`. Where they follow those before them, blocks may
  /// stretch over both.
  using Source = std::span<std::byte> (*)(std::size_t bytes);

  explicit constexpr Heap(Source source) : source_(source) {}

  /// At least `bytes` bytes, aligned for anything. Null where memory is out.
  [[nodiscard]] void* allocate(std::size_t bytes);
  /// At least `bytes` bytes that begin with what is in `memory`, in the place of `memory`: the same
  /// address where it is long enough or can be made so, else another. Null where memory is out;
  /// `memory` is then as it was.
  [[nodiscard]] void* resize(void* memory, std::size_t bytes);
  /// Gives back what `allocate` or `resize` answered.
  void release(void* memory);

 private:
  /// Stands before the bytes of a block.
  struct alignas(std::max_align_t) Header {
    /// Of the whole block: a multiple of `sizeof(Header)`.
    std::size_t size = 0;
    /// The free block after this one, which is free too.
    Header* next = nullptr;
  };

  Source source_;
  /// No block: stands before the first free one.
  Header front_;
  /// Where the newest memory ends.
  const Header* end_ = nullptr;

  [[nodiscard]] static std::size_t size_for(std::size_t bytes);
  [[nodiscard]] static Header* behind(Header* block, std::size_t size);
  static void cut(Header* block, std::size_t size, Header* previous);
  static void join_next(Header* block);
  [[nodiscard]] Header* free_before(const Header* block);
  [[nodiscard]] bool lengthen(Header* block, std::size_t size);
  void insert(Header* block);
  [[nodiscard]] bool grow(std::size_t size);
};

}  // namespace sse
