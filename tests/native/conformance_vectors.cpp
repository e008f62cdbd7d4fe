// The reader of conformance vectors.
#include "conformance_vectors.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

namespace {

constexpr std::uint32_t kNoLimit = 1U << 30U;

bool starts_with(const std::string& line, const std::string& start) {
  return line.rfind(start, 0) == 0;
}

/// The bytes that `text` denotes.
std::string unescaped(const std::string& text) {
  static const std::map<char, char> kEscapes{{'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'0', '\0'},
                                             {'s', ' '},  {'"', '"'},  {'\\', '\\'}};
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') {
      bytes += text[at];
    } else if (text.at(++at) == 'x') {
      bytes += static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16));
      at += 2;
    } else {
      bytes += kEscapes.at(text[at]);
    }
  }
  return bytes;
}

/// An expectation with every quoted string in one spelling, so that it can be compared as text.
std::string normalised(const std::string& line) {
  std::string result;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] != '"') {
      result += line[at];
      continue;
    }
    std::size_t end = at + 1;
    while (line.at(end) != '"') {
      end += line[end] == '\\' ? 2 : 1;
    }
    append_quoted(result, unescaped(line.substr(at + 1, end - at - 1)));
    at = end;
  }
  return result;
}

void read_line(const std::string& line, std::vector<ConformanceVector>& vectors) {
  if (line.empty() || line.front() == '#') {
    return;
  }
  if (starts_with(line, "== ")) {
    vectors.push_back({line.substr(3), kNoLimit, false, false, {}, {}});
  } else if (starts_with(line, "limit ")) {
    vectors.back().limit = static_cast<std::uint32_t>(std::stoul(line.substr(6)));
  } else if (line == "with-ignored-lines") {
    vectors.back().with_ignored_lines = true;
  } else if (line == "skips-long-ignored-lines") {
    vectors.back().skips_long_ignored_lines = true;
  } else if (starts_with(line, "chunk ")) {
    vectors.back().chunks.push_back(unescaped(line.substr(6)));
  } else {
    vectors.back().expected.push_back(normalised(line));
  }
}

}  // namespace

std::vector<ConformanceVector> read_conformance_vectors(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<ConformanceVector> vectors;
  for (const auto& file : files) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
      try {
        read_line(line, vectors);
      } catch (const std::exception& error) {
        std::cerr << file << ": " << error.what() << " in: " << line << '\n';
        return {};
      }
    }
  }
  return vectors;
}

// Allocates no memory, because the fuzzer calls it for every text of every input.
void append_quoted(std::string& line, std::string_view text) {
  constexpr std::string_view kEscaped("\n\r\t\0\"\\", 6);
  constexpr std::string_view kLetters("nrt0\"\\");
  line += '"';
  for (const char character : text) {
    const auto index = kEscaped.find(character);
    if (index == std::string_view::npos) {
      line += character;
    } else {
      line += '\\';
      line += kLetters[index];
    }
  }
  line += '"';
}
