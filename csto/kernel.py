"""The body of a kernel that is a copy of a warm process; see `csto.book.kernels`."""

import os


def serve(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Be a kernel, as `python -m ipykernel_launcher` is, until it is told to stop.

    Args:
        arguments: those of the command line, after the name of the module.
        folder: where the notebook lies.
        environment: all variables that the kernel shall see.
    """
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # A kernel ends by itself when its parent does, which here is the fork server.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    IPKernelApp.launch_instance(argv=[*arguments, parent])
