// TextBuffer: text, the count of its code units, and its memory.
#include "sse/internal/text_buffer.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "parse.h"

namespace {

bool append_ascii(sse::TextBuffer& buffer, std::string_view text) {
  return buffer.append(bytes_of(text).data(), text.size(), static_cast<std::uint32_t>(text.size()));
}

TEST(TextBuffer, StartsEmptyAndWithoutMemory) {
  const sse::TextBuffer buffer;
  EXPECT_TRUE(buffer.empty());
  EXPECT_EQ(buffer.capacity(), 0U);
  EXPECT_EQ(buffer.view(), "");
}

TEST(TextBuffer, KeepsWhatIsAppendedWhileItGrows) {
  sse::TextBuffer buffer;
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(append_ascii(buffer, "0123456789"));
    expected += "0123456789";
  }
  EXPECT_EQ(buffer.view(), expected);
  EXPECT_EQ(buffer.utf16_length(), 10000U);
}

TEST(TextBuffer, CountsCodeUnitsApartFromBytes) {
  sse::TextBuffer buffer;
  ASSERT_TRUE(buffer.append(bytes_of("\xF0\x9F\x8E\x89").data(), 4, 2));
  EXPECT_EQ(buffer.size(), 4U);
  EXPECT_EQ(buffer.utf16_length(), 2U);
}

TEST(TextBuffer, KeepsMemoryUpToACapacityWhenCleared) {
  sse::TextBuffer buffer;
  ASSERT_TRUE(append_ascii(buffer, "text"));
  buffer.clear_keeping(64);
  EXPECT_TRUE(buffer.empty());
  EXPECT_EQ(buffer.utf16_length(), 0U);
  EXPECT_EQ(buffer.capacity(), 64U);
  buffer.clear_keeping(63);
  EXPECT_EQ(buffer.capacity(), 0U);
}

TEST(TextBuffer, ReleasesTextAndMemoryOnlyBeyondACapacity) {
  sse::TextBuffer buffer;
  ASSERT_TRUE(append_ascii(buffer, "text"));
  buffer.release_beyond(64);
  EXPECT_EQ(buffer.view(), "text");
  buffer.release_beyond(63);
  EXPECT_EQ(buffer.capacity(), 0U);
  EXPECT_EQ(buffer.utf16_length(), 0U);
}

TEST(TextBuffer, MovesItsMemoryInsteadOfCopyingIt) {
  sse::TextBuffer from;
  ASSERT_TRUE(append_ascii(from, "text"));
  const auto* bytes = from.bytes();
  sse::TextBuffer to;
  ASSERT_TRUE(append_ascii(to, "overwritten"));
  to = std::move(from);
  EXPECT_EQ(to.bytes(), bytes);
  EXPECT_EQ(to.view(), "text");
  EXPECT_EQ(to.utf16_length(), 4U);
  // NOLINTNEXTLINE(bugprone-use-after-move): a buffer that was moved from is empty.
  EXPECT_EQ(from.utf16_length(), 0U);
  EXPECT_TRUE(from.empty());
}

TEST(TextBuffer, AppendsAnEmptyTextWithoutMemory) {
  sse::TextBuffer buffer;
  EXPECT_TRUE(buffer.append(sse::TextBuffer()));
  EXPECT_EQ(buffer.capacity(), 0U);
}

}  // namespace
