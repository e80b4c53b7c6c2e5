"""The registry workbook provinces keep of their OCOP products: its columns, its oddities, its layout.

Real ones hold merged cells, ``#REF!``, a year where a day should stand, rows that are headings or sums, one name twice,
several sheets, districts and communes that are gone. Nothing of that is guessed away: what can be read is read and
said so; what cannot is asked.
"""
