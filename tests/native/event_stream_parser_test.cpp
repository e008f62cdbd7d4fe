// EventStreamParser: what the conformance vectors cannot test. One table for many parsers, memory,
// and linear time.
#include "sse/event_stream_parser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "parse.h"

namespace {

constexpr std::uint32_t kLimit = 1U << 30U;

using Results = std::vector<std::string>;

Results feed(sse::EventStreamParser& parser, sse::EventTable& table, std::string_view chunk) {
  EXPECT_EQ(parser.feed(bytes_of(chunk), table), sse::ErrorCode::none);
  return described(table);
}

TEST(EventStreamParser, SharesATableWithOtherParsers) {
  sse::EventTable table;
  sse::EventStreamParser first(kLimit);
  sse::EventStreamParser second(kLimit);
  EXPECT_EQ(feed(first, table, "event: one\nid: 1\ndata: a"), Results{});
  EXPECT_EQ(feed(second, table, "data: x\n\ndata: y"), Results{"message \"x\""});
  EXPECT_EQ(feed(first, table, "b\n\n"), Results{"message \"ab\" event=\"one\" id=\"1\""});
  EXPECT_EQ(feed(second, table, "z\n\n"), Results{"message \"yz\""});
}

TEST(EventStreamParser, KeepsAnUnfinishedEventAfterFinishedOnes) {
  sse::EventTable table;
  sse::EventStreamParser parser(kLimit);
  EXPECT_EQ(feed(parser, table, "data: a\n\ndata: b\n\ndata: c"),
            (Results{"message \"a\"", "message \"b\""}));
  EXPECT_EQ(feed(parser, table, "d\ndata: e"), Results{});
  EXPECT_EQ(feed(parser, table, "f\n\n"), Results{"message \"cd\\nef\""});
}

TEST(EventStreamParser, CountsUtf16UnitsOfAnEventOverManyFeeds) {
  sse::EventTable table;
  sse::EventStreamParser parser(kLimit);
  EXPECT_EQ(feed(parser, table, "event: \xF0\x9F\x8E\x89\ndata: \xE4\xBD"), Results{});
  EXPECT_EQ(feed(parser, table, "\xA0\xF0\x9F"), Results{});
  EXPECT_EQ(feed(parser, table, "\x8E\x89\nid: x\n\ndata: y\n\n"),
            (Results{"message \"\xE4\xBD\xA0\xF0\x9F\x8E\x89\" event=\"\xF0\x9F\x8E\x89\" id=\"x\"",
                     "message \"y\""}));
}

TEST(EventStreamParser, ReturnsTheSameErrorAgainWithoutRecords) {
  sse::EventTable table;
  sse::EventStreamParser parser(10);
  EXPECT_EQ(parser.feed(bytes_of("data: a\n\ndata: 0123456789"), table),
            sse::ErrorCode::event_too_large);
  EXPECT_EQ(described(table), Results{"message \"a\""});
  EXPECT_EQ(parser.feed(bytes_of("\n\ndata: b\n\n"), table), sse::ErrorCode::event_too_large);
  EXPECT_EQ(described(table), Results{});
}

TEST(EventStreamParser, FailsForAChunkWhoseTextExceedsARecord) {
  const std::string_view chunk = "data: a\n\n";
  for (const std::size_t size : {sse::kMaxChunkBytes + 1, std::size_t{1} << 32U}) {
    sse::EventTable table;
    sse::EventStreamParser parser(kLimit);
    // Only the first byte is read: the span is longer than its memory.
    EXPECT_EQ(parser.feed({bytes_of(chunk).data(), size}, table), sse::ErrorCode::out_of_memory);
    EXPECT_EQ(described(table), Results{});
  }
}

TEST(EventStreamParser, FailsAtTheSameLimitForEveryChunkSize) {
  const std::string line = "data: " + std::string(995, 'x');
  for (const std::size_t size : {1U, 7U, 100U, 2000U}) {
    std::vector<std::string> chunks;
    for (std::size_t at = 0; at < line.size(); at += size) {
      chunks.push_back(line.substr(at, size));
    }
    EXPECT_EQ(parse(chunks, 1000), Results{"error event-too-large"});
    EXPECT_EQ(parse(chunks, 1001), Results{});
  }
}

TEST(EventStreamParser, FailsAtTheLimitOfAnEndlessLine) {
  sse::EventTable table;
  sse::EventStreamParser parser(1U << 20U);
  const std::string chunk(4096, 'x');
  std::size_t fed = 0;
  while (parser.feed(bytes_of(chunk), table) == sse::ErrorCode::none) {
    fed += chunk.size();
    ASSERT_LE(fed, 1U << 20U);
  }
  EXPECT_EQ(fed, 1U << 20U);
}

TEST(EventStreamParser, WritesAnEventTypeThatRepeatsOnce) {
  sse::EventTable table;
  sse::EventStreamParser parser(kLimit);
  feed(parser, table, "event: delta\ndata: 1\n\nevent: delta\ndata: 2\n\nevent: del\ndata: 3\n\n");
  EXPECT_EQ(table.text().view(), "1delta23del");
}

TEST(EventStreamParser, DoesNotReuseATypeOfAnEarlierTable) {
  sse::EventTable table;
  sse::EventStreamParser parser(kLimit);
  const std::string event = "event: delta\ndata: 1\n\n";
  EXPECT_EQ(feed(parser, table, event), Results{"message \"1\" event=\"delta\""});
  EXPECT_EQ(feed(parser, table, event), Results{"message \"1\" event=\"delta\""});
}

TEST(EventStreamParser, ReturnsToTheEmptyType) {
  sse::EventTable table;
  sse::EventStreamParser parser(kLimit);
  EXPECT_EQ(feed(parser, table,
                 "event: delta\ndata: 1\n\ndata: 2\n\nevent: delta\ndata: 3\n\n"
                 "event: delta\nevent\ndata: 4\n\n"),
            (Results{"message \"1\" event=\"delta\"", "message \"2\"",
                     "message \"3\" event=\"delta\"", "message \"4\""}));
}

// The tests below take seconds. Copying the unfinished event for each chunk would take many
// minutes, and exceed ctest's time limit.

constexpr std::size_t kMebibyte = 1U << 20U;

/// The length of the single message's data, in UTF-16 code units.
std::size_t data_length_in_small_chunks(const std::string& stream) {
  sse::EventTable table;
  sse::EventStreamParser parser(kLimit);
  std::size_t length = 0;
  for (std::size_t at = 0; at < stream.size(); at += 100) {
    EXPECT_EQ(parser.feed(bytes_of(std::string_view(stream).substr(at, 100)), table),
              sse::ErrorCode::none);
    length += table.text().utf16_length();
  }
  return length;
}

TEST(EventStreamParser, TakesLinearTimeForOneLongLine) {
  const std::string data(32 * kMebibyte, 'x');
  EXPECT_EQ(data_length_in_small_chunks("data: " + data + "\n\n"), data.size());
}

TEST(EventStreamParser, TakesLinearTimeForManyLinesOfOneEvent) {
  std::string stream;
  while (stream.size() < 32 * kMebibyte) {
    stream += "data:0123456789012345678901234567890123456789\n";
  }
  EXPECT_GT(data_length_in_small_chunks(stream + "\n"), 28 * kMebibyte);
}

TEST(EventStreamParser, TakesLinearTimeForALineWithAnUnknownField) {
  EXPECT_EQ(data_length_in_small_chunks(std::string(32 * kMebibyte, 'x') + "\ndata: a\n\n"), 1U);
}

}  // namespace
