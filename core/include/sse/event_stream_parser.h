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

/// The maximum total memory of the unfinished events of all parsers. If it is exceeded, a parser
/// whose own event takes more than `kNeverRefusedBytes` fails.
inline constexpr std::size_t kBudgetBytes = 256 * (std::size_t{1} << 20);
inline constexpr std::size_t kNeverRefusedBytes = std::size_t{1} << 20;

/// The maximum size of a chunk for `feed`: the maximum length of a text in a record of the table.
inline constexpr std::size_t kMaxChunkBytes = (std::size_t{1} << 29) - 1;

/// Whether a parser reports the lines that the standard ignores.
enum class IgnoredLines : bool { dropped = false, reported = true };

/// What a parser does with an ignored line that exceeds the limit. A skipped line is not reported.
enum class LongIgnoredLines : bool { fail = false, skipped = true };

/// Parses one event stream, that is, the body of one response.
/// https://html.spec.whatwg.org/#event-stream-interpretation
///
/// There is no function for the end of a stream, because the parser can be destroyed: [spec] "Once
/// the end of the file is reached, any pending data must be discarded."
class EventStreamParser {
 public:
  /// `max_event_bytes`: the maximum number of received bytes of an event, at most 2^32 - 2. Counts
  /// the lines whose field the standard defines, without line ends, and the unfinished line.
  explicit EventStreamParser(std::uint32_t max_event_bytes,
                             IgnoredLines ignored_lines = IgnoredLines::dropped,
                             LongIgnoredLines long_ignored_lines = LongIgnoredLines::fail);

  /// Parses the next bytes of the stream. Writes the completed records to `table`, and also the
  /// data of an unfinished event if that is large. After an error, the records before it are valid,
  /// and every further feed returns the same error.
  ///
  /// `bytes`: at most `kMaxChunkBytes`. A larger chunk fails with `ErrorCode::out_of_memory`.
  /// `held_by_others`: the sum of `held_bytes` of all other parsers, which share the budget.
  [[nodiscard]] ErrorCode feed(std::span<const std::uint8_t> bytes, EventTable& table,
                               std::size_t held_by_others = 0);

  /// Returns the memory of the unfinished event: the buffers of this parser, and the UTF-8 length
  /// of the data that earlier tables contained.
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
  /// The current line while it may turn out to be ignored. Empty if ignored lines are not reported.
  IgnoredLine ignored_line_;
  /// The value of an `event` or `id` field. An `id` with U+0000 is ignored at the end of its line.
  TextBuffer value_;

  // The current block. During a feed, its data is the end of the table's text, so that an event
  // within one chunk is copied once. Between two feeds, its data is in `unfinished_data_`.
  std::uint32_t block_bytes_ = 0;
  TextBuffer unfinished_data_;
  /// The number of data bytes of this block that earlier tables contained after their last record.
  std::size_t data_bytes_in_earlier_tables_ = 0;
  std::size_t data_start_ = 0;
  std::uint32_t data_utf16_start_ = 0;
  bool has_data_ = false;
  /// The type of the latest block that had one, because the next block often has the same type.
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
  [[nodiscard]] bool restore_unfinished_data(std::size_t incoming, EventTable& table);
  [[nodiscard]] bool store_unfinished_data(std::size_t incoming, EventTable& table);
};

}  // namespace sse
