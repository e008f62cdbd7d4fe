// Prints the events of standard input: curl -N https://example.com/events | print_events
#include <array>
#include <cstdlib>
#include <iostream>

#include "sse/event_stream_parser.h"
#include "sse/event_table_reader.h"

namespace {

constexpr std::uint32_t kMaxEventBytes = 64U << 20U;

void print(const sse::Entry& entry) {
  if (entry.kind == sse::Entry::Kind::message) {
    std::cout << (entry.type.empty() ? "message" : entry.type);
    if (!entry.id.empty()) {
      std::cout << " " << entry.id;
    }
    std::cout << ": " << entry.data << std::endl;
  }
}

}  // namespace

int main() {
  sse::EventStreamParser parser(kMaxEventBytes);
  sse::EventTable table;
  sse::EventTableReader reader;
  std::array<char, 4096> chunk;
  while (std::cin.read(chunk.data(), 1)) {
    // Reads what has arrived, without waiting for a full chunk.
    const auto size = 1 + std::cin.readsome(chunk.data() + 1, chunk.size() - 1);
    const auto error = parser.feed(
        {reinterpret_cast<const std::uint8_t*>(chunk.data()), static_cast<std::size_t>(size)},
        table);
    if (!reader.read(table, print) || error != sse::ErrorCode::none) {
      std::cerr << "The stream cannot be parsed: error " << static_cast<unsigned>(error) << '\n';
      return EXIT_FAILURE;
    }
  }
  return EXIT_SUCCESS;
}
