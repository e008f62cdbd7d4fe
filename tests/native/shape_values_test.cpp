// The values that may differ in messages of one shape: JSON strings and numbers.
#include <gtest/gtest.h>

#include <string>

#include "shapes_test.h"

namespace {

using ShapeValues = ShapesTest;

TEST_F(ShapeValues, DecodesTheText) {
  ASSERT_TRUE(learn(kChunk));
  EXPECT_EQ(text_of_content(""), "");
  EXPECT_EQ(text_of_content(R"(\"\\\/\b\f\n\r\t)"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(text_of_content("\x7F"), "\x7F");
  EXPECT_TRUE(shapes_.is_ascii());
  EXPECT_EQ(text_of_content(R"(\u0041\u00e9\u4F60\ud83d\ude00)"), "A\u00e9\u4F60\U0001F600");
  EXPECT_FALSE(shapes_.is_ascii());
  EXPECT_EQ(text_of_content("\u00e9\u4F60\U0001F600\uFFFF\U0010FFFF"),
            "\u00e9\u4F60\U0001F600\uFFFF\U0010FFFF");
  EXPECT_EQ(text_of_content(R"(\u0000)"), std::string(1, '\0'));
}

TEST_F(ShapeValues, LeavesStringsThatAreNotPlainUnicodeToTheParser) {
  ASSERT_TRUE(learn(kChunk));
  for (const auto* content : {
           "\t",
           "\x01",
           "\x1F",
           R"(\x)",
           R"(\u12)",
           R"(\u12G4)",
           R"(\ud83d)",
           R"(\ude00)",
           R"(\ud83dx)",
           R"(\ud83d\u0041)",
           R"(\ude00\ud83d)",
           "\x80",
           "\xC1\x81",
           "\xC3",
           "\xC3(",
           "\xE0\x9F\xBF",
           "\xED\xA0\x80",
           "\xE4\xBD",
           "\xEF\xBF",
           "\xF0\x8F\xBF\xBF",
           "\xF4\x90\x80\x80",
           "\xF5\x80\x80\x80",
           "\xF0\x9F\x98",
           "\xFF",
           "\xE4\xBD(",
           "\\",
       }) {
    EXPECT_EQ(text_of_content(content), "(none)") << content;
  }
}

TEST_F(ShapeValues, AllowsStringsAndNumbersToDifferAtAPath) {
  ASSERT_TRUE(learn(kChunk));
  EXPECT_EQ(text_of(R"({"id":"other \u00e9","n":-2.5e+10,"choices":[{"delta":{"content":"A"}}]})"),
            "A");
  EXPECT_EQ(text_of(R"({"id":"","n":0,"choices":[{"delta":{"content":"A"}}]})"), "A");
}

TEST_F(ShapeValues, RequiresTheSameTypeAndValidJson) {
  ASSERT_TRUE(learn(kChunk));
  for (const auto* numbers :
       {"\"1\"", "null", "01", "1.", ".5", "1e", "-", "+1", "1 ", "", "1e+", "--1"}) {
    EXPECT_EQ(text_of(R"({"id":"c1","n":)" + std::string(numbers) +
                      R"(,"choices":[{"delta":{"content":"A"}}]})"),
              "(none)")
        << numbers;
  }
  EXPECT_EQ(text_of(R"({"id":1,"n":1,"choices":[{"delta":{"content":"A"}}]})"), "(none)");
}

}  // namespace
