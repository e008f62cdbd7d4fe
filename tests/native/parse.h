// Test helper: parses chunks, and writes the results in the format of the conformance vectors.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sse/event_stream_parser.h"
#include "sse/event_table.h"
#include "sse/event_table_reader.h"

inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Appends a line for one result.
void append_result(std::string& lines, const sse::Entry& entry);
/// The same for an error. `none` is not a result.
void append_result(std::string& lines, sse::ErrorCode error);

/// The results of one feed, a line for each record of the table.
std::vector<std::string> described(const sse::EventTable& table);
/// The same for the tables of one stream, one after another.
std::vector<std::string> described(const sse::EventTable& table, sse::EventTableReader& reader);
std::string described(sse::ErrorCode error);

std::vector<std::string> split_lines(const std::string& lines);

/// The results of a whole stream, including an error. Each chunk is fed from memory that ends with
/// it, so that AddressSanitizer detects a read beyond it.
std::vector<std::string> parse(const std::vector<std::string>& chunks,
                               std::uint32_t max_event_bytes = 1U << 30U,
                               sse::IgnoredLines ignored_lines = sse::IgnoredLines::dropped,
                               sse::LongIgnoredLines long_lines = sse::LongIgnoredLines::fail);
