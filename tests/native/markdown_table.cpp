// The reader of Markdown tables.
#include "markdown_table.h"

#include <sstream>

namespace {

std::string trimmed(const std::string& text) {
  constexpr auto kAround = " `";
  const auto first = text.find_first_not_of(kAround);
  return first == std::string::npos
             ? ""
             : text.substr(first, text.find_last_not_of(kAround) - first + 1);
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) {
    parts.push_back(trimmed(part));
  }
  return parts;
}

/// The cells of `| one | two |`.
std::vector<std::string> cells_of(const std::string& text, std::size_t line) {
  if (text.size() < 2 || text.back() != '|') {
    throw TableFault(line, "expected a row that ends with |");
  }
  return split(text.substr(1, text.size() - 2), '|');
}

bool is_rule(const std::vector<std::string>& cells) {
  for (const auto& cell : cells) {
    if (cell.empty() || cell.find_first_not_of('-') != std::string::npos) {
      return false;
    }
  }
  return true;
}

/// Adds the line at hand to the table that it belongs to.
void read_row(const TableRow& row, bool begins_table, std::vector<MarkdownTable>& tables) {
  if (begins_table) {
    tables.push_back({row, {}});
    return;
  }
  auto& table = tables.back();
  if (row.cells.size() != table.heading.cells.size()) {
    throw TableFault(row.line, "expected " + std::to_string(table.heading.cells.size()) +
                                   " cells, got " + std::to_string(row.cells.size()));
  }
  const bool is_second = row.line == table.heading.line + 1;
  if (is_second != is_rule(row.cells)) {
    throw TableFault(row.line, is_second ? "expected a rule of hyphens" : "expected no rule here");
  }
  if (!is_second) {
    table.rows.push_back(row);
  }
}

}  // namespace

std::vector<MarkdownTable> read_tables(const std::string& page, const std::string& title) {
  std::vector<MarkdownTable> tables;
  std::istringstream stream(page);
  std::size_t line = 0;
  bool is_inside = false;
  bool was_row = false;
  for (std::string text; std::getline(stream, text);) {
    ++line;
    if (text.rfind("## ", 0) == 0) {
      is_inside = text == "## " + title;
    }
    const bool is_row = text.rfind('|', 0) == 0;
    if (is_inside && is_row) {
      read_row({line, cells_of(text, line)}, !was_row, tables);
    }
    was_row = is_row;
  }
  if (tables.empty()) {
    throw TableFault(line, "expected a table under \"" + title + "\" before the end");
  }
  return tables;
}

std::vector<std::string> split_list(const std::string& text) { return split(text, ','); }
