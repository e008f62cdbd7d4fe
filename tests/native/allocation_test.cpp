// The memory of a parser: its size, and what is delivered when allocation fails.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <vector>

#include "counted_memory.h"
#include "parse.h"
#include "sse/event_stream_parser.h"

namespace {

using Results = std::vector<std::string>;

constexpr std::uint32_t kLimit = 1U << 30U;
constexpr std::size_t kKibibyte = 1024;
constexpr std::size_t kMebibyte = 1024 * kKibibyte;

/// Every kind of record, with texts that make buffers grow.
std::string stream_of_all_kinds() {
  const std::string long_text(300, 'x');
  std::string stream;
  for (int i = 0; i < 4; ++i) {
    const std::string number = std::to_string(i);
    stream += "data: " + number + "\n\n";
    stream += "event: type" + number + "\nid: id" + number + long_text + "\nretry: 1" + number +
              "\ndata: all\ndata: " + long_text + "\n\n";
    stream += ": comment " + number + long_text + "\nunknown: " + number + "\nretry: none\n";
    stream += "id: alone" + number + "\n\nid\ndata: reset \xE4\xBD\xA0\xFF" + number + "\n\n";
    stream += "event: " + long_text + number + "\ndata: typed\n\n";
  }
  return stream + "data: unfinished";
}

/// The results of a whole stream in chunks of `size` bytes, if allocation `first_failure` and all
/// later ones fail.
Results parse_until_failure(const std::string& stream, std::size_t size, sse::IgnoredLines ignored,
                            std::size_t first_failure, bool& has_failed) {
  sse::EventStreamParser parser(kLimit, ignored);
  sse::EventTable table;
  Results results;
  sse::EventTableReader reader;
  sse::ErrorCode error = sse::ErrorCode::none;
  std::size_t left = first_failure;
  for (std::size_t at = 0; at < stream.size() && error == sse::ErrorCode::none; at += size) {
    {
      const FailingAllocations failing(left);
      error = parser.feed(bytes_of(std::string_view(stream).substr(at, size)), table);
      left = FailingAllocations::left();
      has_failed = FailingAllocations::any_failed();
    }
    const Results some = described(table, reader);
    results.insert(results.end(), some.begin(), some.end());
  }
  if (error != sse::ErrorCode::none) {
    results.push_back(described(error));
  }
  return results;
}

class OutOfMemory : public testing::TestWithParam<std::tuple<std::size_t, sse::IgnoredLines>> {};

TEST_P(OutOfMemory, KeepsWholeRecordsWhicheverAllocationFails) {
  const auto [size, ignored] = GetParam();
  const std::string stream = stream_of_all_kinds();
  bool has_failed = false;
  const Results all = parse_until_failure(stream, size, ignored, kLimit, has_failed);
  ASSERT_FALSE(has_failed);
  std::size_t failures = 0;
  for (;; ++failures) {
    const Results some = parse_until_failure(stream, size, ignored, failures, has_failed);
    if (!has_failed) {
      EXPECT_EQ(some, all);
      break;
    }
    ASSERT_FALSE(some.empty());
    ASSERT_EQ(some.back(), "error out-of-memory") << "allocation " << failures;
    ASSERT_LE(some.size() - 1, all.size());
    ASSERT_TRUE(std::equal(some.begin(), some.end() - 1, all.begin())) << "allocation " << failures;
  }
  EXPECT_GT(failures, 10U);
}

INSTANTIATE_TEST_SUITE_P(ChunksAndLines, OutOfMemory,
                         testing::Combine(testing::Values(1U, 7U, 100U, 100000U),
                                          testing::Values(sse::IgnoredLines::dropped,
                                                          sse::IgnoredLines::reported)));

TEST(OutOfMemory, LeavesNoTextAfterTheRecords) {
  sse::EventStreamParser parser(kLimit);
  sse::EventTable table;
  ASSERT_EQ(parser.feed(bytes_of("data: a\n\ndata: b\n"), table), sse::ErrorCode::none);
  const FailingAllocations failing(0);
  const std::string more(kMebibyte, 'x');
  EXPECT_EQ(parser.feed(bytes_of("\ndata: " + more), table), sse::ErrorCode::out_of_memory);
  EXPECT_EQ(described(table), Results{"message \"b\""});
  EXPECT_EQ(table.text().view(), "b");
}

/// The largest memory of an event in chunks of WebAssembly's staging buffer, until its table has
/// been read. `piece` is repeated until there are `bytes` of it.
std::size_t high_water(const std::string& start, const std::string& piece, std::size_t bytes,
                       sse::IgnoredLines ignored = sse::IgnoredLines::dropped) {
  std::string chunk;
  while (chunk.size() < 64 * kKibibyte) {
    chunk += piece;
  }
  sse::EventTable table;
  sse::EventStreamParser parser(kLimit, ignored);
  const MemoryMeter meter;
  const auto feed = [&](const std::string& text) {
    EXPECT_EQ(parser.feed(bytes_of(text), table), sse::ErrorCode::none);
    static_cast<void>(table.encode(true));
  };
  feed(start);
  for (std::size_t fed = 0; fed < bytes; fed += chunk.size()) {
    feed(chunk);
  }
  feed("\ndata: end\n\n");
  const std::size_t most = meter.high_water();
  feed("data: next\n\n");
  EXPECT_LE(meter.in_use(), 2 * kMebibyte) << start << " keeps memory";
  return most;
}

/// Just above a power of two, where doubling wastes most.
constexpr std::size_t kEvent = 2 * kMebibyte + 256 * kKibibyte;

// SECURITY.md has the figures below.

const std::array<std::string, 4> kWellFormed{"x", "\xC3\xA9", "\xE4\xBD\xA0", "\xF0\x9F\x8E\x89"};
const std::string kMalformed = "\xFF";

TEST(MemoryOfAnEvent, DoesNotGrowWithItsData) {
  for (const char* piece : {"x", "\xFF", "\xE4\xBD\xA0", "x\ndata:"}) {
    const std::size_t most = high_water("data: ", piece, kEvent);
    EXPECT_EQ(most, high_water("data: ", piece, kEvent / 2));
    EXPECT_LE(most, kMebibyte + kMebibyte / 2);
  }
}

TEST(MemoryOfAnEvent, DoesNotGrowWithLinesThatAreNotReported) {
  for (const char* start : {":", "unknown: ", "", "retry: "}) {
    EXPECT_LE(high_water(start, "7", kEvent), 64 * kKibibyte) << start;
  }
}

TEST(MemoryOfAnEvent, IsAtMostFourTimesItsIdOrItsType) {
  for (const char* start : {"id: ", "event: "}) {
    for (const std::string& piece : kWellFormed) {
      EXPECT_LE(high_water(start, piece, kEvent), 4 * kEvent + kMebibyte) << start << piece;
    }
  }
}

TEST(MemoryOfAnEvent, IsAtMostElevenTimesAMalformedIdOrType) {
  for (const char* start : {"id: ", "event: "}) {
    EXPECT_LE(high_water(start, kMalformed, kEvent), 11 * kEvent + kMebibyte) << start;
  }
}

TEST(MemoryOfAnEvent, IsAtMostElevenTimesALineThatIsReported) {
  for (const std::string& piece : {kWellFormed[0], kWellFormed[2], kMalformed}) {
    EXPECT_LE(high_water(":", piece, kEvent, sse::IgnoredLines::reported), 11 * kEvent + kMebibyte);
  }
}

/// Feeds `bytes` bytes in chunks of 64 KiB, and returns how many a parser accepted.
std::size_t taken(sse::EventStreamParser& parser, const std::string& start, std::size_t bytes,
                  std::size_t held_by_others, sse::ErrorCode& error) {
  sse::EventTable table;
  const std::string chunk(64 * kKibibyte, 'x');
  error = parser.feed(bytes_of(start), table, held_by_others);
  std::size_t fed = 0;
  while (fed < bytes && error == sse::ErrorCode::none) {
    error = parser.feed(bytes_of(chunk), table, held_by_others);
    fed += chunk.size();
  }
  return fed;
}

TEST(Budget, FailsIfAllParsersTogetherExceedIt) {
  for (const char* start : {"data: ", "id: ", "event: "}) {
    sse::EventStreamParser parser(kLimit);
    sse::ErrorCode error = sse::ErrorCode::none;
    const std::size_t others = sse::kBudgetBytes - 3 * kMebibyte;
    EXPECT_LE(taken(parser, start, 5 * kMebibyte, others, error), 3 * kMebibyte + 64 * kKibibyte);
    EXPECT_EQ(error, sse::ErrorCode::budget_exceeded) << start;
  }
}

TEST(Budget, NeverFailsForASmallEvent) {
  sse::EventStreamParser parser(kLimit);
  sse::ErrorCode error = sse::ErrorCode::none;
  EXPECT_EQ(taken(parser, "data: ", 15 * 64 * kKibibyte, ~std::size_t{0}, error),
            15 * 64 * kKibibyte);
  EXPECT_EQ(error, sse::ErrorCode::none);
}

TEST(Budget, IsReleasedWhenTheEventIsComplete) {
  sse::EventStreamParser parser(kLimit);
  sse::ErrorCode error = sse::ErrorCode::none;
  static_cast<void>(taken(parser, "data: ", 3 * kMebibyte, 0, error));
  EXPECT_GE(parser.held_bytes(), 3 * kMebibyte);
  sse::EventTable table;
  EXPECT_EQ(parser.feed(bytes_of("\n\n"), table), sse::ErrorCode::none);
  EXPECT_LE(parser.held_bytes(), 64 * kKibibyte);
}

}  // namespace
