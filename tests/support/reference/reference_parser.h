// The event stream parser of the standard's text: simple, byte by byte, whole streams only. The
// reference for core/.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// Code points, and the byte of the stream at which each begins.
struct DecodedStream {
  std::u32string text;
  std::vector<std::size_t> offsets;
};

/// Reuses its buffers, because the fuzzer parses many short streams.
class ReferenceParser {
 public:
  /// The results of a whole stream, one line each, in the format of the conformance vectors
  /// (tests/support/conformance/README.md). Valid until the next call.
  const std::string& parse(std::span<const std::uint8_t> stream, std::uint32_t max_event_bytes,
                           bool with_ignored_lines, bool skips_long_ignored_lines);

 private:
  DecodedStream decoded_;
  /// The current line, reported if it is ignored.
  bool reports_line_ = false;
  std::string results_;

  // The buffers of the standard.
  std::u32string data_;
  std::u32string event_type_;
  std::u32string id_;
  bool has_id_ = false;
  std::uint64_t retry_ = 0;
  bool has_retry_ = false;

  void process_line(std::u32string_view line);
  void process_field(std::u32string_view name, std::u32string_view value);
  void process_retry(std::u32string_view value);
  void dispatch();
  void reset();
  void append_text(const char* before, std::u32string_view text);
  void report_ignored(const char* kind, std::u32string_view value);
};
