// Reads tables out of a Markdown page: cells as text, each row with the line that it stands on.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

/// What is wrong with a page, and where.
class TableFault : public std::runtime_error {
 public:
  TableFault(std::size_t line, const std::string& what)
      : std::runtime_error("line " + std::to_string(line) + ": " + what) {}
};

struct TableRow {
  std::size_t line;
  /// Without the spaces and the backquotes around them.
  std::vector<std::string> cells;
};

struct MarkdownTable {
  TableRow heading;
  std::vector<TableRow> rows;
};

/// The tables under the heading `title` of the second level and the smaller headings below it.
/// Throws a TableFault for a row that has not as many cells as its heading, and where there is no
/// table.
std::vector<MarkdownTable> read_tables(const std::string& page, const std::string& title);

/// The parts of `text` between commas, without the spaces and the backquotes around them.
std::vector<std::string> split_list(const std::string& text);
