"""Duty rosters of hospital physicians (Gross, Brunner, Blobner), read from their authors' files and solved by the product."""
