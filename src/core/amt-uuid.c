/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-uuid.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define UUID_LENGTH 36

/* 48 bits of milliseconds, version 7, 12 bits, variant 2, 62 bits (RFC 9562 §5.7). */
static char *
uuid_format (uint64_t ms, uint64_t rand_a, uint64_t rand_b)
{
  static const char digits[] = "0123456789abcdef";
  uint64_t halves[2] = {
      (ms & G_GUINT64_CONSTANT (0xffffffffffff)) << 16 | G_GUINT64_CONSTANT (0x7000) | (rand_a & 0xfff),
      G_GUINT64_CONSTANT (0x8000000000000000) | (rand_b & G_GUINT64_CONSTANT (0x3fffffffffffffff)),
  };
  char *text = g_malloc (UUID_LENGTH + 1);
  char *p = text;

  for (int i = 0; i < 32; i++)
    {
      if (i == 8 || i == 12 || i == 16 || i == 20)
        *p++ = '-';
      *p++ = digits[halves[i / 16] >> (60 - i % 16 * 4) & 0xf];
    }
  *p = '\0';
  return text;
}

char *
amt_uuid_new (void)
{
  uint64_t random[2];

  /* Sixteen bytes are never cut short once the pool is up; before that the call waits. */
  while (getrandom (random, sizeof random, 0) != (ssize_t) sizeof random)
    if (errno != EINTR)
      g_error ("No random numbers: %s", g_strerror (errno));
  return uuid_format ((uint64_t) (g_get_real_time () / 1000), random[0], random[1]);
}

/* One to one, so that different numbers never meet (splitmix64). */
static uint64_t
mix (uint64_t x)
{
  x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

char *
amt_uuid_new_fixed (int64_t unix_us, uint64_t number)
{
  uint64_t mixed = mix (number);

  /* The two bits that the variant leaves no room for go into the other field. */
  return uuid_format ((uint64_t) (unix_us / 1000), mixed >> 62 | (mix (mixed) & 0x3ff) << 2, mixed);
}

bool
amt_uuid_is_valid (const char *text)
{
  if (!text)
    return false;
  for (int i = 0; i < UUID_LENGTH; i++)
    {
      bool dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? text[i] != '-' : !(g_ascii_isdigit (text[i]) || (text[i] >= 'a' && text[i] <= 'f')))
        return false;
    }
  return text[UUID_LENGTH] == '\0';
}
