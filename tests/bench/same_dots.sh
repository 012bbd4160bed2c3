#!/bin/sh
# Builds same_dots with each compiler below, runs it on the same heads without any cache, and tells where two of them differ.
# Leaves with 0 only where all print the same to the last bit. Compilers that are not installed are passed over and named.
#   tests/bench/same_dots.sh [FOLDER]    where the builds go; build/same_dots if none is named
set -u
source=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-$source/build/same_dots}
mkdir -p "$folder"
first=
result=0

compare() {  # name, compiler, build type
    if ! command -v "$2" > /dev/null; then
        echo "$1: $2 is not installed"
        return
    fi
    c_compiler=$(echo "$2" | sed 's/clang++/clang/; s/g++/gcc/')
    if ! { cmake -S "$source" -B "$folder/$1" -G Ninja -DTRICHION_TESTS=ON -DCMAKE_CXX_COMPILER="$2" \
                 -DCMAKE_C_COMPILER="$c_compiler" -DCMAKE_BUILD_TYPE="$3" &&
           cmake --build "$folder/$1" --target same_dots; } > "$folder/$1.log" 2>&1; then
        echo "$1: not built; see $folder/$1.log"
        result=1
        return
    fi
    cache=$(mktemp -d)
    if ! XDG_CACHE_HOME=$cache "$folder/$1/tests/bench/same_dots" > "$folder/$1.txt"; then
        echo "$1: an edit gave other dots than a fresh start, or a head could not be read:"
        grep 'NOT THOSE' "$folder/$1.txt"
        result=1
    fi
    rm -rf "$cache"
    if [ -z "$first" ]; then
        first=$1
        echo "$1: $(wc -l < "$folder/$1.txt") prints"
    elif diff "$folder/$first.txt" "$folder/$1.txt" > "$folder/$1.diff"; then
        echo "$1: the same as $first to the last bit"
    else
        echo "$1: differs from $first:"
        grep '^>' "$folder/$1.diff"
        result=1
    fi
}

compare g++_release g++ Release
compare g++_O2 g++ RelWithDebInfo
compare g++_O0 g++ Debug
compare clang_release clang++-16 Release
exit $result
