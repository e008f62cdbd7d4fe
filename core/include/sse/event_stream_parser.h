// Bytes of an event stream to records of an event table: the stages of core/ put together.
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

/// The most memory that the unfinished events of all parsers may take together. A parser that needs
/// more fails, unless its own event takes no more than `kNeverRefusedBytes`.
inline constexpr std::size_t kBudgetBytes = 256 * (std::size_t{1} << 20);
inline constexpr std::size_t kNeverRefusedBytes = std::size_t{1} << 20;

/// The most bytes of one `feed`: the end of the longest text that a record of the table can hold.
inline constexpr std::size_t kMaxChunkBytes = (std::size_t{1} << 29) - 1;

/// What a parser does with the lines that the standard ignores.
enum class IgnoredLines : bool { dropped = false, reported = true };

/// What a parser does with such a line if it exceeds the limit. A skipped line is not reported.
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

  /// Parses the next bytes of the stream. `table` then holds what they completed, and the data of
  /// an unfinished event if it is large; nothing else. After an error the records before it are
  /// good, and every later feed returns the same error.
  ///
  /// `bytes`: at most `kMaxChunkBytes`; more fail with `ErrorCode::out_of_memory`.
  /// `held_by_others`: the sum of `held_bytes` of the other parsers of the program, which share a
  /// budget.
  [[nodiscard]] ErrorCode feed(std::span<const std::uint8_t> bytes, EventTable& table,
                               std::size_t held_by_others = 0);

  /// The memory that the unfinished event takes: here, and in UTF-8 where data was put out.
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

  // The line at hand.
  FieldReader field_;
  std::uint32_t line_bytes_ = 0;
  bool value_begun_ = false;
  ReconnectionTimeReader reconnection_time_;
  /// The line, as long as it may turn out to be one that is ignored; empty where those are dropped.
  IgnoredLine ignored_line_;
  /// The value of an `event` field, or of an `id` field, which counts only if it holds no U+0000.
  TextBuffer value_;

  // The block at hand. Its data is the end of the table's text during a feed, so that an event
  // which one chunk completes is copied once, and waits in `unfinished_data_` between two feeds.
  std::uint32_t block_bytes_ = 0;
  TextBuffer unfinished_data_;
  /// Data that earlier tables had behind their last record.
  std::size_t data_bytes_put_out_ = 0;
  std::size_t data_start_ = 0;
  std::uint32_t data_utf16_start_ = 0;
  bool has_data_ = false;
  /// The newest that any block had: mostly, the next is the same.
  TextBuffer event_type_;
  bool has_event_type_ = false;
  /// What the table has for the type of its newest message.
  enum class TableType : std::uint8_t { empty, event_type, other };
  TableType table_type_ = TableType::empty;
  TextBuffer id_;
  bool has_id_ = false;
  std::uint32_t retry_ = kNoRetry;

  // Functions that return a number return how many of their first bytes they have parsed.
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
