// The functions of the WebAssembly module, bound by embind: handles and numbers cross, never
// strings or objects. Bytes are passed through the staging buffer and returned as an event table;
// see README.md.
#include <array>
#include <cstdint>
#include <new>

#include "bind.h"
#include "number.h"
#include "sse/event_stream_parser.h"
#include "sse/event_table.h"
#include "sse/retry_policy.h"

namespace {

// Every call is synchronous, so that one staging buffer and one table serve all parsers and all
// decisions.
constexpr unsigned kStagingBytes = 64 * 1024;
/// The bytes of a chunk, or the numbers of a decision.
std::array<double, kStagingBytes / sizeof(double)> staging_buffer;
sse::EventTable event_table;

/// The header at the address that `feed` returns: 32-bit words. `npm run generate` numbers them for
/// JavaScript.
struct EventTableHeader {
  std::uint32_t error_code;
  std::uint32_t word_count;
  std::uint32_t words_address;
  std::uint32_t text_encoding;
  std::uint32_t text_address;
  std::uint32_t text_bytes;
  std::uint32_t ignored_text_encoding;
  std::uint32_t ignored_text_address;
  std::uint32_t ignored_text_bytes;
  std::uint32_t held_bytes;
} header;

template <typename T>
T* object(unsigned long handle) {
  return reinterpret_cast<T*>(handle);
}

unsigned long address(const void* pointer) { return reinterpret_cast<unsigned long>(pointer); }

template <typename T>
std::uint32_t number(T value) {
  return static_cast<std::uint32_t>(value);
}

unsigned long staging_buffer_address() { return address(staging_buffer.data()); }
unsigned staging_buffer_bytes() { return kStagingBytes; }

/// Returns a handle, or 0 if there is no memory.
unsigned long create_parser(unsigned max_event_bytes, bool reports_ignored_lines,
                            bool skips_long_ignored_lines) {
  return address(new (std::nothrow) sse::EventStreamParser(
      max_event_bytes, static_cast<sse::IgnoredLines>(reports_ignored_lines),
      static_cast<sse::LongIgnoredLines>(skips_long_ignored_lines)));
}

void destroy_parser(unsigned long parser) { delete object<sse::EventStreamParser>(parser); }

/// Parses the first `length` bytes of the staging buffer. Returns the address of the table's
/// header. The table is valid until the next feed of any parser. `held_by_others`: `held_bytes` of
/// all other parsers, including those of other instances.
unsigned long feed(unsigned long handle, unsigned length, unsigned held_by_others,
                   bool reads_utf16) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(staging_buffer.data());
  auto& parser = *object<sse::EventStreamParser>(handle);
  const sse::ErrorCode error = parser.feed({bytes, length}, event_table, held_by_others);
  const auto words = event_table.words();
  const sse::TextBuffer& text = event_table.text();
  const sse::TextEncoding encoding = event_table.encode(reads_utf16);
  const bool is_utf16 = encoding == sse::TextEncoding::utf16;
  const sse::TextBuffer& ignored_text = event_table.ignored_text();
  header = {
      .error_code = number(error),
      .word_count = number(words.size()),
      .words_address = number(address(words.data())),
      .text_encoding = number(encoding),
      .text_address = number(is_utf16 ? address(event_table.utf16_text()) : address(text.bytes())),
      .text_bytes = number(is_utf16 ? text.utf16_length() * sizeof(char16_t) : text.size()),
      .ignored_text_encoding = number(sse::TextEncoding::utf8),
      .ignored_text_address = number(address(ignored_text.bytes())),
      .ignored_text_bytes = number(ignored_text.size()),
      .held_bytes = number(parser.held_bytes()),
  };
  return address(&header);
}

/// Reads the options and then the attempt from the staging buffer, in the order of their members,
/// which `npm run generate` numbers for JavaScript. Overwrites them with the decision.
void decide() {
  const double* next = staging_buffer.data();
  const auto number = [&next] { return *next++; };
  const auto count = [&number] { return count_of(number()); };
  const auto flag = [&number] { return number() > 0; };
  const sse::RetryOptions options{
      .initial_delay = number(),
      .max_delay = number(),
      .multiplier = number(),
      .jitter = number(),
      .max_attempts = number(),
      .max_elapsed = number(),
      .replay = flag(),
      .subscription = flag(),
  };
  const sse::Attempt attempt{
      .outcome = static_cast<sse::Outcome>(count()),
      .status = count(),
      .number = number(),
      .elapsed = number(),
      .messages = count(),
      .replayed = flag(),
      .accepted = flag(),
      .idempotent = flag(),
      .repeatable = flag(),
      .can_resume = flag(),
      .offline = flag(),
      .asked = flag(),
      .asked_delay = number(),
      .reconnection_time = number(),
      .retry_after = number(),
      .random = number(),
      .server_choice = number(),
      .conflict_passes = flag(),
      .chosen_status = number(),
  };
  const sse::Decision decision = sse::RetryPolicy(options).decide(attempt);
  double* output = staging_buffer.data();
  *output++ = static_cast<double>(decision.action);
  *output++ = static_cast<double>(decision.reason);
  *output++ = decision.delay;
  *output++ = decision.next_number;
  *output++ = decision.elapsed;
}

}  // namespace

EMSCRIPTEN_BINDINGS(event_stream) {
  bind("stagingBufferAddress", &staging_buffer_address);
  bind("stagingBufferBytes", &staging_buffer_bytes);
  bind("createParser", &create_parser);
  bind("destroyParser", &destroy_parser);
  bind("feed", &feed);
  bind("decide", &decide);
}
