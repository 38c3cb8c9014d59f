"""The operations of the benchmark, one a file."""

from __future__ import annotations

from _dask_linalg.operations import eigh, gels, gemm, gesv, getrf, potrf, qr, svd
from _dask_linalg.operations.operation import Operation

OPERATIONS: dict[str, Operation] = {
    room.OPERATION.name: room.OPERATION for room in (potrf, getrf, gesv, gemm, qr, gels, svd, eigh)
}
