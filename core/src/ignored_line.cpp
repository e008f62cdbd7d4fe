// Keeps the text of a line that the standard ignores.
#include "sse/ignored_line.h"

#include <algorithm>

namespace sse {

bool IgnoredLine::append(std::span<const std::uint8_t> part, std::span<const std::uint8_t> value) {
  if (!append_before_value(part.first(part.size() - value.size()))) {
    return false;
  }
  if (!value_begun_) {
    // The space after the colon may come with a later part than the colon itself.
    value_start_ = text_.utf16_length();
    value_begun_ = !value.empty();
  }
  return decoder_.append(value, text_);
}

bool IgnoredLine::append_before_value(std::span<const std::uint8_t> bytes) {
  const auto colon = std::find(bytes.begin(), bytes.end(), static_cast<std::uint8_t>(':'));
  if (colon_seen_ || colon == bytes.end()) {
    return decoder_.append(bytes, text_);
  }
  const auto name = bytes.first(static_cast<std::size_t>(colon - bytes.begin()));
  if (!decoder_.append(name, text_) || !decoder_.finish(text_)) {
    return false;
  }
  colon_seen_ = true;
  name_end_ = text_.utf16_length();
  return decoder_.append(bytes.subspan(name.size()), text_);
}

bool IgnoredLine::finish() {
  if (!decoder_.finish(text_)) {
    return false;
  }
  if (!colon_seen_) {
    name_end_ = value_start_ = text_.utf16_length();
  }
  return true;
}

void IgnoredLine::clear() {
  text_.clear_keeping(kRetainedBytes);
  decoder_ = {};
  name_end_ = 0;
  value_start_ = 0;
  colon_seen_ = false;
  value_begun_ = false;
}

}  // namespace sse
