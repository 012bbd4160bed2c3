// Limits, Landlock and a filter of system calls, in this order: each needs what the next one denies.
#include "core/io/sandbox.h"

#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <array>
#include <cerrno>

namespace trichion {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#elif defined(__has_feature)
constexpr bool kIsSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kIsSanitized = false;
#endif

constexpr std::array kAllowed{
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(pread64),
    SCMP_SYS(pwrite64),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(close),
    SCMP_SYS(ftruncate),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(tgkill),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(restart_syscall),
};

bool limit(int resource, std::uint64_t value) {
    rlimit now{};
    if (getrlimit(static_cast<__rlimit_resource>(resource), &now) != 0) return false;
    const rlim_t wanted = now.rlim_max == RLIM_INFINITY || value < now.rlim_max ? value : now.rlim_max;
    const rlimit next{wanted, wanted};
    return setrlimit(static_cast<__rlimit_resource>(resource), &next) == 0;
}

bool set_limits(const WorkerLimits& limits) {
    const bool memory = kIsSanitized || limit(RLIMIT_AS, limits.memory_bytes);
    return memory && limit(RLIMIT_CPU, limits.cpu_seconds) && limit(RLIMIT_FSIZE, limits.result_bytes) &&
           limit(RLIMIT_CORE, 0);
}

// A rule set that handles every access and allows none. Older kernels answer ENOSYS: the filter holds alone.
void deny_files() {
    const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return;
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
    const long rules = syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0);
    if (rules < 0) return;
    syscall(SYS_landlock_restrict_self, rules, 0);
    close(static_cast<int>(rules));
}

bool filter_calls() {
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EACCES));
    if (!filter) return false;
    bool done = true;
    for (const int call : kAllowed) done = done && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
    // fstat of an open descriptor goes by this call too; with a path it would only look, and Landlock has no say.
    done = done && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
                                    SCMP_A3(SCMP_CMP_MASKED_EQ, 0x1000, 0x1000)) == 0;
    done = done && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return done;
}

}  // namespace

bool enter_sandbox(const WorkerLimits& limits) {
    if (!set_limits(limits)) return false;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
    deny_files();
    return filter_calls();
}

}  // namespace trichion
