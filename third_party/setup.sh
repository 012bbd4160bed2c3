# What ./run and ./test share: the packages, and the build with its progress. Sourced, not run.

# Everything the program is built from; third_party/README.md says why each is there.
build_packages=(
    g++ cmake ninja-build pkg-config ccache mold python3-glad
    libimgui-dev libglfw3-dev libassimp-dev libglm-dev libstb-dev libfreetype-dev libgl-dev libopengl-dev libegl-dev
    libexpected-dev libcairo2-dev nlohmann-json3-dev libcli11-dev libfmt-dev libeigen3-dev libmeshoptimizer-dev
    libseccomp-dev libzip-dev libpng-dev libqpdf-dev fonts-inter fonts-fork-awesome
)
# What the tests use besides: a display without a screen, a mouse, and independent readers of our files.
test_packages=(
    libgtest-dev libgmock-dev xvfb xauth xdotool x11-utils openbox imagemagick
    mupdf-tools poppler-utils qpdf librsvg2-bin chromium python3 python3-ezdxf python3-numpy admesh
)
assume_yes=${assume_yes:-no}

# install_packages NAME...: installs those that are missing; says which; asks unless root or --yes.
install_packages() {
    local missing=() name state
    if ! command -v dpkg-query >/dev/null; then
        echo "Trichion's setup knows Debian 12 only. On this system install by hand: $*" >&2
        return 0
    fi
    for name in "$@"; do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true)
        [ "$state" = installed ] || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "Installing ${#missing[@]} Debian packages that are missing:"
    echo "  ${missing[*]}" | fold -s -w 100
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Installing needs root and there is no sudo here. As root run: apt-get install ${missing[*]}" >&2
            exit 1
        fi
        as_root=(sudo)
        if [ "$assume_yes" != yes ]; then
            local answer=
            read -r -p "Install them now? [Y/n] " answer || answer=n
            case "$answer" in [nN]*) echo "Nothing was installed; Trichion needs these packages." >&2; exit 1 ;; esac
        fi
    fi
    local log
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update &&
           "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
               "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        echo "Installing failed, see the lines above. Check the network and the package sources, then start again." >&2
        rm -f "$log"
        exit 1
    fi
    rm -f "$log"
    echo "Installed."
}

# build PRESET TARGET...: configures once, then builds only what changed.
build() {
    local preset=$1 log
    shift
    if ! mkdir -p "build/$preset" 2>/dev/null; then
        echo "The folder $PWD/build cannot be written; Trichion is built there. Copy the project to a folder of yours." >&2
        exit 1
    fi
    log="build/$preset/setup.log"
    if [ ! -f "build/$preset/build.ninja" ]; then
        echo "Configuring (build/$preset) ..."
        if ! cmake --preset "$preset" >"$log" 2>&1; then
            grep -A6 'CMake Error' "$log" >&2 || tail -n 12 "$log" >&2
            echo "Configuring failed, see the lines above; the whole log is $log." >&2
            exit 1
        fi
    fi
    # ninja with nothing to do is silent about it: a second start prints nothing.
    if [ -n "$(ninja -C "build/$preset" -n "$@" 2>/dev/null | grep -v -e 'no work to do' -e 'Entering directory' -e 'Re-checking')" ]; then
        echo "Building (the first time takes some minutes) ..."
        if ! NINJA_STATUS='[%f/%t %es] ' ninja -C "build/$preset" "$@"; then
            echo "The build failed; the first error above says why." >&2
            exit 1
        fi
    fi
}
