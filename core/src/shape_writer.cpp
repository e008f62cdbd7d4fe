// Writes the shape of a message: parses its JSON, and writes holes at the paths that vary.
#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "sse/internal/shape.h"

namespace sse {

namespace {

/// The largest number of paths. Further ones are ignored. The first path is the path of the text.
constexpr std::size_t kMostPaths = 12;
constexpr int kMostDepth = 16;

/// The rest of each path below the current value. The data is null if a path leads elsewhere.
using Paths = std::array<std::string_view, kMostPaths>;

bool is_reached(std::string_view path) { return path.data() != nullptr && path.empty(); }

/// The rest of a path below a member or an element. No path matches a name with a dot.
std::string_view below(std::string_view path, std::string_view name) {
  if (!path.starts_with(name) || name.find('.') != std::string_view::npos) {
    return {};
  }
  path.remove_prefix(name.size());
  if (path.empty()) {
    return path;
  }
  return path.front() == '.' ? path.substr(1) : std::string_view();
}

/// A number as text.
class Digits {
 public:
  explicit Digits(unsigned number) {
    do {
      characters_[--start_] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number > 0);
  }
  [[nodiscard]] std::string_view text() const {
    return std::string_view(characters_.data(), characters_.size()).substr(start_);
  }

 private:
  std::array<char, std::numeric_limits<unsigned>::digits10 + 1> characters_{};
  std::size_t start_ = characters_.size();
};

constexpr std::size_t kMostHoles = 32;

/// Finds the holes of a message.
class HoleFinder {
 public:
  explicit HoleFinder(std::string_view data) : data_(data) {}

  /// Whether the data is one JSON value with one text.
  bool find(const Paths& paths) {
    walk(paths, 0);
    skip_space();
    return !failed_ && at_ == data_.size() && texts_ == 1;
  }
  [[nodiscard]] std::span<const HoleRange> holes() const { return {holes_.data(), count_}; }

 private:
  std::string_view data_;
  std::size_t at_ = 0;
  std::array<HoleRange, kMostHoles> holes_;
  std::size_t count_ = 0;
  int texts_ = 0;
  bool failed_ = false;

  [[nodiscard]] char next() const { return at_ < data_.size() ? data_[at_] : '\0'; }
  void skip_space() {
    // Not CR and LF, because data of several lines is not contiguous in the stream.
    while (next() == ' ' || next() == '\t') {
      ++at_;
    }
  }
  bool take(char character) {
    skip_space();
    const bool is_next = next() == character;
    at_ += is_next ? 1 : 0;
    return is_next;
  }

  /// One value. Fails for what is not JSON.
  // NOLINTNEXTLINE(misc-no-recursion): the depth is limited.
  void walk(const Paths& paths, int depth) {
    skip_space();
    if (failed_ || depth > kMostDepth) {
      failed_ = true;
    } else if (next() == '{') {
      walk_members(paths, depth, '}');
    } else if (next() == '[') {
      walk_members(paths, depth, ']');
    } else if (next() == '"') {
      const std::string_view content = take_string();
      const std::size_t start = at_ - 1 - content.size();
      if (is_reached(paths.front())) {
        ++texts_;
        append_hole(start, at_ - 1, Hole::text);
      } else if (is_varying(paths)) {
        append_hole(start, at_ - 1, Hole::string);
      }
    } else {
      walk_word(paths);
    }
  }

  /// The members of an object, or the elements of a list.
  // NOLINTNEXTLINE(misc-no-recursion): the depth is limited.
  void walk_members(const Paths& paths, int depth, char close) {
    ++at_;
    if (take(close)) {
      return;
    }
    unsigned index = 0;
    std::size_t value_end = 0;
    do {
      Digits digits(index++);
      std::string_view name = digits.text();
      if (close == '}') {
        skip_space();
        name = take_string();
        failed_ = failed_ || !take(':');
      }
      Paths inner{};
      for (std::size_t path = 0; path < paths.size(); ++path) {
        // Below a path that varies, every value may vary. Below a text there is nothing.
        inner[path] = path > 0 && is_reached(paths[path]) ? paths[path] : below(paths[path], name);
      }
      walk(inner, depth + 1);
      value_end = at_;
    } while (!failed_ && take(','));
    if (depth == 0) {
      append_hole(value_end, at_, Hole::space);
    }
    failed_ = failed_ || !take(close);
  }

  /// A string without its quotes, as it is written.
  std::string_view take_string() {
    if (next() != '"') {
      failed_ = true;
      return {};
    }
    const std::size_t start = ++at_;
    while (next() != '"') {
      at_ += next() == '\\' ? 2 : 1;
      if (at_ >= data_.size()) {
        failed_ = true;
        return {};
      }
    }
    return data_.substr(start, at_++ - start);
  }

  /// A number, `true`, `false` or `null`.
  void walk_word(const Paths& paths) {
    const std::size_t start = at_;
    const auto rest = data_.substr(start);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): characters are bytes.
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(rest.data());
    const std::size_t number = read_json_number({bytes, rest.size()});
    if (number != kNoJson) {
      at_ += number;
      if (is_varying(paths)) {
        append_hole(start, at_, Hole::number);
      }
      return;
    }
    for (const std::string_view word : {"true", "false", "null"}) {
      if (rest.starts_with(word)) {
        at_ += word.size();
      }
    }
    failed_ = failed_ || at_ == start;
  }

  [[nodiscard]] static bool is_varying(const Paths& paths) {
    return std::any_of(paths.begin() + 1, paths.end(), is_reached);
  }

  void append_hole(std::size_t start, std::size_t end, Hole hole) {
    failed_ = failed_ || count_ == kMostHoles;
    if (!failed_) {
      holes_[count_++] = {.start = static_cast<std::uint16_t>(start),
                          .end = static_cast<std::uint16_t>(end),
                          .hole = hole};
    }
  }
};

Paths paths_of(std::string_view list) {
  Paths paths{};
  for (std::string_view& path : paths) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    path = list.substr(0, end);
    if (end == list.size()) {
      break;
    }
    list.remove_prefix(end + 1);
  }
  return paths;
}

}  // namespace

std::size_t write_shape(const LearnedMessage& message, std::uint16_t number,
                        std::span<std::uint8_t> output) {
  const auto& [event, data, paths] = message;
  HoleFinder finder(data);
  // Larger data would not fit into the headers.
  if (data.size() > output.size() || !finder.find(paths_of(paths))) {
    return 0;
  }
  const auto holes = finder.holes();
  const std::size_t bytes = sizeof(ShapeHeader) + holes.size_bytes() + event.size() + data.size();
  if (bytes > output.size()) {
    return 0;
  }
  const auto text = std::find_if(holes.begin(), holes.end(),
                                 [](const HoleRange& range) { return range.hole == Hole::text; });
  const ShapeHeader header{
      .bytes = static_cast<std::uint16_t>(bytes),
      .number = number,
      .holes = static_cast<std::uint16_t>(holes.size()),
      .event_bytes = static_cast<std::uint16_t>(event.size()),
      .text_start = text->start,
  };
  auto* end = output.data();
  const auto append = [&end](const void* from, std::size_t count) {
    end = std::copy_n(static_cast<const std::uint8_t*>(from), count, end);
  };
  append(&header, sizeof(header));
  append(holes.data(), holes.size_bytes());
  append(event.data(), event.size());
  append(data.data(), data.size());
  return bytes;
}

}  // namespace sse
