// The reader of tables.
#include "csv_table.h"

#include <fstream>
#include <iterator>
#include <sstream>

namespace {

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (std::size_t end = text.find(separator); end != std::string::npos;
       end = text.find(separator, at)) {
    parts.push_back(text.substr(at, end - at));
    at = end + separator.size();
  }
  parts.push_back(text.substr(at));
  return parts;
}

}  // namespace

CsvTable parse_table(const std::string& csv) {
  CsvTable table;
  std::istringstream stream(csv);
  std::size_t line = 0;
  for (std::string text; std::getline(stream, text);) {
    const TableRow row{++line, split(text, ",")};
    if (line == 1) {
      table.heading = row;
    } else if (row.cells.size() == table.heading.cells.size()) {
      table.rows.push_back(row);
    } else {
      throw TableFault(line, "expected " + std::to_string(table.heading.cells.size()) +
                                 " cells, got " + std::to_string(row.cells.size()));
    }
  }
  if (table.rows.empty()) {
    throw TableFault(line, "expected a row before the end");
  }
  return table;
}

std::string read_file(const std::string& path) {
  std::ifstream stream(path);
  if (!stream) {
    throw std::runtime_error("expected a file, got none at " + path);
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> split_list(const std::string& cell) { return split(cell, "; "); }
