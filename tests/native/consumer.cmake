# Builds examples/cpp like another project, and runs it: cmake -D... -P consumer.cmake.
# BUILD: a build tree of this repository. FOLDER: for the files of this test. FROM: `package` or
# `subdirectory`.
file(REMOVE_RECURSE ${FOLDER})
set(source ${ROOT}/examples/cpp)
set(prefix ${FOLDER}/installed)

function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
endfunction()

if(FROM STREQUAL "package")
  run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
  # The version of package.json is found; a newer one is not.
  file(READ ${ROOT}/package.json package)
  string(JSON version GET "${package}" version)
  file(WRITE ${FOLDER}/versions/CMakeLists.txt "cmake_minimum_required(VERSION 3.21)
project(versions LANGUAGES NONE)
find_package(sse ${version} EXACT CONFIG REQUIRED)
find_package(sse 1000 CONFIG QUIET)
if(sse_FOUND)
  message(FATAL_ERROR \"Expected no sse 1000, got \${sse_VERSION}\")
endif()
")
  run(${CMAKE_COMMAND} -S ${FOLDER}/versions -B ${FOLDER}/versions/build -DCMAKE_PREFIX_PATH=${prefix})
else()
  # The same program in a project with this repository as a subdirectory.
  set(source ${FOLDER}/source)
  file(READ ${ROOT}/examples/cpp/CMakeLists.txt project)
  string(REPLACE "find_package(sse CONFIG REQUIRED)" "add_subdirectory(${ROOT} sse)" project "${project}")
  file(WRITE ${source}/CMakeLists.txt "${project}")
  file(COPY ${ROOT}/examples/cpp/print_events.cpp DESTINATION ${source})
endif()

run(${CMAKE_COMMAND} -S ${source} -B ${FOLDER}/build -G Ninja
  -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${FLAGS} -DCMAKE_FIND_PACKAGE_NO_PACKAGE_REGISTRY=ON)
run(${CMAKE_COMMAND} --build ${FOLDER}/build)

if(EXISTS ${FOLDER}/build/sse/tests)
  message(FATAL_ERROR "Expected no tests in another project, got ${FOLDER}/build/sse/tests")
endif()

file(WRITE ${FOLDER}/stream.txt "data: one\n\n: a comment\nevent: add\nid: 7\ndata: two\ndata: lines\n\ndata: cut off")
execute_process(COMMAND ${FOLDER}/build/print_events
  INPUT_FILE ${FOLDER}/stream.txt OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
set(expected "message: one\nadd 7: two\nlines\n")
if(NOT output STREQUAL expected)
  message(FATAL_ERROR "Expected the events\n${expected}, got\n${output}")
endif()
