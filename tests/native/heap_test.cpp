// Heap: blocks that do not overlap, reused memory, growth, and failed allocations.
#include "../../wasm/heap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <span>
#include <string_view>
#include <vector>

namespace {

constexpr std::size_t kStep = 1024;
constexpr std::size_t kMost = 64 * kStep;
/// The memory of a block besides its bytes.
constexpr std::size_t kHeader = 4 * sizeof(void*);

/// Memory like WebAssembly's: it grows at its end in steps, up to a limit. One for each test, and
/// static, because a source is a function without state.
alignas(std::max_align_t) std::array<std::byte, kMost> memory;
std::size_t taken = 0;
int times_grown = 0;

std::span<std::byte> grow(std::size_t bytes) {
  const std::size_t size = (bytes + kStep - 1) / kStep * kStep;
  if (size > kMost - taken) {
    return {};
  }
  const auto answer = std::span(memory).subspan(taken, size);
  taken += size;
  ++times_grown;
  return answer;
}

class HeapTest : public testing::Test {
 protected:
  void SetUp() override {
    taken = 0;
    times_grown = 0;
    // New memory need not be zero.
    memory.fill(std::byte{0xA5});
  }

  sse::Heap heap{grow};
};

void write(void* block, std::string_view text) { std::memcpy(block, text.data(), text.size()); }

std::string_view read(const void* block, std::size_t size) {
  return {static_cast<const char*>(block), size};
}

TEST_F(HeapTest, TakesNoMemoryBeforeTheFirstAllocation) { EXPECT_EQ(taken, 0U); }

TEST_F(HeapTest, AlignsForEveryType) {
  for (std::size_t bytes = 0; bytes < 100; ++bytes) {
    const auto address = reinterpret_cast<std::uintptr_t>(heap.allocate(bytes));
    ASSERT_NE(address, 0U);
    EXPECT_EQ(address % alignof(std::max_align_t), 0U) << bytes;
  }
}

TEST_F(HeapTest, ReturnsDifferentBlocksEvenForNoBytes) {
  EXPECT_NE(heap.allocate(0), heap.allocate(0));
}

TEST_F(HeapTest, ReusesFreedMemory) {
  void* first = heap.allocate(100);
  void* second = heap.allocate(100);
  heap.release(first);
  EXPECT_EQ(heap.allocate(100), first);
  heap.release(second);
  EXPECT_EQ(heap.allocate(60), second);
}

TEST_F(HeapTest, SplitsABlockThatIsTooLong) {
  void* first = heap.allocate(300);
  static_cast<void>(heap.allocate(10));
  heap.release(first);
  EXPECT_EQ(heap.allocate(100), first);
  auto* second = static_cast<std::byte*>(heap.allocate(100));
  EXPECT_GT(second, first);
  EXPECT_LT(second, static_cast<std::byte*>(first) + 300);
}

/// Three adjacent blocks are merged in any order of release.
TEST_F(HeapTest, MergesAdjacentFreeBlocks) {
  std::array<std::size_t, 3> order{0, 1, 2};
  do {
    const std::array<void*, 3> blocks{heap.allocate(96), heap.allocate(96), heap.allocate(96)};
    void* behind = heap.allocate(96);
    for (const std::size_t index : order) {
      heap.release(blocks.at(index));
    }
    void* joined = heap.allocate(3 * 96);
    EXPECT_EQ(joined, blocks.front());
    heap.release(joined);
    heap.release(behind);
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(times_grown, 1);
}

TEST_F(HeapTest, MergesNewMemoryWithTheFreeBlockBeforeIt) {
  void* block = heap.allocate(kStep / 2);
  heap.release(block);
  EXPECT_EQ(heap.allocate(kStep + kStep / 2), block);
  EXPECT_EQ(times_grown, 2);
}

TEST_F(HeapTest, ReturnsNullWithoutMemoryAndContinues) {
  void* block = heap.allocate(100);
  write(block, "kept");
  EXPECT_EQ(heap.allocate(kMost), nullptr);
  EXPECT_EQ(heap.resize(block, kMost), nullptr);
  EXPECT_EQ(read(block, 4), "kept");
  EXPECT_NE(heap.allocate(100), nullptr);
}

TEST_F(HeapTest, FailsForASizeBeyondTheAddressSpace) {
  void* block = heap.allocate(100);
  for (std::size_t less = 0; less < 100; ++less) {
    EXPECT_EQ(heap.allocate(std::numeric_limits<std::size_t>::max() - less), nullptr);
    EXPECT_EQ(heap.resize(block, std::numeric_limits<std::size_t>::max() - less), nullptr);
  }
  EXPECT_EQ(taken, kStep);
}

TEST_F(HeapTest, ExtendsABlockInPlace) {
  void* block = heap.allocate(100);
  EXPECT_EQ(heap.resize(block, 500), block);
  // The rest of the block stays free.
  EXPECT_NE(heap.allocate(300), nullptr);
  EXPECT_EQ(times_grown, 1);
}

TEST_F(HeapTest, ExtendsTheLastBlockByNewMemory) {
  void* block = heap.allocate(100);
  EXPECT_EQ(heap.resize(block, 10 * kStep), block);
  EXPECT_LE(taken, 12 * kStep);
  EXPECT_EQ(heap.resize(block, kMost), nullptr);
}

TEST_F(HeapTest, KeepsABlockThatIsLongEnough) {
  void* block = heap.allocate(100);
  EXPECT_EQ(heap.resize(block, 100), block);
  EXPECT_EQ(heap.resize(block, 10), block);
}

TEST_F(HeapTest, MovesABlockThatCannotBeExtendedAndFreesTheOldOne) {
  void* block = heap.allocate(100);
  static_cast<void>(heap.allocate(100));
  write(block, "what it holds");
  void* moved = heap.resize(block, 200);
  EXPECT_NE(moved, block);
  EXPECT_EQ(read(moved, 13), "what it holds");
  EXPECT_EQ(heap.allocate(100), block);
}

/// A source may skip bytes: no block extends over a gap.
TEST_F(HeapTest, DoesNotMergeBlocksAcrossAGap) {
  void* first = heap.allocate(kStep - 2 * kHeader);
  taken += kStep;
  void* second = heap.allocate(kStep - 2 * kHeader);
  EXPECT_GE(static_cast<std::byte*>(second) - static_cast<std::byte*>(first), 2 * kStep);
  heap.release(first);
  heap.release(second);
  EXPECT_EQ(heap.allocate(kStep - 2 * kHeader), second);
  EXPECT_EQ(heap.allocate(kStep - 2 * kHeader), first);
  EXPECT_EQ(times_grown, 2);
}

/// A search through all holes would take minutes here, and exceed ctest's time limit.
TEST(HeapWithManyHoles, AllocatesAndFreesInConstantTime) {
  constexpr std::size_t kHoles = 200000;
  // In the same list as the requested blocks, and too small.
  constexpr std::size_t kHoleBytes = 3 * kHeader;
  static std::vector<std::max_align_t> large(kHoles * 2 * (kHoleBytes + kHeader) /
                                             sizeof(std::max_align_t));
  static bool given;
  given = false;
  sse::Heap heap([](std::size_t bytes) -> std::span<std::byte> {
    const auto all = std::as_writable_bytes(std::span(large));
    return given || bytes > all.size() ? std::span<std::byte>() : (given = true, all);
  });
  std::vector<void*> holes;
  for (std::size_t i = 0; i < kHoles; ++i) {
    holes.push_back(heap.allocate(kHoleBytes));
    ASSERT_NE(heap.allocate(0), nullptr);
  }
  for (void* hole : holes) {
    heap.release(hole);
  }
  for (int round = 0; round < 300000; ++round) {
    void* block = heap.allocate(2 * kHoleBytes);
    block = heap.resize(block, 10 * kHoleBytes);
    ASSERT_NE(block, nullptr);
    heap.release(block);
  }
}

/// Blocks of random sizes are allocated, resized and freed. Each is filled with a byte of its own,
/// so that any overlap is detected. At the end all memory is one free block again.
TEST_F(HeapTest, NeverReturnsOverlappingBlocks) {
  struct Block {
    std::uint8_t* bytes;
    std::size_t size;
    std::uint8_t mark;
  };
  std::vector<Block> blocks;
  std::mt19937 random(20261121);
  const auto below = [&random](std::size_t limit) { return random() % limit; };
  const auto is_whole = [](const Block& block) {
    return std::all_of(block.bytes, block.bytes + block.size,
                       [&block](std::uint8_t byte) { return byte == block.mark; });
  };
  int refused = 0;
  for (int step = 0; step < 20000; ++step) {
    const std::size_t size = below(8) == 0 ? below(8000) : below(300);
    const auto mark = static_cast<std::uint8_t>(step);
    const std::size_t choice = below(4);
    if (choice < 2 || blocks.empty()) {
      auto* bytes = static_cast<std::uint8_t*>(heap.allocate(size));
      if (bytes == nullptr) {
        ++refused;
        continue;
      }
      ASSERT_EQ(reinterpret_cast<std::uintptr_t>(bytes) % alignof(std::max_align_t), 0U);
      std::memset(bytes, mark, size);
      blocks.push_back({bytes, size, mark});
      continue;
    }
    Block& block = blocks[below(blocks.size())];
    ASSERT_TRUE(is_whole(block)) << "step " << step;
    if (choice == 2) {
      auto* bytes = static_cast<std::uint8_t*>(heap.resize(block.bytes, size));
      if (bytes == nullptr) {
        ++refused;
        continue;
      }
      block = {bytes, std::min(size, block.size), block.mark};
      ASSERT_TRUE(is_whole(block)) << "step " << step;
      std::memset(bytes, mark, size);
      block = {bytes, size, mark};
    } else {
      heap.release(block.bytes);
      block = blocks.back();
      blocks.pop_back();
    }
  }
  const int times_grown_before = times_grown;
  // The loop reached both sides of the limit.
  EXPECT_GT(refused, 100);
  for (const Block& block : blocks) {
    ASSERT_TRUE(is_whole(block));
    heap.release(block.bytes);
  }
  // All but the headers of the block and of the end.
  EXPECT_NE(heap.allocate(taken - 2 * kHeader), nullptr);
  EXPECT_EQ(times_grown, times_grown_before);
}

}  // namespace
