"""Calls of ``numpy.fft``, by function."""

from __future__ import annotations

CALLS: dict[str, tuple[str, ...]] = {
    "fft": (
        "np.fft.fft(x)",
        "np.fft.fft(z, axis=0)",
        "np.fft.fft(x, n=6)",
        "np.fft.fft(f.T, n=2, norm='ortho')",
        "np.fft.fft(x, out=z); z",
        "np.fft.fft(i[::-1], 3, -2, 'forward')",
    ),
    "fft2": (
        "np.fft.fft2(x)",
        "np.fft.fft2(t, s=(4, 2))",
        "np.fft.fft2(t, axes=(0, 1), norm='forward')",
        "np.fft.fft2(x, out=z); z",
        "np.fft.fft2(f, axes=(-1, 0))",
    ),
    "fftfreq": (
        "np.fft.fftfreq(8)",
        "np.fft.fftfreq(7, d=0.25)",
        "np.fft.fftfreq(5, 2.0, device='cpu')",
        "np.fft.fftfreq(4, d=r)",
    ),
    "fftn": (
        "np.fft.fftn(t)",
        "np.fft.fftn(t, s=(3, 2), axes=(0, 2))",
        "np.fft.fftn(z, axes=(-2,), norm='ortho')",
        "np.fft.fftn(x, out=z); z",
        "np.fft.fftn(t, axes=(1, 1))",
    ),
    "fftshift": (
        "np.fft.fftshift(v)",
        "np.fft.fftshift(x)",
        "np.fft.fftshift(x, axes=0)",
        "np.fft.fftshift(t, axes=(0, -1))",
        "np.fft.fftshift(i.T, 1)",
    ),
    "hfft": (
        "np.fft.hfft(z)",
        "np.fft.hfft(z, n=5)",
        "np.fft.hfft(z, axis=0, norm='ortho')",
        "np.fft.hfft(z[:, :3], out=o); o",
        "np.fft.hfft(x, 7, 0, 'forward')",
    ),
    "ifft": (
        "np.fft.ifft(z)",
        "np.fft.ifft(x, axis=0)",
        "np.fft.ifft(z.T, n=5, norm='forward')",
        "np.fft.ifft(x, out=z); z",
        "np.fft.ifft(f, 2)",
    ),
    "ifft2": (
        "np.fft.ifft2(z)",
        "np.fft.ifft2(t, s=(2, 6))",
        "np.fft.ifft2(t, axes=(0, 2), norm='ortho')",
        "np.fft.ifft2(x, out=z); z",
    ),
    "ifftn": (
        "np.fft.ifftn(t)",
        "np.fft.ifftn(t, s=(2, 3), axes=(1, 0))",
        "np.fft.ifftn(z, axes=(-1,), norm='forward')",
        "np.fft.ifftn(x, out=z); z",
    ),
    "ifftshift": (
        "np.fft.ifftshift(w)",
        "np.fft.ifftshift(x)",
        "np.fft.ifftshift(x, axes=-1)",
        "np.fft.ifftshift(t, axes=(0, 1))",
    ),
    "ihfft": (
        "np.fft.ihfft(x)",
        "np.fft.ihfft(x, n=7)",
        "np.fft.ihfft(x, axis=0, norm='ortho')",
        "np.fft.ihfft(x, out=z[:, :3]); z",
        "np.fft.ihfft(i, 2, -2, 'forward')",
    ),
    "irfft": (
        "np.fft.irfft(z)",
        "np.fft.irfft(z, n=5)",
        "np.fft.irfft(z, axis=0, norm='ortho')",
        "np.fft.irfft(z, n=4, out=o); o",
        "np.fft.irfft(x, 3, -2, 'forward')",
    ),
    "irfft2": (
        "np.fft.irfft2(z)",
        "np.fft.irfft2(t, s=(3, 5))",
        "np.fft.irfft2(t, axes=(0, 1), norm='forward')",
        "np.fft.irfft2(z, s=(3, 4), out=o); o",
    ),
    "irfftn": (
        "np.fft.irfftn(z)",
        "np.fft.irfftn(t, s=(2, 5), axes=(0, 2))",
        "np.fft.irfftn(z, axes=(0,), norm='ortho')",
        "np.fft.irfftn(z[:, :3], out=o); o",
    ),
    "rfft": (
        "np.fft.rfft(x)",
        "np.fft.rfft(x, n=7)",
        "np.fft.rfft(f, axis=0, norm='ortho')",
        "np.fft.rfft(x, out=z[:, :3]); z",
        "np.fft.rfft(u.T, 2, 0, 'forward')",
    ),
    "rfft2": (
        "np.fft.rfft2(x)",
        "np.fft.rfft2(t, s=(4, 5))",
        "np.fft.rfft2(t, axes=(2, 0), norm='forward')",
        "np.fft.rfft2(x, out=z[:, :3]); z",
    ),
    "rfftfreq": (
        "np.fft.rfftfreq(8)",
        "np.fft.rfftfreq(7, d=0.25)",
        "np.fft.rfftfreq(5, 2.0, device='cpu')",
    ),
    "rfftn": (
        "np.fft.rfftn(t)",
        "np.fft.rfftn(t, s=(3, 4), axes=(0, 1))",
        "np.fft.rfftn(x, axes=(1, 0), norm='ortho')",
        "np.fft.rfftn(x, out=z[:, :3]); z",
    ),
}
