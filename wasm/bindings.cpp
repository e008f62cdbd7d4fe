// The WebAssembly module's functions, bound by embind: handles and numbers cross, never strings or
// objects. Bytes go in through the staging buffer and come out as an event table; see README.md.
#include <emscripten/bind.h>

#include <array>
#include <cstdint>
#include <new>
#include <type_traits>

#include "sse/event_stream_parser.h"
#include "sse/event_table.h"
#include "sse/retry_policy.h"

namespace {

// Parsers are synchronous, so that one staging buffer and one table serve all of them.
constexpr unsigned kStagingBytes = 64 * 1024;
std::array<std::uint8_t, kStagingBytes> staging_buffer;
sse::EventTable event_table;

/// What `feed` answers the address of: nine 32-bit words.
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
} header;

sse::Decision decision;

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

/// A handle, or 0 when there is no memory.
unsigned long create_parser(unsigned max_event_bytes, bool reports_ignored_lines) {
  return address(new (std::nothrow) sse::EventStreamParser(
      max_event_bytes, static_cast<sse::IgnoredLines>(reports_ignored_lines)));
}

void destroy_parser(unsigned long parser) { delete object<sse::EventStreamParser>(parser); }

/// Parses the first `length` bytes of the staging buffer and answers the address of the table's
/// header. The table is valid until the next feed of any parser.
unsigned long feed(unsigned long parser, unsigned length) {
  const sse::ErrorCode error =
      object<sse::EventStreamParser>(parser)->feed({staging_buffer.data(), length}, event_table);
  const auto words = event_table.words();
  const sse::TextBuffer& text = event_table.text();
  const sse::TextEncoding encoding = event_table.encode();
  const bool is_utf16 = encoding == sse::TextEncoding::utf16;
  const sse::TextBuffer& ignored_text = event_table.ignored_text();
  header = {
      .error_code = number(error),
      .word_count = number(words.size()),
      .words_address = number(address(words.data())),
      .text_encoding = number(encoding),
      .text_address =
          number(is_utf16 ? address(event_table.utf16_text().code_units()) : address(text.bytes())),
      .text_bytes = number(is_utf16 ? text.utf16_length() * sizeof(char16_t) : text.size()),
      .ignored_text_encoding = number(sse::TextEncoding::utf8),
      .ignored_text_address = number(address(ignored_text.bytes())),
      .ignored_text_bytes = number(ignored_text.size()),
  };
  return address(&header);
}

/// A handle, or 0 when there is no memory. NaN stands for a default.
unsigned long create_retry_policy(double initial_delay, double max_delay, double multiplier,
                                  double jitter, double max_attempts, double max_elapsed,
                                  bool replay, bool subscription, bool standard_statuses) {
  const sse::RetryOptions options{
      .initial_delay = initial_delay,
      .max_delay = max_delay,
      .multiplier = multiplier,
      .jitter = jitter,
      .max_attempts = max_attempts,
      .max_elapsed = max_elapsed,
      .replay = replay,
      .subscription = subscription,
  };
  return address(new (std::nothrow) sse::RetryPolicy(
      options, standard_statuses ? sse::RetryStatuses::standard() : sse::RetryStatuses()));
}

void destroy_retry_policy(unsigned long policy) { delete object<sse::RetryPolicy>(policy); }

void add_retry_status(unsigned long policy, unsigned status) {
  object<sse::RetryPolicy>(policy)->add_status(status);
}

/// Decides; the `decision` functions then answer the parts of the decision, until the next call.
void decide(unsigned long policy, unsigned outcome, unsigned status, double number, double elapsed,
            unsigned messages, bool delivered, bool idempotent, bool repeatable, bool resumable,
            bool can_resume, bool asked, double asked_delay, double reconnection_time,
            double retry_after, double random) {
  decision = object<sse::RetryPolicy>(policy)->decide({
      .outcome = static_cast<sse::Outcome>(outcome),
      .status = status,
      .number = number,
      .elapsed = elapsed,
      .messages = messages,
      .delivered = delivered,
      .idempotent = idempotent,
      .repeatable = repeatable,
      .resumable = resumable,
      .can_resume = can_resume,
      .asked = asked,
      .asked_delay = asked_delay,
      .reconnection_time = reconnection_time,
      .retry_after = retry_after,
      .random = random,
  });
}

unsigned decision_action() { return static_cast<unsigned>(decision.action); }
unsigned decision_reason() { return static_cast<unsigned>(decision.reason); }
double decision_delay() { return decision.delay; }
double decision_next_number() { return decision.next_number; }
double decision_elapsed() { return decision.elapsed; }

/// What WebAssembly and JavaScript take for the same number. As a result, that holds for 32-bit
/// integers below 2^31 only: addresses, in a memory of at most 2 GiB.
template <typename T>
constexpr bool kIsPlain =
    std::is_same_v<T, double> || std::is_same_v<T, unsigned> || std::is_same_v<T, unsigned long>;

/// embind's `function` for those that embind.js can bind.
template <typename Result, typename... Arguments>
void bind(const char* name, Result (*function)(Arguments...)) {
  static_assert(std::is_void_v<Result> || kIsPlain<Result>);
  static_assert(((kIsPlain<Arguments> || std::is_same_v<Arguments, bool>)&&...));
  emscripten::function(name, function);
}

}  // namespace

EMSCRIPTEN_BINDINGS(event_stream) {
  bind("stagingBufferAddress", &staging_buffer_address);
  bind("stagingBufferBytes", &staging_buffer_bytes);
  bind("createParser", &create_parser);
  bind("destroyParser", &destroy_parser);
  bind("feed", &feed);
  bind("createRetryPolicy", &create_retry_policy);
  bind("destroyRetryPolicy", &destroy_retry_policy);
  bind("addRetryStatus", &add_retry_status);
  bind("decide", &decide);
  bind("decisionAction", &decision_action);
  bind("decisionReason", &decision_reason);
  bind("decisionDelay", &decision_delay);
  bind("decisionNextNumber", &decision_next_number);
  bind("decisionElapsed", &decision_elapsed);
}
