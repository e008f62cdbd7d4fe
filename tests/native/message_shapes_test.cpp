// MessageShapes: which messages match a learned one, their text, and what is left to the parser.
#include "sse/message_shapes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parse.h"
#include "shapes_test.h"

namespace {

using sse::StreamPosition;

using MessageShapes = ShapesTest;

TEST_F(MessageShapes, MatchesTheLearnedMessageItself) {
  EXPECT_EQ(learn(kChunk), 0);
  EXPECT_EQ(text_of(kChunk), "Hi");
  EXPECT_TRUE(shapes_.is_ascii());
}

TEST_F(MessageShapes, MatchesNothingBeforeTheFirstShape) { EXPECT_EQ(text_of(kChunk), "(none)"); }

/// Whether the byte at an index of `kChunk` belongs to a part of it that occurs once.
bool is_in(std::string_view part, std::size_t index) {
  const std::size_t start = kChunk.find(part);
  return index >= start && index < start + part.size();
}

TEST_F(MessageShapes, RequiresAllOtherBytesToBeEqual) {
  ASSERT_TRUE(learn(kChunk));
  for (std::size_t at = 0; at < kChunk.size(); ++at) {
    std::string changed(kChunk);
    changed[at] = changed[at] == '}' ? ']' : '}';
    const std::string found = text_of(changed);
    const bool is_hole = is_in("c1", at) || is_in("Hi", at);
    EXPECT_EQ(found != "(none)", is_hole) << changed;
  }
}

TEST_F(MessageShapes, AllowsEveryValueToDifferBelowAPath) {
  ASSERT_TRUE(learn(R"({"t":"a","usage":{"in":1,"details":[{"kind":"TEXT","n":2}]}})", "t\nusage"));
  EXPECT_EQ(text_of(R"({"t":"b","usage":{"in":10,"details":[{"kind":"X","n":3}]}})"), "b");
  EXPECT_EQ(text_of(R"({"t":"b","usage":{"in":10,"details":[]}})"), "(none)");
}

TEST_F(MessageShapes, AllowsTheSpaceBeforeTheLastBraceToDiffer) {
  ASSERT_TRUE(learn(R"({"t":"a","n":1  })", "t\nn"));
  EXPECT_EQ(text_of(R"({"t":"b","n":1})"), "b");
  EXPECT_EQ(text_of("{\"t\":\"b\",\"n\":23 \t   }"), "b");
  EXPECT_EQ(text_of(R"({"t":"b", "n":1})"), "(none)");
  EXPECT_EQ(text_of(R"({"t":"b","n":1  } )"), "(none)");
  EXPECT_EQ(text_of(R"({"t":"b","n":1  ,})"), "(none)");
}

TEST_F(MessageShapes, LearnsAMessageOnlyIfItHasOneTextAtItsPath) {
  EXPECT_TRUE(learn(R"( { "t" : "a" , "u":[true,false,null,{}] } )", "t"));
  for (const auto* data :
       {R"({"t":1})", R"({"t":{"t":"a"}})", R"({"x":"a"})", R"({"t":"a","t":"b"})",
        R"({"t\u0000":"a"})", R"({"tt":"a"})", R"(["a"])", "", R"({"t":"a"}x)", R"({"t":"a",})",
        R"({"t" "a"})", R"({t:"a"})", R"({"t":"a")", R"({"t":"a)", R"({"t":"a\)", "{\"t\":\n\"a\"}",
        R"({"t":"a","n":x})"}) {
    EXPECT_FALSE(learn(data, "t")) << data;
  }
  EXPECT_FALSE(learn(R"({"a.b":"c"})", "a.b"));
  EXPECT_FALSE(learn(R"({"a":{"b":"c"}})", "a.bc"));
  EXPECT_FALSE(learn(std::string(40, '[') + "\"a\"" + std::string(40, ']'), "0"));
}

TEST_F(MessageShapes, DistinguishesEventTypes) {
  ASSERT_TRUE(learn(R"({"t":"a"})", "t", "delta"));
  EXPECT_EQ(read("event: delta\ndata: {\"t\":\"b\"}\n\n").count, 1);
  EXPECT_EQ(text(), "b");
  EXPECT_EQ(read("event:delta\ndata:{\"t\":\"b\"}\n\n").count, 1);
  EXPECT_EQ(read("event:  delta\ndata:{\"t\":\"b\"}\n\n").count, 0);
  EXPECT_EQ(read("event: other\ndata: {\"t\":\"b\"}\n\n").count, 0);
  EXPECT_EQ(read("event: delta2\ndata: {\"t\":\"b\"}\n\n").count, 0);
  EXPECT_EQ(read("event: delt\ndata: {\"t\":\"b\"}\n\n").count, 0);
  EXPECT_EQ(read("data: {\"t\":\"b\"}\n\n").count, 0);
}

TEST_F(MessageShapes, AcceptsEveryLineEndThatNeedsNoState) {
  ASSERT_TRUE(learn(R"({"t":"a"})", "t"));
  EXPECT_EQ(read("data: {\"t\":\"b\"}\r\n\r\n").count, 1);
  EXPECT_EQ(read("data: {\"t\":\"b\"}\r\n\n").count, 1);
  EXPECT_EQ(read("data: {\"t\":\"b\"}\r\r").count, 0);
  EXPECT_EQ(read("data: {\"t\":\"b\"}\n\r").count, 0);
  EXPECT_EQ(read("data: {\"t\":\"b\"}\nid: 1\n\n").count, 0);
  EXPECT_EQ(read(": comment\ndata: {\"t\":\"b\"}\n\n").count, 0);
  EXPECT_EQ(read("data:  {\"t\":\"b\"}\n\n").count, 0);
}

TEST_F(MessageShapes, ReadsManyMessagesOfSeveralShapes) {
  EXPECT_EQ(learn(R"({"t":"a"})", "t"), 0);
  EXPECT_EQ(learn(R"({"r":"a"})", "r"), 1);
  const std::string bytes =
      "data: {\"t\":\"A\"}\n\ndata: {\"t\":\"B\"}\n\ndata: {\"r\":\"C\"}\n\ndata: "
      "{\"t\":\"D\"}\n\n";
  const auto found = read(bytes);
  EXPECT_EQ(found.count, 4);
  EXPECT_EQ(found.bytes, bytes.size());
  EXPECT_EQ(found.next_bytes, 0);
  EXPECT_EQ(found.position, StreamPosition::between_messages);
  EXPECT_EQ(text(), "ABCD");
  std::vector<std::pair<std::uint32_t, std::uint32_t>> runs;
  for (const auto& run : shapes_.runs()) {
    runs.emplace_back(run.shape, run.text_end);
  }
  EXPECT_EQ(runs, (std::vector<std::pair<std::uint32_t, std::uint32_t>>{{0, 2}, {1, 3}, {0, 4}}));
  EXPECT_EQ(bytes.substr(found.data_start, found.data_end - found.data_start), R"({"t":"D"})");
}

TEST_F(MessageShapes, StopsAtAMessageThatMatchesNoShape) {
  ASSERT_TRUE(learn(R"({"t":"a"})", "t"));
  const auto found = read("data: {\"t\":\"A\"}\n\ndata: [DONE]\n\ndata: {\"t\":\"B\"}\n\n");
  EXPECT_EQ(found.count, 1);
  EXPECT_EQ(found.bytes, 17);
  EXPECT_EQ(found.next_bytes, 14);
  EXPECT_EQ(found.position, StreamPosition::between_messages);
  EXPECT_EQ(found.misses, 1);
}

TEST_F(MessageShapes, LeavesAnIncompleteMessageToTheParser) {
  ASSERT_TRUE(learn(R"({"t":"a"})", "t"));
  const std::string message = "data: {\"t\":\"A\"}\r\n\r\n";
  for (std::size_t length = 1; length < message.size(); ++length) {
    const auto found = read(message.substr(0, length));
    EXPECT_EQ(found.count, 0);
    EXPECT_EQ(found.next_bytes, length);
    EXPECT_NE(found.position, StreamPosition::between_messages);
    const auto rest = read(message.substr(length) + "data: x\n\n", found.position, found.misses);
    EXPECT_EQ(rest.count, 0);
    // A line end that is incomplete may hide the blank line.
    const bool is_hidden = length == message.size() - 1;
    EXPECT_EQ(rest.next_bytes, message.size() - length + (is_hidden ? 9 : 0)) << length;
    EXPECT_EQ(rest.position, StreamPosition::between_messages);
  }
}

TEST_F(MessageShapes, FindsABlankLineAfterALineEndOfThePreviousBytes) {
  EXPECT_EQ(read("\ndata", StreamPosition::at_line_start).next_bytes, 1);
  EXPECT_EQ(read("\r\ndata", StreamPosition::at_line_start).next_bytes, 2);
  EXPECT_EQ(read("\ndata", StreamPosition::in_line).next_bytes, 5);
  EXPECT_EQ(read("\ndata\r", StreamPosition::in_line).position, StreamPosition::in_line);
  EXPECT_EQ(read("\n", StreamPosition::in_line).position, StreamPosition::at_line_start);
}

TEST_F(MessageShapes, LeavesMoreMessagesToTheParserWhileNoneMatches) {
  std::string bytes;
  for (int count = 0; count < 1000; ++count) {
    bytes += "data: x\n\n";
  }
  std::uint32_t misses = 0;
  int reads = 0;
  for (std::size_t at = 0; at < bytes.size(); ++reads) {
    const auto found = read(bytes.substr(at), StreamPosition::between_messages, misses);
    misses = found.misses;
    at += found.next_bytes;
  }
  EXPECT_EQ(reads, 18);
  ASSERT_TRUE(learn(R"({"t":"a"})", "t"));
  EXPECT_EQ(read("data: {\"t\":\"A\"}\n\n", StreamPosition::between_messages, misses).misses, 0);
}

TEST_F(MessageShapes, MatchesNoMessageThatIsTooLarge) {
  ASSERT_TRUE(learn(R"({"t":"a"})", "t"));
  const std::string message = "data: {\"t\":\"A\"}\n\n";
  const auto size = static_cast<std::uint32_t>(message.size());
  EXPECT_EQ(read(message, StreamPosition::between_messages, 0, size).count, 1);
  EXPECT_EQ(read(message, StreamPosition::between_messages, 0, size - 1).count, 0);
  EXPECT_EQ(text(), "");
}

TEST_F(MessageShapes, RemovesTheOldestOfMoreThanFour) {
  for (std::uint32_t number = 0; number < 6; ++number) {
    EXPECT_EQ(learn(R"({"n":)" + std::to_string(number) + R"(,"t":"a"})", "t"), number % 4);
  }
  EXPECT_EQ(text_of(R"({"n":1,"t":"b"})"), "(none)");
  EXPECT_EQ(text_of(R"({"n":2,"t":"b"})"), "b");
  EXPECT_EQ(shapes_.runs().front().shape, 2);
  EXPECT_EQ(text_of(R"({"n":5,"t":"b"})"), "b");
  EXPECT_EQ(shapes_.runs().front().shape, 1);
}

TEST_F(MessageShapes, MakesRoomForALargeShape) {
  const auto large = [](char name, std::size_t bytes) {
    return "{\"" + std::string(bytes, name) + R"(":1,"t":"a"})";
  };
  ASSERT_TRUE(learn(large('a', 3000), "t"));
  ASSERT_TRUE(learn(large('b', 3000), "t"));
  ASSERT_TRUE(learn(large('c', 3000), "t"));
  EXPECT_EQ(text_of(large('a', 3000)), "(none)");
  EXPECT_EQ(text_of(large('b', 3000)), "a");
  EXPECT_EQ(text_of(large('c', 3000)), "a");
  EXPECT_FALSE(learn(large('d', 9000), "t"));
}

