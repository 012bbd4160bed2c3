// Cholesky's factor within the envelope.
#include "core/geometry/band_solver.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trichion {
namespace {

/// Four sums side by side: one alone waits for each addition before the next. @param b  numbers or places.
template <class Value>
Value product_of(const double* a, const Value* b, std::size_t count) {
    Value s0(0.0), s1(0.0), s2(0.0), s3(0.0);
    std::size_t k = 0;
    for (; k + 4 <= count; k += 4) {
        s0 += a[k] * b[k];
        s1 += a[k + 1] * b[k + 1];
        s2 += a[k + 2] * b[k + 2];
        s3 += a[k + 3] * b[k + 3];
    }
    for (; k < count; ++k) s0 += a[k] * b[k];
    return (s0 + s1) + (s2 + s3);
}

}  // namespace

BandSolver::BandSolver(std::vector<std::size_t> first) : first_(std::move(first)), start_(first_.size()) {
    std::size_t total = 0;
    for (std::size_t i = 0; i < first_.size(); ++i) {
        start_[i] = total;
        total += i - first_[i] + 1;
    }
    entries_.assign(total, 0.0);
}

void BandSolver::add(std::size_t a, std::size_t b, double value) { row(std::max(a, b))[std::min(a, b)] += value; }

bool BandSolver::factor() {
    for (std::size_t i = 0; i < size(); ++i) {
        double* of_i = row(i);
        for (std::size_t j = first_[i]; j < i; ++j) {
            const double* of_j = row(j);
            const std::size_t from = std::max(first_[i], first_[j]);
            of_i[j] = (of_i[j] - product_of(of_i + from, of_j + from, j - from)) / of_j[j];
        }
        const double rest = of_i[i] - product_of(of_i + first_[i], of_i + first_[i], i - first_[i]);
        if (!(rest > 0.0)) return false;
        of_i[i] = std::sqrt(rest);
    }
    return true;
}

void BandSolver::solve(std::vector<glm::dvec2>& values) const {
    for (std::size_t i = 0; i < size(); ++i) {
        const double* of_i = row(i);
        values[i] = (values[i] - product_of(of_i + first_[i], values.data() + first_[i], i - first_[i])) / of_i[i];
    }
    for (std::size_t i = size(); i-- > 0;) {
        const double* of_i = row(i);
        const glm::dvec2 value = values[i] / of_i[i];
        values[i] = value;
        for (std::size_t k = first_[i]; k < i; ++k) values[k] -= of_i[k] * value;
    }
}

}  // namespace trichion
