// Growable UTF-8 text that knows its length in UTF-16 code units: the unit JavaScript slices
// strings in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sse {

/// Buffers up to this size stay with an idle parser; larger ones go back to the allocator.
inline constexpr std::size_t kRetainedBytes = 128;

/// Well-formed UTF-8, appended piece by piece. Appending answers false when the allocator refuses,
/// because the core is built without exceptions; the text is then unchanged.
class TextBuffer {
 public:
  TextBuffer() = default;
  ~TextBuffer();
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;
  TextBuffer(TextBuffer&& other) noexcept;
  TextBuffer& operator=(TextBuffer&& other) noexcept;

  [[nodiscard]] std::size_t size() const { return size_; }
  /// Length of the text in UTF-16 code units, which is what `String.prototype.length` counts.
  [[nodiscard]] std::uint32_t utf16_length() const { return utf16_length_; }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const std::uint8_t* bytes() const { return bytes_; }
  [[nodiscard]] std::string_view view() const;
  [[nodiscard]] std::span<const std::uint8_t> content() const { return {bytes_, size_}; }
  [[nodiscard]] bool equals(std::span<const std::uint8_t> bytes) const;

  /// Makes room for `extra` more bytes. Capacity at least doubles, so that appending is linear.
  [[nodiscard]] bool reserve(std::size_t extra) {
    return extra <= capacity_ - size_ || grow(extra);
  }
  /// Appends `count` bytes that hold `utf16_length` code units.
  [[nodiscard]] bool append(const std::uint8_t* bytes, std::size_t count,
                            std::uint32_t utf16_length);
  [[nodiscard]] bool append(const TextBuffer& text);
  /// Where `reserve` has made room for it.
  void append_line_feed() {
    *tail() = '\n';
    commit(1, 1);
  }

  /// The place to write what `commit` will count. Valid for the bytes that `reserve` promised.
  [[nodiscard]] std::uint8_t* tail() { return bytes_ + size_; }
  void commit(std::size_t count, std::uint32_t utf16_length) {
    size_ += count;
    utf16_length_ += utf16_length;
  }

  /// Forgets what is behind the first `size` bytes, which hold `utf16_length` code units.
  void truncate(std::size_t size, std::uint32_t utf16_length) {
    size_ = size;
    utf16_length_ = utf16_length;
  }
  /// Forgets the text and keeps the memory.
  void clear();
  /// Forgets the text and gives the memory back.
  void release();
  /// Forgets the text, and gives the memory back where it is more than `capacity` bytes.
  void clear_keeping(std::size_t capacity);
  /// Forgets the text and gives the memory back, but only where it is more than `capacity` bytes.
  void release_beyond(std::size_t capacity) {
    if (capacity_ > capacity) {
      release();
    }
  }
  void swap(TextBuffer& other) noexcept;

 private:
  std::uint8_t* bytes_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  std::uint32_t utf16_length_ = 0;

  [[nodiscard]] bool grow(std::size_t extra);
};

}  // namespace sse
