// Cholesky's factor within the envelope.
#include "core/geometry/band_solver.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trichion {

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
            double sum = of_i[j];
            for (std::size_t k = std::max(first_[i], first_[j]); k < j; ++k) sum -= of_i[k] * of_j[k];
            of_i[j] = sum / of_j[j];
        }
        double rest = of_i[i];
        for (std::size_t k = first_[i]; k < i; ++k) rest -= of_i[k] * of_i[k];
        if (!(rest > 0.0)) return false;
        of_i[i] = std::sqrt(rest);
    }
    return true;
}

void BandSolver::solve(std::vector<glm::dvec2>& values) const {
    for (std::size_t i = 0; i < size(); ++i) {
        const double* of_i = row(i);
        glm::dvec2 sum = values[i];
        for (std::size_t k = first_[i]; k < i; ++k) sum -= of_i[k] * values[k];
        values[i] = sum / of_i[i];
    }
    for (std::size_t i = size(); i-- > 0;) {
        const double* of_i = row(i);
        const glm::dvec2 value = values[i] / of_i[i];
        values[i] = value;
        for (std::size_t k = first_[i]; k < i; ++k) values[k] -= of_i[k] * value;
    }
}

}  // namespace trichion
