"""The grammar behind :func:`cungcau.kernel.vntext.parse`, one small file per part of speech.

Every rule is a generator ``rule(scan, i)`` that yields ``(value, j)`` for each way of reading the
tokens from ``i`` up to ``j``. All ways are kept: two different complete readings are an ambiguity
to be asked about, not a choice to be made here.
"""
