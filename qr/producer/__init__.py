"""The producers' doors of codes and scans."""

from qr.producer import activation, codes, labels, receiving, requests, scans  # noqa: F401 - they add their pages
from qr.producer.frame import blueprint

__all__ = ["blueprint"]
