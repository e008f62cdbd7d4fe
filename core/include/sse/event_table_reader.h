// Reads event tables as messages and other entries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sse/event_table.h"
#include "sse/internal/buffer.h"
#include "sse/internal/text_buffer.h"

namespace sse {

/// One result of a feed. The texts are UTF-8, and valid until the next entry is read.
struct Entry {
  enum class Kind : std::uint8_t { message, last_event_id, reconnection_time, ignored_line };

  Kind kind = Kind::message;
  /// Of a message.
  std::string_view data = {};
  /// Of a message. Empty for the type "message".
  std::string_view type = {};
  /// Of a message, or the last event ID.
  std::string_view id = {};
  /// Milliseconds: the reconnection time, or the value of the `retry` field of a message.
  std::optional<std::uint32_t> retry = std::nullopt;
  /// Of an ignored line.
  IgnoredLineKind line_kind = IgnoredLineKind::comment;
  std::string_view line_name = {};
  std::string_view line_value = {};
};

/// Reads the tables of one stream, one after another. Keeps the start of data whose event is not
/// complete.
class EventTableReader {
 public:
  /// Calls `use` with each entry of `table`, in order. Call it once after each feed. Returns false
  /// if the allocator has no memory; the remaining entries are then not read.
  template <typename Use>
  [[nodiscard]] bool read(const EventTable& table, Use use) {
    begin(table);
    while (!words_.empty()) {
      const std::optional<Entry> entry = next();
      if (!entry) {
        return false;
      }
      use(*entry);
    }
    return keep_unfinished_data();
  }

  /// Returns the data of the unfinished event that earlier tables had.
  [[nodiscard]] std::string_view unfinished_data() const {
    return {unfinished_data_.data(), unfinished_data_.size()};
  }

 private:
  /// A text that is read from front to back.
  class Text {
   public:
    Text() = default;
    explicit Text(const TextBuffer& text);
    [[nodiscard]] std::string_view rest() const { return rest_; }
    /// Removes the text up to an end in UTF-16 code units, and returns it.
    std::string_view take_to(std::uint32_t utf16_end);

   private:
    std::string_view rest_;
    std::uint32_t utf16_at_ = 0;
    bool is_ascii_ = false;
  };

  std::span<const std::uint32_t> words_;
  Text text_;
  Text ignored_text_;
  std::string_view type_;
  Buffer<char> unfinished_data_;
  bool data_was_completed_ = false;

  void begin(const EventTable& table);
  [[nodiscard]] std::optional<Entry> next();
  [[nodiscard]] std::optional<Entry> next_message(RecordKind kind, std::uint32_t data_end);
  [[nodiscard]] Entry next_ignored_line(IgnoredLineKind kind);
  [[nodiscard]] std::uint32_t next_word();
  void drop_completed_data();
  [[nodiscard]] bool keep_unfinished_data();
};

}  // namespace sse
