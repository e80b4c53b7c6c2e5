"""Makes ``data/units.csv.gz`` and ``data/successions.csv.gz`` from the wheel of ``vietnamadminunits``.

Run by hand when that package has a better edition. What is corrected on the way (namesakes in merged
provinces, coordinates that fall elsewhere) is described in ``data/README.md``.
"""
