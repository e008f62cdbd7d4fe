// UTF-8 to UTF-16: sequences of every length, at every position of a block.
#include "sse/internal/utf16_text.h"

#include <gtest/gtest.h>

#include <string>

#include "parse.h"
#include "sse/internal/utf8_decoder.h"

namespace {

/// The converted text. The decoder makes the input, because it counts the code units.
std::u16string converted(std::string_view utf8) {
  sse::TextBuffer text;
  sse::Utf8Decoder decoder;
  EXPECT_TRUE(decoder.append(bytes_of(utf8), text));
  sse::Buffer<char16_t> utf16;
  EXPECT_TRUE(sse::convert_to_utf16(text, utf16));
  EXPECT_EQ(utf16.size(), text.utf16_length());
  return {utf16.data(), utf16.size()};
}

struct Sample {
  const char* utf8;
  const char16_t* utf16;
};

/// The first and the last code point of each length, those next to the surrogates, and U+FEFF,
/// which is text like any other.
constexpr Sample kSamples[] = {
    {"a", u"a"},
    {"\x7F", u"\x7F"},
    {"\xC2\x80", u"\x80"},
    {"\xDF\xBF", u"\x7FF"},
    {"\xE0\xA0\x80", u"\x800"},
    {"\xE4\xBD\xA0", u"\x4F60"},
    {"\xED\x9F\xBF", u"\xD7FF"},
    {"\xEE\x80\x80", u"\xE000"},
    {"\xEF\xBB\xBF", u"\xFEFF"},
    {"\xEF\xBF\xBF", u"\xFFFF"},
    {"\xF0\x90\x80\x80", u"\xD800\xDC00"},
    {"\xF0\x9F\x8E\x89", u"\xD83C\xDF89"},
    {"\xF4\x8F\xBF\xBF", u"\xDBFF\xDFFF"},
};

TEST(Utf16Text, ConvertsEveryCodePointAtEveryPosition) {
  for (const auto& [utf8, utf16] : kSamples) {
    for (const auto& [other_utf8, other_utf16] : kSamples) {
      std::string before;
      std::u16string expected_before;
      for (int count = 0; count < 20; ++count) {
        EXPECT_EQ(converted(before + utf8 + before), expected_before + utf16 + expected_before);
        before += other_utf8;
        expected_before += other_utf16;
      }
    }
  }
}

TEST(Utf16Text, ReplacesTheOldText) {
  sse::TextBuffer text;
  sse::Utf8Decoder decoder;
  sse::Buffer<char16_t> utf16;
  ASSERT_TRUE(sse::convert_to_utf16(text, utf16));
  ASSERT_TRUE(decoder.append(bytes_of(std::string(100, 'a')), text));
  ASSERT_TRUE(sse::convert_to_utf16(text, utf16));
  ASSERT_TRUE(sse::convert_to_utf16(text, utf16));
  EXPECT_EQ(std::u16string_view(utf16.data(), utf16.size()), std::u16string(100, u'a'));
}

}  // namespace
