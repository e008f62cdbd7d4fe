// Splits a line at its first colon.
#include "sse/field.h"

#include <algorithm>
#include <cstring>

#include "sse/line_ends.h"

namespace sse {

namespace {

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): any bytes may be read as chars.
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Field field_named(std::string_view name) {
  constexpr std::array<std::string_view, 4> kNames{"data", "event", "id", "retry"};
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  return static_cast<Field>(found - kNames.begin());
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
  while (length < bytes.size() && bytes[length] != ':' && !is_line_end(bytes[length])) {
    ++length;
  }
  const bool colon_follows = length < bytes.size() && bytes[length] == ':';
  const std::string_view name = as_text(bytes.first(length));
  if (!colon_follows || name_length_ > 0) {
    append_to_name(name);
  }
  if (!colon_follows) {
    return length;
  }
  begin_value(name_length_ > 0 ? field_so_far() : field_named(name));
  space_may_follow_ = true;
  return length + 1;
}

Field FieldReader::field_so_far() const { return field_named({name_.data(), name_length_}); }

void FieldReader::append_to_name(std::string_view name) {
  const std::size_t count = std::min(name.size(), name_.size() - name_length_);
  if (count > 0) {
    std::memcpy(name_.data() + name_length_, name.data(), count);
    name_length_ = static_cast<std::uint8_t>(name_length_ + count);
  }
}

}  // namespace sse
