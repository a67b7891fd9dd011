/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry libFuzzer knows: link a target with clang -fsanitize=fuzzer instead of with fuzz-driver.c to use it. */

#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
