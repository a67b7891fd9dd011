# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev bench [--requests N] [FIGURE…]: prints the figures of HACKING.md. Nothing here fails for being slow: figures are for
reading, and only the ratios within one run say something on a machine that does other work too.

Figures: start, row, rate, instructions, issue; all of them unless some are named."""
import argparse
import os
import time

import amtd
import figures


def load():
    return "load " + " ".join(f"{value:.1f}" for value in os.getloadavg())


def main():
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("--requests", type=int, default=10000, metavar="N")
    parser.add_argument("figure", nargs="*", help=", ".join(figures.ALL))
    options = parser.parse_args()
    if unknown := set(options.figure) - set(figures.ALL):
        parser.error(f"no such figure: {', '.join(sorted(unknown))}; there are {', '.join(figures.ALL)}")
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, {load()} before", flush=True)
    with amtd.Server(config="[limits]\norders-a-day=1000000\nopen-requests=1000000\n") as server:
        office = figures.Office(server, options.requests)
        for name in options.figure or figures.ALL:
            print(f"\n{name} ({load()})", flush=True)
            for line in figures.ALL[name](office):
                print("  " + line, flush=True)
    print(f"\n{load()} after")


if __name__ == "__main__":
    main()
