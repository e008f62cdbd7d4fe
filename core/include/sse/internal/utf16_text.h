// UTF-8 to UTF-16, which TextDecoder decodes faster if most of a text is not ASCII.
#pragma once

#include "sse/internal/buffer.h"
#include "sse/internal/text_buffer.h"

namespace sse {

/// Replaces `utf16` by `text` in UTF-16. Returns false if the allocator has no memory; `utf16` is
/// then empty.
[[nodiscard]] bool convert_to_utf16(const TextBuffer& text, Buffer<char16_t>& utf16);

}  // namespace sse
