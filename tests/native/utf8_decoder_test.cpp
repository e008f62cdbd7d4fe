// Utf8Decoder: sequences split over calls, and the state after finish. The vectors test the
// replacement rules.
#include "sse/internal/utf8_decoder.h"

#include <gtest/gtest.h>

#include <string>

#include "parse.h"

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Decoded {
  sse::TextBuffer text;
  sse::Utf8Decoder decoder;

  void append(std::string_view bytes) { ASSERT_TRUE(decoder.append(bytes_of(bytes), text)); }
  void finish() { ASSERT_TRUE(decoder.finish(text)); }
};

TEST(Utf8Decoder, CopiesWellFormedText) {
  Decoded decoded;
  decoded.append("a\xC3\xA9\xE4\xBD\xA0\xF0\x9F\x8E\x89 and more than eight ASCII letters");
  decoded.finish();
  EXPECT_EQ(decoded.text.view(),
            "a\xC3\xA9\xE4\xBD\xA0\xF0\x9F\x8E\x89 and more than eight ASCII letters");
  EXPECT_EQ(decoded.text.utf16_length(), 1 + 1 + 1 + 2 + 34U);
}

TEST(Utf8Decoder, StopsAtTheEndOfALine) {
  for (const std::string_view line_end : {"\n", "\r", "\r\n"}) {
    for (const std::string_view unit :
         {"a", "\t", "\x0E", "\xC3\xA9", "\xE4\xBD\xA0", "\xF0\x9F\x8E\x89"}) {
      std::string line;
      for (int count = 0; count < 40; ++count, line += unit) {
        sse::TextBuffer text;
        sse::Utf8Decoder decoder;
        const std::string bytes = line + std::string(line_end) + "more than a block of other text";
        EXPECT_EQ(decoder.append_line(bytes_of(bytes), text), line.size());
        EXPECT_EQ(text.view(), line);
      }
    }
  }
}

TEST(Utf8Decoder, WaitsForTheRestOfASequence) {
  Decoded decoded;
  decoded.append("\xF0\x9F");
  EXPECT_TRUE(decoded.text.empty());
  decoded.append("\x8E");
  EXPECT_TRUE(decoded.text.empty());
  decoded.append("\x89");
  EXPECT_EQ(decoded.text.view(), "\xF0\x9F\x8E\x89");
}

TEST(Utf8Decoder, ReplacesASequenceThatIsUnfinishedAtTheEnd) {
  Decoded decoded;
  decoded.append("a\xE4\xBD");
  decoded.finish();
  EXPECT_EQ(decoded.text.view(), "a" + std::string(kReplacement));
  EXPECT_EQ(decoded.text.utf16_length(), 2U);
}

TEST(Utf8Decoder, IsReadyForTheNextValueAfterFinish) {
  Decoded decoded;
  decoded.append("\xED");
  decoded.finish();
  // After 0xED a byte of 0xA0 would be rejected; here it must be decoded on its own.
  decoded.append("\xE4\xBD\xA0");
  decoded.finish();
  EXPECT_EQ(decoded.text.view(), std::string(kReplacement) + "\xE4\xBD\xA0");
}

TEST(Utf8Decoder, DecodesTheByteThatBreaksASequenceAgain) {
  Decoded decoded;
  decoded.append("\xE4\xBD");
  decoded.append("a");
  EXPECT_EQ(decoded.text.view(), std::string(kReplacement) + "a");
}

TEST(Utf8Decoder, FinishAppendsNothingAfterWellFormedText) {
  Decoded decoded;
  decoded.append("a");
  decoded.finish();
  decoded.finish();
  EXPECT_EQ(decoded.text.view(), "a");
}

}  // namespace
