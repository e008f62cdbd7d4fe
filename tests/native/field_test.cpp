// FieldReader: the name before the colon, and the part of each chunk that belongs to the value.
#include "sse/internal/field.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "parse.h"

namespace {

/// The part of the chunk that belongs to the value.
std::string read(sse::FieldReader& reader, std::string_view part) {
  return std::string(part.substr(reader.read(bytes_of(part))));
}

TEST(Field, RecognisesTheFieldsOfTheStandard) {
  EXPECT_EQ(sse::field_named(sse::FieldName("data")), sse::Field::data);
  EXPECT_EQ(sse::field_named(sse::FieldName("event")), sse::Field::event);
  EXPECT_EQ(sse::field_named(sse::FieldName("id")), sse::Field::id);
  EXPECT_EQ(sse::field_named(sse::FieldName("retry")), sse::Field::retry);
}

TEST(Field, RecognisesNoOtherName) {
  for (const auto* name : {"", "Data", "dat", "datax", "events", "i", "idx", "retries", "\xEF"}) {
    EXPECT_EQ(sse::field_named(sse::FieldName(name)), sse::Field::unknown) << name;
  }
}

TEST(FieldReader, SplitsAtTheFirstColon) {
  sse::FieldReader reader;
  EXPECT_EQ(read(reader, "data:a:b"), "a:b");
  EXPECT_TRUE(reader.in_value());
  EXPECT_EQ(reader.field(), sse::Field::data);
}

TEST(FieldReader, ReadsANameOverManyParts) {
  sse::FieldReader reader;
  EXPECT_EQ(read(reader, "ev"), "");
  EXPECT_FALSE(reader.in_value());
  EXPECT_EQ(read(reader, "ent"), "");
  EXPECT_EQ(read(reader, ":"), "");
  EXPECT_TRUE(reader.in_value());
  EXPECT_EQ(read(reader, " a"), "a");
  EXPECT_EQ(reader.field(), sse::Field::event);
}

TEST(FieldReader, DropsOneSpaceEvenInALaterPart) {
  sse::FieldReader reader;
  EXPECT_EQ(read(reader, "data:"), "");
  EXPECT_EQ(read(reader, " "), "");
  EXPECT_EQ(read(reader, " a"), " a");
}

TEST(FieldReader, KeepsASpaceThatIsNotTheFirst) {
  sse::FieldReader reader;
  EXPECT_EQ(read(reader, "data:a"), "a");
  EXPECT_EQ(read(reader, " b"), " b");
}

TEST(FieldReader, RecognisesTheFieldOfALineWithoutAColon) {
  sse::FieldReader reader;
  EXPECT_EQ(read(reader, "retry"), "");
  EXPECT_FALSE(reader.in_value());
  EXPECT_EQ(reader.field(), sse::Field::retry);
}

TEST(FieldReader, DoesNotMatchALongerName) {
  sse::FieldReader reader;
  EXPECT_EQ(read(reader, "event"), "");
  EXPECT_EQ(read(reader, "event:x"), "x");
  EXPECT_EQ(reader.field(), sse::Field::unknown);
}

TEST(FieldReader, StopsAtTheEndOfTheLine) {
  for (const char* line : {"data\nid: 1", "da\rta: a", "\n:"}) {
    sse::FieldReader reader;
    const std::string_view text = line;
    EXPECT_EQ(read(reader, text), text.substr(text.find_first_of("\r\n")));
    EXPECT_FALSE(reader.in_value());
  }
}

TEST(Field, ReturnsTheLengthBeforeAValue) {
  constexpr std::array kName{'d', 'a', 't', 'a', 's'};
  const auto prefix = [&](std::string_view text) { return sse::prefix_of(kName, bytes_of(text)); };
  EXPECT_EQ(prefix("datas:a"), 6U);
  EXPECT_EQ(prefix("datas: a"), 7U);
  EXPECT_EQ(prefix("datas:\n"), 6U);
  for (const auto* other :
       {"", "data", "datas", "datas:", "datasa:", "datat: a", "eatas: a", "dat"}) {
    EXPECT_EQ(prefix(other), 0U) << other;
  }
}

TEST(FieldReader, ResetsForTheNextLine) {
  sse::FieldReader reader;
  EXPECT_EQ(read(reader, "data: a"), "a");
  reader.reset();
  EXPECT_FALSE(reader.in_value());
  EXPECT_EQ(read(reader, "id: b"), "b");
  EXPECT_EQ(reader.field(), sse::Field::id);
}

}  // namespace
