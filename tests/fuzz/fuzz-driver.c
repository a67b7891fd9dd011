/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target without libFuzzer: each file of the folders and files named, then a fixed number of mutations of
 * them, the same each time. AMT_FUZZ_SEED and AMT_FUZZ_RUNS choose others; the input that fails is left in the file named
 * by AMT_FUZZ_KEEP. Prints TAP. */

#include "fuzz-target.h"

#include <glib.h>
#include <string.h>

#define RUNS 20000
#define MAX_SIZE 131072

/* What JSON is made of, and what tends to break its readers. */
static const char *const tokens[] = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "false",
    "-",
    "0",
    "1e9",
    "-0",
    "1.5",
    "\\u0000",
    "\\ud800",
    "\\udc00",
    "\\u",
    "\\",
    "\xff",
    "\xc0\xaf",
    "\xed\xa0\x80",
    "\xef\xbb\xbf",
    "\xe2\x80\xae",
    "99999999999999999999",
    "{\"a\":",
    "[[[[[[[[",
    "]]]]",
    "\"\"",
    "a\xcc\x88",
    "2026-02-30",
    "items",
    "form",
    "subject",
};

static const char *keep; /* (nullable): where the present input is written first */

static void
run (const char *data, size_t size)
{
  /* A copy of exact length, so that a sanitizer sees every byte read beyond it. */
  g_autofree uint8_t *copy = g_memdup2 (data, size ? size : 1);

  if (keep)
    g_file_set_contents (keep, data, (gssize) size, NULL);
  LLVMFuzzerTestOneInput (copy, size);
}

static void
load (GPtrArray *corpus, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  char *text;
  size_t size;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      if (!g_file_get_contents (path, &text, &size, &error))
        g_error ("%s", error->message);
      g_ptr_array_add (corpus, g_bytes_new_take (text, size));
      return;
    }
  if (!(dir = g_dir_open (path, 0, &error)))
    g_error ("%s", error->message);
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp); /* the order of the disk would change the mutations */
  for (unsigned i = 0; i < names->len; i++)
    load (corpus, names->pdata[i]);
}

static size_t
pick (GRand *random, size_t n)
{
  return n ? (size_t) g_rand_int_range (random, 0, (int) MIN (n, G_MAXINT)) : 0;
}

static void
insert_part (GRand *random, GString *text, GBytes *other)
{
  size_t size, from;
  const char *data = g_bytes_get_data (other, &size);

  from = pick (random, size);
  g_string_insert_len (text, (gssize) pick (random, text->len + 1), data + from, (gssize) pick (random, size - from));
}

static void
mutate_once (GRand *random, GString *text, GBytes *other)
{
  size_t at = pick (random, text->len);

  switch (pick (random, 6))
    {
    case 0:
      if (text->len)
        text->str[at] = (char) ((unsigned char) text->str[at] ^ (1u << pick (random, 8)));
      break;
    case 1:
      if (text->len)
        text->str[at] = (char) pick (random, 256);
      break;
    case 2:
      g_string_erase (text, (gssize) at, (gssize) pick (random, MIN (text->len - at, 32)));
      break;
    case 3:
      g_string_insert (text, (gssize) at, tokens[pick (random, G_N_ELEMENTS (tokens))]);
      break;
    case 4:
      g_string_truncate (text, at);
      break;
    default:
      insert_part (random, text, other);
      break;
    }
}

static void
mutate_by_target (GRand *random, GString *text)
{
  size_t size = text->len;

  g_string_set_size (text, MAX (size, MAX_SIZE));
  size = LLVMFuzzerCustomMutator ((uint8_t *) text->str, size, text->len, g_rand_int (random));
  g_string_truncate (text, size);
}

static void
run_mutations (GPtrArray *corpus, unsigned seed, unsigned runs)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (unsigned i = 0; i < runs; i++)
    {
      GBytes *first = corpus->pdata[pick (random, corpus->len)];
      g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (first, NULL), (gssize) g_bytes_get_size (first));
      size_t times = 1 + pick (random, 4);

      for (size_t n = 0; n < times; n++)
        if (!LLVMFuzzerCustomMutator || pick (random, 2) == 0)
          mutate_once (random, text, corpus->pdata[pick (random, corpus->len)]);
        else
          mutate_by_target (random, text);
      run (text->str, MIN (text->len, MAX_SIZE));
    }
}

static unsigned
number_from (const char *variable, unsigned otherwise)
{
  const char *text = g_getenv (variable);

  return text ? (unsigned) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  unsigned seed = number_from ("AMT_FUZZ_SEED", 1);
  unsigned runs = number_from ("AMT_FUZZ_RUNS", RUNS);

  keep = g_getenv ("AMT_FUZZ_KEEP");
  for (int i = 1; i < argc; i++)
    load (corpus, argv[i]);
  if (!corpus->len)
    g_error ("No corpus");
  g_print ("TAP version 14\n1..2\n");
  for (unsigned i = 0; i < corpus->len; i++)
    run (g_bytes_get_data (corpus->pdata[i], NULL), g_bytes_get_size (corpus->pdata[i]));
  g_print ("ok 1 - %u inputs of the corpus\n", corpus->len);
  run_mutations (corpus, seed, runs);
  g_print ("ok 2 - %u mutations of seed %u\n", runs, seed);
  return 0;
}
