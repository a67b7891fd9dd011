/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes DER so that it stays DER for the most part: a byte turned over anywhere is refused at the first length. */

#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct
{
  uint8_t tag;
  const uint8_t *start; /* of the tag */
  const uint8_t *data;  /* of the content */
  size_t size;          /* of the content */
} FuzzDer;

/* The value at the front of the @size bytes at @data. Returns: the bytes it takes; 0 when there is none. */
size_t fuzz_der_take (const uint8_t *data, size_t size, FuzzDer *value);
/* Changes the @size bytes at @data, where @max_size have room, the same for the same @seed. Returns: the new size. */
size_t fuzz_der_mutate (uint8_t *data, size_t size, size_t max_size, unsigned seed);
