// Lines to fields: third stage of the parser. Tells the name of a field from its value, part by
// part.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace sse {

/// The fields that the standard names; everything else is ignored.
enum class Field : std::uint8_t { data, event, id, retry, unknown };

/// The field that `name` stands for. Names are compared byte by byte; "Data" is unknown.
[[nodiscard]] Field field_named(std::string_view name);

/// Reads the name at the start of a line and hands on what is left of each part: bytes of the
/// value. A comment is a line whose name is empty, which makes it an unknown field.
/// https://html.spec.whatwg.org/#event-stream-interpretation
class FieldReader {
 public:
  /// Takes the next part of the line. The answer is empty while the name is unfinished.
  [[nodiscard]] std::span<const std::uint8_t> read(std::span<const std::uint8_t> part);

  /// The colon has been seen: `field` is known and `read` answers bytes of the value.
  [[nodiscard]] bool in_value() const { return in_value_; }
  /// The field of this line. Before the colon: the field if the line ended here.
  [[nodiscard]] Field field() const;
  /// Ready for the next line.
  void reset();

 private:
  /// Of the line, once the colon has been seen.
  Field field_ = Field::unknown;
  /// The name as far as it is known while its colon is not: between two parts. One byte more than
  /// the longest known name, so that a longer name cannot be taken for one.
  std::array<char, 6> name_{};
  std::uint8_t name_length_ = 0;
  bool in_value_ = false;
  bool space_may_follow_ = false;

  void append_to_name(std::span<const std::uint8_t> bytes);
};

}  // namespace sse
