"""Start kernels by forking a process that has imported what a notebook needs (`csto.kernel`)."""

import os
import signal
import sys
from importlib.metadata import EntryPoint
from multiprocessing import get_context

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from csto.kernel import IMPORTED, become

_NAME = "csto-forked"


def prepare() -> None:
    """Let jupyter_client start kernels this way, where the system can fork safely."""
    if sys.platform == "linux":
        get_context("forkserver").set_forkserver_preload(IMPORTED)
        # As a kernel that starts by itself would find it; matplotlib looks when it is imported.
        os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        factory = KernelProvisionerFactory.instance()
        factory.provisioners[_NAME] = EntryPoint(_NAME, f"{__name__}:Forked", "")
        factory.default_provisioner_name = _NAME


class Forked(LocalProvisioner):
    """Starts the Python kernel of this environment by a fork, and any other as always."""

    async def launch_kernel(self, cmd, **options):
        """Start a kernel with a command line; returns how to connect to it."""
        if cmd[:3] != [sys.executable, "-m", "ipykernel_launcher"]:
            return await super().launch_kernel(cmd, **options)
        folder, variables = options.get("cwd") or os.getcwd(), dict(options["env"])
        process = get_context("forkserver").Process(
            target=become, args=(cmd[3:], folder, variables), daemon=True
        )
        try:
            process.start()
        except (EOFError, OSError):  # an import failed: let the notebook say which
            return await super().launch_kernel(cmd, **options)
        self.process, self.pid, self.pgid = _Process(process), process.pid, None
        return self.connection_info


class _Process:
    """A process of multiprocessing with the methods of `subprocess.Popen` that are asked for."""

    stdin = stdout = stderr = None

    def __init__(self, process):
        self._process, self.pid = process, process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int | None:
        self._process.join(timeout)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)
