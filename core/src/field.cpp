// Splits a line at its first colon.
#include "sse/field.h"

#include <algorithm>
#include <cstring>

namespace sse {

namespace {

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): any bytes may be read as chars.
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Field field_named(std::string_view name) {
  if (name == "data") {
    return Field::data;
  }
  if (name == "event") {
    return Field::event;
  }
  if (name == "id") {
    return Field::id;
  }
  if (name == "retry") {
    return Field::retry;
  }
  return Field::unknown;
}

std::span<const std::uint8_t> FieldReader::read(std::span<const std::uint8_t> part) {
  if (!in_value_) {
    const auto colon = std::find(part.begin(), part.end(), static_cast<std::uint8_t>(':'));
    const auto length = static_cast<std::size_t>(colon - part.begin());
    const auto name = part.first(length);
    if (colon == part.end() || name_length_ > 0) {
      append_to_name(name);
    }
    if (colon == part.end()) {
      return {};
    }
    field_ = name_length_ > 0 ? field() : field_named(as_text(name));
    in_value_ = true;
    space_may_follow_ = true;
    part = part.subspan(length + 1);
  }
  if (space_may_follow_ && !part.empty()) {
    // [spec] "If value starts with a U+0020 SPACE character, remove it": one space, and no other
    // white space.
    space_may_follow_ = false;
    if (part.front() == ' ') {
      part = part.subspan(1);
    }
  }
  return part;
}

Field FieldReader::field() const {
  return in_value_ ? field_ : field_named({name_.data(), name_length_});
}

void FieldReader::reset() {
  name_length_ = 0;
  in_value_ = false;
  space_may_follow_ = false;
}

void FieldReader::append_to_name(std::span<const std::uint8_t> bytes) {
  const std::size_t count = std::min(bytes.size(), name_.size() - name_length_);
  if (count > 0) {
    std::memcpy(name_.data() + name_length_, bytes.data(), count);
    name_length_ = static_cast<std::uint8_t>(name_length_ + count);
  }
}

}  // namespace sse