TEST_F(MessageShapes, ReadsAtMostTheSizeOfItsBuffer) {
  ASSERT_TRUE(learn(R"({"t":"a"})", "t"));
  const std::string text(sse::MessageShapes::kMostInputBytes - 17, 'x');
  const auto found = read("data: {\"t\":\"" + text + "x\"}\n\n" + "data: {\"t\":\"b\"}\n\n");
  EXPECT_EQ(found.count, 1);
  EXPECT_EQ(found.bytes, sse::MessageShapes::kMostInputBytes);
  EXPECT_EQ(shapes_.text().size(), text.size() + 1);
  EXPECT_EQ(read("data: {\"t\":\"" + text + "xx\"}\n\n").count, 0);
}

TEST_F(MessageShapes, EndsAReadAtTheLargestNumberOfRuns) {
  ASSERT_TRUE(learn(R"({"t":"a"})", "t"));
  ASSERT_TRUE(learn(R"({"r":"a"})", "r"));
  std::string bytes;
  for (int count = 0; count < 300; ++count) {
    bytes += "data: {\"t\":\"A\"}\n\ndata: {\"r\":\"C\"}\n\n";
  }
  const auto found = read(bytes);
  EXPECT_EQ(found.count, sse::MessageShapes::kMostRuns);
  EXPECT_EQ(shapes_.text().size(), sse::MessageShapes::kMostRuns);
}

TEST_F(MessageShapes, CanBeStoredAndRestored) {
  ASSERT_TRUE(learn(R"({"t":"a"})", "t"));
  const auto storage = shapes_.storage();
  const std::vector<std::uint8_t> stored(
      storage.begin(), storage.begin() + static_cast<long>(shapes_.stored_bytes()));
  shapes_.restore(0);
  EXPECT_EQ(text_of(R"({"t":"b"})"), "(none)");
  sse::MessageShapes other;
  std::copy(stored.begin(), stored.end(), other.storage().begin());
  other.restore(stored.size());
  EXPECT_EQ(
      other.read(bytes_of("data: {\"t\":\"b\"}\n\n"), StreamPosition::between_messages, 0, kNoLimit)
          .count,
      1);
}

}  // namespace
