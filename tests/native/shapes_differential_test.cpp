// Streams of similar messages, changed at random: shapes must not change the texts.
#include "../fuzz/shapes_differential.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "parse.h"

namespace {

/// For each list of paths of the comparison, messages with a text at the first of them.
const std::vector<std::vector<std::string>> kMessages{
    {R"({"t":"*","v":#})", R"({"t":"*","v":#  })", R"({"v":{"in":#,"list":["*",#]},"t":"*"})"},
    {R"({"id":"x","a":[{"w":"*","t":"*"}],"v":"*"})", R"({"a":[{"t":"*"},#],"v":#})"},
    {R"({"t":"*","a":[true,null,{"b":"*"}]})", R"({"a":#,"t":"*","v":1})"},
};
const std::vector<std::string> kStrings{"",
                                        "a",
                                        " word",
                                        R"(\n)",
                                        R"(\")",
                                        R"(\u4f60)",
                                        "\xE4\xBD\xA0",
                                        R"(\ud83d\ude00)",
                                        R"(\ud83d)",
                                        "\xC3",
                                        "\xF0\x9F\x98\x80",
                                        "\xED\xA0\x80",
                                        R"(\\)",
                                        "{}[]",
                                        "data: x",
                                        R"(\u0000)",
                                        "a longer text of more than sixteen bytes"};
const std::vector<std::string> kNumbers{"0", "1", "-12", "3.25", "1e5", "01", "-", "1.", "null"};
const std::vector<std::string> kLineEnds{"\n", "\r\n", "\r"};
const std::vector<std::string> kAsides{
    ": ping\n\n",   "data: [DONE]\n\n",     "id: 7\n\n",
    "retry: 5\n\n", "data: {\ndata: }\n\n", "event: e\ndata: {\"t\":\"a\"}\n\n"};

class Streams {
 public:
  explicit Streams(unsigned seed) : random_(seed) {}

  std::string next() {
    std::string stream{byte(), byte()};
    const auto& messages = kMessages[static_cast<std::uint8_t>(stream[0]) % kMessages.size()];
    const std::string& often = pick(messages);
    const std::string line_end = chance(4) ? pick(kLineEnds) : "\n";
    for (std::size_t left = 4 + random_() % 12; left > 0; --left) {
      std::string message =
          chance(6) ? pick(kAsides)
                    : (chance(8) ? "event: e" + line_end : "") + (chance(8) ? "data:" : "data: ") +
                          filled(chance(5) ? pick(messages) : often) + line_end + line_end;
      if (chance(6)) {
        change(message);
      }
      stream += message;
    }
    return stream;
  }

 private:
  std::mt19937 random_;

  char byte() { return static_cast<char>(random_()); }
  bool chance(unsigned one_in) { return random_() % one_in == 0; }
  const std::string& pick(const std::vector<std::string>& list) {
    return list[random_() % list.size()];
  }
  std::string filled(const std::string& message) {
    std::string data;
    for (const char character : message) {
      // Mostly valid numbers.
      data += character == '*'   ? pick(kStrings)
              : character == '#' ? (chance(4) ? pick(kNumbers) : std::to_string(random_() % 100))
                                 : std::string(1, character);
    }
    return data;
  }
  void change(std::string& message) {
    const std::size_t at = random_() % message.size();
    switch (random_() % 3) {
      case 0:
        message[at] = chance(2) ? byte() : message[random_() % message.size()];
        break;
      case 1:
        message.erase(at, 1 + random_() % 3);
        break;
      default:
        message.insert(at, message.substr(random_() % message.size(), 1 + random_() % 4));
    }
  }
};

TEST(ShapesDifferential, ChangedStreamsHaveEqualTextsWithAndWithoutShapes) {
  ShapesDifferential differential;
  Streams streams(20'26);
  for (int count = 0; count < 2'000; ++count) {
    const std::string stream = streams.next();
    ASSERT_EQ(differential.difference(bytes_of(stream)), "") << stream.substr(2);
  }
  // Otherwise the test compares nothing.
  EXPECT_GE(differential.matched(), 2'000U);
}

}  // namespace
