"""C++ libmultiprocess, where LIBMULTIPROCESS_PREFIX names an installed one: builds cpp/bench.cpp against it once."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from ipc_peers.peer import Client, Peer

_PATIENCE_S = 5.0
_SOURCES = Path(__file__).with_name("cpp")
_INCLUDES = ("/usr/local/include", "/usr/include")


class CppPeer(Peer):
    """A C++ client that measures itself against a C++ server."""

    name = "cpp"

    def start(self) -> None:
        """Build, and start both."""
        prefix = os.environ.get("LIBMULTIPROCESS_PREFIX")
        if not prefix:
            raise LookupError("LIBMULTIPROCESS_PREFIX names no installed C++ libmultiprocess")
        self._build = tempfile.TemporaryDirectory(prefix="bench-cpp-")
        program = _build(Path(prefix), Path(self._build.name))
        self._process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._ask(None)

    def client(self) -> Client:
        """There is none in this process."""
        raise LookupError("the C++ client runs in a process of its own")

    def measure(self, work: str) -> float | None:
        """Let the C++ client measure."""
        return float(self._ask(work))

    def close(self) -> None:
        """End both. The C++ library may hang where it closes its last proxy: what does not end is killed."""
        try:
            self._process.communicate(timeout=_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
        self._build.cleanup()

    def _ask(self, work: str | None) -> str:
        assert self._process.stdin is not None  # noqa: S101 - they are pipes
        assert self._process.stdout is not None  # noqa: S101 - likewise
        if work is not None:
            self._process.stdin.write(work + "\n")
            self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        if not answer:
            raise RuntimeError(f"the C++ bench ended with {self._process.wait()}")
        return answer


def _build(prefix: Path, build: Path) -> Path:
    """Generate and compile; return the program."""
    imports: list[str | Path] = [prefix / "include", *(path for path in _INCLUDES if Path(path, "capnp").is_dir())]
    shutil.copytree(_SOURCES, build, dirs_exist_ok=True)
    subprocess.run(
        [prefix / "bin" / "mpgen", ".", ".", "service.capnp", *imports],
        cwd=build,
        env={**os.environ, "PWD": str(build)},
        check=True,
    )
    environment = {**os.environ, "PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}
    flags = subprocess.run(
        ["pkg-config", "--cflags", "--libs", "libmultiprocess"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    program = build / "bench"
    sources: list[Path] = [build / "bench.cpp", *build.glob("service.capnp*.c++")]
    subprocess.run(
        [
            *("g++", "-std=c++17", "-O2", "-w", "-I", str(build)),
            *map(str, sources),
            *("-o", str(program)),
            *shlex.split(flags),
        ],
        check=True,
    )
    return program
