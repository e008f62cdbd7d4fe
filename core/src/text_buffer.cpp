// Growable UTF-8 text with its UTF-16 length.
#include "sse/text_buffer.h"

#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>

namespace sse {

namespace {

constexpr std::size_t kSmallestCapacity = 64;
constexpr std::size_t kSmallCopy = 32;

}  // namespace

TextBuffer::~TextBuffer() { release(); }

TextBuffer::TextBuffer(TextBuffer&& other) noexcept { swap(other); }

[[gnu::noinline]] TextBuffer& TextBuffer::operator=(TextBuffer&& other) noexcept {
  if (this != &other) {
    release();
    swap(other);
  }
  return *this;
}

std::string_view TextBuffer::view() const {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): any bytes may be read as chars.
  return {reinterpret_cast<const char*>(bytes_), size_};
}

bool TextBuffer::equals(std::span<const std::uint8_t> bytes) const {
  if (size_ != bytes.size()) {
    return false;
  }
  // Word by word, and not by a call, because what is compared is short.
  std::size_t at = 0;
  for (; size_ - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::uint64_t other = 0;
    std::memcpy(&word, bytes_ + at, sizeof word);
    std::memcpy(&other, bytes.data() + at, sizeof other);
    if (word != other) {
      return false;
    }
  }
  while (at < size_ && bytes_[at] == bytes[at]) {
    ++at;
  }
  return at == size_;
}

/// Rare, and not inlined into the many places that append, which would be a tenth of the module.
[[gnu::noinline]] bool TextBuffer::grow(std::size_t extra) {
  if (extra > std::numeric_limits<std::size_t>::max() / 2 - size_) {
    return false;
  }
  const std::size_t needed = size_ + extra;
  std::size_t capacity = capacity_ < kSmallestCapacity ? kSmallestCapacity : capacity_ * 2;
  if (capacity < needed) {
    capacity = needed;
  }
  auto* grown = static_cast<std::uint8_t*>(std::realloc(bytes_, capacity));
  if (grown == nullptr) {
    return false;
  }
  bytes_ = grown;
  capacity_ = capacity;
  return true;
}

/// Not inlined, because few bytes are appended from many places.
[[gnu::noinline]] bool TextBuffer::append(const std::uint8_t* bytes, std::size_t count,
                                          std::uint32_t utf16_length) {
  if (!reserve(count)) {
    return false;
  }
  std::uint8_t* to = tail();
  if (count > kSmallCopy) {
    std::memcpy(to, bytes, count);
  } else {
    // A call would take longer than all the bytes of an id.
    for (std::size_t at = 0; at < count; ++at) {
      to[at] = bytes[at];
    }
  }
  commit(count, utf16_length);
  return true;
}

bool TextBuffer::append(const TextBuffer& text) {
  return append(text.bytes_, text.size_, text.utf16_length_);
}

void TextBuffer::clear() {
  size_ = 0;
  utf16_length_ = 0;
}

/// Not inlined for the same reason.
[[gnu::noinline]] void TextBuffer::release() {
  std::free(bytes_);
  bytes_ = nullptr;
  capacity_ = 0;
  clear();
}

void TextBuffer::clear_keeping(std::size_t capacity) {
  release_beyond(capacity);
  clear();
}

/// Not inlined for the same reason.
[[gnu::noinline]] void TextBuffer::swap(TextBuffer& other) noexcept {
  std::swap(bytes_, other.bytes_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
  std::swap(utf16_length_, other.utf16_length_);
}

}  // namespace sse
