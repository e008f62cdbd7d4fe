// Bytes to event tables, without strings: each file of the command line in chunks of three sizes.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <list>
#include <span>
#include <string>
#include <vector>

#include "sse/event_stream_parser.h"

namespace {

constexpr std::uint32_t kMaxEventBytes = 128U << 20U;

using Bytes = std::vector<std::uint8_t>;

template <typename Use>
void for_each_chunk(const Bytes& bytes, std::size_t chunk_bytes, Use use) {
  const std::span<const std::uint8_t> all(bytes);
  for (std::size_t at = 0; at < all.size(); at += chunk_bytes) {
    use(all.subspan(at, std::min(chunk_bytes, all.size() - at)));
  }
}

/// One table for all streams, as in the package.
void parse(benchmark::State& state, const Bytes& bytes, std::size_t chunk_bytes) {
  sse::EventTable table;
  for (auto _ : state) {
    sse::EventStreamParser parser(kMaxEventBytes);
    std::size_t words = 0;
    for_each_chunk(bytes, chunk_bytes, [&](std::span<const std::uint8_t> chunk) {
      if (parser.feed(chunk, table) != sse::ErrorCode::none) {
        state.SkipWithError("the parser failed");
      }
      words += table.words().size();
      benchmark::DoNotOptimize(table.text().view().data());
      benchmark::ClobberMemory();
    });
    if (words == 0) {
      state.SkipWithError("the stream has no event");
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}

Bytes contents_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  // Benchmarks keep references to the streams, so these must not move.
  std::list<Bytes> streams;
  for (const std::filesystem::path path :
       std::span(argv, static_cast<std::size_t>(argc)).subspan(1)) {
    const Bytes& bytes = streams.emplace_back(contents_of(path));
    if (bytes.empty()) {
      std::cerr << "Expected a file with a stream, got " << path << '\n';
      return EXIT_FAILURE;
    }
    for (const std::size_t chunk_bytes : {65536U, 16384U, 1024U}) {
      const std::string where = path.filename().string() + "/" + std::to_string(chunk_bytes);
      benchmark::RegisterBenchmark(where.c_str(), [&bytes, chunk_bytes](benchmark::State& state) {
        parse(state, bytes, chunk_bytes);
      });
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  return EXIT_SUCCESS;
}
