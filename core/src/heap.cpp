// First fit, with cutting and joining.
#include "sse/heap.h"

#include <cstring>
#include <limits>
#include <new>

namespace sse {

namespace {

/// Refusing more keeps every sum from overflowing.
constexpr std::size_t kLargest = std::numeric_limits<std::size_t>::max() / 2;

}  // namespace

void* Heap::allocate(std::size_t bytes) {
  if (bytes > kLargest) {
    return nullptr;
  }
  const std::size_t size = size_for(bytes);
  do {
    for (Header* previous = &front_; previous->next != nullptr; previous = previous->next) {
      Header* block = previous->next;
      if (block->size >= size) {
        previous->next = block->next;
        cut(block, size, previous);
        return block + 1;
      }
    }
  } while (grow(size));
  return nullptr;
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

/// The block that holds `bytes` bytes: whole headers, because what is cut off begins with one.
std::size_t Heap::size_for(std::size_t bytes) {
  return (bytes + 2 * sizeof(Header) - 1) / sizeof(Header) * sizeof(Header);
}

Heap::Header* Heap::behind(Header* block, std::size_t size) {
  return block + size / sizeof(Header);
}

/// Frees what `block`, which is in use and stands behind `previous`, has beyond `size`.
void Heap::cut(Header* block, std::size_t size, Header* previous) {
  // A header alone holds nothing.
  if (block->size > size + sizeof(Header)) {
    previous->next = new (behind(block, size)) Header{block->size - size, previous->next};
    block->size = size;
  }
}

/// Makes one of two free blocks where nothing is between them.
void Heap::join_next(Header* block) {
  const Header* next = block->next;
  if (next != nullptr && next == behind(block, block->size)) {
    block->size += next->size;
    block->next = next->next;
  }
}

Heap::Header* Heap::free_before(const Header* block) {
  Header* previous = &front_;
  while (previous->next != nullptr && previous->next < block) {
    previous = previous->next;
  }
  return previous;
}

/// Makes a block in use `size` bytes long, where it is or what follows is free, or memory ends
/// there and grows: a large event would otherwise be copied, and take its place twice, each time
/// that its text becomes longer.
bool Heap::lengthen(Header* block, std::size_t size) {
  while (block->size < size) {
    Header* previous = free_before(block);
    const Header* next = previous->next;
    if (next == behind(block, block->size)) {
      previous->next = next->next;
      block->size += next->size;
      cut(block, size, previous);
    } else if (behind(block, block->size) != end_ || !grow(size - block->size)) {
      return false;
    }
  }
  return true;
}

void Heap::insert(Header* block) {
  Header* previous = free_before(block);
  block->next = previous->next;
  previous->next = block;
  join_next(block);
  join_next(previous);
}

bool Heap::grow(std::size_t size) {
  const auto memory = source_(size);
  if (memory.empty()) {
    return false;
  }
  auto* block = new (memory.data()) Header{memory.size(), nullptr};
  end_ = behind(block, block->size);
  insert(block);
  return true;
}

}  // namespace sse
