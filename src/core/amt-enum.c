/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-enum.h"

int
amt_enum_count (const AmtEnum *type)
{
  int n = 0;

  while (type->nicks[n])
    n++;
  return n;
}

const char *
amt_enum_to_nick (const AmtEnum *type, int value)
{
  if (value < 0)
    return NULL;
  /* Step by step, since a value from outside may lie beyond the terminator. */
  for (int i = 0; type->nicks[i]; i++)
    if (i == value)
      return type->nicks[i];
  return NULL;
}

bool
amt_enum_from_nick (const AmtEnum *type, const char *nick, int *value)
{
  if (!nick)
    return false;
  for (int i = 0; type->nicks[i]; i++)
    if (g_str_equal (type->nicks[i], nick))
      {
        *value = i;
        return true;
      }
  return false;
}
