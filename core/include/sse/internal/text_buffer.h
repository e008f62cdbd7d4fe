// Growable UTF-8 text with its length in UTF-16 code units, the unit of JavaScript strings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "sse/internal/buffer.h"

namespace sse {

/// Buffers up to this size are kept by an idle parser. Larger ones are released.
inline constexpr std::size_t kRetainedBytes = 128;

/// Well-formed UTF-8, appended in parts. Appending returns false if the allocator has no memory;
/// the text is then unchanged.
class TextBuffer {
 public:
  TextBuffer() = default;
  ~TextBuffer() = default;
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;
  TextBuffer(TextBuffer&& other) noexcept { swap(other); }
  TextBuffer& operator=(TextBuffer&& other) noexcept;

  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  /// The `length` of the text as a JavaScript string.
  [[nodiscard]] std::uint32_t utf16_length() const { return utf16_length_; }
  [[nodiscard]] std::size_t capacity() const { return bytes_.capacity(); }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  [[nodiscard]] const std::uint8_t* bytes() const { return bytes_.data(); }
  [[nodiscard]] std::string_view view() const;
  [[nodiscard]] std::span<const std::uint8_t> content() const { return bytes_.content(); }
  [[nodiscard]] bool equals(std::span<const std::uint8_t> bytes) const;

  /// Makes room for `extra` more bytes.
  [[nodiscard]] bool reserve(std::size_t extra) { return bytes_.reserve(extra); }
  /// Appends `count` bytes that hold `utf16_length` code units.
  [[nodiscard]] bool append(const std::uint8_t* bytes, std::size_t count,
                            std::uint32_t utf16_length);
  [[nodiscard]] bool append(const TextBuffer& text);
  /// Requires a reserved byte.
  void append_line_feed() {
    *tail() = '\n';
    commit(1, 1);
  }

  /// Returns where to write the bytes that `commit` adds. Valid for as many bytes as were reserved.
  [[nodiscard]] std::uint8_t* tail() { return bytes_.tail(); }
  void commit(std::size_t count, std::uint32_t utf16_length) {
    bytes_.commit(count);
    utf16_length_ += utf16_length;
  }

  /// Removes the text after the first `size` bytes, which have `utf16_length` code units.
  void truncate(std::size_t size, std::uint32_t utf16_length) {
    bytes_.truncate(size);
    utf16_length_ = utf16_length;
  }
  /// Keeps the memory.
  void clear() { truncate(0, 0); }
  /// Clears. Releases the memory if it is more than `capacity` bytes.
  void clear_keeping(std::size_t capacity);
  /// Clears and releases the memory, but only if it is more than `capacity` bytes.
  void release_beyond(std::size_t capacity) {
    if (bytes_.capacity() > capacity) {
      clear_keeping(capacity);
    }
  }
  void swap(TextBuffer& other) noexcept;

 private:
  Buffer<std::uint8_t> bytes_;
  std::uint32_t utf16_length_ = 0;
};

}  // namespace sse
