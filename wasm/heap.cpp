// Segregated lists of free blocks, with links to neighbours.
#include "heap.h"

#include <bit>
#include <cstring>
#include <new>

namespace sse {

namespace {

/// Larger sizes are refused, so that no sum overflows.
constexpr std::size_t kLargest = std::numeric_limits<std::size_t>::max() / 2;
/// In the list of its own size, a block may be too small: at most so many are examined.
constexpr int kMostTries = 8;

}  // namespace

void* Heap::allocate(std::size_t bytes) {
  if (bytes > kLargest) {
    return nullptr;
  }
  const std::size_t size = size_for(bytes);
  Header* block = find(size);
  if (block == nullptr && grow(size)) {
    // If memory has grown, the newest block is large enough.
    block = end_->before;
  }
  if (block == nullptr) {
    return nullptr;
  }
  take(block);
  cut(block, size);
  return block + 1;
}

void* Heap::resize(void* memory, std::size_t bytes) {
  if (bytes > kLargest) {
    return nullptr;
  }
  Header* block = static_cast<Header*>(memory) - 1;
  if (lengthen(block, size_for(bytes))) {
    return memory;
  }
  void* moved = allocate(bytes);
  if (moved != nullptr) {
    std::memcpy(moved, memory, block->size - sizeof(Header));
    insert(block);
  }
  return moved;
}

void Heap::release(void* memory) { insert(static_cast<Header*>(memory) - 1); }

/// The size of a block for `bytes` bytes: whole headers, because the rest of a split block begins
/// with one.
std::size_t Heap::size_for(std::size_t bytes) {
  return (bytes + 2 * sizeof(Header) - 1) / sizeof(Header) * sizeof(Header);
}

std::size_t Heap::list_for(std::size_t size) {
  return static_cast<std::size_t>(std::bit_width(size / sizeof(Header))) - 1;
}

Heap::Header* Heap::find(std::size_t size) const {
  for (std::size_t list = list_for(size); list < free_.size(); ++list) {
    Header* block = free_[list].next;
    for (int tries = 0; block != nullptr && tries < kMostTries; ++tries) {
      if (block->size >= size) {
        return block;
      }
      block = block->next;
    }
  }
  return nullptr;
}

/// Resizes a block in use, if the following block is free, or if it is the last one and memory
/// grows. Otherwise a large text would be copied, and need its memory twice, each time that it
/// grows.
bool Heap::lengthen(Header* block, std::size_t size) {
  while (block->size < size) {
    const Header* next = behind(block);
    if (is_free(next)) {
      join_next(block);
      cut(block, size);
    } else if (next != end_ || !grow(size - block->size)) {
      return false;
    }
  }
  return true;
}

bool Heap::grow(std::size_t size) {
  // With room for the end, and for a block that begins at the old end.
  const auto memory = source_(size + sizeof(Header));
  if (memory.empty()) {
    return false;
  }
  auto* begin = new (memory.data()) Header;
  Header* end = begin + memory.size() / sizeof(Header) - 1;
  Header* before = nullptr;
  if (end_ != nullptr && begin == end_ + 1) {
    begin = end_;
    before = end_->before;
  }
  const auto length = static_cast<std::size_t>(end - begin) * sizeof(Header);
  end_ = new (end) Header{.before = begin};
  insert(new (begin) Header{.size = length, .before = before});
  return true;
}

/// Frees the part of `block`, which is in use, after `size`.
void Heap::cut(Header* block, std::size_t size) {
  // A header alone cannot hold any bytes.
  if (block->size > size + sizeof(Header)) {
    const std::size_t rest = block->size - size;
    block->size = size;
    insert(new (behind(block)) Header{.size = rest, .before = block});
  }
}

/// Frees a block.
void Heap::insert(Header* block) {
  if (is_free(behind(block))) {
    join_next(block);
  }
  if (block->before != nullptr && is_free(block->before)) {
    block = block->before;
    take(block);
    join_next(block);
  }
  behind(block)->before = block;
  Header* front = &free_[list_for(block->size)];
  block->previous = front;
  block->next = front->next;
  front->next = block;
  if (block->next != nullptr) {
    block->next->previous = block;
  }
}

/// Removes a free block from its list.
void Heap::take(Header* block) {
  block->previous->next = block->next;
  if (block->next != nullptr) {
    block->next->previous = block->previous;
  }
  block->previous = nullptr;
}

/// Merges the next block, which may be in a list, into a block that is in none.
void Heap::join_next(Header* block) {
  Header* next = behind(block);
  if (is_free(next)) {
    take(next);
  }
  block->size += next->size;
  behind(block)->before = block;
}

}  // namespace sse
