"""A kernel that begins with everything imported: what is done in the process it is forked from.

Each notebook of the book has a kernel of its own, with nothing in it but imports. To import pandas
and matplotlib takes longer than most cells; `csto.book.kernels` lets one process do it for all.
"""

import os
import sys

#: What the process imports before it forks the first kernel.
IMPORTED = ["csto.api", "matplotlib_inline.backend_inline", "ipykernel.kernelapp", "debugpy.server"]


def become(arguments: list[str], folder: str, variables: dict[str, str]) -> None:
    """Be a kernel from now on, in a process that was just forked.

    Args:
        arguments: command line of `ipykernel_launcher`, without its name.
        folder: working directory.
        variables: the whole environment.
    """
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    sys.argv = ["ipykernel_launcher", *arguments]
    # It ends when the process that it was forked from does, which ends with the build.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    IPKernelApp.launch_instance(argv=[*arguments, parent])
