# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev bench [FIGURE…]: prints the figures of HACKING.md. Nothing here fails because something was slow: figures are for
reading, and only the ratios within one run say something on a machine that does other work too.

Figures: start, row, rate, instructions, issue. AMT_BENCH_REQUESTS=N makes another number of requests than 10,000."""
import os
import sys
import time

import amtd
import figures

REQUESTS = int(os.environ.get("AMT_BENCH_REQUESTS", "10000"))


def load():
    return "load " + " ".join(f"{value:.1f}" for value in os.getloadavg())


def main(wanted):
    unknown = set(wanted) - set(figures.ALL)
    if unknown:
        sys.exit(f"no such figure: {', '.join(sorted(unknown))}; there are {', '.join(figures.ALL)}")
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, {load()} before", flush=True)
    with amtd.Server() as server:
        office = figures.Office(server, REQUESTS)
        for name in wanted or figures.ALL:
            print(f"\n{name} ({load()})", flush=True)
            for line in figures.ALL[name](office):
                print("  " + line, flush=True)
    print(f"\n{load()} after")


if __name__ == "__main__":
    main(sys.argv[1:])
