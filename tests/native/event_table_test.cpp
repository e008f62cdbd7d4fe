// EventTable: records, their texts, and the encoding of the text.
#include "sse/event_table.h"

#include <gtest/gtest.h>

#include <string>

#include "parse.h"
#include "sse/internal/utf8_decoder.h"

namespace {

void append(sse::TextBuffer& text, std::string_view bytes) {
  sse::Utf8Decoder decoder;
  ASSERT_TRUE(decoder.append(bytes_of(bytes), text));
}

sse::TextBuffer text_of(std::string_view bytes) {
  sse::TextBuffer text;
  append(text, bytes);
  return text;
}

using Results = std::vector<std::string>;

TEST(EventTable, KeepsRecordsInOrderWhileItGrows) {
  sse::EventTable table;
  Results expected;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    ASSERT_TRUE(table.append_reconnection_time(i));
    expected.push_back("reconnection-time " + std::to_string(i));
  }
  EXPECT_EQ(described(table), expected);
}

TEST(EventTable, HasAllFieldsOfAMessage) {
  sse::EventTable table;
  const sse::TextBuffer type = text_of("add");
  const sse::TextBuffer id = text_of("7");
  append(table.text(), "a");
  ASSERT_TRUE(table.append_message());
  append(table.text(), "b");
  ASSERT_TRUE(table.append_message({.id = &id}));
  append(table.text(), "c");
  ASSERT_TRUE(table.append_message({.sets_type = true, .type = &type}));
  append(table.text(), "d");
  ASSERT_TRUE(table.append_message());
  append(table.text(), "e");
  ASSERT_TRUE(table.append_message({.sets_type = true, .id = &id}));
  append(table.text(), "f");
  ASSERT_TRUE(table.append_message({.sets_type = true, .type = &type, .id = &id, .retry = 0}));
  append(table.text(), "g");
  ASSERT_TRUE(table.append_message({.sets_type = true, .retry = 50}));
  EXPECT_EQ(described(table),
            (Results{"message \"a\"", "message \"b\" id=\"7\"", "message \"c\" event=\"add\"",
                     "message \"d\" event=\"add\"", "message \"e\" id=\"7\"",
                     "message \"f\" event=\"add\" id=\"7\" retry=0", "message \"g\" retry=50"}));
}

TEST(EventTable, HasAnEmptyIdBeforeData) {
  sse::EventTable table;
  ASSERT_TRUE(table.append_last_event_id(text_of("1")));
  append(table.text(), "a");
  ASSERT_TRUE(table.append_last_event_id({}));
  ASSERT_TRUE(table.append_message());
  EXPECT_EQ(described(table),
            (Results{"last-event-id \"1\"", "last-event-id \"\"", "message \"a\""}));
}

TEST(EventTable, ClearRemovesRecordsAndText) {
  sse::EventTable table;
  append(table.text(), "a");
  ASSERT_TRUE(table.append_message());
  table.clear();
  EXPECT_TRUE(table.words().empty());
  EXPECT_TRUE(table.text().empty());
}

TEST(EventTable, ClearReleasesTheMemoryOfAVeryLargeText) {
  sse::EventTable table;
  append(table.text(), std::string(4U << 20U, 'a'));
  table.clear();
  EXPECT_EQ(table.text().capacity(), 0U);
}

TEST(EventTable, EncodesAsUtf16IfThatIsNotLonger) {
  const auto encoding_of = [](std::string_view text) {
    sse::EventTable table;
    append(table.text(), text);
    return table.encode(true);
  };
  EXPECT_EQ(encoding_of(""), sse::TextEncoding::ascii);
  EXPECT_EQ(encoding_of("abc"), sse::TextEncoding::ascii);
  EXPECT_EQ(encoding_of("ab\xE4\xBD\xA0"), sse::TextEncoding::utf8);
  EXPECT_EQ(encoding_of("a\xE4\xBD\xA0"), sse::TextEncoding::utf16);
  EXPECT_EQ(encoding_of("a\xC3\xA9"), sse::TextEncoding::utf8);
  EXPECT_EQ(encoding_of("\xC3\xA9"), sse::TextEncoding::utf16);
}

TEST(EventTable, StaysInUtf8ForAReaderWithoutUtf16) {
  for (const std::string_view text : {"a\xE4\xBD\xA0", "\xC3\xA9", "\xF0\x9F\x8E\x89"}) {
    sse::EventTable table;
    append(table.text(), text);
    EXPECT_EQ(table.encode(false), sse::TextEncoding::utf8);
  }
  sse::EventTable ascii;
  append(ascii.text(), "abc");
  EXPECT_EQ(ascii.encode(false), sse::TextEncoding::ascii);
}

}  // namespace
