// Parses the bytes of an event stream into records of an event table. Combines the stages of core/.
#pragma once

#include <cstdint>
#include <span>

#include "sse/error_code.h"
#include "sse/event_table.h"
#include "sse/internal/field.h"
#include "sse/internal/ignored_line.h"
#include "sse/internal/line_ends.h"
#include "sse/internal/reconnection_time.h"
#include "sse/internal/text_buffer.h"
#include "sse/internal/utf8_decoder.h"

namespace sse {

/// The largest total memory of the unfinished events of all parsers. A parser that needs more
/// fails, unless its own event takes no more than `kNeverRefusedBytes`.
inline constexpr std::size_t kBudgetBytes = 256 * (std::size_t{1} << 20);
inline constexpr std::size_t kNeverRefusedBytes = std::size_t{1} << 20;

/// The largest chunk of `feed`: the length of the longest text that a record of the table can have.
inline constexpr std::size_t kMaxChunkBytes = (std::size_t{1} << 29) - 1;

/// What a parser does with the lines that the standard ignores.
enum class IgnoredLines : bool { dropped = false, reported = true };

/// What a parser does with an ignored line that exceeds the limit. A skipped line is not reported.
enum class LongIgnoredLines : bool { fail = false, skipped = true };

/// Parses one event stream, that is, the body of one response.
/// https://html.spec.whatwg.org/#event-stream-interpretation
///
/// The end of a stream needs no call: [spec] "Once the end of the file is reached, any pending data
/// must be discarded", so the parser is destroyed.
class EventStreamParser {
 public:
  /// `max_event_bytes`: at most 2^32 - 2. The most bytes that an event may take before it is
  /// dispatched, counted as received: its lines that name a field of the standard, without line
  /// ends, and the unfinished line.
  explicit EventStreamParser(std::uint32_t max_event_bytes,
                             IgnoredLines ignored_lines = IgnoredLines::dropped,
                             LongIgnoredLines long_ignored_lines = LongIgnoredLines::fail);

  /// Parses the next bytes of the stream. `table` then has the completed records and, if it is
  /// large, the data of an unfinished event. After an error the records before it are valid, and
  /// every later feed returns the same error.
  ///
  /// `bytes`: at most `kMaxChunkBytes`. A larger chunk fails with `ErrorCode::out_of_memory`.
  /// `held_by_others`: the sum of `held_bytes` of all other parsers of the program, which share the
  /// budget.
  [[nodiscard]] ErrorCode feed(std::span<const std::uint8_t> bytes, EventTable& table,
                               std::size_t held_by_others = 0);

  /// Returns the memory of the unfinished event: in this parser, and in UTF-8 for data already in a
  /// table.
  [[nodiscard]] std::size_t held_bytes() const;

 private:
  std::uint32_t max_event_bytes_;
  IgnoredLines ignored_lines_;
  LongIgnoredLines long_ignored_lines_;
  ErrorCode error_ = ErrorCode::none;

  LineEnds line_ends_;
  Utf8Decoder decoder_;
  std::uint8_t byte_order_mark_seen_ = 0;
  bool at_start_of_stream_ = true;

  // The current line.
  FieldReader field_;
  std::uint32_t line_bytes_ = 0;
  bool value_begun_ = false;
  ReconnectionTimeReader reconnection_time_;
  /// The current line, as long as it may be an ignored one. Empty if ignored lines are not
  /// reported.
  IgnoredLine ignored_line_;
  /// The value of an `event` or `id` field. An `id` with U+0000 is ignored at the end of its line.
  TextBuffer value_;

  // The current block. During a feed its data is the end of the table's text, so that an event
  // within one chunk is copied once. Between two feeds it is in `unfinished_data_`.
  std::uint32_t block_bytes_ = 0;
  TextBuffer unfinished_data_;
  /// The data of this block that earlier tables had after their last record.
  std::size_t data_bytes_put_out_ = 0;
  std::size_t data_start_ = 0;
  std::uint32_t data_utf16_start_ = 0;
  bool has_data_ = false;
  /// The latest type of any block, because the next block often has the same.
  TextBuffer event_type_;
  bool has_event_type_ = false;
  /// The type of the latest message in the table.
  enum class TableType : std::uint8_t { empty, event_type, other };
  TableType table_type_ = TableType::empty;
  TextBuffer id_;
  bool has_id_ = false;
  std::uint32_t retry_ = kNoRetry;

  // A returned number is the number of bytes consumed.
  void parse(std::span<const std::uint8_t> bytes, EventTable& table);
  void parse_lines(std::span<const std::uint8_t> bytes, EventTable& table);
  [[nodiscard]] std::size_t parse_plain_lines(std::span<const std::uint8_t> bytes,
                                              EventTable& table);
  [[nodiscard]] std::size_t parse_plain_data(std::span<const std::uint8_t> bytes, TextBuffer& text);
  [[nodiscard]] std::size_t parse_plain_event(std::span<const std::uint8_t> bytes);
  [[nodiscard]] std::size_t parse_plain_comment(std::span<const std::uint8_t> bytes) const;
  [[nodiscard]] bool is_plain_line(std::span<const std::uint8_t> bytes, std::size_t length) const;
  [[nodiscard]] std::size_t parse_line(std::span<const std::uint8_t> bytes, EventTable& table);
  [[nodiscard]] bool must_fit(bool has_ended) const;
  [[nodiscard]] bool begin_value(EventTable& table);
  [[nodiscard]] bool begin_data(EventTable& table);
  [[nodiscard]] std::size_t parse_value(std::span<const std::uint8_t> bytes, EventTable& table);
  [[nodiscard]] bool end_line(EventTable& table);
  [[nodiscard]] bool end_value(EventTable& table);
  [[nodiscard]] bool report_if_ignored(EventTable& table);
  [[nodiscard]] bool dispatch(EventTable& table);
  [[nodiscard]] bool append_message(EventTable& table);
  void begin_block(const EventTable& table);
  void check_memory(bool is_enough);
  void check_budget(std::size_t held_by_others);
  [[nodiscard]] bool take_up_unfinished_data(std::size_t incoming, EventTable& table);
  [[nodiscard]] bool put_aside_unfinished_data(std::size_t incoming, EventTable& table);
};

}  // namespace sse
