// One comparison of core/ with the reference: what the fuzzer, the replay of its corpus and nothing
// else do.
#pragma once

#include <cstdint>
#include <span>
#include <string>

/// Takes the first bytes of `input` for a limit and a way to split, and the rest for a stream.
/// Answers an empty string where both parsers agree, and otherwise what each of them made of it.
std::string difference(std::span<const std::uint8_t> input);
