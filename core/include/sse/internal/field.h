// Lines to fields: the second stage of the parser. Separates the name of a field from its value, at
// any chunk boundary.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace sse {

/// The fields of the standard. All others are ignored.
enum class Field : std::uint8_t { data, event, id, retry, unknown };

/// A name as one number: a 1, followed by at most six bytes of the name. The longest known name has
/// five bytes, so that a longer name never equals a known one.
class FieldName {
 public:
  constexpr FieldName() = default;
  constexpr explicit FieldName(std::string_view name) {
    for (const char byte : name) {
      append(static_cast<std::uint8_t>(byte));
    }
  }

  constexpr void append(std::uint8_t byte) {
    if (number_ < std::uint64_t{1} << 48) {
      number_ = number_ << 8 | byte;
    }
  }
  [[nodiscard]] constexpr std::uint64_t number() const { return number_; }

 private:
  std::uint64_t number_ = 1;
};

/// Returns the field with this name. Names are compared byte by byte; "Data" is unknown.
[[nodiscard]] Field field_named(FieldName name);

/// If `bytes` begin with a field of that name, returns the length of name, colon and one space.
/// Otherwise, and if `bytes` end with the colon, returns 0.
template <std::size_t kLength>
[[nodiscard]] inline std::size_t prefix_of(const std::array<char, kLength>& name,
                                           std::span<const std::uint8_t> bytes) {
  static_assert(kLength >= sizeof(std::uint32_t));
  if (bytes.size() <= kLength + 1) {
    return 0;
  }
  // The first four bytes as words, because a call would take longer than all the rest.
  std::uint32_t word = 0;
  std::uint32_t expected = 0;
  std::memcpy(&word, bytes.data(), sizeof word);
  std::memcpy(&expected, name.data(), sizeof expected);
  bool is_equal = word == expected && bytes[kLength] == ':';
  for (std::size_t at = sizeof word; at < kLength; ++at) {
    is_equal = is_equal && bytes[at] == static_cast<std::uint8_t>(name[at]);
  }
  return is_equal ? kLength + (bytes[kLength + 1] == ' ' ? 2 : 1) : 0;
}

/// Reads the part of a line before its value: name, colon and one space. A comment is a line whose
/// name is empty, which makes it an unknown field.
/// https://html.spec.whatwg.org/#event-stream-interpretation
class FieldReader {
 public:
  /// Returns how many of the next bytes of the line precede its value or its end.
  [[nodiscard]] std::size_t read(std::span<const std::uint8_t> bytes);

  /// Whether the colon has been read: then `field` is final, and the rest of the line is its value.
  [[nodiscard]] bool in_value() const { return in_value_; }
  /// The field of this line. Before the colon: the field if the line ended here.
  [[nodiscard]] Field field() const { return in_value_ ? field_ : field_named(name_); }
  /// Sets the field of a line whose name, colon and space were not parsed by `read`.
  void begin_value(Field field) {
    field_ = field;
    in_value_ = true;
  }
  /// Prepares for the next line.
  void reset() {
    name_ = {};
    in_value_ = false;
    space_may_follow_ = false;
  }

 private:
  /// The field of the line, once the colon has been read.
  Field field_ = Field::unknown;
  /// The part of the name that has arrived, as long as the colon has not.
  FieldName name_;
  bool in_value_ = false;
  bool space_may_follow_ = false;

  [[nodiscard]] std::size_t read_name(std::span<const std::uint8_t> bytes);
};

}  // namespace sse
