// EventTable: rows, slices, and an event type that repeats.
#include "sse/event_table.h"

#include <gtest/gtest.h>

#include <string>

#include "parse.h"

namespace {

sse::TextBuffer text_of(std::string_view ascii) {
  sse::TextBuffer text;
  EXPECT_TRUE(
      text.append(bytes_of(ascii).data(), ascii.size(), static_cast<std::uint32_t>(ascii.size())));
  return text;
}

TEST(EventTable, KeepsRowsInOrderWhileItGrows) {
  sse::EventTable table;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    sse::EventRecord record;
    record.retry = i;
    ASSERT_TRUE(table.append(record));
  }
  ASSERT_EQ(table.records().size(), 1000U);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    EXPECT_EQ(table.records()[i].retry, i);
  }
}

TEST(EventTable, SlicesCountFromTheStartOfTheText) {
  sse::EventTable table;
  sse::TextSlice first;
  sse::TextSlice second;
  ASSERT_TRUE(table.append_text(text_of("abc"), first));
  ASSERT_TRUE(table.append_text(text_of("de"), second));
  EXPECT_EQ(first.start, 0U);
  EXPECT_EQ(first.end, 3U);
  EXPECT_EQ(second.start, 3U);
  EXPECT_EQ(second.end, 5U);
}

TEST(EventTable, WritesARepeatedEventTypeOnce) {
  sse::EventTable table;
  sse::TextSlice first;
  sse::TextSlice again;
  sse::TextSlice other;
  ASSERT_TRUE(table.append_event_type(text_of("delta"), first));
  ASSERT_TRUE(table.append_event_type(text_of("delta"), again));
  ASSERT_TRUE(table.append_event_type(text_of("delt"), other));
  EXPECT_EQ(again.start, first.start);
  EXPECT_EQ(again.end, first.end);
  EXPECT_EQ(table.text().view(), "deltadelt");
  EXPECT_EQ(other.start, 5U);
}

TEST(EventTable, DoesNotTakeATypeOfTheLastFeedForOneOfThis) {
  sse::EventTable table;
  sse::TextSlice slice;
  ASSERT_TRUE(table.append_event_type(text_of("delta"), slice));
  table.clear();
  ASSERT_TRUE(table.append_event_type(text_of("delta"), slice));
  EXPECT_EQ(table.text().view(), "delta");
}

TEST(EventTable, ClearForgetsRowsAndText) {
  sse::EventTable table;
  sse::TextSlice slice;
  ASSERT_TRUE(table.append({}));
  ASSERT_TRUE(table.append_text(text_of("abc"), slice));
  table.clear();
  EXPECT_TRUE(table.records().empty());
  EXPECT_TRUE(table.text().empty());
}

TEST(EventTable, ClearGivesBackTheMemoryOfAVeryLargeText) {
  sse::EventTable table;
  sse::TextSlice slice;
  ASSERT_TRUE(table.append_text(text_of(std::string(4U << 20U, 'a')), slice));
  table.clear();
  EXPECT_EQ(table.text().capacity(), 0U);
}

}  // namespace
