"""A Python in which all that chapters import is loaded; the kernels of a build are its copies.

To import pandas and matplotlib takes longer than most chapters run. `csto.book.kernels` starts one
such process (multiprocessing calls it a fork server) and asks it for a copy for each notebook.
"""

import os
from contextlib import suppress

from ipykernel.kernelapp import IPKernelApp

# What does not import here (a fault in the code) is told by the first cell that asks for it.
with suppress(Exception):
    import fontTools.subset
    import matplotlib.backends.backend_agg
    import matplotlib.backends.backend_pdf
    import matplotlib.backends.backend_svg
    import pybtex.database.input.bibtex  # noqa: F401

    import csto.api
    from csto.figure import register_fonts

    register_fonts()


def serve(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Be a kernel, as `python -m ipykernel_launcher` is, until it is told to stop.

    Args:
        arguments: those of the command line, after the name of the module.
        folder: where the notebook lies.
        environment: all variables that the kernel shall see.
    """
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # A kernel ends by itself when its parent does, which here is the fork server.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    IPKernelApp.launch_instance(argv=[*arguments, parent])
