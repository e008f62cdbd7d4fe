// The event stream parser as the standard's text has it: slow, obvious, whole streams only. What
// core/ is compared with.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// The results of a whole stream, written as the conformance vectors write them
/// (tests/support/conformance/README.md).
std::vector<std::string> reference_parse(std::span<const std::uint8_t> stream,
                                         std::uint32_t max_event_bytes, bool with_ignored_lines);
