// The functions that JavaScript calls to read messages by their shapes. One object serves all
// streams: JavaScript keeps the shapes of each, and writes them into the storage when another
// stream is read.
#include <cstdint>

#include "bind.h"
#include "sse/event_table.h"
#include "sse/message_shapes.h"

namespace {

/// The result of a call: words in this order. `npm run generate` numbers them for JavaScript.
struct ShapesHeader {
  std::uint32_t count;
  std::uint32_t bytes;
  std::uint32_t next_bytes;
  std::uint32_t position;
  std::uint32_t misses;
  std::uint32_t data_start;
  std::uint32_t data_end;
  std::uint32_t run_count;
  std::uint32_t runs_address;
  std::uint32_t text_encoding;
  std::uint32_t text_address;
  std::uint32_t text_bytes;
  std::uint32_t stored_bytes;
};

sse::MessageShapes shapes;
ShapesHeader header;
/// Bytes of a stream, or a message to learn.
std::array<std::uint8_t, sse::MessageShapes::kMostInputBytes> input;

unsigned long address(const void* object) { return reinterpret_cast<std::uintptr_t>(object); }
std::uint32_t word(std::size_t value) { return static_cast<std::uint32_t>(value); }

unsigned long input_address() { return address(input.data()); }
unsigned input_bytes() { return input.size(); }
unsigned long storage_address() { return address(shapes.storage().data()); }
unsigned long header_address() { return address(&header); }

/// Learns from a message: its event type, data and paths, one after another in the input. Returns
/// the number of the shape, or `kMostShapes`. `stored_bytes` is the size of the shapes before; the
/// header has the size after.
unsigned learn(unsigned event_bytes, unsigned data_bytes, unsigned path_bytes,
               unsigned stored_bytes) {
  const std::string_view text(reinterpret_cast<const char*>(input.data()),
                              event_bytes + data_bytes + path_bytes);
  shapes.restore(stored_bytes);
  const auto number = shapes.learn({
      .event = text.substr(0, event_bytes),
      .data = text.substr(event_bytes, data_bytes),
      .paths = text.substr(event_bytes + data_bytes),
  });
  header.stored_bytes = word(shapes.stored_bytes());
  return number.value_or(sse::MessageShapes::kMostShapes);
}

/// Reads the bytes of the input from `start` to `end`. The header has the result.
void read(unsigned start, unsigned end, unsigned stored_bytes, unsigned position, unsigned misses,
          unsigned max_event_bytes) {
  shapes.restore(stored_bytes);
  const auto found =
      shapes.read(std::span(input).subspan(start, end - start),
                  static_cast<sse::StreamPosition>(position), misses, max_event_bytes);
  header = {
      .count = found.count,
      .bytes = found.bytes,
      .next_bytes = found.next_bytes,
      .position = static_cast<std::uint32_t>(found.position),
      .misses = found.misses,
      .data_start = found.data_start,
      .data_end = found.data_end,
      .run_count = word(shapes.runs().size()),
      .runs_address = word(address(shapes.runs().data())),
      .text_encoding = static_cast<std::uint32_t>(shapes.is_ascii() ? sse::TextEncoding::ascii
                                                                    : sse::TextEncoding::utf8),
      .text_address = word(address(shapes.text().data())),
      .text_bytes = word(shapes.text().size()),
      .stored_bytes = stored_bytes,
  };
}

}  // namespace

// Emscripten exports it, and nothing here allocates. Stock embind has its own.
#ifdef EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES
extern "C" void free(void* /*memory*/) {}
#endif

EMSCRIPTEN_BINDINGS(message_shapes) {
  bind("inputAddress", &input_address);
  bind("inputBytes", &input_bytes);
  bind("storageAddress", &storage_address);
  bind("headerAddress", &header_address);
  bind("learn", &learn);
  bind("read", &read);
}
