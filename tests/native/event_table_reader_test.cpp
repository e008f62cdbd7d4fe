// EventTableReader: entries as structures, and data that arrives in several tables.
#include "sse/event_table_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "counted_memory.h"
#include "parse.h"
#include "sse/event_stream_parser.h"

namespace {

constexpr std::uint32_t kLimit = 1U << 30U;
/// More than a parser keeps of unfinished data.
const std::string kLong(200 * 1024, 'x');

/// Feeds a stream and reads its tables.
class Stream {
 public:
  /// The data of the messages that `chunk` completes.
  std::vector<std::string> feed(const std::string& chunk) {
    std::vector<std::string> data;
    EXPECT_EQ(parser_.feed(bytes_of(chunk), table_), sse::ErrorCode::none);
    EXPECT_TRUE(
        reader_.read(table_, [&data](const sse::Entry& entry) { data.emplace_back(entry.data); }));
    return data;
  }
  [[nodiscard]] const sse::EventTableReader& reader() const { return reader_; }

 private:
  sse::EventStreamParser parser_{kLimit};
  sse::EventTable table_;
  sse::EventTableReader reader_;
};

TEST(EventTableReader, ReadsEveryPartOfAnEntry) {
  sse::EventStreamParser parser(kLimit, sse::IgnoredLines::reported);
  sse::EventTable table;
  ASSERT_EQ(
      parser.feed(bytes_of("event: add\nid: 7\nretry: 50\ndata: \xE4\xBD\xA0\n\n: hi\n"), table),
      sse::ErrorCode::none);
  std::vector<sse::Entry> entries;
  sse::EventTableReader reader;
  ASSERT_TRUE(
      reader.read(table, [&entries](const sse::Entry& entry) { entries.push_back(entry); }));
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].kind, sse::Entry::Kind::reconnection_time);
  EXPECT_EQ(entries[0].retry, 50U);
  EXPECT_EQ(entries[1].kind, sse::Entry::Kind::message);
  EXPECT_EQ(entries[1].data, "\xE4\xBD\xA0");
  EXPECT_EQ(entries[1].type, "add");
  EXPECT_EQ(entries[1].id, "7");
  EXPECT_EQ(entries[1].retry, 50U);
  EXPECT_EQ(entries[2].kind, sse::Entry::Kind::ignored_line);
  EXPECT_EQ(entries[2].line_kind, sse::IgnoredLineKind::comment);
  EXPECT_EQ(entries[2].line_name, "");
  EXPECT_EQ(entries[2].line_value, "hi");
}

TEST(EventTableReader, JoinsDataThatArrivedInSeveralTables) {
  Stream stream;
  EXPECT_EQ(stream.feed("data: a\n\ndata: " + kLong), std::vector<std::string>{"a"});
  EXPECT_EQ(stream.reader().unfinished_data(), kLong);
  EXPECT_TRUE(stream.feed(kLong).empty());
  EXPECT_EQ(stream.feed("\n\ndata: b\n\n"), (std::vector<std::string>{kLong + kLong, "b"}));
  EXPECT_EQ(stream.reader().unfinished_data(), "");
  EXPECT_EQ(stream.feed("data: c\n\n"), std::vector<std::string>{"c"});
}

TEST(EventTableReader, FailsWithoutMemoryForData) {
  sse::EventStreamParser parser(kLimit);
  sse::EventTable table;
  sse::EventTableReader reader;
  ASSERT_EQ(parser.feed(bytes_of("data: " + kLong), table), sse::ErrorCode::none);
  const FailingAllocations failing(0);
  EXPECT_FALSE(reader.read(table, [](const sse::Entry&) {}));
}

}  // namespace
