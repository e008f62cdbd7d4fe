// Compares and appends short texts without calls, which would take longer than the texts.
#include "sse/internal/text_buffer.h"

#include <cstring>
#include <utility>

namespace sse {

namespace {

constexpr std::size_t kSmallCopy = 32;

}  // namespace

[[gnu::noinline]] TextBuffer& TextBuffer::operator=(TextBuffer&& other) noexcept {
  bytes_ = std::move(other.bytes_);
  utf16_length_ = std::exchange(other.utf16_length_, 0);
  return *this;
}

[[gnu::noinline]] void TextBuffer::clear_keeping(std::size_t capacity) {
  bytes_.clear_keeping(capacity);
  utf16_length_ = 0;
}

/// Not inlined, because ids and types are swapped by several functions.
[[gnu::noinline]] void TextBuffer::swap(TextBuffer& other) noexcept {
  bytes_.swap(other.bytes_);
  std::swap(utf16_length_, other.utf16_length_);
}

std::string_view TextBuffer::view() const {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): any bytes may be read as chars.
  return {reinterpret_cast<const char*>(bytes()), size()};
}

bool TextBuffer::equals(std::span<const std::uint8_t> bytes) const {
  const auto content = bytes_.content();
  if (content.size() != bytes.size()) {
    return false;
  }
  std::size_t at = 0;
  for (; content.size() - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::uint64_t other = 0;
    std::memcpy(&word, content.data() + at, sizeof word);
    std::memcpy(&other, bytes.data() + at, sizeof other);
    if (word != other) {
      return false;
    }
  }
  while (at < content.size() && content[at] == bytes[at]) {
    ++at;
  }
  return at == content.size();
}

/// Not inlined, because many functions append a few bytes.
[[gnu::noinline]] bool TextBuffer::append(const std::uint8_t* bytes, std::size_t count,
                                          std::uint32_t utf16_length) {
  if (!reserve(count)) {
    return false;
  }
  std::uint8_t* to = tail();
  if (count > kSmallCopy) {
    std::memcpy(to, bytes, count);
  } else {
    for (std::size_t at = 0; at < count; ++at) {
      to[at] = bytes[at];
    }
  }
  commit(count, utf16_length);
  return true;
}

bool TextBuffer::append(const TextBuffer& text) {
  return append(text.bytes(), text.size(), text.utf16_length_);
}

}  // namespace sse
