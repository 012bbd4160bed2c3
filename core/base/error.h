// How a function says that the world did not let it do its work.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace trichion {

enum class ErrorCode { InvalidInput, NotFound, ReadFailed, WriteFailed, UnsupportedFormat, Degenerate, Cancelled };

/// What went wrong, in words a user can act on.
struct Error {
    ErrorCode code = ErrorCode::InvalidInput;
    std::string message;  // one sentence: what failed, with which value, what to do
};

/// Either a T or an Error: the packaged tl::expected, under the name that our code speaks.
template <class T>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorCode::NotFound, "...")` from a function that returns a Result.
inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
    return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace trichion
