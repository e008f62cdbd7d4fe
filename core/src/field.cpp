// Splits a line at its first colon.
#include "sse/internal/field.h"

#include "sse/internal/line_ends.h"

namespace sse {

[[gnu::noinline]] Field field_named(FieldName name) {
  switch (name.number()) {
    case FieldName("data").number():
      return Field::data;
    case FieldName("event").number():
      return Field::event;
    case FieldName("id").number():
      return Field::id;
    case FieldName("retry").number():
      return Field::retry;
    default:
      return Field::unknown;
  }
}

std::size_t FieldReader::read(std::span<const std::uint8_t> bytes) {
  std::size_t taken = in_value_ ? 0 : read_name(bytes);
  if (space_may_follow_ && taken < bytes.size()) {
    // [spec] "If value starts with a U+0020 SPACE character, remove it": one space, and no other
    // white space.
    space_may_follow_ = false;
    taken += bytes[taken] == ' ' ? 1 : 0;
  }
  return taken;
}

std::size_t FieldReader::read_name(std::span<const std::uint8_t> bytes) {
  std::size_t length = 0;
  while (length < bytes.size() && !is_line_end(bytes[length])) {
    const std::uint8_t byte = bytes[length++];
    if (byte == ':') {
      begin_value(field_named(name_));
      space_may_follow_ = true;
      break;
    }
    name_.append(byte);
  }
  return length;
}

}  // namespace sse
