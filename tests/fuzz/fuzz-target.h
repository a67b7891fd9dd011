/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry libFuzzer knows: link a target with clang -fsanitize=fuzzer instead of with fuzz-driver.c to use it. */

#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
/* (nullable): what a target may have to change an input in ways of its own; libFuzzer's too. Returns: the new size. */
__attribute__ ((weak)) size_t LLVMFuzzerCustomMutator (uint8_t *data, size_t size, size_t max_size, unsigned seed);
