// libFuzzer's entry point: `npm run fuzz` runs it. A difference or a finding of a sanitizer ends
// the run.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "differential.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Differential differential;
  const auto found = differential.difference({data, size});
  if (!found.empty()) {
    std::fputs(found.c_str(), stderr);
    std::abort();
  }
  return 0;
}
