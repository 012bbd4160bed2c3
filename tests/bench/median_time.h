// CPU time of work that is repeated: the machine's other work counts for little in it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <vector>

namespace trichion {

inline double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

template <class Work>
double median_ms(int times, Work&& work) {
    std::vector<double> spent;
    for (int i = 0; i < times; ++i) {
        const double start = cpu_ms();
        work();
        spent.push_back(cpu_ms() - start);
    }
    std::ranges::nth_element(spent, spent.begin() + times / 2);
    return spent[static_cast<std::size_t>(times / 2)];
}

}  // namespace trichion
