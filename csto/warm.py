"""Loads all that a kernel and the chapters import: once a build, see `csto.book.kernels`."""

from contextlib import suppress
from importlib import import_module

NEEDED = (
    "ipykernel.kernelapp ipykernel.debugger IPython.extensions.storemagic csto.api csto.chronology "
    "matplotlib.backends.backend_agg matplotlib.backends.backend_pdf "
    "matplotlib.backends.backend_svg pybtex.database.input.bibtex"
).split()

for name in NEEDED:
    # What cannot be loaded, because the code has a fault, is told by the cell that asks for it.
    with suppress(Exception):
        import_module(name)
with suppress(Exception):
    import_module("csto.figure").register_fonts()
