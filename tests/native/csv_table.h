// Reads the tables of tests/native/policy/: a line of column names, then a line for each row.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

/// An invalid text, and its line.
class TableFault : public std::runtime_error {
 public:
  TableFault(std::size_t line, const std::string& what)
      : std::runtime_error("line " + std::to_string(line) + ": " + what) {}
};

struct TableRow {
  std::size_t line = 0;
  std::vector<std::string> cells;
};

struct CsvTable {
  TableRow heading;
  std::vector<TableRow> rows;
};

/// Throws a TableFault if a row has too few or too many cells, or if there is no row.
CsvTable parse_table(const std::string& csv);

/// Returns the content of a file. Throws if the file does not exist.
std::string read_file(const std::string& path);

/// The parts of a cell between semicolons.
std::vector<std::string> split_list(const std::string& cell);
