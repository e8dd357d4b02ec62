"""The kernel written by hand computes what the theory says, or it is no yardstick."""

import shutil

import pytest
from benchmarks import simulate


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("g++") is None, reason="the kernel by hand needs a C++ compiler")
def test_the_kernel_by_hand_ends_where_the_compiled_runner_does() -> None:
    assert simulate.apart() < 1e-9
