"""Kernels that begin with the imports done.

To import pandas and matplotlib takes longer than most chapters run. So one process does it for all
(`csto.warm`; multiprocessing calls it a fork server), and each kernel (`csto.kernel`) is its copy.
"""

import multiprocessing
import multiprocessing.forkserver
import os
import sys
import uuid
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from csto.kernel import serve

MODULE = "ipykernel_launcher"


def warm_up() -> None:
    """Start the process that imports, if there is none yet, and do not wait for it."""
    if can_copy():
        multiprocessing.set_forkserver_preload(["csto.warm"])
        multiprocessing.forkserver.ensure_running()


def can_copy() -> bool:
    """Whether this system can copy a process (Windows cannot)."""
    return "forkserver" in multiprocessing.get_all_start_methods()


class Copy:
    """A process of multiprocessing with the names that jupyter_client knows from `Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, *arguments):
        """Start it."""
        context = multiprocessing.get_context("forkserver")
        self._process = context.Process(target=serve, args=arguments, daemon=True)
        with nothing_as_main():
            self._process.start()
        self.pid = self._process.pid
        self.kill, self.terminate = self._process.kill, self._process.terminate

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait for its end, and say how it ended."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


@contextmanager
def nothing_as_main():
    """Keep the program that builds out of the copies, each of which would import it again."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel as a copy of the warm process instead of by its command."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; its arguments are those that the command names after the module."""
        arguments = cmd[cmd.index(MODULE) + 1 :]
        self.process = Copy(arguments, str(kwargs["cwd"]), dict(kwargs["env"]))
        self.pid, self.cwd = self.process.pid, kwargs["cwd"]
        return self.connection_info


class WarmKernelManager(AsyncKernelManager):
    """Manages a kernel of Python that begins with the imports done, where the system can."""

    def __init__(self, **options):
        """Take the warm provisioner for what is started by ipykernel's own command."""
        super().__init__(**options)
        if can_copy() and MODULE in self.kernel_spec.argv:
            self.provisioner = WarmProvisioner(
                kernel_id=str(uuid.uuid4()), kernel_spec=self.kernel_spec, parent=self
            )
