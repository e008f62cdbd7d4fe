// Splits a line that the standard ignores into its parts.
#include "sse/internal/ignored_line.h"

#include <algorithm>

#include "sse/internal/field.h"
#include "sse/internal/utf8_decoder.h"

namespace sse {

bool IgnoredLine::decode(TextBuffer& text, IgnoredLineParts& parts) const {
  Utf8Decoder decoder;
  const auto append = [&](std::span<const std::uint8_t> bytes) {
    return decoder.append(bytes, text) && decoder.finish(text);
  };
  const auto line = bytes_.content();
  const auto colon = std::find(line.begin(), line.end(), static_cast<std::uint8_t>(':'));
  const auto name_size = static_cast<std::size_t>(colon - line.begin());
  FieldReader reader;
  const std::size_t value_at = reader.read(line);
  bool is_enough = append(line.first(name_size));
  parts.name_end = text.utf16_length();
  is_enough = is_enough && append(line.subspan(name_size, value_at - name_size));
  parts.value_start = text.utf16_length();
  return is_enough && append(line.subspan(value_at));
}

}  // namespace sse
